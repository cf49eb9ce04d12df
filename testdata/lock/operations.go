// Package lock waits for something else while it holds a mutex. Everybody who
// wants the mutex then waits for that, too.
package lock

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"sync"
	"time"
)

type journal struct {
	mu sync.Mutex
	f  *os.File
	n  int
}

func (j *journal) append(rec []byte) error {
	j.mu.Lock() // want lock "j\\.mu is held while j\\.f\\.Write .*; 1 other Lock call"
	defer j.mu.Unlock()
	n, err := j.f.Write(rec) // want disk-write
	j.n += n
	return err
}

// size waits for append, and that is append's finding.
func (j *journal) size() int {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.n
}

// flusher holds its mutex in two functions while it waits for one Sync: that is
// one finding, and the second Lock is a line of its witness.
type flusher struct {
	mu sync.Mutex
	f  *os.File
}

func (f *flusher) flush() error {
	f.mu.Lock() // want lock "f\\.mu is held while .*Sync"
	defer f.mu.Unlock()
	return f.sync()
}

func (f *flusher) flushAgain() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.sync()
}

func (f *flusher) sync() error {
	return f.f.Sync() // want disk-sync
}

// counter holds its mutex for a moment: a bare Lock is no finding.
type counter struct {
	mu sync.Mutex
	n  map[string]int
}

func (c *counter) add(key string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n[key]++
	return c.n[key]
}

type peer struct {
	mu   sync.Mutex
	conn net.Conn
}

func (p *peer) send(msg []byte) error {
	p.mu.Lock() // want lock "p\\.mu is held while p\\.conn\\.Write"
	defer p.mu.Unlock()
	_, err := p.conn.Write(msg) // want conn-write
	return err
}

// politePeer does the same with an end to it.
type politePeer struct {
	mu   sync.Mutex
	conn net.Conn
}

func (p *politePeer) send(msg []byte) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.conn.SetWriteDeadline(time.Now().Add(time.Second))
	_, err := p.conn.Write(msg)
	return err
}

// bufferedPeer reaches the connection through a buffer.
type bufferedPeer struct {
	mu sync.Mutex
	w  *bufio.Writer
}

func newBufferedPeer(c net.Conn) *bufferedPeer {
	return &bufferedPeer{w: bufio.NewWriter(c)}
}

func (p *bufferedPeer) send(msg string) error {
	p.mu.Lock() // want lock
	defer p.mu.Unlock()
	p.w.WriteString(msg) // want conn-write
	return p.w.Flush()
}

type answers struct {
	mu   sync.Mutex
	conn net.Conn
}

func (a *answers) next(buf []byte) error {
	a.mu.Lock()                        // want lock
	_, err := io.ReadFull(a.conn, buf) // want conn-read
	a.mu.Unlock()
	return err
}

// pool dials while others want a connection that is there already.
type pool struct {
	mu   sync.Mutex
	idle []net.Conn
	addr string
}

func (p *pool) get() (net.Conn, error) {
	p.mu.Lock() // want lock "net\\.Dial"
	defer p.mu.Unlock()
	if n := len(p.idle); n > 0 {
		c := p.idle[n-1]
		p.idle = p.idle[:n-1]
		return c, nil
	}
	return net.Dial("tcp", p.addr) // want dial
}

// quickPool gives up on the peer after a second.
type quickPool struct {
	mu   sync.Mutex
	addr string
}

func (p *quickPool) get() (net.Conn, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return net.DialTimeout("tcp", p.addr, time.Second)
}

type tokens struct {
	mu    sync.Mutex
	token string
}

func (t *tokens) refresh(u string) error {
	t.mu.Lock() // want lock
	defer t.mu.Unlock()
	resp, err := http.Get(u) // want http-client
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	t.token = resp.Header.Get("Token")
	return nil
}

// boundedTokens asks with a client that has a timeout.
type boundedTokens struct {
	mu    sync.Mutex
	token string
}

func (t *boundedTokens) refresh(u string) error {
	hc := &http.Client{Timeout: 5 * time.Second}
	t.mu.Lock()
	defer t.mu.Unlock()
	resp, err := hc.Get(u)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	t.token = resp.Header.Get("Token")
	return nil
}

type repository struct {
	mu  sync.Mutex
	dir string
}

func (r *repository) fetch() error {
	r.mu.Lock() // want lock
	defer r.mu.Unlock()
	return exec.Command("git", "-C", r.dir, "fetch").Run() // want exec
}

func (r *repository) gc(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	r.mu.Lock()
	defer r.mu.Unlock()
	return exec.CommandContext(ctx, "git", "-C", r.dir, "gc").Run()
}

// callersContext is as bounded as its caller wants it to be.
type callersContext struct {
	mu sync.Mutex
	d  net.Dialer
}

func (c *callersContext) connect(ctx context.Context) (net.Conn, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.d.DialContext(ctx, "tcp", "a:1")
}

// names are short operations, but under a lock a hanging disk hangs them all.
type names struct {
	mu  sync.Mutex
	dir string
}

func (n *names) rotate() error {
	n.mu.Lock() // want lock "os\\.Rename"
	defer n.mu.Unlock()
	return os.Rename(n.dir+"/log", n.dir+"/log.1")
}

// cache reads under a lock: disk-read is off by default, here as elsewhere.
type cache struct {
	mu sync.Mutex
	f  *os.File
}

func (c *cache) at(buf []byte, off int64) error {
	c.mu.Lock() // want[reads] lock
	defer c.mu.Unlock()
	_, err := c.f.ReadAt(buf, off) // want[reads] disk-read
	return err
}

// sleeper is slow, but it ends.
type sleeper struct {
	mu sync.Mutex
	n  int
}

func (s *sleeper) tick() {
	s.mu.Lock()
	defer s.mu.Unlock()
	time.Sleep(time.Second)
	s.n++
}

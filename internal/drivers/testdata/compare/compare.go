// Package compare has a wait without a bound in each function, for the table of
// the README that says which linters find it.
package compare

import (
	"bufio"
	"context"
	"database/sql"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"sync"
)

// an fsync on a disk that hangs
func fsync(f *os.File) error { return f.Sync() }

// a file written through a `bufio.Writer`
func buffered(f *os.File, p []byte) error {
	w := bufio.NewWriter(f)
	if _, err := w.Write(p); err != nil {
		return err
	}
	return w.Flush()
}

type log struct {
	mu sync.Mutex
	f  *os.File
}

// a lock that is held while its holder syncs, two calls away
func (l *log) locked() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.commit()
}

func (l *log) commit() error { return fsync(l.f) }

// a read from a connection without a deadline
func read(c net.Conn, p []byte) (int, error) { return io.ReadFull(c, p) }

// a write to a connection whose deadline was cleared
func cleared(c net.Conn, p []byte) (int, error) {
	if err := c.SetDeadline(noDeadline); err != nil {
		return 0, err
	}
	return c.Write(p)
}

// a request with `http.DefaultClient`
func get(url string) error {
	r, err := http.Get(url)
	if err != nil {
		return err
	}
	return r.Body.Close()
}

// a request with a context that has no deadline
func getContext(url string) error {
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, url, http.NoBody)
	if err != nil {
		return err
	}
	r, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return r.Body.Close()
}

// a process with a context that has no deadline
func process() error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	return exec.CommandContext(ctx, "rsync").Run()
}

// a query without a context
func query(db *sql.DB) error {
	_, err := db.Exec("DELETE FROM jobs")
	return err
}

// a server without timeouts
func serve(h http.Handler) error { return http.ListenAndServe(":80", h) }

// a server whose timeout is set to zero
func serveZero(h http.Handler) error {
	s := http.Server{Addr: ":80", Handler: h}
	s.ReadHeaderTimeout = 0
	return s.ListenAndServe()
}

// a result that is awaited though a context is in scope
func await(ctx context.Context, results <-chan error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return <-results
}

// a dial that has a timeout: right is silence
func dial(addr string) (net.Conn, error) { return net.DialTimeout("tcp", addr, timeout) }

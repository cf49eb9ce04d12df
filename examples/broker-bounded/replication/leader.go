// Package replication copies the records of one broker to others.
package replication

import (
	"errors"
	"net"
	"os"
	"sync"
	"time"

	"github.com/timeoutlint/timeoutlint/examples/broker/frame"
	"github.com/timeoutlint/timeoutlint/examples/broker/topics"
)

// How long either side waits for the other.
const (
	connectTimeout = 5 * time.Second
	acceptTimeout  = time.Second // then the leader looks whether it is to stop
	readTimeout    = 60 * time.Second
	bodyTimeout    = 30 * time.Second // for the rest of a frame that began
	writeTimeout   = 30 * time.Second
	heartbeat      = 5 * time.Second
)

// batch is the number of records that are sent in one go.
const batch = 128

// A Leader sends its records to whoever follows.
type Leader struct {
	id     string
	term   func() uint64
	names  func() []string
	topics *topics.Topics
	ln     *net.TCPListener

	once sync.Once
	stop chan struct{}
	done sync.WaitGroup
}

// Listen starts a leader at addr. names lists the topics to replicate, and
// term is the node's current term.
func Listen(addr, id string, tp *topics.Topics, names func() []string, term func() uint64) (*Leader, error) {
	a, err := net.ResolveTCPAddr("tcp", addr)
	if err != nil {
		return nil, err
	}
	ln, err := net.ListenTCP("tcp", a)
	if err != nil {
		return nil, err
	}
	l := &Leader{id: id, term: term, names: names, topics: tp, ln: ln, stop: make(chan struct{})}
	l.done.Add(1)
	go l.accept()
	return l, nil
}

// Addr is the address that the leader listens at.
func (l *Leader) Addr() string { return l.ln.Addr().String() }

// Close stops the leader and its connections.
func (l *Leader) Close() error {
	l.once.Do(func() { close(l.stop) })
	err := l.ln.Close()
	l.done.Wait()
	return err
}

func (l *Leader) accept() {
	defer l.done.Done()
	for {
		select {
		case <-l.stop:
			return
		default:
		}
		if err := l.ln.SetDeadline(time.Now().Add(acceptTimeout)); err != nil {
			return
		}
		conn, err := l.ln.Accept()
		if errors.Is(err, os.ErrDeadlineExceeded) {
			continue
		}
		if err != nil {
			return
		}
		l.done.Add(1)
		go func() {
			defer l.done.Done()
			defer conn.Close()
			l.serve(conn)
		}()
	}
}

// serve streams records to a follower until the connection or the leader ends.
func (l *Leader) serve(conn net.Conn) error {
	sent, err := readHello(conn)
	if err != nil {
		return err
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		changed := l.topics.Changed()
		if err := l.send(conn, sent); err != nil {
			return err
		}
		select {
		case <-changed:
		case <-beat.C:
			body := frame.AppendUint(frame.AppendBytes(nil, l.id), l.term())
			if err := write(conn, frame.Frame{Type: frame.Heartbeat, Body: body}); err != nil {
				return err
			}
		case <-l.stop:
			return nil
		}
	}
}

// send sends what the follower does not have yet; sent counts by topic.
func (l *Leader) send(conn net.Conn, sent map[string]uint64) error {
	for _, name := range l.names() {
		for {
			records, err := l.topics.Fetch(name, sent[name]+1, batch)
			if err != nil || len(records) == 0 {
				break // a topic that is just being made has none
			}
			for _, r := range records {
				body := frame.AppendBytes(frame.AppendBytes(nil, name), r)
				if err := write(conn, frame.Frame{Type: frame.Record, Body: body}); err != nil {
					return err
				}
				sent[name]++
			}
		}
	}
	return nil
}

// readHello reads how many records of each topic the follower has.
func readHello(conn net.Conn) (map[string]uint64, error) {
	f, err := read(conn)
	if err != nil {
		return nil, err
	}
	if f.Type != frame.Hello {
		return nil, errors.New("follower does not say hello")
	}
	fields := frame.NewFields(f.Body)
	sent := map[string]uint64{}
	for range fields.Uint() {
		name := fields.String()
		sent[name] = fields.Uint()
		if fields.Err() != nil {
			break
		}
	}
	return sent, fields.Err()
}

package streams

import (
	"bytes"
	"encoding/binary"
	"io"
	"net"
	"time"
)

// records keeps a stream that is a connection, by what the package puts there: a function
// that is handed it reads from a connection.
type records struct {
	rwc io.ReadWriteCloser
	buf [64]byte
}

func dialRecords(addr string) (*records, error) {
	conn, err := net.DialTimeout("tcp", addr, time.Second)
	return &records{rwc: conn}, err
}

type record struct {
	size uint8
	body [255]byte
}

func (rec *record) read(r io.Reader) error {
	if err := binary.Read(r, binary.BigEndian, &rec.size); err != nil {
		return err
	}
	_, err := io.ReadFull(r, rec.body[:rec.size])
	return err
}

func (r *records) receive() (*record, error) {
	rec := new(record)
	return rec, rec.read(r.rwc) // want conn-read
}

// receiveSoon runs it in a goroutine, for which it waits with a clock.
func (r *records) receiveSoon() (*record, error) {
	rec, done := new(record), make(chan error, 1)
	go func() { done <- rec.read(r.rwc) }()
	select {
	case err := <-done:
		return rec, err
	case <-time.After(time.Second):
		return nil, io.ErrNoProgress
	}
}

// memoryRecords keeps what is in memory in a field of the same type.
type memoryRecords struct{ r io.Reader }

func newMemoryRecords(b []byte) *memoryRecords { return &memoryRecords{bytes.NewReader(b)} }

func (m *memoryRecords) receive() (*record, error) {
	rec := new(record)
	return rec, rec.read(m.r)
}

// someRecords keeps what it was given, by whoever knows what that is.
type someRecords struct{ r io.Reader }

func newSomeRecords(r io.Reader) *someRecords { return &someRecords{r} }

func (s *someRecords) receive() (*record, error) {
	rec := new(record)
	return rec, rec.read(s.r)
}

// dialTimed gives the connection its deadline, if there is one, before it keeps it.
func dialTimed(addr string, timeout time.Duration) (*timedRecords, error) {
	var conn net.Conn
	var err error
	if timeout == 0 {
		conn, err = net.DialTimeout("tcp", addr, time.Minute)
	} else {
		conn, err = net.DialTimeout("tcp", addr, timeout)
	}
	if timeout != 0 {
		if err := conn.SetDeadline(time.Now().Add(timeout)); err != nil {
			return nil, err
		}
	}
	return &timedRecords{rwc: conn}, err
}

type timedRecords struct{ rwc io.ReadWriteCloser }

func (t *timedRecords) receive() (*record, error) {
	rec := new(record)
	return rec, rec.read(t.rwc)
}

func receiveTimed(local bool, timeout time.Duration) (*record, error) {
	var t *timedRecords
	var err error
	if local {
		t, err = dialTimed("localhost:9000", timeout)
		if err != nil {
			return nil, err
		}
	} else {
		t, err = dialTimed("example.com:9000", timeout)
	}
	if err != nil {
		return nil, err
	}
	return forwardTimed(t)
}

func forwardTimed(t *timedRecords) (*record, error) { return t.receive() }

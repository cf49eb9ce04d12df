package tests

import (
	"net"
	"os"
	"testing"
	"time"
)

func TestEcho(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	a, err := net.DialTimeout("tcp", l.Addr().String(), time.Second)
	if err != nil {
		t.Fatal(err)
	}
	go echo(a)
	if _, err := a.Write([]byte("x")); err != nil { // want[tests] conn-write
		t.Fatal(err)
	}
}

func TestReadOnly(t *testing.T) {
	a, b := net.Pipe()
	b.SetDeadline(time.Now().Add(time.Second))
	a.SetDeadline(time.Now().Add(time.Second))
	readOnly(b, make([]byte, 1))
}

// TestBounded is the one caller without a deadline; a test that hangs is ended by
// go test, so it is fair to let it pass.
func TestBounded(t *testing.T) {
	_, b := net.Pipe()
	bounded(b, make([]byte, 1)) // may[tests] conn-read
}

func TestFile(t *testing.T) {
	if err := os.WriteFile(t.TempDir()+"/x", nil, 0o644); err != nil { // want[tests] disk-write
		t.Fatal(err)
	}
}

// helper is called by tests only.
func helper(t *testing.T, addr string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", addr) // want[tests] dial
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestDial(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	helper(t, ln.Addr().String()).Close()
}

type fileSink struct{ f *os.File }

func (s fileSink) put(b []byte) error {
	_, err := s.f.Write(b) // want[tests] disk-write
	return err
}

func TestCollector(t *testing.T) {
	f, err := os.CreateTemp(t.TempDir(), "sink")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	c := &collector{to: fileSink{f}}
	if err := c.add([]byte("x")); err != nil {
		t.Fatal(err)
	}
}

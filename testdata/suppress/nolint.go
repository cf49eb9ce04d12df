package suppress

import (
	"net"
	"os"
)

func nolint(c net.Conn, buf []byte) (int, error) {
	return c.Read(buf) //nolint:timeoutlint // the peer is a child process
}

func nolintAbove(c net.Conn, buf []byte) (int, error) {
	//nolint:timeoutlint // the peer is a child process
	return c.Read(buf)
}

func nolintAll(c net.Conn, buf []byte) (int, error) {
	return c.Read(buf) //nolint
}

func nolintList(f *os.File) {
	f.Sync() //nolint:errcheck,timeoutlint // the disk is local
}

// nolintOther is for another linter.
func nolintOther(f *os.File) {
	//nolint:errcheck // nobody cares
	f.Sync() // want disk-sync
}

// nolintLonger is for another linter, too.
func nolintLonger(f *os.File) {
	//nolint:timeoutlinter // nobody cares
	f.Sync() // want disk-sync
}

// nolintOthers is for others, with a space between them.
func nolintOthers(f *os.File) {
	//nolint:errcheck, gocritic // nobody cares
	f.Sync() // want disk-sync
}

func nolintSpaced(f *os.File) {
	//nolint:errcheck, timeoutlint // the disk is local
	f.Sync()
}

// nolintEverything has a reason, and no list.
func nolintEverything(f *os.File) {
	//nolint // the disk is local
	f.Sync()
}

// nolintNothing is golangci-lint's to complain about.
func nolintNothing(a, b int) int {
	return a + b //nolint:timeoutlint // there was something here
}

// nolintFunc covers all of the function.
//
//nolint:timeoutlint // the peer is a child process
func nolintFunc(c net.Conn, buf []byte) (int, error) {
	if _, err := c.Write(buf); err != nil {
		return 0, err
	}
	return c.Read(buf)
}

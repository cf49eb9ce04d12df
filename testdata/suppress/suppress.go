// Package suppress says in comments that a wait is meant, or bounded by something
// that the code does not show. A comment without a reason, or without anything to
// suppress, is a finding itself.
package suppress

import (
	"net"
	"os"
	"sync"
)

func above(c net.Conn, buf []byte) (int, error) {
	//timeoutlint:ignore conn-read the peer is a child process that we reap
	return c.Read(buf)
}

func onLine(c net.Conn, buf []byte) (int, error) {
	return c.Read(buf) //timeoutlint:ignore conn-read the peer is a child process
}

// twoAbove is too far away.
func twoAbove(c net.Conn, buf []byte) (int, error) {
	// want-next directive
	//timeoutlint:ignore conn-read the peer is a child process

	return c.Read(buf) // want conn-read
}

// below is the wrong side.
func below(c net.Conn, buf []byte) (n int, err error) {
	n, err = c.Read(buf) // want conn-read
	// want-next directive
	//timeoutlint:ignore conn-read the peer is a child process
	return n, err
}

// otherKind suppresses something that is not there.
func otherKind(c net.Conn, buf []byte) (int, error) {
	// want-next directive
	//timeoutlint:ignore conn-write the peer is a child process
	return c.Read(buf) // want conn-read
}

// oneOfTwo leaves the other kind.
func oneOfTwo(f *os.File, c net.Conn) error {
	//timeoutlint:ignore conn-read the peer always says something
	_, err := f.ReadFrom(c) // want disk-write
	return err
}

// both stand above and on the line.
func both(f *os.File, c net.Conn) error {
	//timeoutlint:ignore conn-read the peer always says something
	_, err := f.ReadFrom(c) //timeoutlint:ignore disk-write a file in memory
	return err
}

func noReason(c net.Conn, buf []byte) (int, error) {
	// want-next directive "reason"
	//timeoutlint:ignore conn-read
	return c.Read(buf) // want conn-read
}

func noKind(c net.Conn, buf []byte) (int, error) {
	// want-next directive
	//timeoutlint:ignore
	return c.Read(buf) // want conn-read
}

func unknownKind(c net.Conn, buf []byte) (int, error) {
	// want-next directive "not a kind"
	//timeoutlint:ignore reads the peer is a child process
	return c.Read(buf) // want conn-read
}

func unknownVerb(c net.Conn, buf []byte) (int, error) {
	// want-next directive
	//timeoutlint:disable conn-read the peer is a child process
	return c.Read(buf) // want conn-read
}

// spaced is not a directive, but a comment that mentions one.
func spaced(c net.Conn, buf []byte) (int, error) {
	// timeoutlint:ignore conn-read the peer is a child process
	return c.Read(buf) // want conn-read
}

// nothing is left over from code that has changed.
func nothing(a, b int) int {
	// want-next directive "suppresses nothing"
	//timeoutlint:ignore conn-read the peer is a child process
	return a + b
}

func bounded(f *os.File) error {
	//timeoutlint:bounded 30s the controller resets itself after that
	return f.Sync()
}

func boundedOnLine(f *os.File) error {
	return f.Sync() //timeoutlint:bounded 1m30s the controller resets itself
}

func badDuration(f *os.File) error {
	// want-next directive "duration"
	//timeoutlint:bounded soon the controller resets itself
	return f.Sync() // want disk-sync
}

func zeroDuration(f *os.File) error {
	// want-next directive "duration"
	//timeoutlint:bounded 0s the controller resets itself
	return f.Sync() // want disk-sync
}

// bareNumber has no unit.
func bareNumber(f *os.File) error {
	// want-next directive "duration"
	//timeoutlint:bounded 30 the controller resets itself
	return f.Sync() // want disk-sync
}

func boundedNoReason(f *os.File) error {
	// want-next directive "reason"
	//timeoutlint:bounded 30s
	return f.Sync() // want disk-sync
}

func boundedNothing(a, b int) int {
	// want-next directive "suppresses nothing"
	//timeoutlint:bounded 30s the controller resets itself
	return a + b
}

// log holds a mutex meanwhile: what is declared bounded is so for the lock, too.
type log struct {
	mu sync.Mutex
	f  *os.File
}

func (l *log) sync() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	//timeoutlint:bounded 30s the controller resets itself
	return l.f.Sync()
}

// ignoredLog only says that nobody wants to hear of the disk. The lock is
// another matter.
type ignoredLog struct {
	mu sync.Mutex
	f  *os.File
}

func (l *ignoredLog) sync() error {
	l.mu.Lock() // want lock
	defer l.mu.Unlock()
	//timeoutlint:ignore disk-sync the disk is local
	return l.f.Sync()
}

// lockIgnored says so about the lock.
type lockIgnored struct {
	mu sync.Mutex
	f  *os.File
}

func (l *lockIgnored) sync() error {
	//timeoutlint:ignore lock nobody else wants it
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.f.Sync() // want disk-sync
}

// helper has its callers know of the declared bound.
type helper struct {
	mu sync.Mutex
	f  *os.File
}

func (h *helper) sync() error {
	//timeoutlint:bounded 30s the controller resets itself
	return h.f.Sync()
}

func (h *helper) syncAll() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.sync()
}

// multiLine begins on the line below the directive.
func multiLine(c net.Conn, buf []byte) (int, error) {
	//timeoutlint:ignore conn-write the peer is a child process
	return c.Write(
		append(buf, '\n'),
	)
}

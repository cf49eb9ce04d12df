package bounded

import (
	"io"
	"time"
)

// An opKind says which operation a request is.
type opKind int

const (
	opWrite opKind = iota
	opWriteAt
	opSync
	opClose
)

// String returns the name of the operation in errors and logs.
func (k opKind) String() string {
	return [...]string{opWrite: "write", opWriteAt: "write", opSync: "sync", opClose: "close"}[k]
}

func (k opKind) class() Class {
	if k == opWrite || k == opWriteAt {
		return ClassDiskWrite
	}
	return ClassDiskSync
}

// A request is what a caller asks of a file.
type request struct {
	kind opKind
	file any    // has the method of the kind
	p    []byte // the data of a write, unless it is in s
	s    string
	off  int64
}

func (r *request) operation() operation {
	return operation{class: r.kind.class(), op: r.kind.String(), resource: nameOf(r.file)}
}

// do does what is asked, with data in place of what the caller owns.
func (r *request) do(data []byte) (n int, err error) {
	switch r.kind {
	case opWrite:
		return r.file.(io.Writer).Write(data)
	case opWriteAt:
		return r.file.(io.WriterAt).WriteAt(data, r.off)
	case opSync:
		return 0, r.file.(Syncer).Sync()
	default:
		return 0, r.file.(io.Closer).Close()
	}
}

// An outcome is what became of a call.
type outcome int

const (
	pending  outcome = iota
	returned         // n and err are what the file returned
	expired          // its time was up
	refused          // it was not begun; err says why
)

// A call is a request that waits for its turn, or runs. All of it is guarded by the
// mutex of the fileState until ready has been sent on; then it is the caller's.
type call struct {
	request
	ready chan struct{} // has room for the one value that is sent

	asked    time.Duration
	begun    time.Duration // zero until it is
	deadline time.Duration // zero when the deadline is the context's

	outcome outcome
	n       int
	err     error
	left    *abandoned // set when c has been given up after it began
}

// settle tells the caller what became of its call. The caller may use it again at once.
func (c *call) settle(o outcome) {
	c.outcome = o
	c.ready <- struct{}{}
}

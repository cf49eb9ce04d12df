package bounded

import (
	"context"
	"io"
	"sync/atomic"
)

// A Syncer is what can be synced: an [os.File], or another type of file.
type Syncer interface {
	Sync() error
}

// A FileLike is a file to be used through a [Handle]. [os.File] is one.
type FileLike interface {
	io.WriteCloser
	io.WriterAt
	Syncer
}

// Write writes p to f, as f.Write does. It waits as long as ctx allows, or the bound of
// [ClassDiskWrite] when ctx has no deadline. The section "Files" above says what
// happens then.
//
// The dynamic type of f has to be a pointer or another type that can be compared.
func Write(ctx context.Context, f io.Writer, p []byte) (int, error) {
	return run(ctx, request{kind: opWrite, file: f, p: p})
}

// WriteAt writes p to f at the offset off, as f.WriteAt does, within the same bounds as
// [Write].
func WriteAt(ctx context.Context, f io.WriterAt, p []byte, off int64) (int, error) {
	return run(ctx, request{kind: opWriteAt, file: f, p: p, off: off})
}

// Sync commits f to the disk, as f.Sync does. It waits as long as ctx allows, or the
// bound of [ClassDiskSync] when ctx has no deadline.
func Sync(ctx context.Context, f Syncer) error {
	_, err := run(ctx, request{kind: opSync, file: f})
	return err
}

func run(ctx context.Context, r request) (int, error) {
	if ctx.Err() != nil { // before there is a state, which only an operation removes
		return 0, r.operation().giveUp(ctx, &TimeoutError{NotBegun: true}, nil)
	}
	return stateOf(r.file).lock().run(ctx, r)
}

// A Handle is a file whose operations are bounded by the configured defaults. Its
// methods may be called by several goroutines at once, and together with [Write],
// [WriteAt] and [Sync] of the same file.
type Handle struct {
	file  FileLike
	state atomic.Pointer[fileState] // saves looking it up
}

// File returns a Handle of f, usually an [os.File]. It is not meant to be undone:
// whoever has f can go on using it, but calls that do not go through this package are
// neither bounded nor kept in order with those that do.
func File(f FileLike) *Handle {
	return &Handle{file: f}
}

// Write writes p. It has copied p when it returns, whatever it returns.
func (h *Handle) Write(p []byte) (int, error) {
	return h.run(request{kind: opWrite, file: h.file, p: p})
}

// WriteAt writes p at the offset off.
func (h *Handle) WriteAt(p []byte, off int64) (int, error) {
	return h.run(request{kind: opWriteAt, file: h.file, p: p, off: off})
}

// WriteString writes s. The file sees a Write.
func (h *Handle) WriteString(s string) (int, error) {
	return h.run(request{kind: opWrite, file: h.file, s: s})
}

// Sync commits the file to the disk.
func (h *Handle) Sync() error {
	_, err := h.run(request{kind: opSync, file: h.file})
	return err
}

// Close closes the file when the operations before it are done. It is bounded as Sync
// is, for some file systems write back what they have when a file is closed. A file
// that is stuck is closed when the stuck operation returns; Close does not wait for
// that, and returns a [*StuckError].
func (h *Handle) Close() error {
	_, err := h.run(request{kind: opClose, file: h.file})
	return err
}

// Name returns the name of the file, or the empty string when its type has no Name.
func (h *Handle) Name() string { return nameOf(h.file) }

func (h *Handle) run(r request) (int, error) {
	known := h.state.Load()
	if known == nil {
		known = stateOf(r.file)
	}
	s := known.lock()
	if s != h.state.Load() {
		h.state.Store(s)
	}
	return s.run(context.Background(), r)
}

func nameOf(file any) string {
	if f, ok := file.(interface{ Name() string }); ok {
		return f.Name()
	}
	return ""
}

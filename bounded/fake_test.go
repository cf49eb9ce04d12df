package bounded_test

import (
	"slices"
	"sync"
)

// A fakeFile is a file that can be made to hang and to fail. What it holds is in memory.
type fakeFile struct {
	mu    sync.Mutex
	data  []byte
	calls []string
	// hang, if not nil, makes calls wait until it is closed.
	hang chan struct{}
	// fail, if not nil, is called when a call is about to return, with its result.
	fail func(n int) (int, error)
}

func (f *fakeFile) Name() string { return "fake" }

func (f *fakeFile) enter(call string) {
	f.mu.Lock()
	f.calls = append(f.calls, call)
	hang := f.hang
	f.mu.Unlock()
	if hang != nil {
		<-hang
	}
}

func (f *fakeFile) leave(n int) (int, error) {
	if f.fail != nil {
		return f.fail(n)
	}
	return n, nil
}

func (f *fakeFile) Write(p []byte) (int, error) {
	f.enter("write " + string(p[:min(len(p), 8)]))
	f.mu.Lock()
	defer f.mu.Unlock()
	n, err := f.leave(len(p))
	f.data = append(f.data, p[:n]...)
	return n, err
}

func (f *fakeFile) WriteAt(p []byte, off int64) (int, error) {
	f.enter("write at")
	f.mu.Lock()
	defer f.mu.Unlock()
	n, err := f.leave(len(p))
	if missing := int(off) + n - len(f.data); missing > 0 {
		f.data = append(f.data, make([]byte, missing)...)
	}
	copy(f.data[off:], p[:n])
	return n, err
}

func (f *fakeFile) Sync() error {
	f.enter("sync")
	f.mu.Lock()
	defer f.mu.Unlock()
	_, err := f.leave(0)
	return err
}

func (f *fakeFile) Close() error {
	f.enter("close")
	f.mu.Lock()
	defer f.mu.Unlock()
	_, err := f.leave(0)
	return err
}

// setHang makes calls hang, or no longer hang; those that do go on with release.
func (f *fakeFile) setHang(hang bool) (release func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !hang {
		f.hang = nil
		return func() {}
	}
	c := make(chan struct{})
	f.hang = c
	return func() {
		f.setHang(false)
		close(c)
	}
}

func (f *fakeFile) setFail(fail func(n int) (int, error)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.fail = fail
}

func (f *fakeFile) content() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return string(f.data)
}

func (f *fakeFile) log() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.calls)
}

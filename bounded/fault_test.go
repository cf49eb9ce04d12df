package bounded_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/timeoutlint/timeoutlint/bounded"
)

// TestFaults runs 10,000 random interleavings of stalls, failures, timeouts, deadlines
// and cancels, each with a fake clock, and checks what the file holds against what the
// callers were told.
func TestFaults(t *testing.T) {
	runs := 10_000
	if testing.Short() {
		runs = 500
	}
	seed := uint64(time.Now().UnixNano())
	for i := range uint64(runs) { //nolint:gosec // not negative
		synctest.Test(t, func(t *testing.T) {
			newFaultRun(t, seed, i).run()
		})
		if t.Failed() {
			t.Fatalf("seed %d, run %d", seed, i)
		}
	}
}

// A faultRun is one interleaving. Each write has a number, which is in its data.
type faultRun struct {
	t       *testing.T
	seed    [2]uint64
	file    *faultyFile
	writers int

	mu      sync.Mutex
	results map[int]result
	late    []error // the late errors that callers got
}

type result struct {
	asked, ended time.Time
	n            int
	err          error
}

func newFaultRun(t *testing.T, seed, i uint64) *faultRun {
	t.Helper()
	rnd := rand.New(rand.NewPCG(seed, i))
	return &faultRun{
		t:       t,
		seed:    [2]uint64{seed, i},
		file:    &faultyFile{t: t, rnd: rnd},
		writers: 1 + rnd.IntN(4),
		results: make(map[int]result),
	}
}

const writesEach = 6

func (r *faultRun) run() {
	var wg sync.WaitGroup
	for w := range r.writers {
		rnd := rand.New(rand.NewPCG(r.seed[0]+uint64(w)+1, r.seed[1]))
		wg.Go(func() {
			for i := range writesEach {
				time.Sleep(duration(rnd, 20*time.Second))
				r.write(rnd, w*writesEach+i)
			}
		})
	}
	wg.Wait()
	time.Sleep(10 * time.Minute) // whatever is stuck returns
	synctest.Wait()
	err := bounded.Sync(context.Background(), r.file)
	r.note(-1, result{err: err})
	r.check()
	time.Sleep(time.Minute)
	synctest.Wait()
	if n := bounded.FilesInUse(); n != 0 {
		r.t.Errorf("%d files are still known", n)
	}
	if n := bounded.Stats().Stuck; n != 0 {
		r.t.Errorf("%d operations are still stuck", n)
	}
}

// duration is below limit, and often very short or exactly a default bound.
func duration(rnd *rand.Rand, limit time.Duration) time.Duration {
	switch rnd.IntN(4) {
	case 0:
		return 0
	case 1:
		return min(limit, 30*time.Second)
	default:
		return time.Duration(rnd.Int64N(int64(limit)))
	}
}

func (r *faultRun) write(rnd *rand.Rand, id int) {
	ctx, cancel := context.Background(), func() {}
	switch rnd.IntN(4) {
	case 0:
		ctx, cancel = context.WithTimeout(ctx, duration(rnd, 40*time.Second))
	case 1:
		ctx, cancel = context.WithCancel(ctx)
		time.AfterFunc(duration(rnd, 40*time.Second), cancel)
	}
	defer cancel()
	p := block(id)
	asked := time.Now()
	n, err := bounded.Write(ctx, r.file, p)
	for i := range p {
		p[i] = '!' // it is ours again
	}
	r.note(id, result{asked: asked, ended: time.Now(), n: n, err: err})
}

func (r *faultRun) note(id int, res result) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.results[id] = res
	var late *bounded.LateError
	if errors.As(res.err, &late) {
		r.late = append(r.late, late.Err)
	}
}

// block is the data of a write. The lengths differ.
func block(id int) []byte {
	return bytes.Repeat(fmt.Appendf(nil, "<%d>", id), 1+id%7)
}

func (r *faultRun) check() {
	begun := make(map[int]int) // the place in the order of the file
	var want []byte
	for i, op := range r.file.ops {
		if _, ok := begun[op.id]; ok {
			r.t.Errorf("write %d was repeated", op.id)
		}
		begun[op.id] = i
		want = append(want, block(op.id)[:op.n]...)
	}
	if !bytes.Equal(r.file.data, want) {
		r.t.Errorf("the file has %q, want %q", r.file.data, want)
	}
	var failedLate []error
	for id, res := range r.results {
		if id < 0 {
			continue
		}
		at, ok := begun[id]
		if !ok {
			r.checkNotBegun(id, res)
			continue
		}
		if err := r.checkBegun(id, res, r.file.ops[at]); err != nil {
			failedLate = append(failedLate, err)
		}
		r.checkOrder(id, at, begun)
	}
	if got := texts(r.late); !slices.Equal(got, texts(failedLate)) {
		r.t.Errorf("callers were told of the late errors %q, want each once: %q", got, texts(failedLate))
	}
}

func texts(errs []error) []string {
	all := make([]string, len(errs))
	for i, err := range errs {
		all[i] = err.Error()
	}
	slices.Sort(all)
	return all
}

func (r *faultRun) checkNotBegun(id int, res result) {
	var timeout *bounded.TimeoutError
	var late *bounded.LateError
	switch {
	case errors.Is(res.err, bounded.ErrStuck), errors.As(res.err, &late), errors.Is(res.err, context.Canceled):
	case errors.As(res.err, &timeout) && timeout.NotBegun:
	default:
		r.t.Errorf("write %d was not begun, but its caller was told %d, %v", id, res.n, res.err)
	}
}

// checkBegun returns the error that has to be told to somebody else.
func (r *faultRun) checkBegun(id int, res result, op faultyOp) (late error) {
	var timeout *bounded.TimeoutError
	switch {
	case errors.Is(res.err, context.Canceled), errors.As(res.err, &timeout) && !timeout.NotBegun:
		if op.err == nil && op.n < len(block(id)) {
			return io.ErrShortWrite
		}
		return op.err
	case res.n == op.n && res.err == op.err: //nolint:errorlint // exactly what the file returned
	default:
		r.t.Errorf("write %d returned %d, %v, and its caller was told %d, %v", id, op.n, op.err, res.n, res.err)
	}
	return nil
}

// checkOrder checks that nothing that was asked for after write id had ended was done
// before it.
func (r *faultRun) checkOrder(id, at int, begun map[int]int) {
	for other, place := range begun {
		if r.results[other].asked.After(r.results[id].ended) && place < at {
			r.t.Errorf("write %d was asked for after %d had ended, and done before it", other, id)
		}
	}
}

// A faultyFile hangs and fails at random.
type faultyFile struct {
	t    *testing.T
	mu   sync.Mutex
	busy bool
	rnd  *rand.Rand
	data []byte
	ops  []faultyOp
}

type faultyOp struct {
	id, n int
	err   error
}

func (f *faultyFile) Name() string { return "faulty" }

func (f *faultyFile) Write(p []byte) (int, error) {
	f.mu.Lock()
	if f.busy {
		f.t.Error("two operations at once")
	}
	f.busy = true
	wait := duration(f.rnd, 60*time.Second)
	f.mu.Unlock()

	time.Sleep(wait)

	f.mu.Lock()
	defer f.mu.Unlock()
	f.busy = false
	op := faultyOp{n: len(p)}
	if _, err := fmt.Sscanf(string(p), "<%d>", &op.id); err != nil {
		f.t.Errorf("the file was given %q", p)
	}
	switch f.rnd.IntN(6) {
	case 0:
		op.n, op.err = f.rnd.IntN(len(p)), fmt.Errorf("write %d failed", op.id)
	case 1:
		op.n = f.rnd.IntN(len(p)) // and no error, as a Writer must not do
	}
	f.data = append(f.data, p[:op.n]...)
	f.ops = append(f.ops, op)
	return op.n, op.err
}

func (f *faultyFile) Sync() error { return nil }

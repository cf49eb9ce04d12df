package bounded_test

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/timeoutlint/timeoutlint/bounded"
)

// A chanLock is a lock that a synctest bubble can wait for. It is fair, and counts the
// goroutines that are in Lock.
type chanLock struct {
	c       chan struct{}
	mu      sync.Mutex
	waiting int
	most    int
}

func newChanLock() *chanLock { return &chanLock{c: make(chan struct{}, 1)} }

func (l *chanLock) Lock() {
	l.count(+1)
	l.c <- struct{}{}
	l.count(-1)
}

func (l *chanLock) Unlock() { <-l.c }

func (l *chanLock) count(n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.waiting += n
	l.most = max(l.most, l.waiting)
}

// A tryChanLock can be tried as well.
type tryChanLock struct{ *chanLock }

func (l tryChanLock) TryLock() bool {
	select {
	case l.c <- struct{}{}:
		return true
	default:
		return false
	}
}

func TestLockFree(t *testing.T) {
	locks := map[string]sync.Locker{
		"Mutex":            new(sync.Mutex),
		"RWMutex":          new(sync.RWMutex),
		"RLocker":          new(sync.RWMutex).RLocker(),
		"embedded":         new(struct{ sync.Mutex }),
		"without a try":    newChanLock(),
		"with one":         tryChanLock{newChanLock()},
		"without identity": new(struct{ noLock }),
	}
	for name, l := range locks {
		t.Run(name, func(t *testing.T) {
			for range 3 {
				if err := bounded.Lock(t.Context(), l); err != nil {
					t.Fatal(err)
				}
				l.Unlock()
			}
		})
	}
}

type noLock struct{}

func (noLock) Lock()   {}
func (noLock) Unlock() {}

func TestLockTimesOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer nothingLeft(t)()
		l := newChanLock()
		l.Lock()
		err := bounded.Lock(context.Background(), l)
		e := timeoutOf(t, err, bounded.ClassLock, "lock", 5*time.Second)
		if errors.Is(err, context.DeadlineExceeded) || !strings.Contains(e.Resource, "*bounded_test.chanLock(0x") {
			t.Errorf("the error is %v", err)
		}

		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		err = bounded.Lock(ctx, l)
		wantTimeout(t, err, bounded.ClassLock, "lock", time.Minute)
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%v does not match the context's error", err)
		}

		ctx, cancel = context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		if err := bounded.Lock(ctx, l); !errors.Is(err, context.Canceled) || errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("after a cancel the error is %v", err)
		}
		l.Unlock()
		synctest.Wait()
		if !(tryChanLock{l}).TryLock() {
			t.Error("the lock is left locked")
		}
	})
}

// TestLockOneGoroutine has many give up, and one get the lock.
func TestLockOneGoroutine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer nothingLeft(t)()
		l := newChanLock()
		l.Lock()
		before := bounded.Stats()
		for range 100 {
			go func() { _ = bounded.Lock(t.Context(), l) }()
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		now := bounded.Stats()
		if n := now.Lock - before.Lock; n != 100 {
			t.Errorf("%d timeouts are counted", n)
		}
		if n := now.Stuck - before.Stuck; n != 1 || l.waiting != 1 {
			t.Errorf("%d waits are stuck, in %d goroutines, want one", n, l.waiting)
		}
		time.AfterFunc(time.Second, l.Unlock)
		if err := bounded.Lock(t.Context(), l); err != nil {
			t.Errorf("the lock was released, and the error is %v", err)
		}
		synctest.Wait()
		if n := bounded.Stats().Late - before.Late; n != 1 {
			t.Errorf("%d waits returned late, want one", n)
		}
		if l.most != 1 {
			t.Errorf("%d goroutines waited at once, want one", l.most)
		}
		l.Unlock()
	})
}

func TestLockOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer nothingLeft(t)()
		l := newChanLock()
		l.Lock()
		var order []int
		for i := range 20 {
			go func() {
				ctx := t.Context()
				if i%3 == 0 {
					var cancel func()
					ctx, cancel = context.WithTimeout(ctx, time.Second)
					defer cancel()
				}
				if bounded.Lock(ctx, l) != nil {
					return
				}
				order = append(order, i)
				l.Unlock()
			}()
			synctest.Wait()
		}
		time.Sleep(2 * time.Second)
		l.Unlock()
		synctest.Wait()
		var want []int
		for i := range 20 {
			if i%3 != 0 {
				want = append(want, i)
			}
		}
		if !slices.Equal(order, want) {
			t.Errorf("the order is %d, want %d", order, want)
		}
	})
}

func TestRWMutex(t *testing.T) {
	const short = 20 * time.Millisecond
	var mu sync.RWMutex
	if err := bounded.RLock(t.Context(), &mu); err != nil {
		t.Fatal(err)
	}
	if err := bounded.RLock(t.Context(), &mu); err != nil {
		t.Fatalf("a second reader got %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), short)
	defer cancel()
	if err := bounded.Lock(ctx, &mu); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Fatalf("a writer got %v", err)
	}
	mu.RUnlock()
	mu.RUnlock()

	if err := bounded.Lock(t.Context(), &mu); err != nil {
		t.Fatal(err)
	}
	ctx, cancel = context.WithTimeout(t.Context(), short)
	defer cancel()
	if err := bounded.RLock(ctx, &mu); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Fatalf("a reader got %v", err)
	}
	var readers sync.WaitGroup
	for range 10 {
		readers.Go(func() {
			if err := bounded.RLock(t.Context(), &mu); err != nil {
				t.Error(err)
				return
			}
			mu.RUnlock()
		})
	}
	mu.Unlock()
	readers.Wait()
	waitUntil(t, "the lock is free", func() bool { return bounded.LocksInUse() == 0 && mu.TryLock() })
}

// TestLockContended has many goroutines lock a mutex, with bounds so short that some
// give up, and without this package as well.
func TestLockContended(t *testing.T) {
	for name, l := range map[string]sync.Locker{"Mutex": new(sync.Mutex), "RWMutex": new(sync.RWMutex)} {
		t.Run(name, func(t *testing.T) {
			var wg sync.WaitGroup
			counter, locked := 0, make([]int, 8)
			for i := range locked {
				wg.Go(func() {
					for j := range 500 {
						if !lockBriefly(t, l, i > 0, j) {
							continue
						}
						counter++
						locked[i]++
						if j%20 == 0 {
							time.Sleep(50 * time.Microsecond)
						}
						l.Unlock()
					}
				})
			}
			wg.Wait()
			sum := 0
			for _, n := range locked {
				sum += n
			}
			if counter != sum {
				t.Errorf("%d of %d increments are lost", sum-counter, sum)
			}
			waitUntil(t, "nobody waits", func() bool { return bounded.LocksInUse() == 0 })
			if err := bounded.Lock(t.Context(), l); err != nil {
				t.Errorf("the lock is left locked: %v", err)
			}
		})
	}
}

// lockBriefly locks l, unless that takes longer than some microseconds.
func lockBriefly(t *testing.T, l sync.Locker, timed bool, microseconds int) bool {
	t.Helper()
	if !timed {
		l.Lock()
		return true
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Duration(microseconds%50)*time.Microsecond)
	defer cancel()
	return bounded.Lock(ctx, l) == nil
}

// waitUntil waits for what has to become true soon.
func waitUntil(t *testing.T, what string, is func() bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !is(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("waited 30s until %s", what)
		}
	}
}

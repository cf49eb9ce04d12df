package bounded_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/timeoutlint/timeoutlint/bounded"
)

func ExampleLock() {
	var mu sync.Mutex
	mu.Lock() // somebody has it, and does not let go
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	if err := bounded.Lock(ctx, &mu); err != nil {
		fmt.Println("gave up:", errors.Is(err, os.ErrDeadlineExceeded))
	}
	mu.Unlock()
	// Output: gave up: true
}

func ExampleFile() {
	f, err := os.CreateTemp("", "example")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.Remove(f.Name()) }()

	log := bounded.File(f)
	if _, err := fmt.Fprintln(log, "a record"); err != nil {
		fmt.Println(err)
	}
	if err := log.Sync(); errors.Is(err, bounded.ErrStuck) {
		fmt.Println("the disk hangs:", err)
	}
	fmt.Println(log.Close())
	// Output: <nil>
}

func ExampleDo() {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	err := bounded.Do(ctx, "flush", func() error {
		time.Sleep(time.Second)
		return nil
	})
	fmt.Println(errors.Is(err, context.DeadlineExceeded))
	// Output: true
}

func ExampleConfigFromEnv() {
	_ = os.Setenv("BROKER_DISK_WRITE_TIMEOUT", "5s")
	_ = os.Setenv("BROKER_LOCK_TIMEOUT_SECS", "2")
	defer func() {
		_ = os.Unsetenv("BROKER_DISK_WRITE_TIMEOUT")
		_ = os.Unsetenv("BROKER_LOCK_TIMEOUT_SECS")
	}()
	c, err := bounded.ConfigFromEnv("BROKER")
	fmt.Println(c.DiskWrite, c.Lock, c.DiskSync, err)
	// Output: 5s 2s 1m0s <nil>
}

func ExampleSetHook() {
	bounded.SetHook(func(e bounded.Event) {
		fmt.Println(e.Class, e.Op, "late:", e.Late)
	})
	defer bounded.SetHook(nil)
	ctx, cancel := context.WithTimeout(context.Background(), time.Millisecond)
	defer cancel()
	_, _ = bounded.Receive(ctx, make(chan int))
	// Output: wait receive late: false
}

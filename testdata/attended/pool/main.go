// Pool is a program that does the parts of its work at the same time.
package main

import (
	"os"
	"os/exec"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	for _, name := range os.Args[1:] {
		wg.Add(1)
		go func() {
			defer wg.Done()
			pack(name)
		}()
	}
	wg.Wait()
	unpack(os.Args[1:])
	if err := os.WriteFile("packed", nil, 0o600); err != nil { // want[strict] disk-write "an interrupt"
		os.Exit(1)
	}
}

func pack(name string) error {
	return exec.Command("gzip", name).Run() // want[strict] exec
}

// unpack feeds its workers from another goroutine.
func unpack(names []string) {
	var wg sync.WaitGroup
	work := make(chan string)
	for range 4 {
		wg.Go(func() {
			for name := range work {
				os.WriteFile(name, nil, 0o600) // want[strict] disk-write
			}
		})
	}
	wg.Go(func() {
		for _, name := range names {
			work <- name
		}
		close(work)
	})
	wg.Wait() // told at what it waits for
}

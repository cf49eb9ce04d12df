// Pools is a program with a pool, and a goroutine for which nobody waits.
package main

import (
	"os"
	"os/exec"
	"sync"
	"time"
)

func main() {
	go watch(time.NewTicker(time.Minute))
	var wg sync.WaitGroup
	for _, name := range os.Args[1:] {
		wg.Go(func() { pack(name) })
	}
	wg.Wait()
}

func watch(t *time.Ticker) {
	for range t.C {
		pack("log")
	}
}

func pack(name string) error {
	return exec.Command("gzip", name).Run() // want exec
}

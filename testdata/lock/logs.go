package lock

import (
	"fmt"
	"os"
	"sync"

	"k8s.io/klog/v2"
)

// evictions logs while it is locked, as everybody does.
type evictions struct {
	mu  sync.Mutex
	n   int
	log *os.File
}

func (e *evictions) add() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.n++
	klog.Infof("%d evictions", e.n)
}

// addTo has a log of its own.
func (e *evictions) addTo() {
	e.mu.Lock() // want lock
	defer e.mu.Unlock()
	e.n++
	fmt.Fprintf(e.log, "%d evictions\n", e.n) // want disk-write
}

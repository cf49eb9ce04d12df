package vet

import (
	"os"
	"runtime"
	"runtime/debug"
)

// roomy is a GC percentage with which the first collection is at 400 MB.
const roomy = 10000

// spend lets a tool that is started anew for each unit do without collections
// until they use much memory, which few units do. After the first all is as usual,
// since large packages decide how much memory a machine needs.
func spend() {
	if os.Getenv("GOGC") != "" {
		return
	}
	usual := debug.SetGCPercent(roomy)
	first := new([16]byte)
	runtime.SetFinalizer(first, func(*[16]byte) { debug.SetGCPercent(usual) })
}

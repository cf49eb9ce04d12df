package vet

import (
	"os"
	"runtime"
	"runtime/debug"
)

// roomy is a GC percentage with which the first collection is at 64 MB.
const roomy = 1600

// spend lets a tool that is started anew for each unit do without collections
// while it uses little memory, as most units do. After the first all is as usual,
// since large packages decide how much memory a machine needs.
func spend() {
	if os.Getenv("GOGC") != "" {
		return
	}
	usual := debug.SetGCPercent(roomy)
	first := new([16]byte)
	runtime.SetFinalizer(first, func(*[16]byte) { debug.SetGCPercent(usual) })
}

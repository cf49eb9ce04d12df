package analyzer

import (
	"go/types"
	"math"
	"os"
	"runtime"
	"runtime/debug"
)

// large is a heap from which it is worth the time to keep it small.
const large = 256 << 20

// sparingly is for the tool of go vet and a package that is only imported: the largest of
// these decides how much memory a machine needs. While its SSA form is made, the heap may
// be a third larger than it would be anyway; done then drops the types of expressions,
// most of what the type checker made, which nobody else wants there.
func sparingly(infos ...*types.Info) (done func()) {
	drop := func() {
		for _, info := range infos {
			info.Types, info.Selections, info.Scopes, info.Implicits = nil, nil, nil, nil
		}
	}
	var m runtime.MemStats
	if runtime.ReadMemStats(&m); m.HeapAlloc < large || os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return drop
	}
	debug.SetMemoryLimit(int64(max(m.NextGC, 2*large)) / 10 * 13)
	return func() {
		debug.SetMemoryLimit(math.MaxInt64)
		drop()
		runtime.GC()
	}
}

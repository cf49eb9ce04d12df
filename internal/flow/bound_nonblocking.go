package flow

import (
	"go/types"

	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// writesAtOnce reports whether an operation is the system call write on what does not
// block: who expects EAGAIN has a poller that waits in its place.
func (p *Program) writesAtOnce(op *knowledge.Op) bool {
	return isSystemCalls(op.Pkg) && op.Name == "Write" && p.nonblocking()
}

func isSystemCalls(path string) bool {
	return path == "syscall" || path == "golang.org/x/sys/unix"
}

// tellsNonblocking are the names of package syscall that only those use who do not block.
var tellsNonblocking = map[string]bool{"EAGAIN": true, "EWOULDBLOCK": true, "SetNonblock": true}

// isNonblocking reports whether a package uses one of them.
func isNonblocking(info *types.Info) bool {
	for _, obj := range info.Uses {
		if obj.Pkg() != nil && isSystemCalls(obj.Pkg().Path()) && tellsNonblocking[obj.Name()] {
			return true
		}
	}
	return false
}

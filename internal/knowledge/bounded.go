package knowledge

import "github.com/timeoutlint/timeoutlint/internal/kind"

const boundedPath = "github.com/timeoutlint/timeoutlint/bounded"

// boundedRows: the project's own runtime package, whose waits all end.
var boundedRows = Tables{
	Ops: []Op{
		{Func: Func{boundedPath, "", "Dial"}, Kind: kind.Dial, Bounded: true},
		{Func: Func{boundedPath, "", "Lock"}, Kind: kind.Lock, On: Arg1, Bounded: true, Takes: true},
		{Func: Func{boundedPath, "", "RLock"}, Kind: kind.Lock, On: Arg1, Bounded: true, Takes: true, Reader: true},
		{Func: Func{boundedPath, "", "Receive"}, Kind: kind.Wait, Bounded: true},
		{Func: Func{boundedPath, "", "Sync"}, Kind: kind.DiskSync, On: Arg1, Bounded: true},
		{Func: Func{boundedPath, "", "Write"}, Kind: kind.DiskWrite, On: Arg1, Bounded: true},
		{Func: Func{boundedPath, "", "WriteAt"}, Kind: kind.DiskWrite, On: Arg1, Bounded: true},
		{Func: Func{boundedPath, "Connection", "Read"}, Kind: kind.ConnRead, On: Recv, Dir: Read, Bounded: true},
		{Func: Func{boundedPath, "Connection", "Write"}, Kind: kind.ConnWrite, On: Recv, Dir: Write, Bounded: true},
		{Func: Func{boundedPath, "Handle", "Sync"}, Kind: kind.DiskSync, On: Recv, Bounded: true},
		{Func: Func{boundedPath, "Handle", "Write"}, Kind: kind.DiskWrite, On: Recv, Bounded: true},
		{Func: Func{boundedPath, "Handle", "WriteAt"}, Kind: kind.DiskWrite, On: Recv, Bounded: true},
		{Func: Func{boundedPath, "Handle", "WriteString"}, Kind: kind.DiskWrite, On: Recv, Bounded: true},
	},
	Runs: []Run{
		{Func: Func{boundedPath, "", "Do"}, Fn: Arg2, How: Bounds, Bounded: true},
	},
}

package knowledge

import "github.com/timeoutlint/timeoutlint/internal/kind"

var disks = Tables{
	Ops: []Op{
		{Func: Func{"os", "File", "Write"}, On: Recv, Dir: Write},
		{Func: Func{"os", "File", "Sync"}, Kind: kind.DiskSync, On: Recv},
		{Func: Func{"os", "", "Rename"}, Kind: kind.DiskWrite, UnderLock: true},
	},
}

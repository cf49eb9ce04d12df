package knowledge

import "github.com/timeoutlint/timeoutlint/internal/kind"

// wait: other goroutines of the process. Channels and mutexes are the engine's
// own; time.Sleep ends by itself.
var waits = Tables{
	Ops: []Op{
		{Func: Func{"github.com/alitto/pond", "WorkerPool", "StopAndWait"}, Kind: kind.Wait, On: Recv, UnderLock: true, Instead: Func{"github.com/alitto/pond", "WorkerPool", "StopAndWaitFor"}},

		{Func: Func{"golang.org/x/sync/errgroup", "Group", "Wait"}, Kind: kind.Wait, On: Recv},

		{Func: Func{"golang.org/x/sync/semaphore", "Weighted", "Acquire"}, Kind: kind.Wait, On: Recv, Ctx: Arg0},

		{Func: Func{"google.golang.org/grpc", "Server", "GracefulStop"}, Kind: kind.Wait, On: Recv, Instead: Func{"google.golang.org/grpc", "Server", "Stop"}},

		{Func: Func{"net/http", "Server", "Shutdown"}, Kind: kind.Wait, On: Recv, Ctx: Arg0},

		{Func: Func{"sync", "Cond", "Wait"}, Kind: kind.Wait, On: Recv},
		{Func: Func{"sync", "WaitGroup", "Wait"}, Kind: kind.Wait, On: Recv},
	},
}

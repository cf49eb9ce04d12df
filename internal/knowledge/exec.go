package knowledge

import "github.com/timeoutlint/timeoutlint/internal/kind"

// exec: child processes. A Cmd carries the context that it was made with (see
// contexts). Start does not wait.
var execs = Tables{
	Ops: []Op{
		// Most callers pass WNOHANG, which does not wait.
		{Func: Func{"golang.org/x/sys/unix", "", "Wait4"}, Kind: kind.Exec, UnderLock: true},

		{Func: Func{"os", "Process", "Wait"}, Kind: kind.Exec, On: Recv},

		{Func: Func{"os/exec", "Cmd", "CombinedOutput"}, Kind: kind.Exec, On: Recv, Ctx: Recv, Instead: Func{"os/exec", "", "CommandContext"}},
		{Func: Func{"os/exec", "Cmd", "Output"}, Kind: kind.Exec, On: Recv, Ctx: Recv, Instead: Func{"os/exec", "", "CommandContext"}},
		{Func: Func{"os/exec", "Cmd", "Run"}, Kind: kind.Exec, On: Recv, Ctx: Recv, Instead: Func{"os/exec", "", "CommandContext"}},
		{Func: Func{"os/exec", "Cmd", "Wait"}, Kind: kind.Exec, On: Recv, Ctx: Recv, Instead: Func{"os/exec", "", "CommandContext"}},

		// Most callers pass WNOHANG, which does not wait.
		{Func: Func{"syscall", "", "Wait4"}, Kind: kind.Exec, UnderLock: true},
	},
}

// Instant are programs that ask the kernel something, or tell it, and exit: they wait for no peer,
// no disk and no person.
var Instant = map[string]bool{
	"arch": true, "getconf": true, "hostname": true, "id": true, "ifconfig": true, "ip": true, "nproc": true, "route": true,
	"stty": true, "sw_vers": true, "sysctl": true, "tty": true, "uname": true, "whoami": true,
}

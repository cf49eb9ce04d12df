package knowledge

import "github.com/timeoutlint/timeoutlint/internal/kind"

var conns = Tables{
	Ops: []Op{
		{Func: Func{"net", "Conn", "Read"}, On: Recv, Dir: Read},
		{Func: Func{"net", "Conn", "Write"}, On: Recv, Dir: Write},
		{Func: Func{"net", "", "Dial"}, Kind: kind.Dial, Instead: Func{"net", "", "DialTimeout"}},
		{Func: Func{"net", "", "DialTimeout"}, Kind: kind.Dial, Timeout: Arg2},
		{Func: Func{"net", "Dialer", "DialContext"}, Kind: kind.Dial, On: Recv, Field: "Timeout", Ctx: Arg0},
		{Func: Func{"net", "Listener", "Accept"}, Kind: kind.Accept, On: Recv, Dir: Both},
	},
	Wraps: []Wrap{
		{Func{"crypto/tls", "", "Client"}, Arg0, Both},
	},
}

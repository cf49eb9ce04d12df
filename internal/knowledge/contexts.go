package knowledge

// contexts: where contexts, and the requests and commands that carry one, come
// from. WithCancel and WithValue add no bound to their parent's.
var contexts = Tables{
	Contexts: []Context{
		{Func: Func{"context", "", "Background"}},
		{Func: Func{"context", "", "TODO"}},
		{Func: Func{"context", "", "WithCancel"}, Parent: Arg0},
		{Func: Func{"context", "", "WithCancelCause"}, Parent: Arg0},
		{Func: Func{"context", "", "WithDeadline"}, Parent: Arg0, Timeout: Arg1},
		{Func: Func{"context", "", "WithDeadlineCause"}, Parent: Arg0, Timeout: Arg1},
		{Func: Func{"context", "", "WithTimeout"}, Parent: Arg0, Timeout: Arg1},
		{Func: Func{"context", "", "WithTimeoutCause"}, Parent: Arg0, Timeout: Arg1},
		{Func: Func{"context", "", "WithValue"}, Parent: Arg0},
		// Keeps the values only: nothing of the parent's bound is left.
		{Func: Func{"context", "", "WithoutCancel"}},

		{Func: Func{"github.com/coder/websocket", "Conn", "CloseRead"}, Parent: Arg0, Cancel: true},

		{Func: Func{"github.com/quic-go/quic-go", "Conn", "Context"}, Cancel: true},
		{Func: Func{"github.com/quic-go/quic-go", "SendStream", "Context"}, Cancel: true},
		{Func: Func{"github.com/quic-go/quic-go", "Stream", "Context"}, Cancel: true},

		// Whatever main passed to ExecuteContext.
		{Func: Func{"github.com/spf13/cobra", "Command", "Context"}, Cancel: true},

		{Func: Func{"golang.org/x/net/context", "", "Background"}},
		{Func: Func{"golang.org/x/net/context", "", "TODO"}},
		{Func: Func{"golang.org/x/net/context", "", "WithCancel"}, Parent: Arg0},
		{Func: Func{"golang.org/x/net/context", "", "WithDeadline"}, Parent: Arg0, Timeout: Arg1},
		{Func: Func{"golang.org/x/net/context", "", "WithTimeout"}, Parent: Arg0, Timeout: Arg1},
		{Func: Func{"golang.org/x/net/context", "", "WithValue"}, Parent: Arg0},

		// Ended by the first function of the group that fails. The context is the
		// second result.
		{Func: Func{"golang.org/x/sync/errgroup", "", "WithContext"}, Parent: Arg0, Cancel: true},

		{Func: Func{"google.golang.org/grpc", "", "NewClientStream"}, Parent: Arg0},
		{Func: Func{"google.golang.org/grpc", "ClientConn", "NewStream"}, Parent: Arg0},
		{Func: Func{"google.golang.org/grpc", "ClientConnInterface", "NewStream"}, Parent: Arg0},
		{Func: Func{"google.golang.org/grpc", "ClientStream", "Context"}, Cancel: true},
		{Func: Func{"google.golang.org/grpc", "ServerStream", "Context"}, Cancel: true},

		{Func: Func{"net/http", "", "NewRequest"}},
		{Func: Func{"net/http", "", "NewRequestWithContext"}, Parent: Arg0},
		{Func: Func{"net/http", "Request", "Clone"}, Parent: Arg0},
		// Of an incoming request: ended when the client goes away.
		{Func: Func{"net/http", "Request", "Context"}, Cancel: true},
		{Func: Func{"net/http", "Request", "WithContext"}, Parent: Arg0},

		{Func: Func{"os/exec", "", "Command"}},
		{Func: Func{"os/exec", "", "CommandContext"}, Parent: Arg0},

		{Func: Func{"os/signal", "", "NotifyContext"}, Parent: Arg0, Cancel: true},

		{Func: Func{"testing", "TB", "Context"}, Cancel: true},
		{Func: Func{"testing", "common", "Context"}, Cancel: true},
	},
}

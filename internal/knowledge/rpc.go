package knowledge

import "github.com/timeoutlint/timeoutlint/internal/kind"

// rpc: net/rpc and gRPC. grpc.Dial, DialContext and NewClient are left out:
// they connect in the background. A stream ends with the context that it was
// opened with (see contexts).
var rpcs = Tables{
	Ops: []Op{
		{Func: Func{"google.golang.org/grpc", "", "Invoke"}, Kind: kind.RPC, On: Arg4, Ctx: Arg0},
		{Func: Func{"google.golang.org/grpc", "", "NewClientStream"}, Kind: kind.RPC, On: Arg2, Ctx: Arg0},
		{Func: Func{"google.golang.org/grpc", "ClientConn", "Invoke"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
		{Func: Func{"google.golang.org/grpc", "ClientConn", "NewStream"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
		{Func: Func{"google.golang.org/grpc", "ClientConnInterface", "Invoke"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
		{Func: Func{"google.golang.org/grpc", "ClientConnInterface", "NewStream"}, Kind: kind.RPC, On: Recv, Ctx: Arg0},
		{Func: Func{"google.golang.org/grpc", "ClientStream", "RecvMsg"}, Kind: kind.RPC, On: Recv, Ctx: Recv},
		{Func: Func{"google.golang.org/grpc", "ClientStream", "SendMsg"}, Kind: kind.RPC, On: Recv, Ctx: Recv},
		{Func: Func{"google.golang.org/grpc", "ServerStream", "RecvMsg"}, Kind: kind.RPC, On: Recv, Ctx: Recv},
		{Func: Func{"google.golang.org/grpc", "ServerStream", "SendMsg"}, Kind: kind.RPC, On: Recv, Ctx: Recv},

		// Dial with a timeout and hand the connection to NewClient.
		{Func: Func{"net/rpc", "", "Dial"}, Kind: kind.Dial, Instead: Func{"net/rpc", "", "NewClient"}},
		{Func: Func{"net/rpc", "", "DialHTTP"}, Kind: kind.Dial, Instead: Func{"net/rpc", "", "NewClient"}},
		{Func: Func{"net/rpc", "", "DialHTTPPath"}, Kind: kind.Dial, Instead: Func{"net/rpc", "", "NewClient"}},
		{Func: Func{"net/rpc", "", "ServeConn"}, On: Arg0, Dir: Both},
		// Takes neither a context nor a timeout: Go gives a channel to select on.
		{Func: Func{"net/rpc", "Client", "Call"}, Kind: kind.RPC, On: Recv, Dir: Both, Instead: Func{"net/rpc", "Client", "Go"}},
		{Func: Func{"net/rpc", "Server", "ServeConn"}, On: Arg0, Dir: Both},

		{Func: Func{"net/rpc/jsonrpc", "", "Dial"}, Kind: kind.Dial, Instead: Func{"net/rpc/jsonrpc", "", "NewClient"}},
		{Func: Func{"net/rpc/jsonrpc", "", "ServeConn"}, On: Arg0, Dir: Both},
	},
	Wraps: []Wrap{
		{Func: Func{"net/rpc", "", "NewClient"}, On: Arg0, Dir: Both},
		{Func: Func{"net/rpc", "", "NewClientWithCodec"}, On: Arg0, Dir: Both},

		{Func: Func{"net/rpc/jsonrpc", "", "NewClient"}, On: Arg0, Dir: Both},
		{Func: Func{"net/rpc/jsonrpc", "", "NewClientCodec"}, On: Arg0, Dir: Both},
		{Func: Func{"net/rpc/jsonrpc", "", "NewServerCodec"}, On: Arg0, Dir: Both},
	},
}

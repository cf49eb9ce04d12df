package knowledge

import "github.com/timeoutlint/timeoutlint/internal/kind"

// sockets: connections of modules outside the standard library: WebSocket, QUIC
// and SSH.
var sockets = Tables{
	Ops: []Op{
		{Func: Func{"github.com/coder/websocket", "", "Dial"}, Kind: kind.Dial, Ctx: Arg0},
		// Each of its steps has a clock of its own.
		{Func: Func{"github.com/coder/websocket", "Conn", "Close"}, Kind: kind.ConnWrite, On: Recv, Dir: Write, Bounded: true},
		{Func: Func{"github.com/coder/websocket", "Conn", "Ping"}, Kind: kind.ConnRead, On: Recv, Dir: Read, Ctx: Arg0},
		{Func: Func{"github.com/coder/websocket", "Conn", "Read"}, Kind: kind.ConnRead, On: Recv, Dir: Read, Ctx: Arg0},
		{Func: Func{"github.com/coder/websocket", "Conn", "Reader"}, Kind: kind.ConnRead, On: Recv, Dir: Read, Ctx: Arg0},
		{Func: Func{"github.com/coder/websocket", "Conn", "Write"}, Kind: kind.ConnWrite, On: Recv, Dir: Write, Ctx: Arg0},
		{Func: Func{"github.com/coder/websocket", "Conn", "Writer"}, Kind: kind.ConnWrite, On: Recv, Dir: Write, Ctx: Arg0},

		{Func: Func{"github.com/coder/websocket/wsjson", "", "Read"}, Kind: kind.ConnRead, On: Arg1, Dir: Read, Ctx: Arg0},
		{Func: Func{"github.com/coder/websocket/wsjson", "", "Write"}, Kind: kind.ConnWrite, On: Arg1, Dir: Write, Ctx: Arg0},

		{Func: Func{"github.com/gorilla/websocket", "Conn", "NextReader"}, Kind: kind.ConnRead, On: Recv, Dir: Read},
		{Func: Func{"github.com/gorilla/websocket", "Conn", "NextWriter"}, Kind: kind.ConnWrite, On: Recv, Dir: Write},
		{Func: Func{"github.com/gorilla/websocket", "Conn", "ReadJSON"}, Kind: kind.ConnRead, On: Recv, Dir: Read},
		{Func: Func{"github.com/gorilla/websocket", "Conn", "ReadMessage"}, Kind: kind.ConnRead, On: Recv, Dir: Read},
		{Func: Func{"github.com/gorilla/websocket", "Conn", "WriteControl"}, Kind: kind.ConnWrite, On: Recv, Dir: Write, Timeout: Arg2},
		{Func: Func{"github.com/gorilla/websocket", "Conn", "WriteJSON"}, Kind: kind.ConnWrite, On: Recv, Dir: Write},
		{Func: Func{"github.com/gorilla/websocket", "Conn", "WriteMessage"}, Kind: kind.ConnWrite, On: Recv, Dir: Write},
		{Func: Func{"github.com/gorilla/websocket", "Conn", "WritePreparedMessage"}, Kind: kind.ConnWrite, On: Recv, Dir: Write},
		{Func: Func{"github.com/gorilla/websocket", "Dialer", "Dial"}, Kind: kind.Dial, On: Recv, Field: "HandshakeTimeout", Instead: Func{"github.com/gorilla/websocket", "Dialer", "DialContext"}},
		{Func: Func{"github.com/gorilla/websocket", "Dialer", "DialContext"}, Kind: kind.Dial, On: Recv, Ctx: Arg0, Field: "HandshakeTimeout"},

		// The handshake gives up when the peer is silent for five seconds.
		{Func: Func{"github.com/quic-go/quic-go", "", "Dial"}, Kind: kind.Dial, Ctx: Arg0, Bounded: true},
		{Func: Func{"github.com/quic-go/quic-go", "", "DialAddr"}, Kind: kind.Dial, Ctx: Arg0, Bounded: true},
		{Func: Func{"github.com/quic-go/quic-go", "", "DialAddrEarly"}, Kind: kind.Dial, Ctx: Arg0, Bounded: true},
		{Func: Func{"github.com/quic-go/quic-go", "", "DialEarly"}, Kind: kind.Dial, Ctx: Arg0, Bounded: true},
		{Func: Func{"github.com/quic-go/quic-go", "Conn", "AcceptStream"}, Kind: kind.Accept, On: Recv, Ctx: Arg0},
		{Func: Func{"github.com/quic-go/quic-go", "Conn", "AcceptUniStream"}, Kind: kind.Accept, On: Recv, Ctx: Arg0},
		// Waits for the peer's limit on streams to allow one more.
		{Func: Func{"github.com/quic-go/quic-go", "Conn", "OpenStreamSync"}, Kind: kind.ConnWrite, On: Recv, Ctx: Arg0},
		{Func: Func{"github.com/quic-go/quic-go", "Conn", "OpenUniStreamSync"}, Kind: kind.ConnWrite, On: Recv, Ctx: Arg0},
		// Nobody asks for a datagram: it comes, or the connection ends with its idle timeout.
		{Func: Func{"github.com/quic-go/quic-go", "Conn", "ReceiveDatagram"}, Kind: kind.ConnRead, On: Recv, Ctx: Arg0, Bounded: true},
		{Func: Func{"github.com/quic-go/quic-go", "EarlyListener", "Accept"}, Kind: kind.Accept, On: Recv, Ctx: Arg0},
		{Func: Func{"github.com/quic-go/quic-go", "Listener", "Accept"}, Kind: kind.Accept, On: Recv, Ctx: Arg0},
		{Func: Func{"github.com/quic-go/quic-go", "ReceiveStream", "Peek"}, Kind: kind.ConnRead, On: Recv, Dir: Read},
		{Func: Func{"github.com/quic-go/quic-go", "ReceiveStream", "Read"}, Kind: kind.ConnRead, On: Recv, Dir: Read},
		{Func: Func{"github.com/quic-go/quic-go", "SendStream", "Write"}, Kind: kind.ConnWrite, On: Recv, Dir: Write},
		{Func: Func{"github.com/quic-go/quic-go", "Stream", "Peek"}, Kind: kind.ConnRead, On: Recv, Dir: Read},
		{Func: Func{"github.com/quic-go/quic-go", "Stream", "Read"}, Kind: kind.ConnRead, On: Recv, Dir: Read},
		{Func: Func{"github.com/quic-go/quic-go", "Stream", "Write"}, Kind: kind.ConnWrite, On: Recv, Dir: Write},
		{Func: Func{"github.com/quic-go/quic-go", "Transport", "Dial"}, Kind: kind.Dial, On: Recv, Ctx: Arg0},
		{Func: Func{"github.com/quic-go/quic-go", "Transport", "DialEarly"}, Kind: kind.Dial, On: Recv, Ctx: Arg0},

		// The timeout is for the TCP connection; the handshake after it has none.
		{Func: Func{"golang.org/x/crypto/ssh", "", "Dial"}, Kind: kind.Dial, On: Arg2, Field: "Timeout"},
		{Func: Func{"golang.org/x/crypto/ssh", "", "NewClientConn"}, Kind: kind.Handshake, On: Arg0, Dir: Both},
		{Func: Func{"golang.org/x/crypto/ssh", "", "NewServerConn"}, Kind: kind.Handshake, On: Arg0, Dir: Both},
		{Func: Func{"golang.org/x/crypto/ssh", "Channel", "SendRequest"}, Kind: kind.RPC, On: Recv, Dir: Both, If: Arg1},
		{Func: Func{"golang.org/x/crypto/ssh", "Client", "Dial"}, Kind: kind.Dial, On: Recv, Dir: Both, Instead: Func{"golang.org/x/crypto/ssh", "Client", "DialContext"}},
		{Func: Func{"golang.org/x/crypto/ssh", "Client", "DialContext"}, Kind: kind.Dial, On: Recv, Dir: Both, Ctx: Arg0},
		{Func: Func{"golang.org/x/crypto/ssh", "Client", "DialTCP"}, Kind: kind.Dial, On: Recv, Dir: Both, Instead: Func{"golang.org/x/crypto/ssh", "Client", "DialContext"}},
		{Func: Func{"golang.org/x/crypto/ssh", "Client", "NewSession"}, Kind: kind.RPC, On: Recv, Dir: Both},
		{Func: Func{"golang.org/x/crypto/ssh", "Conn", "OpenChannel"}, Kind: kind.RPC, On: Recv, Dir: Both},
		{Func: Func{"golang.org/x/crypto/ssh", "Conn", "SendRequest"}, Kind: kind.RPC, On: Recv, Dir: Both, If: Arg1},
		{Func: Func{"golang.org/x/crypto/ssh", "Session", "CombinedOutput"}, Kind: kind.RPC, On: Recv, Dir: Both},
		{Func: Func{"golang.org/x/crypto/ssh", "Session", "Output"}, Kind: kind.RPC, On: Recv, Dir: Both},
		{Func: Func{"golang.org/x/crypto/ssh", "Session", "Run"}, Kind: kind.RPC, On: Recv, Dir: Both},
		{Func: Func{"golang.org/x/crypto/ssh", "Session", "SendRequest"}, Kind: kind.RPC, On: Recv, Dir: Both, If: Arg1},
		{Func: Func{"golang.org/x/crypto/ssh", "Session", "Shell"}, Kind: kind.RPC, On: Recv, Dir: Both},
		{Func: Func{"golang.org/x/crypto/ssh", "Session", "Start"}, Kind: kind.RPC, On: Recv, Dir: Both},
		{Func: Func{"golang.org/x/crypto/ssh", "Session", "Wait"}, Kind: kind.RPC, On: Recv, Dir: Both},

		{Func: Func{"golang.org/x/net/websocket", "", "Dial"}, Kind: kind.Dial, Instead: Func{"golang.org/x/net/websocket", "", "DialConfig"}},
		{Func: Func{"golang.org/x/net/websocket", "", "DialConfig"}, Kind: kind.Dial, On: Arg0, Field: "Dialer"},
		{Func: Func{"golang.org/x/net/websocket", "", "NewClient"}, Kind: kind.Handshake, On: Arg1, Dir: Both},
		{Func: Func{"golang.org/x/net/websocket", "Codec", "Receive"}, Kind: kind.ConnRead, On: Arg0, Dir: Read},
		{Func: Func{"golang.org/x/net/websocket", "Codec", "Send"}, Kind: kind.ConnWrite, On: Arg0, Dir: Write},
		{Func: Func{"golang.org/x/net/websocket", "Conn", "Read"}, Kind: kind.ConnRead, On: Recv, Dir: Read},
		{Func: Func{"golang.org/x/net/websocket", "Conn", "Write"}, Kind: kind.ConnWrite, On: Recv, Dir: Write},
	},
	Wraps: []Wrap{
		{Func: Func{"github.com/gorilla/websocket", "Conn", "NetConn"}, On: Recv, Dir: Both},
		{Func: Func{"github.com/gorilla/websocket", "Conn", "NextReader"}, On: Recv, Dir: Read},
		{Func: Func{"github.com/gorilla/websocket", "Conn", "NextWriter"}, On: Recv, Dir: Write},
		{Func: Func{"github.com/gorilla/websocket", "Conn", "UnderlyingConn"}, On: Recv, Dir: Both},

		{Func: Func{"golang.org/x/crypto/ssh", "", "NewClient"}, On: Arg0, Dir: Both},
		{Func: Func{"golang.org/x/crypto/ssh", "", "NewClientConn"}, On: Arg0, Dir: Both},
		{Func: Func{"golang.org/x/crypto/ssh", "", "NewServerConn"}, On: Arg0, Dir: Both},
		{Func: Func{"golang.org/x/crypto/ssh", "Client", "NewSession"}, On: Recv, Dir: Both},

		{Func: Func{"golang.org/x/net/websocket", "", "NewClient"}, On: Arg1, Dir: Both},
	},
}

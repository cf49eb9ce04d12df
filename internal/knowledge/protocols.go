package knowledge

import "github.com/timeoutlint/timeoutlint/internal/kind"

// protocols: text protocols of the standard library, which read and write lines
// on a connection. What bounds them is that connection's deadline.
//
// Methods of an embedded type belong to that type: ReadLine of a textproto.Conn
// is textproto.Reader.ReadLine.
var protocols = Tables{
	Ops: []Op{
		{Func: Func{"net/http", "", "ReadRequest"}, On: Arg0, Dir: Read},
		{Func: Func{"net/http", "", "ReadResponse"}, On: Arg0, Dir: Read},
		{Func: Func{"net/http", "", "ServeContent"}, On: Arg0, Dir: Write},
		{Func: Func{"net/http", "", "ServeFile"}, On: Arg0, Dir: Write},
		{Func: Func{"net/http", "", "ServeFileFS"}, On: Arg0, Dir: Write},
		{Func: Func{"net/http", "Flusher", "Flush"}, On: Recv, Dir: Write},
		{Func: Func{"net/http", "Header", "Write"}, On: Arg0, Dir: Write},
		{Func: Func{"net/http", "Header", "WriteSubset"}, On: Arg0, Dir: Write},
		{Func: Func{"net/http", "Request", "Write"}, On: Arg0, Dir: Write},
		{Func: Func{"net/http", "Request", "WriteProxy"}, On: Arg0, Dir: Write},
		{Func: Func{"net/http", "Response", "Write"}, On: Arg0, Dir: Write},
		{Func: Func{"net/http", "ResponseWriter", "Write"}, On: Recv, Dir: Write},

		{Func: Func{"net/mail", "", "ReadMessage"}, On: Arg0, Dir: Read},

		// Dials without a timeout, then reads the greeting: dial with one, set a
		// deadline on the connection and hand it to NewClient.
		{Func: Func{"net/smtp", "", "Dial"}, Kind: kind.Dial, Instead: Func{"net/smtp", "", "NewClient"}},
		{Func: Func{"net/smtp", "", "NewClient"}, On: Arg0, Dir: Both},
		// Dials, and then speaks on a connection that nobody else can see.
		{Func: Func{"net/smtp", "", "SendMail"}, Kind: kind.Dial, Instead: Func{"net/smtp", "", "NewClient"}},
		{Func: Func{"net/smtp", "Client", "Auth"}, On: Recv, Dir: Both},
		{Func: Func{"net/smtp", "Client", "Data"}, On: Recv, Dir: Both},
		{Func: Func{"net/smtp", "Client", "Extension"}, On: Recv, Dir: Both},
		{Func: Func{"net/smtp", "Client", "Hello"}, On: Recv, Dir: Both},
		{Func: Func{"net/smtp", "Client", "Mail"}, On: Recv, Dir: Both},
		{Func: Func{"net/smtp", "Client", "Noop"}, On: Recv, Dir: Both},
		{Func: Func{"net/smtp", "Client", "Quit"}, On: Recv, Dir: Both},
		{Func: Func{"net/smtp", "Client", "Rcpt"}, On: Recv, Dir: Both},
		{Func: Func{"net/smtp", "Client", "Reset"}, On: Recv, Dir: Both},
		{Func: Func{"net/smtp", "Client", "StartTLS"}, On: Recv, Dir: Both},
		{Func: Func{"net/smtp", "Client", "Verify"}, On: Recv, Dir: Both},

		{Func: Func{"net/textproto", "", "Dial"}, Kind: kind.Dial, Instead: Func{"net/textproto", "", "NewConn"}},
		{Func: Func{"net/textproto", "Conn", "Cmd"}, On: Recv, Dir: Write},
		{Func: Func{"net/textproto", "Pipeline", "StartRequest"}, Kind: kind.Wait, On: Recv},
		{Func: Func{"net/textproto", "Pipeline", "StartResponse"}, Kind: kind.Wait, On: Recv},
		{Func: Func{"net/textproto", "Reader", "ReadCodeLine"}, On: Recv, Dir: Read},
		{Func: Func{"net/textproto", "Reader", "ReadContinuedLine"}, On: Recv, Dir: Read},
		{Func: Func{"net/textproto", "Reader", "ReadContinuedLineBytes"}, On: Recv, Dir: Read},
		{Func: Func{"net/textproto", "Reader", "ReadDotBytes"}, On: Recv, Dir: Read},
		{Func: Func{"net/textproto", "Reader", "ReadDotLines"}, On: Recv, Dir: Read},
		{Func: Func{"net/textproto", "Reader", "ReadLine"}, On: Recv, Dir: Read},
		{Func: Func{"net/textproto", "Reader", "ReadLineBytes"}, On: Recv, Dir: Read},
		{Func: Func{"net/textproto", "Reader", "ReadMIMEHeader"}, On: Recv, Dir: Read},
		{Func: Func{"net/textproto", "Reader", "ReadResponse"}, On: Recv, Dir: Read},
		{Func: Func{"net/textproto", "Writer", "PrintfLine"}, On: Recv, Dir: Write},
	},
	Wraps: []Wrap{
		{Func: Func{"net/http", "", "MaxBytesReader"}, On: Arg1, Dir: Read},
		{Func: Func{"net/http", "", "NewResponseController"}, On: Arg0, Dir: Both},

		{Func: Func{"net/http/httputil", "", "NewChunkedReader"}, On: Arg0, Dir: Read},
		{Func: Func{"net/http/httputil", "", "NewChunkedWriter"}, On: Arg0, Dir: Write},

		{Func: Func{"net/smtp", "", "NewClient"}, On: Arg0, Dir: Both},
		{Func: Func{"net/smtp", "Client", "Data"}, On: Recv, Dir: Write},

		{Func: Func{"net/textproto", "", "NewConn"}, On: Arg0, Dir: Both},
		{Func: Func{"net/textproto", "", "NewReader"}, On: Arg0, Dir: Read},
		{Func: Func{"net/textproto", "", "NewWriter"}, On: Arg0, Dir: Write},
		{Func: Func{"net/textproto", "Reader", "DotReader"}, On: Recv, Dir: Read},
		{Func: Func{"net/textproto", "Writer", "DotWriter"}, On: Recv, Dir: Write},
	},
}

package knowledge

import "github.com/timeoutlint/timeoutlint/internal/kind"

// conns: connections of package net and crypto/tls, how they are made and how
// names are looked up.
//
// Read and Write of the concrete types are methods of the unexported net.conn
// that they embed. net.Listen and net.ListenPacket are left out: they bind an
// address and do not wait for a peer. So is net.DialUDP, which only sets one.
// Writes of UDP and IP packets end by themselves: nobody has to take them.
var conns = Tables{
	Ops: []Op{
		{Func: Func{"crypto/tls", "", "Dial"}, Kind: kind.Dial, Instead: Func{"crypto/tls", "Dialer", "DialContext"}},
		// The dialer's timeout covers the handshake, too.
		{Func: Func{"crypto/tls", "", "DialWithDialer"}, Kind: kind.Dial, On: Arg0, Field: "Timeout,Deadline", Instead: Func{"crypto/tls", "Dialer", "DialContext"}},
		{Func: Func{"crypto/tls", "Conn", "Handshake"}, Kind: kind.Handshake, On: Recv, Dir: Both, Instead: Func{"crypto/tls", "Conn", "HandshakeContext"}},
		{Func: Func{"crypto/tls", "Conn", "HandshakeContext"}, Kind: kind.Handshake, On: Recv, Dir: Both, Ctx: Arg0},
		{Func: Func{"crypto/tls", "Conn", "Read"}, On: Recv, Dir: Read},
		{Func: Func{"crypto/tls", "Conn", "Write"}, On: Recv, Dir: Write},
		{Func: Func{"crypto/tls", "Dialer", "Dial"}, Kind: kind.Dial, On: Recv, Field: "NetDialer", Instead: Func{"crypto/tls", "Dialer", "DialContext"}},
		{Func: Func{"crypto/tls", "Dialer", "DialContext"}, Kind: kind.Dial, On: Recv, Ctx: Arg0, Field: "NetDialer"},

		// Sockets of raw IP, and of datagrams: who writes waits for no peer.
		{Func: Func{"golang.org/x/net/icmp", "PacketConn", "ReadFrom"}, On: Recv, Dir: Read, Packets: true},
		{Func: Func{"golang.org/x/net/icmp", "PacketConn", "WriteTo"}, Kind: kind.ConnWrite, On: Recv, Dir: Write, Bounded: true},
		{Func: Func{"golang.org/x/net/ipv4", "packetHandler", "ReadBatch"}, On: Recv, Dir: Read, Packets: true},
		{Func: Func{"golang.org/x/net/ipv4", "packetHandler", "ReadFrom"}, On: Recv, Dir: Read, Packets: true},
		{Func: Func{"golang.org/x/net/ipv4", "packetHandler", "WriteBatch"}, Kind: kind.ConnWrite, On: Recv, Dir: Write, Bounded: true},
		{Func: Func{"golang.org/x/net/ipv4", "packetHandler", "WriteTo"}, Kind: kind.ConnWrite, On: Recv, Dir: Write, Bounded: true},
		{Func: Func{"golang.org/x/net/ipv4", "payloadHandler", "ReadBatch"}, On: Recv, Dir: Read, Packets: true},
		{Func: Func{"golang.org/x/net/ipv4", "payloadHandler", "ReadFrom"}, On: Recv, Dir: Read, Packets: true},
		{Func: Func{"golang.org/x/net/ipv4", "payloadHandler", "WriteBatch"}, Kind: kind.ConnWrite, On: Recv, Dir: Write, Bounded: true},
		{Func: Func{"golang.org/x/net/ipv4", "payloadHandler", "WriteTo"}, Kind: kind.ConnWrite, On: Recv, Dir: Write, Bounded: true},
		{Func: Func{"golang.org/x/net/ipv6", "payloadHandler", "ReadBatch"}, On: Recv, Dir: Read, Packets: true},
		{Func: Func{"golang.org/x/net/ipv6", "payloadHandler", "ReadFrom"}, On: Recv, Dir: Read, Packets: true},
		{Func: Func{"golang.org/x/net/ipv6", "payloadHandler", "WriteBatch"}, Kind: kind.ConnWrite, On: Recv, Dir: Write, Bounded: true},
		{Func: Func{"golang.org/x/net/ipv6", "payloadHandler", "WriteTo"}, Kind: kind.ConnWrite, On: Recv, Dir: Write, Bounded: true},

		{Func: Func{"golang.org/x/net/proxy", "", "Dial"}, Kind: kind.Dial, Ctx: Arg0},
		{Func: Func{"golang.org/x/net/proxy", "ContextDialer", "DialContext"}, Kind: kind.Dial, On: Recv, Ctx: Arg0},
		{Func: Func{"golang.org/x/net/proxy", "Dialer", "Dial"}, Kind: kind.Dial, On: Recv, Instead: Func{"golang.org/x/net/proxy", "ContextDialer", "DialContext"}},

		// Neither this nor the writes that follow can be given a timeout.
		{Func: Func{"log/syslog", "", "Dial"}, Kind: kind.Dial},

		{Func: Func{"net", "", "Dial"}, Kind: kind.Dial, Instead: Func{"net", "", "DialTimeout"}},
		{Func: Func{"net", "", "DialIP"}, Kind: kind.Dial, Instead: Func{"net", "Dialer", "DialContext"}},
		{Func: Func{"net", "", "DialTCP"}, Kind: kind.Dial, Instead: Func{"net", "Dialer", "DialContext"}},
		{Func: Func{"net", "", "DialTimeout"}, Kind: kind.Dial, Timeout: Arg2},
		{Func: Func{"net", "", "DialUnix"}, Kind: kind.Dial, Bounded: true, Instead: Func{"net", "Dialer", "DialContext"}},
		// Name lookups: the resolver gives each server a few seconds, and each name a few tries.
		{Func: Func{"net", "", "LookupAddr"}, Kind: kind.Dial, Bounded: true, Instead: Func{"net", "Resolver", "LookupAddr"}},
		{Func: Func{"net", "", "LookupCNAME"}, Kind: kind.Dial, Bounded: true, Instead: Func{"net", "Resolver", "LookupCNAME"}},
		{Func: Func{"net", "", "LookupHost"}, Kind: kind.Dial, Bounded: true, Instead: Func{"net", "Resolver", "LookupHost"}},
		{Func: Func{"net", "", "LookupIP"}, Kind: kind.Dial, Bounded: true, Instead: Func{"net", "Resolver", "LookupIP"}},
		{Func: Func{"net", "", "LookupMX"}, Kind: kind.Dial, Bounded: true, Instead: Func{"net", "Resolver", "LookupMX"}},
		{Func: Func{"net", "", "LookupNS"}, Kind: kind.Dial, Bounded: true, Instead: Func{"net", "Resolver", "LookupNS"}},
		{Func: Func{"net", "", "LookupPort"}, Kind: kind.Dial, Bounded: true, Instead: Func{"net", "Resolver", "LookupPort"}},
		{Func: Func{"net", "", "LookupSRV"}, Kind: kind.Dial, Bounded: true, Instead: Func{"net", "Resolver", "LookupSRV"}},
		{Func: Func{"net", "", "LookupTXT"}, Kind: kind.Dial, Bounded: true, Instead: Func{"net", "Resolver", "LookupTXT"}},
		{Func: Func{"net", "Conn", "Read"}, On: Recv, Dir: Read},
		{Func: Func{"net", "Conn", "Write"}, On: Recv, Dir: Write},
		{Func: Func{"net", "Dialer", "Dial"}, Kind: kind.Dial, On: Recv, Field: "Timeout,Deadline", Instead: Func{"net", "Dialer", "DialContext"}},
		{Func: Func{"net", "Dialer", "DialContext"}, Kind: kind.Dial, On: Recv, Ctx: Arg0, Field: "Timeout,Deadline"},
		{Func: Func{"net", "IPConn", "ReadFrom"}, On: Recv, Dir: Read, Packets: true},
		{Func: Func{"net", "IPConn", "ReadFromIP"}, On: Recv, Dir: Read, Packets: true},
		{Func: Func{"net", "IPConn", "ReadMsgIP"}, On: Recv, Dir: Read, Packets: true},
		{Func: Func{"net", "IPConn", "WriteMsgIP"}, Kind: kind.ConnWrite, On: Recv, Dir: Write, Bounded: true},
		{Func: Func{"net", "IPConn", "WriteTo"}, Kind: kind.ConnWrite, On: Recv, Dir: Write, Bounded: true},
		{Func: Func{"net", "IPConn", "WriteToIP"}, Kind: kind.ConnWrite, On: Recv, Dir: Write, Bounded: true},
		{Func: Func{"net", "Listener", "Accept"}, Kind: kind.Accept, On: Recv, Dir: Both},
		{Func: Func{"net", "PacketConn", "ReadFrom"}, On: Recv, Dir: Read, Packets: true},
		{Func: Func{"net", "PacketConn", "WriteTo"}, Kind: kind.ConnWrite, On: Recv, Dir: Write, Bounded: true},
		{Func: Func{"net", "Resolver", "LookupAddr"}, Kind: kind.Dial, On: Recv, Ctx: Arg0, Bounded: true},
		{Func: Func{"net", "Resolver", "LookupCNAME"}, Kind: kind.Dial, On: Recv, Ctx: Arg0, Bounded: true},
		{Func: Func{"net", "Resolver", "LookupHost"}, Kind: kind.Dial, On: Recv, Ctx: Arg0, Bounded: true},
		{Func: Func{"net", "Resolver", "LookupIP"}, Kind: kind.Dial, On: Recv, Ctx: Arg0, Bounded: true},
		{Func: Func{"net", "Resolver", "LookupIPAddr"}, Kind: kind.Dial, On: Recv, Ctx: Arg0, Bounded: true},
		{Func: Func{"net", "Resolver", "LookupMX"}, Kind: kind.Dial, On: Recv, Ctx: Arg0, Bounded: true},
		{Func: Func{"net", "Resolver", "LookupNS"}, Kind: kind.Dial, On: Recv, Ctx: Arg0, Bounded: true},
		{Func: Func{"net", "Resolver", "LookupNetIP"}, Kind: kind.Dial, On: Recv, Ctx: Arg0, Bounded: true},
		{Func: Func{"net", "Resolver", "LookupPort"}, Kind: kind.Dial, On: Recv, Ctx: Arg0, Bounded: true},
		{Func: Func{"net", "Resolver", "LookupSRV"}, Kind: kind.Dial, On: Recv, Ctx: Arg0, Bounded: true},
		{Func: Func{"net", "Resolver", "LookupTXT"}, Kind: kind.Dial, On: Recv, Ctx: Arg0, Bounded: true},
		{Func: Func{"net", "TCPConn", "ReadFrom"}, On: Recv, Dir: Write, Drains: true},
		{Func: Func{"net", "TCPConn", "ReadFrom"}, On: Arg0, Dir: Read, Drains: true},
		{Func: Func{"net", "TCPConn", "WriteTo"}, On: Recv, Dir: Read, Drains: true},
		{Func: Func{"net", "TCPConn", "WriteTo"}, On: Arg0, Dir: Write, Drains: true},
		{Func: Func{"net", "TCPListener", "Accept"}, Kind: kind.Accept, On: Recv, Dir: Both},
		{Func: Func{"net", "TCPListener", "AcceptTCP"}, Kind: kind.Accept, On: Recv, Dir: Both},
		{Func: Func{"net", "UDPConn", "ReadFrom"}, On: Recv, Dir: Read, Packets: true},
		{Func: Func{"net", "UDPConn", "ReadFromUDP"}, On: Recv, Dir: Read, Packets: true},
		{Func: Func{"net", "UDPConn", "ReadFromUDPAddrPort"}, On: Recv, Dir: Read, Packets: true},
		{Func: Func{"net", "UDPConn", "ReadMsgUDP"}, On: Recv, Dir: Read, Packets: true},
		{Func: Func{"net", "UDPConn", "ReadMsgUDPAddrPort"}, On: Recv, Dir: Read, Packets: true},
		{Func: Func{"net", "UDPConn", "WriteMsgUDP"}, Kind: kind.ConnWrite, On: Recv, Dir: Write, Bounded: true},
		{Func: Func{"net", "UDPConn", "WriteMsgUDPAddrPort"}, Kind: kind.ConnWrite, On: Recv, Dir: Write, Bounded: true},
		{Func: Func{"net", "UDPConn", "WriteTo"}, Kind: kind.ConnWrite, On: Recv, Dir: Write, Bounded: true},
		{Func: Func{"net", "UDPConn", "WriteToUDP"}, Kind: kind.ConnWrite, On: Recv, Dir: Write, Bounded: true},
		{Func: Func{"net", "UDPConn", "WriteToUDPAddrPort"}, Kind: kind.ConnWrite, On: Recv, Dir: Write, Bounded: true},
		{Func: Func{"net", "UnixConn", "ReadFrom"}, On: Recv, Dir: Read, Packets: true},
		{Func: Func{"net", "UnixConn", "ReadFromUnix"}, On: Recv, Dir: Read, Packets: true},
		{Func: Func{"net", "UnixConn", "ReadMsgUnix"}, On: Recv, Dir: Read, Packets: true},
		{Func: Func{"net", "UnixConn", "WriteMsgUnix"}, On: Recv, Dir: Write},
		{Func: Func{"net", "UnixConn", "WriteTo"}, On: Recv, Dir: Write},
		{Func: Func{"net", "UnixConn", "WriteToUnix"}, On: Recv, Dir: Write},
		{Func: Func{"net", "UnixListener", "Accept"}, Kind: kind.Accept, On: Recv, Dir: Both},
		{Func: Func{"net", "UnixListener", "AcceptUnix"}, Kind: kind.Accept, On: Recv, Dir: Both},
		{Func: Func{"net", "conn", "Read"}, On: Recv, Dir: Read},
		{Func: Func{"net", "conn", "Write"}, On: Recv, Dir: Write},

		{Func: Func{"syscall", "RawConn", "Read"}, On: Recv, Dir: Read},
		{Func: Func{"syscall", "RawConn", "Write"}, On: Recv, Dir: Write},
	},
	Wraps: []Wrap{
		{Func: Func{"crypto/tls", "", "Client"}, On: Arg0, Dir: Both},
		{Func: Func{"crypto/tls", "", "NewListener"}, On: Arg0, Dir: Both},
		{Func: Func{"crypto/tls", "", "Server"}, On: Arg0, Dir: Both},
		{Func: Func{"crypto/tls", "Conn", "NetConn"}, On: Recv, Dir: Both},

		{Func: Func{"golang.org/x/net/netutil", "", "LimitListener"}, On: Arg0, Dir: Both},
	},
}

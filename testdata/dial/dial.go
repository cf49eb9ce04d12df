// Package dial connects to peers, with and without an end to the wait.
package dial

import (
	"context"
	"crypto/tls"
	"errors"
	"log/syslog"
	"net"
	"net/smtp"
	"time"
)

func plain(addr string) (net.Conn, error) {
	return net.Dial("tcp", addr) // want dial "net\\.Dial"
}

func withTimeout(addr string) (net.Conn, error) {
	return net.DialTimeout("tcp", addr, 5*time.Second)
}

// A zero timeout means none.
func withZeroTimeout(addr string) (net.Conn, error) {
	return net.DialTimeout("tcp", addr, 0) // want dial
}

func withParameter(addr string, d time.Duration) (net.Conn, error) {
	return net.DialTimeout("tcp", addr, d)
}

func zeroDialer(addr string) (net.Conn, error) {
	var d net.Dialer
	return d.Dial("tcp", addr) // want dial
}

// KeepAlive begins after the connection is made.
func keepAliveOnly(addr string) (net.Conn, error) {
	d := net.Dialer{KeepAlive: time.Second}
	return d.Dial("tcp", addr) // want dial
}

func dialerTimeout(addr string) (net.Conn, error) {
	d := net.Dialer{Timeout: time.Second}
	return d.Dial("tcp", addr)
}

func dialerPointer(addr string) (net.Conn, error) {
	return (&net.Dialer{Timeout: time.Second}).Dial("tcp", addr)
}

func dialerTimeoutLater(addr string) (net.Conn, error) {
	var d net.Dialer
	d.Timeout = 3 * time.Second
	return d.Dial("tcp", addr)
}

func dialerDeadline(addr string, by time.Time) (net.Conn, error) {
	d := net.Dialer{Deadline: by}
	return d.Dial("tcp", addr)
}

func dialContext(addr string) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	var d net.Dialer
	return d.DialContext(ctx, "tcp", addr)
}

func dialBackground(addr string) (net.Conn, error) {
	var d net.Dialer
	return d.DialContext(context.Background(), "tcp", addr) // want dial
}

// The dialer's own timeout is enough.
func dialBackgroundWithTimeout(addr string) (net.Conn, error) {
	d := net.Dialer{Timeout: time.Second}
	return d.DialContext(context.Background(), "tcp", addr)
}

// A datagram socket is ready at once, whoever names its network.
func dialAddress(tcp *net.TCPAddr, udp *net.UDPAddr) {
	net.Dial(tcp.Network(), tcp.String()) // want dial
	net.Dial(udp.Network(), udp.String())
}

// dialHere dials who listens here: the kernel answers for a listener that has not accepted yet.
func dialHere() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer l.Close()
	c, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		return err
	}
	t, err := net.DialTCP("tcp", nil, l.Addr().(*net.TCPAddr))
	if err != nil {
		return err
	}
	return errors.Join(c.Close(), t.Close())
}

// dialListener does not know whose listener it is.
func dialListener(l net.Listener) (net.Conn, error) {
	return net.Dial("tcp", l.Addr().String()) // want dial
}

func dialTCP(addr *net.TCPAddr) (*net.TCPConn, error) {
	return net.DialTCP("tcp", nil, addr) // want dial
}

// Nothing is sent until the first write.
func dialUDP(addr *net.UDPAddr) (*net.UDPConn, error) {
	return net.DialUDP("udp", nil, addr)
}

// The resolver has timeouts of its own; whoever dials what it found needs one.
func lookup(host string) (net.Conn, error) {
	addrs, err := net.LookupHost(host)
	if err != nil {
		return nil, err
	}
	return net.Dial("tcp", addrs[0]) // want dial
}

func lookupContext(ctx context.Context, host string) ([]string, error) {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	return net.DefaultResolver.LookupHost(ctx, host)
}

func lookupTODO(host string) ([]string, error) {
	return net.DefaultResolver.LookupHost(context.TODO(), host)
}

func dialTLS(addr string) (*tls.Conn, error) {
	return tls.Dial("tcp", addr, nil) // want dial
}

// The dialer's timeout covers the handshake, too.
func dialTLSWithDialer(addr string) (*tls.Conn, error) {
	return tls.DialWithDialer(&net.Dialer{Timeout: time.Second}, "tcp", addr, nil)
}

func dialTLSWithBareDialer(addr string) (*tls.Conn, error) {
	return tls.DialWithDialer(new(net.Dialer), "tcp", addr, nil) // want dial
}

func dialTLSContext(ctx context.Context, addr string) (net.Conn, error) {
	ctx, cancel := context.WithDeadline(ctx, time.Now().Add(time.Minute))
	defer cancel()
	var d tls.Dialer
	return d.DialContext(ctx, "tcp", addr)
}

func sendMail(addr string, msg []byte) error {
	return smtp.SendMail(addr, nil, "a@example.com", []string{"b@example.com"}, msg) // want dial
}

// listen binds an address and waits for nobody.
func listen(addr string) (net.Listener, error) {
	return net.Listen("tcp", addr)
}

// A Unix socket refuses when its queue is full, and datagrams have no handshake.
func dialAtOnce(path, addr string) error {
	c, err := net.Dial("unix", path)
	if err != nil {
		return err
	}
	c.Close()
	u, err := net.DialUnix("unixgram", nil, &net.UnixAddr{Name: path, Net: "unixgram"})
	if err != nil {
		return err
	}
	u.Close()
	d, err := net.Dial("udp4", addr)
	if err != nil {
		return err
	}
	return d.Close()
}

// dialNetwork may be told to use TCP.
func dialNetwork(network, addr string) (net.Conn, error) {
	return net.Dial(network, addr) // want dial
}

// A dialer of others is asked for the method that takes a context; what has none
// can be given none.
type dialer interface {
	Dial(network, addr string) (net.Conn, error)
}

type contextDialer interface {
	DialContext(ctx context.Context, network, addr string) (net.Conn, error)
}

func dialOther(ctx context.Context, d dialer, addr string) (net.Conn, error) {
	if cd, ok := d.(contextDialer); ok {
		return cd.DialContext(ctx, "tcp", addr)
	}
	return d.Dial("tcp", addr)
}

func dialOwn(ctx context.Context, addr string) (net.Conn, error) {
	var d net.Dialer
	return d.Dial("tcp", addr) // want dial
}

// The name of the network may be in the address, too.
func notify(path string) error {
	addr := &net.UnixAddr{Name: path, Net: "unixgram"}
	c, err := net.DialUnix(addr.Net, nil, addr)
	if err != nil {
		return err
	}
	defer c.Close()
	_, err = c.Write([]byte("READY=1"))
	return err
}

func notifyStream(path string, states []byte) error {
	addr := &net.UnixAddr{Name: path, Net: "unix"}
	c, err := net.DialUnix(addr.Net, nil, addr)
	if err != nil {
		return err
	}
	defer c.Close()
	_, err = c.Write(states) // want conn-write
	return err
}

// localLog is the daemon of the same machine.
func localLog() (*syslog.Writer, error) { return syslog.Dial("", "", syslog.LOG_INFO, "app") }

func remoteLog(addr string) (*syslog.Writer, error) {
	return syslog.Dial("tcp", addr, syslog.LOG_INFO, "app") // want dial
}

// redial has time: it tries until it has a connection.
func redial(addr string, ended chan struct{}) net.Conn {
	for {
		c, err := net.Dial("tcp", addr)
		if err == nil {
			return c
		}
		select {
		case <-ended:
			return nil
		case <-time.After(time.Second):
		}
	}
}

// redialTLS may wait for ever: the kernel gives up on who does not answer at all.
func redialTLS(addr string) net.Conn {
	for {
		if c, err := tls.Dial("tcp", addr, nil); err == nil { // want dial
			return c
		}
		time.Sleep(time.Second)
	}
}

// report dials again and again, and does nothing else meanwhile.
func report(addr string, texts chan []byte) {
	for text := range texts {
		c, err := net.Dial("tcp", addr) // want dial
		if err != nil {
			continue
		}
		c.SetDeadline(time.Now().Add(time.Second))
		c.Write(text)
		c.Close()
	}
}

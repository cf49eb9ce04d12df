package accept

import (
	"crypto/tls"
	"net"
	"time"
)

// passive accepts one connection, with TLS perhaps, whose listener hides SetDeadline.
type passive struct {
	listener net.Listener
	setter   interface{ SetDeadline(t time.Time) error }
}

func newPassive(cfg *tls.Config) (*passive, error) {
	l, err := net.ListenTCP("tcp", nil)
	if err != nil {
		return nil, err
	}
	return &passive{tls.NewListener(l, cfg), l}, nil
}

func (p *passive) accept(wait time.Duration) (net.Conn, error) {
	if p.setter != nil {
		p.setter.SetDeadline(time.Now().Add(wait))
	}
	return p.listener.Accept()
}

func (p *passive) acceptAtLeisure() (net.Conn, error) {
	return p.listener.Accept() // want accept
}

// both sets the deadline of the one that it has twice.
type both struct {
	listener net.Listener
	tcp      *net.TCPListener
}

func (b *both) accept(wait time.Duration) (net.Conn, error) {
	b.tcp.SetDeadline(time.Now().Add(wait))
	return b.listener.Accept() // want accept
}

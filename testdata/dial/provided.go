package dial

import (
	"context"
	"net"
	"time"
)

// A pool dials with what its user provides.
type pool struct {
	dialer func(ctx context.Context) (net.Conn, error)
	conns  []net.Conn
}

// NewPool makes a pool.
func NewPool(dialer func(ctx context.Context) (net.Conn, error)) *pool {
	return &pool{dialer: dialer}
}

// redial has no caller whose context it could use, and no timeout.
func (p *pool) redial() {
	for {
		c, err := p.dialer(context.Background()) // want dial "context.Background"
		if err == nil {
			p.conns = append(p.conns, c)
			return
		}
		time.Sleep(time.Second)
	}
}

func (p *pool) redialBounded() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if c, err := p.dialer(ctx); err == nil {
		p.conns = append(p.conns, c)
	}
}

// Get has the context of its caller.
func (p *pool) Get(ctx context.Context) (net.Conn, error) {
	return p.dialer(ctx)
}

// Dial is for those who have no context.
func (p *pool) Dial() (net.Conn, error) {
	return p.dialer(context.Background())
}

// A Connector is implemented by users.
type Connector interface {
	Connect(ctx context.Context, addr string) (net.Conn, error)
}

func watch(c Connector, addr string, changed func()) {
	conn, err := c.Connect(context.TODO(), addr) // want dial "context.TODO"
	if err != nil {
		return
	}
	defer conn.Close()
	changed()
}

// dialing has made its dialer itself, somewhere else.
func dialing(get func() func(ctx context.Context) (net.Conn, error), use func(net.Conn)) {
	if c, err := get()(context.Background()); err == nil {
		use(c)
	}
}

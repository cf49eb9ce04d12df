package dial

import (
	"context"
	"net"
	"time"
)

// What dials is a function value: a function of package net, or a method of a dialer.

func methodValue(addr string) (net.Conn, error) {
	d := &net.Dialer{}
	dial := d.Dial
	return dial("tcp", addr) // want dial
}

func methodValueBounded(addr string) (net.Conn, error) {
	d := &net.Dialer{Timeout: time.Second}
	dial := d.Dial
	return dial("tcp", addr)
}

// byDialer always has the method of a dialer without a timeout.
type byDialer struct {
	dial func(network, addr string) (net.Conn, error)
}

func newByDialer() *byDialer {
	d := &net.Dialer{}
	return &byDialer{dial: d.Dial}
}

func (b *byDialer) ping(addr string) error {
	c, err := b.dial("tcp", addr) // want dial
	if err != nil {
		return err
	}
	return c.Close()
}

type byDialerBounded struct {
	dial func(network, addr string) (net.Conn, error)
}

func newByDialerBounded() *byDialerBounded {
	d := &net.Dialer{Timeout: time.Second}
	return &byDialerBounded{dial: d.Dial}
}

func (b *byDialerBounded) ping(addr string) error {
	c, err := b.dial("tcp", addr)
	if err != nil {
		return err
	}
	return c.Close()
}

// Config may have a function of its users; who gives none has net.Dial.
type Config struct {
	Dial func(network, addr string) (net.Conn, error)
}

func Open(cfg Config, addr string) error {
	if cfg.Dial == nil {
		cfg.Dial = net.Dial
	}
	c, err := cfg.Dial("tcp", addr) // want dial
	if err != nil {
		return err
	}
	return c.Close()
}

// ConfigBounded has a default with a timeout.
type ConfigBounded struct {
	Dial func(network, addr string) (net.Conn, error)
}

func OpenBounded(cfg ConfigBounded, addr string) error {
	if cfg.Dial == nil {
		cfg.Dial = (&net.Dialer{Timeout: time.Second}).Dial
	}
	c, err := cfg.Dial("tcp", addr)
	if err != nil {
		return err
	}
	return c.Close()
}

// ConfigNeeded has no default: its users decide.
type ConfigNeeded struct {
	Dial func(network, addr string) (net.Conn, error)
}

func OpenNeeded(cfg ConfigNeeded, addr string) error {
	c, err := cfg.Dial("tcp", addr)
	if err != nil {
		return err
	}
	return c.Close()
}

func OpenWith(dial func(network, addr string) (net.Conn, error), addr string) error {
	if dial == nil {
		dial = net.Dial
	}
	c, err := dial("tcp", addr) // want dial
	if err != nil {
		return err
	}
	return c.Close()
}

// options are what only options set: who gives none has a dialer without a timeout, and a
// context that never ends.
type options struct {
	ctx     context.Context
	dialer  net.Dialer
	connect func(ctx context.Context, network, addr string) (net.Conn, error)
	timeout time.Duration
}

type Option func(*options)

func WithContext(ctx context.Context) Option { return func(o *options) { o.ctx = ctx } }
func WithConnectTimeout(d time.Duration) Option {
	return func(o *options) { o.dialer.Timeout = d }
}
func WithConnect(f func(ctx context.Context, network, addr string) (net.Conn, error)) Option {
	return func(o *options) { o.connect = f }
}
func WithTimeout(d time.Duration) Option { return func(o *options) { o.timeout = d } }

func Connect(addr string, opts ...Option) error {
	o := &options{}
	for _, set := range opts {
		set(o)
	}
	ctx := o.ctx
	if ctx == nil {
		ctx = context.Background()
	}
	c, err := o.dialer.DialContext(ctx, "tcp", addr) // want dial
	if err != nil {
		return err
	}
	return c.Close()
}

// ConnectFor passes on what it is given.
func ConnectFor(addr string, d time.Duration) error { return Connect(addr, WithConnectTimeout(d)) }

func ConnectBy(addr string, opts ...Option) error {
	o := &options{}
	for _, set := range opts {
		set(o)
	}
	if o.connect == nil {
		o.connect = o.dialer.DialContext
	}
	c, err := o.connect(context.Background(), "tcp", addr) // want dial
	if err != nil {
		return err
	}
	return c.Close()
}

func ConnectWithin(addr string, opts ...Option) error {
	o := &options{}
	for _, set := range opts {
		set(o)
	}
	c, err := net.DialTimeout("tcp", addr, o.timeout) // want dial
	if err != nil {
		return err
	}
	return c.Close()
}

// bounded are options whose constructor has timeouts for who gives none.
type bounded struct {
	dialer  net.Dialer
	timeout time.Duration
}

type BoundedOption func(*bounded)

func BoundedConnectTimeout(d time.Duration) BoundedOption {
	return func(o *bounded) { o.dialer.Timeout = d }
}
func BoundedTimeout(d time.Duration) BoundedOption { return func(o *bounded) { o.timeout = d } }

func newBounded(opts []BoundedOption) *bounded {
	o := &bounded{timeout: time.Second}
	o.dialer.Timeout = time.Second
	for _, set := range opts {
		set(o)
	}
	return o
}

func BoundedConnect(addr string, opts ...BoundedOption) error {
	c, err := newBounded(opts).dialer.Dial("tcp", addr)
	if err != nil {
		return err
	}
	return c.Close()
}

func BoundedConnectWithin(addr string, opts ...BoundedOption) error {
	c, err := net.DialTimeout("tcp", addr, newBounded(opts).timeout)
	if err != nil {
		return err
	}
	return c.Close()
}

// settings are set by name, from what users configure.
type settings struct{ timeout time.Duration }

func (s *settings) configure(d time.Duration) { s.timeout = d }

func ConnectConfigured(addr string, d time.Duration) error {
	s := &settings{}
	s.configure(d)
	c, err := net.DialTimeout("tcp", addr, s.timeout)
	if err != nil {
		return err
	}
	return c.Close()
}

// given keeps what its users gave.
type given struct{ dialer *net.Dialer }

func NewGiven(d *net.Dialer) *given { return &given{dialer: d} }

func (g *given) Connect(addr string) (net.Conn, error) { return g.dialer.Dial("tcp", addr) }

type givenTimeout struct{ timeout time.Duration }

func NewGivenTimeout(d time.Duration) *givenTimeout { return &givenTimeout{timeout: d} }

func (g *givenTimeout) Connect(addr string) (net.Conn, error) {
	return net.DialTimeout("tcp", addr, g.timeout)
}

// preset are options of which the constructor gives one itself.
type preset struct{ dialer net.Dialer }

type PresetOption func(*preset)

func PresetTimeout(d time.Duration) PresetOption { return func(p *preset) { p.dialer.Timeout = d } }

func PresetConnect(addr string, opts ...PresetOption) error {
	p := new(preset)
	for _, set := range append([]PresetOption{PresetTimeout(time.Second)}, opts...) {
		set(p)
	}
	c, err := p.dialer.Dial("tcp", addr)
	if err != nil {
		return err
	}
	return c.Close()
}

// Prober has the timeout that its start gives it, which is no option.
type Prober struct{ wait time.Duration }

func NewProber() *Prober { return &Prober{} }

// Start is what users of it call first.
func (p *Prober) Start() { p.wait = 5 * time.Second }

// Probe looks whether somebody is there.
func (p *Prober) Probe(addr string) error {
	c, err := net.DialTimeout("tcp", addr, p.wait)
	if err != nil {
		return err
	}
	return c.Close()
}

// nested are options of which one makes another.
type nested struct{ dialer net.Dialer }

type NestedOption func(*nested)

func NestedConnectTimeout(d time.Duration) NestedOption {
	return func(n *nested) { n.dialer.Timeout = d }
}

func NestedTimeout(d time.Duration) NestedOption {
	return func(n *nested) { NestedConnectTimeout(d)(n) }
}

func NestedConnect(addr string, opts ...NestedOption) error {
	n := new(nested)
	for _, set := range append([]NestedOption{NestedTimeout(time.Second)}, opts...) {
		set(n)
	}
	c, err := n.dialer.Dial("tcp", addr)
	if err != nil {
		return err
	}
	return c.Close()
}

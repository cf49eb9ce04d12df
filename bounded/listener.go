package bounded

import (
	"errors"
	"fmt"
	"net"
	"os"
	"time"
)

// Listener returns l with connections that are bounded, as those of [Conn] with the
// options. With [AcceptTimeout] Accept is bounded as well; it counts as [ClassWait], and
// fails with [errors.ErrUnsupported] if l has no SetDeadline.
func Listener(l net.Listener, options ...ConnOption) net.Listener {
	b := &listener{Listener: l, forConns: options}
	for _, option := range options {
		option(&b.options)
	}
	return b
}

type listener struct {
	net.Listener
	options  connOptions
	forConns []ConnOption
}

// Accept returns the next connection, bounded.
func (l *listener) Accept() (net.Conn, error) {
	start := time.Now()
	if d := l.options.accept; d > 0 {
		s, ok := l.Listener.(interface{ SetDeadline(t time.Time) error })
		if !ok {
			return nil, fmt.Errorf("bounded: accept with a timeout on a %T: %w", l.Listener, errors.ErrUnsupported)
		}
		if err := s.SetDeadline(start.Add(d)); err != nil {
			return nil, err
		}
	}
	c, err := l.Listener.Accept()
	switch {
	case err == nil:
		return Conn(c, l.forConns...), nil
	case l.options.accept > 0 && errors.Is(err, os.ErrDeadlineExceeded):
		o := operation{class: ClassWait, op: "accept", resource: l.Addr().String()}
		return nil, o.timedOut(&TimeoutError{Waited: time.Since(start), Err: err}, nil)
	}
	return nil, err
}

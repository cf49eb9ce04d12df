package bounded

import (
	"context"
	"errors"
	"net"
)

// Dial connects to addr, as [net.Dialer.DialContext] does. It waits as long as ctx
// allows, or the bound of [ClassDial] when ctx has no deadline. The bound is for the
// dial only: pass the connection to [Conn] to bound what is done with it.
func Dial(ctx context.Context, network, addr string) (net.Conn, error) {
	start := now()
	var d net.Dialer
	if _, ok := ctx.Deadline(); !ok {
		d.Timeout = ClassDial.bound()
	}
	c, err := d.DialContext(ctx, network, addr)
	if err == nil {
		return c, nil
	}
	o := operation{class: ClassDial, op: "dial", resource: addr}
	switch {
	case ctx.Err() != nil:
		return nil, o.giveUp(ctx, &TimeoutError{Waited: now() - start}, nil)
	case errors.Is(err, context.DeadlineExceeded):
		// For package net this is any timeout; err is dropped for ctx is still good.
		return nil, o.timedOut(&TimeoutError{Waited: now() - start}, nil)
	}
	return nil, err
}

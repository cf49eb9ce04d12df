package deadline

import (
	"context"
	"io"
	"net"
	"time"
)

// A frames writes frames, each with the deadline of a context if that has one.
type frames struct {
	conn net.Conn
	idle time.Duration
}

func (f *frames) send(ctx context.Context, p []byte) error {
	deadline, ok := ctx.Deadline()
	if ok {
		f.conn.SetWriteDeadline(deadline)
	}
	_, err := f.conn.Write(p)
	if ok {
		f.conn.SetWriteDeadline(time.Time{})
	}
	return err
}

// open gives none.
func (f *frames) open(p []byte) error {
	return f.send(context.Background(), p) // want conn-write
}

// reset gives one.
func (f *frames) reset(p []byte) error {
	ctx, cancel := context.WithTimeout(context.Background(), f.idle)
	defer cancel()
	return f.send(ctx, p)
}

// call leaves it to its own caller.
func (f *frames) call(ctx context.Context, p []byte) error {
	if err := f.send(ctx, p); err != nil {
		return err
	}
	return f.receive(ctx, p)
}

// receive clears a deadline that its context does not have.
func (f *frames) receive(ctx context.Context, p []byte) error {
	deadline, _ := ctx.Deadline()
	f.conn.SetReadDeadline(deadline)
	_, err := io.ReadFull(f.conn, p)
	return err
}

func (f *frames) hello(p []byte) error {
	return f.receive(context.TODO(), p) // want conn-read
}

// answer has a deadline of its own where the context has none.
func (f *frames) answer(ctx context.Context, p []byte) error {
	if deadline, ok := ctx.Deadline(); ok {
		f.conn.SetReadDeadline(deadline)
	} else {
		f.conn.SetReadDeadline(time.Now().Add(f.idle))
	}
	_, err := io.ReadFull(f.conn, p)
	return err
}

func (f *frames) ping(p []byte) error {
	return f.answer(context.Background(), p)
}

// sooner takes the deadline that comes first.
func (f *frames) sooner(ctx context.Context, p []byte) error {
	deadline := time.Now().Add(f.idle)
	if d, ok := ctx.Deadline(); ok && d.Before(deadline) {
		deadline = d
	}
	f.conn.SetReadDeadline(deadline)
	_, err := io.ReadFull(f.conn, p)
	return err
}

func (f *frames) status(p []byte) error {
	return f.sooner(context.Background(), p)
}

// bound is where others have the deadline set.
func (f *frames) bound(ctx context.Context) {
	if deadline, ok := ctx.Deadline(); ok {
		f.conn.SetDeadline(deadline)
	} else {
		f.conn.SetDeadline(time.Time{})
	}
}

func (f *frames) fetch(ctx context.Context, p []byte) error {
	f.bound(ctx)
	_, err := io.ReadFull(f.conn, p)
	return err
}

func (f *frames) first(p []byte) error {
	return f.fetch(context.Background(), p) // want conn-read
}

func (f *frames) second(p []byte) error {
	ctx, cancel := context.WithTimeout(context.Background(), f.idle)
	defer cancel()
	return f.fetch(ctx, p)
}

// configured has a timeout of the configuration, too.
func (f *frames) configured(ctx context.Context, p []byte) error {
	if f.idle > 0 {
		f.conn.SetReadDeadline(time.Now().Add(f.idle))
	}
	if deadline, ok := ctx.Deadline(); ok {
		f.conn.SetReadDeadline(deadline)
	}
	_, err := io.ReadFull(f.conn, p)
	return err
}

func (f *frames) info(p []byte) error {
	return f.configured(context.Background(), p)
}

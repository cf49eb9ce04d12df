// Package rpcs calls remote procedures.
package rpcs

import (
	"context"
	"errors"
	"net"
	"net/rpc"
	"net/rpc/jsonrpc"
	"time"
)

func call(c *rpc.Client, arg, reply any) error {
	return c.Call("T.M", arg, reply) // want rpc
}

// deadline bounds the connection below.
func deadline(conn net.Conn, arg, reply any) error {
	conn.SetDeadline(time.Now().Add(time.Minute))
	c := rpc.NewClient(conn)
	defer c.Close()
	return c.Call("T.M", arg, reply)
}

func deadlineBare(conn net.Conn, arg, reply any) error {
	c := jsonrpc.NewClient(conn)
	defer c.Close()
	return c.Call("T.M", arg, reply) // want rpc
}

// async waits for the answer no longer than a minute.
func async(c *rpc.Client, arg, reply any) error {
	pending := c.Go("T.M", arg, reply, make(chan *rpc.Call, 1))
	select {
	case done := <-pending.Done:
		return done.Error
	case <-time.After(time.Minute):
		return errors.New("timeout")
	}
}

func asyncContext(ctx context.Context, c *rpc.Client, arg, reply any) error {
	pending := c.Go("T.M", arg, reply, make(chan *rpc.Call, 1))
	select {
	case done := <-pending.Done:
		return done.Error
	case <-ctx.Done():
		return ctx.Err()
	}
}

func asyncBare(ctx context.Context, c *rpc.Client, arg, reply any) error {
	pending := c.Go("T.M", arg, reply, make(chan *rpc.Call, 1))
	done := <-pending.Done // want wait
	return done.Error
}

func dial(addr string) (*rpc.Client, error) {
	return rpc.Dial("tcp", addr) // want dial
}

func dialHTTP(addr string) (*rpc.Client, error) {
	return rpc.DialHTTP("tcp", addr) // want dial
}

func dialBounded(addr string) (*rpc.Client, error) {
	conn, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return nil, err
	}
	return rpc.NewClient(conn), nil
}

// raced gives up on the call after a minute.
func raced(c *rpc.Client, arg, reply any) error {
	done := make(chan error, 1)
	go func() { done <- c.Call("T.M", arg, reply) }()
	select {
	case err := <-done:
		return err
	case <-time.After(time.Minute):
		return errors.New("timeout")
	}
}

func serve(conn net.Conn, s *rpc.Server) {
	s.ServeConn(conn) // want conn-read
}

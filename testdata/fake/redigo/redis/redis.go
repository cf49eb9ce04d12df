// Package redis is what the corpus needs of a client whose timeouts are options.
package redis

import (
	"context"
	"time"
)

// A Conn asks a server.
type Conn interface {
	Do(command string, args ...any) (any, error)
}

// A DialOption is passed to Dial.
type DialOption struct{}

// DialReadTimeout bounds the wait for an answer.
func DialReadTimeout(time.Duration) DialOption { return DialOption{} }

// DialDatabase chooses a database.
func DialDatabase(int) DialOption { return DialOption{} }

// Dial connects to a server.
func Dial(network, address string, options ...DialOption) (Conn, error) { return nil, nil }

// DialContext does as long as a context lasts, which bounds no command.
func DialContext(ctx context.Context, network, address string, options ...DialOption) (Conn, error) {
	return nil, nil
}

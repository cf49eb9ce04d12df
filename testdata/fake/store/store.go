// Package store is the client of a server.
package store

import "context"

// A Store is somewhere else.
type Store interface {
	Get(ctx context.Context, key string) (string, error)
	Start(ctx context.Context) error
	LookupHost(ctx context.Context, host string) ([]string, error)
	Name(ctx context.Context) string
	Receive(ctx context.Context) (string, error)
}

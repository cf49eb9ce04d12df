// Package redis is what the corpus needs of a client with timeouts of its own.
package redis

import "context"

// A Pipeliner sends commands together.
type Pipeliner interface {
	Exec(ctx context.Context) ([]string, error)
}

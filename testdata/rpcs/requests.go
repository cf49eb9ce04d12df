package rpcs

import (
	"context"
	"sync"
	"time"

	"example.org/store"
	"github.com/redis/go-redis/v9"
)

func get(s store.Store) (string, error) {
	return s.Get(context.Background(), "k") // want rpc "context.Background"
}

func getBounded(s store.Store) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return s.Get(ctx, "k")
}

// getFor has the context of its caller.
func getFor(ctx context.Context, s store.Store) (string, error) { return s.Get(ctx, "k") }

func useFor(s store.Store) (string, error) {
	return getFor(context.TODO(), s) // want rpc "context.TODO"
}

// exec is of a client with timeouts of its own.
func exec(p redis.Pipeliner) ([]string, error) { return p.Exec(context.Background()) }

// start is told how long to run.
func start(s store.Store) error { return s.Start(context.Background()) }

// lookup ends: the resolver has timeouts of its own.
func lookup(s store.Store) ([]string, error) { return s.LookupHost(context.Background(), "a") }

// name cannot fail: there is nobody to wait for.
func name(s store.Store) string { return s.Name(context.Background()) }

// receive takes what comes, as long as there is a store.
func receive(s store.Store, use func(string)) error {
	for {
		text, err := s.Receive(context.Background())
		if err != nil {
			return err
		}
		use(text)
	}
}

type memory map[string]string

type reader interface {
	Read(ctx context.Context, key string) (string, error)
}

func (m memory) Read(_ context.Context, key string) (string, error) { return m[key], nil }

// read knows what is behind the interface.
func read() (string, error) {
	var r reader = memory{}
	return r.Read(context.Background(), "k")
}

type cached struct {
	mu    sync.Mutex
	store store.Store
	vals  map[string]string
}

func (c *cached) get(key string) error {
	c.mu.Lock() // want lock
	defer c.mu.Unlock()
	v, err := c.store.Get(context.Background(), key) // want rpc
	c.vals[key] = v
	return err
}

// A table is the module's own: who implements it need not wait for anybody.
type table interface {
	Get(ctx context.Context, key string) (string, error)
}

func getOwn(t table) (string, error) { return t.Get(context.Background(), "k") }

// follow starts what lives as long as its context.
func follow(ctx context.Context, s store.Store, seen func(string)) {
	go func() {
		for ctx.Err() == nil {
			if v, err := s.Get(ctx, "k"); err == nil {
				seen(v)
			}
		}
	}()
}

func follows(s store.Store, seen func(string)) { follow(context.Background(), s, seen) }

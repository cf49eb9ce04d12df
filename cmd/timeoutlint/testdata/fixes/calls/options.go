package calls

import (
	"context"

	"github.com/gomodule/redigo/redis"
)

// What bounds a client may be an option: a context bounds its dial alone.

func connect(addr string) (redis.Conn, error) {
	return redis.Dial("tcp", addr)
}

func connectTo(ctx context.Context, addr string, db int) (redis.Conn, error) {
	return redis.DialContext(ctx, "tcp", addr, redis.DialDatabase(db))
}

// connectAs has its options in a slice.
func connectAs(addr string, db int) (redis.Conn, error) {
	options := []redis.DialOption{redis.DialDatabase(db)}
	return redis.Dial("tcp", addr, options...)
}

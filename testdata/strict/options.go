package strict

import (
	"time"

	"github.com/gomodule/redigo/redis"
)

func dialPlain(addr string) (redis.Conn, error) {
	return redis.Dial("tcp", addr) // want rpc "no DialReadTimeout among its options"
}

func dialDatabase(addr string) (redis.Conn, error) {
	return redis.Dial("tcp", addr, redis.DialDatabase(1)) // want rpc
}

func dialZero(addr string) (redis.Conn, error) {
	return redis.Dial("tcp", addr, redis.DialReadTimeout(0)) // want rpc
}

func dialTimeout(addr string) (redis.Conn, error) {
	return redis.Dial("tcp", addr, redis.DialDatabase(1), redis.DialReadTimeout(time.Second))
}

// dialGiven leaves it to who made the options, by default.
func dialGiven(addr string, options ...redis.DialOption) (redis.Conn, error) {
	return redis.Dial("tcp", addr, options...) // want[strict] rpc
}

func dialMore(addr string, options []redis.DialOption) (redis.Conn, error) {
	return redis.Dial("tcp", addr, append(options, redis.DialDatabase(2))...) // want[strict] rpc
}

func dialMade(addr string, option redis.DialOption) (redis.Conn, error) {
	return redis.Dial("tcp", addr, option, redis.DialDatabase(2)) // want[strict] rpc
}

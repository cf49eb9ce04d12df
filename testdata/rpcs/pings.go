package rpcs

import (
	"time"

	"golang.org/x/crypto/ssh"
)

type client interface {
	ssh.Conn
	Close() error
}

// pinger closes when a ping fails, for which it waits itself.
func pinger(c client) {
	go func() {
		for range time.Tick(time.Second) {
			_, _, err := c.SendRequest("keepalive", true, nil) // want rpc
			if err != nil {
				c.Close()
				return
			}
		}
	}()
}

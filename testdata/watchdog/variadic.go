package watchdog

import (
	"context"
	"errors"
	"io"
	"net"
	"time"
)

// closeAfter closes all of them after a time, unless it is told not to.
func closeAfter(d time.Duration, all ...io.Closer) context.CancelFunc {
	ctx, cancel := context.WithTimeout(context.Background(), d)
	go func() {
		<-ctx.Done()
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			for _, c := range all {
				c.Close()
			}
		}
	}()
	return cancel
}

func readWithin(conn net.Conn, b []byte) (int, error) {
	done := closeAfter(time.Second, conn)
	defer done()
	return conn.Read(b)
}

// keepAll keeps them, and closes none.
func keepAll(all ...io.Closer) func() {
	return func() { println(len(all)) }
}

func readWithout(conn net.Conn, b []byte) (int, error) {
	defer keepAll(conn)()
	return conn.Read(b) // want conn-read
}

package deadline

import (
	"bufio"
	"context"
	"crypto/tls"
	"fmt"
	"net"
)

// talk may go on with TLS, under the deadline that it has.
func talk(ctx context.Context, conn net.Conn, lines []string, config *tls.Config) error {
	deadline, _ := ctx.Deadline()
	if err := conn.SetDeadline(deadline); err != nil {
		return err
	}
	scanner := bufio.NewScanner(conn)
	for _, line := range lines {
		for scanner.Scan() {
			if scanner.Text() == line {
				break
			}
		}
		if _, err := fmt.Fprintf(conn, "%s\n", line); err != nil {
			return err
		}
		if line == "STARTTLS" {
			up := tls.Client(conn, config)
			defer up.Close()
			if err := up.Handshake(); err != nil {
				return err
			}
			conn = net.Conn(up)
			scanner = bufio.NewScanner(conn)
		}
	}
	return nil
}

package rpcs

import "golang.org/x/crypto/ssh"

func keepAlive(c ssh.Conn) error {
	_, _, err := c.SendRequest("keepalive", true, nil) // want rpc
	return err
}

// notify does not want a reply.
func notify(c ssh.Conn) error {
	_, _, err := c.SendRequest("notify", false, nil)
	return err
}

func request(c ssh.Conn, reply bool) error {
	_, _, err := c.SendRequest("request", reply, nil) // want rpc
	return err
}

// Package ssh is what the corpus needs of the real one.
package ssh

// A Conn is a connection over which requests go.
type Conn interface {
	SendRequest(name string, wantReply bool, payload []byte) (bool, []byte, error)
}

// Package websocket has the names that the tables know.
package websocket

import (
	"net/http"
	"time"
)

const TextMessage = 1

type Dialer struct{ HandshakeTimeout time.Duration }

var DefaultDialer = &Dialer{HandshakeTimeout: 45 * time.Second}

func (d *Dialer) Dial(url string, header http.Header) (*Conn, *http.Response, error) {
	return &Conn{}, nil, nil
}

type Conn struct{}

func (c *Conn) Close() error                             { return nil }
func (c *Conn) SetReadDeadline(t time.Time) error        { return nil }
func (c *Conn) SetWriteDeadline(t time.Time) error       { return nil }
func (c *Conn) ReadMessage() (int, []byte, error)        { return 0, nil, nil }
func (c *Conn) WriteMessage(kind int, data []byte) error { return nil }

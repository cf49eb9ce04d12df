package firstwrite

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"time"

	"github.com/gorilla/websocket"
)

// subscribe sends one message and waits for the answer.
func subscribe(url, topic string) ([]byte, error) {
	ws, _, err := websocket.DefaultDialer.Dial(url, nil)
	if err != nil {
		return nil, err
	}
	defer ws.Close()
	if err := ws.WriteMessage(websocket.TextMessage, fmt.Appendf(nil, "subscribe %s", topic)); err != nil {
		return nil, err
	}
	_, answer, err := ws.ReadMessage() // want conn-read
	return answer, err
}

// publish sends one after the other.
func publish(url string, messages [][]byte) error {
	ws, _, err := websocket.DefaultDialer.Dial(url, nil)
	if err != nil {
		return err
	}
	defer ws.Close()
	for _, m := range messages {
		if err := ws.WriteMessage(websocket.TextMessage, m); err != nil { // want conn-write
			return err
		}
	}
	return nil
}

// publishAll has a deadline for each.
func publishAll(url string, messages [][]byte) error {
	ws, _, err := websocket.DefaultDialer.Dial(url, nil)
	if err != nil {
		return err
	}
	defer ws.Close()
	for _, m := range messages {
		ws.SetWriteDeadline(time.Now().Add(time.Second))
		if err := ws.WriteMessage(websocket.TextMessage, m); err != nil {
			return err
		}
	}
	return nil
}

// notify says goodbye when it is told to, after whatever others have sent.
func notify(url string, stop <-chan struct{}, serve func(*websocket.Conn)) error {
	ws, _, err := websocket.DefaultDialer.Dial(url, nil)
	if err != nil {
		return err
	}
	defer ws.Close()
	go serve(ws)
	<-stop
	return ws.WriteMessage(websocket.TextMessage, []byte("bye")) // want conn-write
}

// replayed sends what was received before, first of all on another connection.
func replayed(addr string, received *bytes.Buffer) (net.Conn, error) {
	conn, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return nil, err
	}
	_, err = io.Copy(conn, received)
	return conn, err
}

// replayedLater sends another message before.
func replayedLater(addr string, received *bytes.Buffer, before []byte) (net.Conn, error) {
	conn, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return nil, err
	}
	if _, err := conn.Write(before); err != nil { // want conn-write
		return nil, err
	}
	_, err = io.Copy(conn, received)
	return conn, err
}

package replication

import (
	"context"
	"fmt"
	"net"
	"time"

	"github.com/timeoutlint/timeoutlint/examples/broker/frame"
)

// retry is how long a follower waits before it connects again.
const retry = 500 * time.Millisecond

// A Target takes what a follower receives.
type Target interface {
	// Have is the number of records by topic.
	Have() map[string]uint64
	// Record adds a record to a topic.
	Record(topic string, body []byte) error
	// Heartbeat tells of a leader and its term.
	Heartbeat(leader string, term uint64)
}

// Follow copies the records of the leader at addr until ctx is done.
func Follow(ctx context.Context, addr string, to Target) {
	for ctx.Err() == nil {
		if err := follow(ctx, addr, to); err != nil {
			select {
			case <-time.After(retry):
			case <-ctx.Done():
			}
		}
	}
}

func follow(ctx context.Context, addr string, to Target) error {
	conn, err := net.DialTimeout("tcp", addr, connectTimeout)
	if err != nil {
		return err
	}
	defer conn.Close()
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	if err := write(conn, hello(to.Have())); err != nil {
		return err
	}
	for {
		f, err := read(conn)
		if err != nil {
			return err
		}
		if err := take(f, to); err != nil {
			return err
		}
	}
}

func hello(have map[string]uint64) frame.Frame {
	body := frame.AppendUint(nil, uint64(len(have)))
	for name, n := range have {
		body = frame.AppendUint(frame.AppendBytes(body, name), n)
	}
	return frame.Frame{Type: frame.Hello, Body: body}
}

func take(f frame.Frame, to Target) error {
	fields := frame.NewFields(f.Body)
	switch f.Type {
	case frame.Record:
		topic, body := fields.String(), fields.Bytes()
		if err := fields.Err(); err != nil {
			return err
		}
		return to.Record(topic, body)
	case frame.Heartbeat:
		leader, term := fields.String(), fields.Uint()
		if err := fields.Err(); err != nil {
			return err
		}
		to.Heartbeat(leader, term)
		return nil
	}
	return fmt.Errorf("leader sent a frame of type %d", f.Type)
}

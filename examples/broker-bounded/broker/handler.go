package broker

import (
	"context"
	"errors"
	"fmt"

	"github.com/timeoutlint/timeoutlint/examples/broker/consensus"
	"github.com/timeoutlint/timeoutlint/examples/broker/frame"
)

// maxFetch is the number of records that one request returns at most.
const maxFetch = 100

// A handler answers the requests of clients and administrators.
type handler struct{ b *Broker }

// Handle answers one request.
func (h handler) Handle(req frame.Frame) frame.Frame {
	body, err := h.answer(context.Background(), req.Type, frame.NewFields(req.Body))
	if err != nil {
		return frame.Frame{Type: frame.Error, Body: []byte(err.Error())}
	}
	return frame.Frame{Type: frame.OK, Body: body}
}

func (h handler) answer(ctx context.Context, t frame.Type, f *frame.Fields) ([]byte, error) {
	switch t {
	case frame.Topics:
		var body []byte
		for _, name := range h.b.meta.Topics() {
			body = frame.AppendBytes(body, name)
		}
		return body, nil
	case frame.Status:
		return fmt.Appendf(nil, "term %d, leader %q, applied %d, refused %d, peers %q",
			h.b.node.Term(), h.b.node.Leader(), h.b.node.Applied(), h.b.node.Refused(), h.b.node.Peers()), nil
	}
	name := f.String()
	if err := f.Err(); err != nil {
		return nil, err
	}
	switch t {
	case frame.Publish:
		return h.publish(name, f.Bytes())
	case frame.Fetch:
		return h.fetch(name, f.Uint())
	case frame.CreateTopic:
		if err := h.b.topics.Open(name); err != nil {
			return nil, err
		}
		return nil, h.b.meta.Create(name)
	case frame.DeleteTopic:
		return nil, h.b.meta.Remove(ctx, name)
	case frame.PauseTopic:
		return nil, h.b.meta.Pause(ctx, name)
	case frame.ResumeTopic:
		return nil, h.b.meta.Resume(ctx, name)
	case frame.SaveOffset:
		return nil, h.b.meta.SaveOffset(name, f.Uint())
	case frame.LoadOffset:
		return frame.AppendUint(nil, h.b.meta.Offset(name)), nil
	}
	return nil, fmt.Errorf("unknown request %d", t)
}

func (h handler) publish(name string, body []byte) ([]byte, error) {
	exists, paused := h.b.meta.Status(name)
	switch {
	case !exists:
		return nil, fmt.Errorf("no topic %q", name)
	case paused:
		return nil, fmt.Errorf("topic %q is paused", name)
	case !h.b.node.Leads():
		return nil, consensus.ErrNotLeader
	}
	index, err := h.b.topics.Publish(name, body)
	return frame.AppendUint(nil, index), err
}

func (h handler) fetch(name string, from uint64) ([]byte, error) {
	records, err := h.b.topics.Fetch(name, from, maxFetch)
	if err != nil {
		return nil, err
	}
	body := frame.AppendUint(nil, uint64(len(records)))
	for _, r := range records {
		body = frame.AppendBytes(body, r)
	}
	return body, nil
}

// A follower takes what the leader sends.
type follower struct{ b *Broker }

// Have counts the records of each topic.
func (f follower) Have() map[string]uint64 {
	have := map[string]uint64{}
	for _, name := range f.b.topics.Names() {
		have[name] = f.b.topics.Len(name)
	}
	return have
}

// Record adds a record to a topic, creating it if need be.
func (f follower) Record(topic string, body []byte) error {
	if err := f.b.topics.Open(topic); err != nil {
		return err
	}
	_, err := f.b.topics.Publish(topic, body)
	return err
}

// Heartbeat tells the node of a leader.
func (f follower) Heartbeat(leader string, term uint64) {
	f.b.node.AddPeer(leader)
	if err := f.b.node.Deliver(consensus.Message{From: leader, Term: term}); errors.Is(err, consensus.ErrTimeout) {
		f.b.node.RemovePeer(leader)
	}
}

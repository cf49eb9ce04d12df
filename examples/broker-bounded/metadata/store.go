// Package metadata keeps what the cluster agrees on: which topics there are,
// which of them are paused, and how far each consumer has read.
package metadata

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/timeoutlint/timeoutlint/examples/broker/consensus"
	"github.com/timeoutlint/timeoutlint/examples/broker/frame"
	"github.com/timeoutlint/timeoutlint/examples/broker/wal"
)

// A change is the first field of a command.
type change uint64

const (
	create change = iota + 1
	remove
	pause
	resume
)

// A Store is the metadata of a node.
type Store struct {
	node    *consensus.Node
	offsets *wal.Log

	mu     sync.RWMutex
	paused map[string]bool // by topic; a topic that is not in it does not exist
	read   map[string]uint64
}

// New returns an empty store; Restore and RestoreOffset fill it.
func New() *Store {
	return &Store{paused: map[string]bool{}, read: map[string]uint64{}}
}

// Attach gives the store the node that orders its changes and the log that it
// keeps offsets in.
func (s *Store) Attach(node *consensus.Node, offsets *wal.Log) {
	s.node, s.offsets = node, offsets
}

// Create creates a topic.
func (s *Store) Create(topic string) error {
	return s.node.Propose(command(create, topic))
}

// Remove removes a topic.
func (s *Store) Remove(ctx context.Context, topic string) error {
	return s.node.Submit(ctx, command(remove, topic))
}

// Pause refuses further records of a topic, and Resume takes them again.
func (s *Store) Pause(ctx context.Context, topic string) error {
	return s.node.Submit(ctx, command(pause, topic))
}

// Resume undoes Pause.
func (s *Store) Resume(ctx context.Context, topic string) error {
	return s.node.Submit(ctx, command(resume, topic))
}

// SaveOffset remembers how far a consumer has read.
func (s *Store) SaveOffset(consumer string, offset uint64) error {
	if _, err := s.offsets.Append(frame.AppendUint(frame.AppendBytes(nil, consumer), offset)); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.read[consumer] = offset
	return nil
}

// Offset is how far a consumer has read.
func (s *Store) Offset(consumer string) uint64 {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.read[consumer]
}

// Topics lists the topics by name.
func (s *Store) Topics() []string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return slices.Sorted(maps.Keys(s.paused))
}

// Status reports whether a topic exists and whether it is paused.
func (s *Store) Status(topic string) (exists, paused bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	paused, exists = s.paused[topic]
	return exists, paused
}

// Apply makes a change that was decided.
func (s *Store) Apply(cmd []byte) error {
	f := frame.NewFields(cmd)
	what, topic := change(f.Uint()), f.String()
	if err := f.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch what {
	case create:
		s.paused[topic] = false
	case remove:
		delete(s.paused, topic)
	case pause, resume:
		if _, ok := s.paused[topic]; !ok {
			return fmt.Errorf("no topic %q", topic)
		}
		s.paused[topic] = what == pause
	default:
		return fmt.Errorf("unknown change %d", what)
	}
	return nil
}

// Restore applies a command of the log, and RestoreOffset one of the offsets'.
func (s *Store) Restore(_ uint64, cmd []byte) error { return s.Apply(cmd) }

// RestoreOffset takes an offset from its log.
func (s *Store) RestoreOffset(_ uint64, body []byte) error {
	f := frame.NewFields(body)
	consumer, offset := f.String(), f.Uint()
	if err := f.Err(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.read[consumer] = offset
	return nil
}

func command(what change, topic string) []byte {
	return frame.AppendBytes(frame.AppendUint(nil, uint64(what)), topic)
}

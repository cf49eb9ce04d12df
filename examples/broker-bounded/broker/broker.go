// Package broker puts the parts together.
package broker

import (
	"context"
	"errors"
	"net"
	"path/filepath"
	"time"

	"github.com/timeoutlint/timeoutlint/examples/broker/consensus"
	"github.com/timeoutlint/timeoutlint/examples/broker/metadata"
	"github.com/timeoutlint/timeoutlint/examples/broker/replication"
	"github.com/timeoutlint/timeoutlint/examples/broker/server"
	"github.com/timeoutlint/timeoutlint/examples/broker/topics"
	"github.com/timeoutlint/timeoutlint/examples/broker/wal"
)

// A Config says where a broker keeps its data and whom it talks to.
type Config struct {
	ID      string
	Dir     string
	Clients string        // address for clients
	Admins  string        // address for administrators
	Follow  string        // address of the leader's replication, if this is a follower
	Leader  string        // address for followers, if there may be some
	Flush   time.Duration // how long a batch of records is kept open
}

// A Broker is a running broker.
type Broker struct {
	meta    *metadata.Store
	node    *consensus.Node
	topics  *topics.Topics
	leader  *replication.Leader
	server  *server.Server
	logs    []*wal.Log
	cancel  context.CancelFunc
	clients net.Listener
	admins  net.Listener
}

// Start opens the data of a broker and starts it.
func Start(cfg Config) (*Broker, error) {
	b := &Broker{meta: metadata.New(), topics: topics.New(filepath.Join(cfg.Dir, "topics"), cfg.Flush)}
	if err := b.open(cfg); err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return b, nil
}

func (b *Broker) open(cfg Config) error {
	changes, err := wal.Open(filepath.Join(cfg.Dir, "changes"), b.meta.Restore)
	if err != nil {
		return err
	}
	b.logs = append(b.logs, changes)
	offsets, err := wal.Open(filepath.Join(cfg.Dir, "offsets"), b.meta.RestoreOffset)
	if err != nil {
		return err
	}
	b.logs = append(b.logs, offsets)
	b.node = consensus.NewNode(cfg.ID, changes, b.meta.Apply)
	b.meta.Attach(b.node, offsets)
	for _, name := range b.meta.Topics() {
		if err := b.topics.Open(name); err != nil {
			return err
		}
	}
	if err := b.replicate(cfg); err != nil {
		return err
	}
	return b.serve(cfg)
}

func (b *Broker) replicate(cfg Config) error {
	ctx, cancel := context.WithCancel(context.Background())
	b.cancel = cancel
	if cfg.Follow != "" {
		go replication.Follow(ctx, cfg.Follow, follower{b})
	}
	if cfg.Leader == "" {
		return nil
	}
	l, err := replication.Listen(cfg.Leader, cfg.ID, b.topics, b.meta.Topics, b.node.Term)
	b.leader = l
	return err
}

func (b *Broker) serve(cfg Config) error {
	b.server = server.New(handler{b})
	var err error
	if b.clients, err = net.Listen("tcp", cfg.Clients); err != nil {
		return err
	}
	if b.admins, err = net.Listen("tcp", cfg.Admins); err != nil {
		return err
	}
	go b.server.ServeClients(b.clients)
	go b.server.ServeAdmins(b.admins)
	return nil
}

// Clients, Admins and Followers are the addresses that the broker listens at.
func (b *Broker) Clients() string   { return b.clients.Addr().String() }
func (b *Broker) Admins() string    { return b.admins.Addr().String() }
func (b *Broker) Followers() string { return b.leader.Addr() }

// Close stops the broker.
func (b *Broker) Close() error {
	if b.server != nil {
		b.server.Close()
	}
	if b.cancel != nil {
		b.cancel()
	}
	var errs []error
	if b.leader != nil {
		errs = append(errs, b.leader.Close())
	}
	if b.node != nil {
		b.node.Stop()
	}
	errs = append(errs, b.topics.Close())
	for _, l := range b.logs {
		errs = append(errs, l.Close())
	}
	return errors.Join(errs...)
}

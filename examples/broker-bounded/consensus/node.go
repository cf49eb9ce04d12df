// Package consensus orders the changes of the cluster's metadata: every change
// is a proposal, written to the node's log before it is applied.
package consensus

import (
	"errors"
	"slices"
	"sync"

	"github.com/timeoutlint/timeoutlint/examples/broker/wal"
)

// The errors of proposals.
var (
	ErrNotLeader = errors.New("node is not the leader")
	ErrTimeout   = errors.New("proposal was not decided in time")
	ErrStopped   = errors.New("node is stopped")
)

// A Node is a member of the cluster.
type Node struct {
	id    string
	log   *wal.Log
	apply func(cmd []byte) error

	mu      sync.Mutex // guards what follows
	term    uint64
	leader  string
	peers   []string
	applied uint64
	refused int

	proposals chan *proposal
	inbox     chan Message
	stop      chan struct{}
	stopping  sync.Once
	done      sync.WaitGroup
}

// NewNode starts a node that leads until it hears of somebody else. Commands
// that were decided are handed to apply, in order.
func NewNode(id string, log *wal.Log, apply func(cmd []byte) error) *Node {
	n := &Node{
		id:        id,
		log:       log,
		apply:     apply,
		term:      1,
		leader:    id,
		proposals: make(chan *proposal),
		inbox:     make(chan Message),
		stop:      make(chan struct{}),
	}
	n.done.Add(2)
	go n.decide()
	go n.receive()
	return n
}

// Stop ends the node's work. Proposals that are not decided yet fail.
func (n *Node) Stop() {
	n.stopping.Do(func() { close(n.stop) })
	n.done.Wait()
}

// Term is the current term.
func (n *Node) Term() uint64 {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.term
}

// Leader is the name of the node that leads, empty while there is none.
func (n *Node) Leader() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.leader
}

// Leads reports whether this node leads.
func (n *Node) Leads() bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.leader == n.id
}

// Applied is the index of the last command that was applied.
func (n *Node) Applied() uint64 {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.applied
}

// Refused is the number of proposals that came while another node led.
func (n *Node) Refused() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.refused
}

// Peers lists the other members.
func (n *Node) Peers() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return slices.Clone(n.peers)
}

// AddPeer adds a member.
func (n *Node) AddPeer(id string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if !slices.Contains(n.peers, id) {
		n.peers = append(n.peers, id)
	}
}

// RemovePeer removes a member.
func (n *Node) RemovePeer(id string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.peers = slices.DeleteFunc(n.peers, func(p string) bool { return p == id })
}

package consensus

import (
	"context"
	"time"
)

// proposalTimeout is how long Propose waits for a decision.
const proposalTimeout = 5 * time.Second

// A proposal is a command on its way to the log.
type proposal struct {
	cmd  []byte
	done chan error
}

// Propose returns once cmd is decided and applied, after five seconds at most.
func (n *Node) Propose(cmd []byte) error {
	p := &proposal{cmd: cmd, done: make(chan error, 1)}
	timer := time.NewTimer(proposalTimeout)
	defer timer.Stop()
	select {
	case n.proposals <- p:
	case <-n.stop:
		return ErrStopped
	case <-timer.C:
		return ErrTimeout
	}
	select {
	case err := <-p.done:
		return err
	case <-timer.C:
		return ErrTimeout
	}
}

// Submit proposes cmd unless ctx is done, and returns once it is decided.
func (n *Node) Submit(ctx context.Context, cmd []byte) error {
	p := &proposal{cmd: cmd, done: make(chan error, 1)}
	select {
	case n.proposals <- p:
	case <-n.stop:
		return ErrStopped
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case v := <-p.done:
		return v
	case <-ctx.Done():
		return ctx.Err()
	}
}

// decide takes the proposals one by one.
func (n *Node) decide() {
	defer n.done.Done()
	for {
		select {
		case p := <-n.proposals:
			p.done <- n.commit(p.cmd)
		case <-n.stop:
			return
		}
	}
}

// commit writes a command to the log and applies it. The mutex keeps the term
// from changing between the two.
func (n *Node) commit(cmd []byte) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.leader != n.id {
		n.refused++
		return ErrNotLeader
	}
	index, err := n.log.Append(cmd)
	if err != nil {
		return err
	}
	n.applied = index
	return n.apply(cmd)
}

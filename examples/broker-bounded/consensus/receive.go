package consensus

import "time"

// receiveTimeout is how long the receiver waits for a sign of life before it
// takes the leader for lost.
const receiveTimeout = 10 * time.Second

// A Message is what members tell each other.
type Message struct {
	From string
	Term uint64
}

// Deliver hands a message of another member to the node.
func (n *Node) Deliver(m Message) error {
	select {
	case n.inbox <- m:
		return nil
	case <-n.stop:
		return ErrStopped
	case <-time.After(receiveTimeout):
		return ErrTimeout
	}
}

// receive follows whoever leads, and takes over when nobody is heard of.
func (n *Node) receive() {
	defer n.done.Done()
	timer := time.NewTimer(receiveTimeout)
	defer timer.Stop()
	for {
		select {
		case m := <-n.inbox:
			n.observe(m)
		case <-timer.C:
			n.takeOver()
		case <-n.stop:
			return
		}
		timer.Reset(receiveTimeout)
	}
}

// observe follows a leader with a newer term.
func (n *Node) observe(m Message) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if m.Term > n.term {
		n.term, n.leader = m.Term, m.From
	}
}

// takeOver begins a term of this node's own, unless it leads already.
func (n *Node) takeOver() {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.leader != n.id {
		n.term++
		n.leader = n.id
	}
}

package wait

import "time"

// Notifier tells whoever has registered. What is behind the channels is not known here.
type Notifier struct {
	flows  []chan bool
	closes map[string]chan<- error
	own    []chan bool
}

// NotifyFlow registers c.
func (n *Notifier) NotifyFlow(c chan bool) { n.flows = append(n.flows, c) }

// NotifyClose registers c by a name.
func (n *Notifier) NotifyClose(name string, c chan<- error) { n.closes[name] = c }

func (n *Notifier) flow(active bool) {
	for _, c := range n.flows {
		c <- active // want wait "who registered it"
	}
}

func (n *Notifier) closed(err error) {
	for _, c := range n.closes {
		c <- err // want wait
	}
}

func (n *Notifier) flowInTime(active bool) {
	for _, c := range n.flows {
		select {
		case c <- active:
		case <-time.After(time.Second):
		}
	}
}

func (n *Notifier) flowIfReady(active bool) {
	for _, c := range n.flows {
		select {
		case c <- active:
		default:
		}
	}
}

// add makes channels of the package's own, whose receivers are here.
func (n *Notifier) add() {
	c := make(chan bool)
	n.own = append(n.own, c)
	go func() {
		for range c {
		}
	}()
}

func (n *Notifier) tellOwn() {
	for _, c := range n.own {
		c <- true
	}
}

// Package peer asks others.
package peer

import "time"

// A Peer answers when it can.
type Peer struct{ answers chan string }

// Ask waits for an answer, at most as long as timeout unless that is zero.
func (p *Peer) Ask(question string, timeout time.Duration) (string, error) {
	if timeout == 0 {
		timeout = 1 << 62
	}
	select {
	case a := <-p.answers:
		return a, nil
	case <-time.After(timeout):
		return "", nil
	}
}

// Poll asks every so often, at most as long as timeout unless that is zero.
func (p *Peer) Poll(timeout, every time.Duration) error {
	time.Sleep(every)
	_, err := p.Ask("anything?", timeout)
	return err
}

// Package calls asks peers with a timeout of zero, which is none.
package calls

import (
	"time"

	"example.com/fixes/calls/peer"
)

const never = 0

func ask(p *peer.Peer) (string, error) {
	return p.Ask("ready?", 0)
}

func askNamed(p *peer.Peer) (string, error) {
	return p.Ask("ready?", never)
}

// poll gives two durations: which is the timeout is for a person to say.
func poll(p *peer.Peer) error {
	return p.Poll(0, time.Second)
}

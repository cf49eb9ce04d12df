package wal

import (
	"errors"
	"sync"
	"time"
)

const (
	// ackTimeout is how long a producer waits for its record to be durable.
	ackTimeout = 30 * time.Second
	// closeTimeout is how long Close waits for the batch that is under way.
	closeTimeout = 10 * time.Second
)

// ErrTimeout is returned when a record was not acknowledged in time. It may
// become durable all the same.
var ErrTimeout = errors.New("log did not acknowledge in time")

// GroupConfig says when a batch is complete.
type GroupConfig struct {
	// MaxBatch is the number of records that completes a batch.
	MaxBatch int
	// FlushInterval is how long a batch is kept open for more records. Zero
	// waits for MaxBatch records however long they take.
	FlushInterval time.Duration
	// Committed, if set, is called for every record that became durable, in
	// the order of the log and before the producer is told.
	Committed func(index uint64, body []byte)
}

// A Committer collects the records of concurrent producers and makes each
// batch durable with one sync.
type Committer struct {
	log     *Log
	cfg     GroupConfig
	pending chan *commit
	once    sync.Once
	quit    chan struct{} // closed by Close
	done    chan struct{} // closed when the last batch is written
}

// A commit is one record on its way to the log.
type commit struct {
	body []byte
	done chan result
}

type result struct {
	index uint64
	err   error
}

// NewCommitter starts a committer, which from then on is the only one to write
// to log.
func NewCommitter(log *Log, cfg GroupConfig) *Committer {
	c := &Committer{
		log:     log,
		cfg:     cfg,
		pending: make(chan *commit, max(cfg.MaxBatch, 1)),
		quit:    make(chan struct{}),
		done:    make(chan struct{}),
	}
	go c.run()
	return c
}

// Commit returns the index of the record once it is on disk.
func (c *Committer) Commit(body []byte) (uint64, error) {
	req := &commit{body: body, done: make(chan result, 1)}
	timer := time.NewTimer(ackTimeout)
	defer timer.Stop()
	select {
	case c.pending <- req:
	case <-c.quit:
		return 0, ErrClosed
	case <-timer.C:
		return 0, ErrTimeout
	}
	select {
	case res := <-req.done:
		return res.index, res.err
	case <-c.done:
		return 0, ErrClosed
	case <-timer.C:
		return 0, ErrTimeout
	}
}

// Close writes the batch that is under way and stops.
func (c *Committer) Close() error {
	c.once.Do(func() { close(c.quit) })
	select {
	case <-c.done:
		return nil
	case <-time.After(closeTimeout):
		return ErrTimeout
	}
}

func (c *Committer) run() {
	defer close(c.done)
	for {
		select {
		case req := <-c.pending:
			c.flush(c.collect(req))
		case <-c.quit:
			return
		}
	}
}

// collect fills the batch that first begins.
func (c *Committer) collect(first *commit) []*commit {
	batch := []*commit{first}
	var due <-chan time.Time // nil, and so never ready, without an interval
	if c.cfg.FlushInterval > 0 {
		timer := time.NewTimer(c.cfg.FlushInterval)
		defer timer.Stop()
		due = timer.C
	}
	for len(batch) < c.cfg.MaxBatch {
		select {
		case req := <-c.pending:
			batch = append(batch, req)
		case <-due:
			return batch
		case <-c.quit:
			return batch
		}
	}
	return batch
}

// flush makes the batch durable and tells its producers.
func (c *Committer) flush(batch []*commit) {
	bodies := make([][]byte, len(batch))
	for i, req := range batch {
		bodies[i] = req.body
	}
	index, err := c.log.AppendBatch(bodies)
	for i, req := range batch {
		if err != nil {
			req.done <- result{err: err}
			continue
		}
		if c.cfg.Committed != nil {
			c.cfg.Committed(index+uint64(i), req.body)
		}
		req.done <- result{index: index + uint64(i)}
	}
}

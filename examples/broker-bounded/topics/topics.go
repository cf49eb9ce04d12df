// Package topics keeps the records of each topic: on disk in a log of its own,
// and in memory for those who read.
package topics

import (
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"sync"
	"time"

	"github.com/timeoutlint/timeoutlint/examples/broker/wal"
)

// maxBatch is the number of records that completes a batch.
const maxBatch = 256

var validName = regexp.MustCompile(`^[a-zA-Z0-9_-]{1,64}$`)

// Topics are the topics of a broker.
type Topics struct {
	dir   string
	flush time.Duration

	mu      sync.RWMutex
	byName  map[string]*topic
	changed chan struct{} // closed, and replaced, when records come in
}

// A topic holds its records in memory, the first one at index 1.
type topic struct {
	log       *wal.Log
	committer *wal.Committer
	records   [][]byte
}

// New returns topics that are kept in dir, in batches that are open for flush.
func New(dir string, flush time.Duration) *Topics {
	return &Topics{dir: dir, flush: flush, byName: map[string]*topic{}, changed: make(chan struct{})}
}

// Open opens a topic, creating it if need be.
func (t *Topics) Open(name string) error {
	if !validName.MatchString(name) {
		return fmt.Errorf("bad topic name %q", name)
	}
	t.mu.RLock()
	_, ok := t.byName[name]
	t.mu.RUnlock()
	if ok {
		return nil
	}
	tp := &topic{}
	log, err := wal.Open(filepath.Join(t.dir, name), func(_ uint64, body []byte) error {
		tp.records = append(tp.records, body)
		return nil
	})
	if err != nil {
		return err
	}
	tp.log = log
	tp.committer = wal.NewCommitter(log, wal.GroupConfig{
		MaxBatch:      maxBatch,
		FlushInterval: t.flush,
		Committed:     func(_ uint64, body []byte) { t.keep(tp, body) },
	})
	t.mu.Lock()
	defer t.mu.Unlock()
	t.byName[name] = tp
	return nil
}

// keep makes a durable record visible.
func (t *Topics) keep(tp *topic, body []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	tp.records = append(tp.records, body)
	close(t.changed)
	t.changed = make(chan struct{})
}

// Publish returns the index of the record once it is durable.
func (t *Topics) Publish(name string, body []byte) (uint64, error) {
	tp, err := t.find(name)
	if err != nil {
		return 0, err
	}
	return tp.committer.Commit(body)
}

// Fetch returns at most limit records of a topic, from an index on.
func (t *Topics) Fetch(name string, from uint64, limit int) ([][]byte, error) {
	tp, err := t.find(name)
	if err != nil {
		return nil, err
	}
	t.mu.RLock()
	defer t.mu.RUnlock()
	if from == 0 {
		from = 1
	}
	if from > uint64(len(tp.records)) {
		return nil, nil
	}
	rest := tp.records[from-1:]
	return rest[:min(limit, len(rest))], nil
}

// Names lists the topics, in no order.
func (t *Topics) Names() []string {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return slices.Collect(maps.Keys(t.byName))
}

// Len is the number of records of a topic.
func (t *Topics) Len(name string) uint64 {
	t.mu.RLock()
	defer t.mu.RUnlock()
	if tp, ok := t.byName[name]; ok {
		return uint64(len(tp.records))
	}
	return 0
}

// Changed returns a channel that is closed when the next record comes in.
func (t *Topics) Changed() <-chan struct{} {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.changed
}

// Close writes what is under way and closes all logs.
func (t *Topics) Close() error {
	t.mu.RLock()
	open := make([]*topic, 0, len(t.byName))
	for _, tp := range t.byName {
		open = append(open, tp)
	}
	t.mu.RUnlock()
	var first error
	for _, tp := range open {
		err := tp.committer.Close()
		if err == nil {
			err = tp.log.Close()
		}
		if first == nil {
			first = err
		}
	}
	return first
}

func (t *Topics) find(name string) (*topic, error) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	tp, ok := t.byName[name]
	if !ok {
		return nil, fmt.Errorf("no topic %q", name)
	}
	return tp, nil
}

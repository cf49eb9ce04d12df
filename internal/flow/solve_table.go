package flow

import (
	"maps"
	"slices"
)

// A table is a map that its copies share until one of them is written to: most
// blocks of a function change nothing of the state that they pass on. Most tables
// have an entry or two, for which a list takes a fraction of the memory of a map.
type table[K comparable, V any] struct {
	entries []cell[K, V] // in the order in which they came
	index   map[K]int    // of a large table
	shared  bool
}

type cell[K comparable, V any] struct {
	key   K
	value V
}

// maxUnindexed is how many entries are searched one by one.
const maxUnindexed = 12

// share returns a copy.
func (t *table[K, V]) share() table[K, V] {
	t.shared = true
	return *t
}

// all yields the entries that there are when it begins; the table may be changed
// meanwhile.
func (t *table[K, V]) all(yield func(K, V) bool) {
	for _, e := range t.entries {
		if !yield(e.key, e.value) {
			return
		}
	}
}

func (t *table[K, V]) find(k K) int {
	if t.index != nil {
		if i, ok := t.index[k]; ok {
			return i
		}
		return -1
	}
	for i := range t.entries {
		if t.entries[i].key == k {
			return i
		}
	}
	return -1
}

func (t *table[K, V]) get(k K) (v V, ok bool) {
	if i := t.find(k); i >= 0 {
		return t.entries[i].value, true
	}
	return v, false
}

func (t *table[K, V]) isEmpty() bool { return len(t.entries) == 0 }

func (t *table[K, V]) has(k K) bool { return t.find(k) >= 0 }

func (t *table[K, V]) set(k K, v V) {
	if t.shared {
		t.entries, t.index, t.shared = slices.Clone(t.entries), maps.Clone(t.index), false
	}
	if i := t.find(k); i >= 0 {
		t.entries[i].value = v
		return
	}
	t.entries = append(t.entries, cell[K, V]{k, v})
	switch n := len(t.entries); {
	case t.index != nil:
		t.index[k] = n - 1
	case n > maxUnindexed:
		t.reindex()
	}
}

func (t *table[K, V]) remove(k K) {
	i := t.find(k)
	if i < 0 {
		return
	}
	t.entries = slices.Concat(t.entries[:i], t.entries[i+1:])
	t.shared, t.index = false, nil
	if len(t.entries) > maxUnindexed {
		t.reindex()
	}
}

func (t *table[K, V]) reindex() {
	t.index = make(map[K]int, len(t.entries))
	for i, e := range t.entries {
		t.index[e.key] = i
	}
}

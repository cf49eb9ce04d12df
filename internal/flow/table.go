package flow

import "maps"

// A table is a map that its copies share until one of them is written to: most
// blocks of a function change nothing of the state that they pass on.
type table[K comparable, V any] struct {
	entries map[K]V
	shared  bool
}

// share returns a copy.
func (t *table[K, V]) share() table[K, V] {
	t.shared = true
	return *t
}

func (t *table[K, V]) get(k K) (V, bool) {
	v, ok := t.entries[k]
	return v, ok
}

func (t *table[K, V]) has(k K) bool {
	_, ok := t.entries[k]
	return ok
}

func (t *table[K, V]) set(k K, v V) {
	switch {
	case t.entries == nil:
		t.entries = map[K]V{}
	case t.shared:
		t.entries = maps.Clone(t.entries)
	}
	t.shared = false
	t.entries[k] = v
}

func (t *table[K, V]) remove(k K) {
	if !t.has(k) {
		return
	}
	if t.shared {
		t.entries, t.shared = maps.Clone(t.entries), false
	}
	delete(t.entries, k)
}

package flow

import (
	"maps"
	"math/rand/v2"
	"testing"
)

// TestTable does to tables, and to copies that share with them, what it does to maps.
func TestTable(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	type pair struct {
		table table[int, int]
		want  map[int]int
	}
	pairs := []pair{{want: map[int]int{}}}
	for step := range 20_000 {
		p := &pairs[r.IntN(len(pairs))]
		switch k := r.IntN(3 * maxUnindexed); r.IntN(4) {
		case 0, 1:
			p.table.set(k, step)
			p.want[k] = step
		case 2:
			p.table.remove(k)
			delete(p.want, k)
		default:
			i := r.IntN(8)
			for len(pairs) <= i {
				pairs = append(pairs, pair{want: map[int]int{}})
			}
			pairs[i] = pair{p.table.share(), maps.Clone(p.want)}
		}
		for i := range pairs {
			if got := maps.Collect(pairs[i].table.all); !maps.Equal(got, pairs[i].want) {
				t.Fatalf("step %d: table %d is %v, want %v", step, i, got, pairs[i].want)
			}
		}
		q, k := &pairs[r.IntN(len(pairs))], r.IntN(3*maxUnindexed)
		got, ok := q.table.get(k)
		if want, has := q.want[k]; got != want || ok != has || q.table.has(k) != has {
			t.Fatalf("step %d: get(%d) = %d, %v, want %d, %v", step, k, got, ok, want, has)
		}
	}
}

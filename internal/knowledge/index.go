package knowledge

// An Index answers the questions of the engine: what is known of a function.
// The tables of this package make the default one; configuration adds rows.
type Index struct {
	Ops      map[Func][]Op
	Wraps    map[Func][]Wrap
	Contexts map[Func]Context
	Runs     map[Func]Run
	Literals map[[2]string]Literal // by package path and type name
}

// Tables is a set of rows, the package's own or a user's.
type Tables struct {
	Ops      []Op
	Wraps    []Wrap
	Contexts []Context
	Runs     []Run
	Literals []Literal
}

// Builtin returns the package's own rows.
func Builtin() Tables {
	var t Tables
	for _, area := range areas {
		t.Ops = append(t.Ops, area.Ops...)
		t.Wraps = append(t.Wraps, area.Wraps...)
		t.Contexts = append(t.Contexts, area.Contexts...)
		t.Runs = append(t.Runs, area.Runs...)
		t.Literals = append(t.Literals, area.Literals...)
	}
	return t
}

// NewIndex indexes tables; rows of later tables replace those of earlier ones
// for the same function.
func NewIndex(tables ...Tables) *Index {
	ix := &Index{
		Ops:      map[Func][]Op{},
		Wraps:    map[Func][]Wrap{},
		Contexts: map[Func]Context{},
		Runs:     map[Func]Run{},
		Literals: map[[2]string]Literal{},
	}
	for _, t := range tables {
		ix.add(t)
	}
	return ix
}

func (ix *Index) add(t Tables) {
	for _, r := range t.Ops {
		delete(ix.Ops, r.Func)
	}
	for _, r := range t.Ops {
		ix.Ops[r.Func] = append(ix.Ops[r.Func], r)
	}
	for _, r := range t.Wraps {
		delete(ix.Wraps, r.Func)
	}
	for _, r := range t.Wraps {
		ix.Wraps[r.Func] = append(ix.Wraps[r.Func], r)
	}
	for _, r := range t.Contexts {
		ix.Contexts[r.Func] = r
	}
	for _, r := range t.Runs {
		ix.Runs[r.Func] = r
	}
	for _, r := range t.Literals {
		ix.Literals[[2]string{r.Pkg, r.Type}] = r
	}
}

// areas lists the tables in the order of their files.
var areas = []Tables{
	streams, coders, compress, protocols, disks, conns, sockets, contexts, runs, httpRows,
	execs, sqls, sqlxRows, pgxRows, rpcs, services, waits, boundedRows,
}

// Empty reports whether t has no rows.
func (t *Tables) Empty() bool {
	return len(t.Ops)+len(t.Wraps)+len(t.Contexts)+len(t.Runs)+len(t.Literals) == 0
}

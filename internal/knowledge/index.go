package knowledge

import "slices"

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

// Without returns the rows that are not about a package: the tables are for its users,
// and what it does itself can be seen.
func (t Tables) Without(pkg string) Tables {
	return Tables{
		Ops:      others(t.Ops, func(r Op) string { return r.Pkg }, pkg),
		Wraps:    others(t.Wraps, func(r Wrap) string { return r.Pkg }, pkg),
		Contexts: others(t.Contexts, func(r Context) string { return r.Pkg }, pkg),
		Runs:     others(t.Runs, func(r Run) string { return r.Pkg }, pkg),
		Literals: others(t.Literals, func(r Literal) string { return r.Pkg }, pkg),
	}
}

func others[R any](rows []R, about func(R) string, pkg string) []R {
	return slices.DeleteFunc(slices.Clone(rows), func(r R) bool { return about(r) == pkg })
}

// About reports whether there are operations of a package.
func (ix *Index) About(pkg string) bool {
	for f := range ix.Ops {
		if f.Pkg == pkg {
			return true
		}
	}
	return false
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
	execs, sqls, sqlxRows, pgxRows, rpcs, services, brokers, waits, boundedRows,
}

// Empty reports whether t has no rows.
func (t *Tables) Empty() bool {
	return len(t.Ops)+len(t.Wraps)+len(t.Contexts)+len(t.Runs)+len(t.Literals) == 0
}

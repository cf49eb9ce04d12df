package flow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// defaultBound is the bound of a client that users may give, or else is one that has no
// timeout: who gives none waits for ever. What users of another module give is not known.
func (f *function) defaultBound(on ssa.Value) (Bound, bool) {
	if f.prog.Foreign || !isNamed(on.Type(), "net/http", "Client") && !types.IsInterface(on.Type()) {
		return Bound{}, false
	}
	d := f.defaultsTo(on, 0)
	return Bound{Verdict: finding.Unbounded, What: "the default, " + d.name + ", has no timeout", Pos: d.pos, byDefault: true}, d.name != ""
}

// clientOps are the rows of http.Client for a method that is called through an interface, in which
// the package puts nothing else.
func (f *function) clientOps(c *ssa.CallCommon) []knowledge.Op {
	if !c.IsInvoke() {
		return nil
	}
	ops := f.prog.Known.Ops[knowledge.Func{Pkg: "net/http", Recv: "Client", Name: c.Method.Name()}]
	if len(ops) == 0 {
		return nil
	}
	known, _ := f.typesIn(c)
	if len(known) == 0 || slices.ContainsFunc(known, func(t types.Type) bool { return !isNamed(t, "net/http", "Client") }) {
		return nil
	}
	return ops
}

// DefaultAt is where what e waits with got its default, which has no timeout, if it has one.
func (e *Event) DefaultAt() token.Pos { return e.Root().fallback }

// A fallback is a client without a timeout that is used when there is no other.
type fallback struct {
	name string // "" for none
	pos  token.Pos
}

// defaultsTo is the client without a timeout that a value is if there is no other.
func (f *function) defaultsTo(on ssa.Value, depth int) fallback {
	if depth > maxEither {
		return fallback{}
	}
	switch v := inside(on).(type) {
	case *ssa.Phi:
		return f.firstDefault(v.Edges, depth)
	case *ssa.Call:
		if fn := v.Call.StaticCallee(); fn != nil && fn.Pkg == f.prog.ssa && len(returnsOf(fn)) > 1 {
			var results []ssa.Value
			for _, r := range returnsOf(fn) {
				results = append(results, handedOut(r)[0])
			}
			return f.prog.scratch(fn).firstDefault(results, depth)
		}
	case *ssa.UnOp:
		if fv := fieldOf(v); fv != nil {
			return f.prog.fieldDefault(f.prog.fields.values(fv), depth)
		}
	}
	return fallback{}
}

// firstDefault is that of the first among the values of which one is used.
func (f *function) firstDefault(values []ssa.Value, depth int) fallback {
	for _, v := range values {
		if name := f.withoutTimeout(v); name != "" {
			return fallback{name, v.Pos()}
		}
		if d := f.defaultsTo(v, depth+1); d.name != "" {
			return d
		}
	}
	return fallback{}
}

// fieldDefault is that of a field with these stores: where it was missing, or what a
// constructor leaves in one that others may set.
func (p *Program) fieldDefault(stores []*ssa.Store, depth int) fallback {
	for _, s := range stores {
		f := p.scratch(s.Parent())
		if name := f.withoutTimeout(s.Val); name != "" && (missing(s.Block()) != nil || isInitial(s)) {
			return fallback{name, s.Pos()}
		}
		if d := f.defaultsTo(s.Val, depth+1); d.name != "" {
			return d
		}
	}
	return fallback{}
}

// isInitial reports whether a store is to an exported field of what the function makes.
func isInitial(s *ssa.Store) bool {
	fa, ok := s.Addr.(*ssa.FieldAddr)
	if !ok {
		return false
	}
	_, made := fa.X.(*ssa.Alloc)
	return made && structOf(fa.X.Type()).Field(fa.Field).Exported()
}

// withoutTimeout names a client that another package made without a timeout.
func (f *function) withoutTimeout(v ssa.Value) string {
	switch v := inside(v).(type) {
	case *ssa.UnOp:
		g, ok := v.X.(*ssa.Global)
		switch {
		case !ok:
		case g.Pkg == f.prog.ssa: // a variable that nobody changes
			if stores := f.prog.fields.globals[g]; len(stores) == 1 && stores[0].Addr == g {
				return f.prog.scratch(stores[0].Parent()).withoutTimeout(stores[0].Val)
			}
		case g.Pkg.Pkg.Path() == "net/http" && g.Name() == "DefaultClient":
			return "http.DefaultClient"
		}
	case *ssa.Call:
		fn := calleeObj(&v.Call)
		if fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "github.com/hashicorp/go-cleanhttp" && !slices.ContainsFunc(*v.Referrers(), isFieldAddr) {
			return "cleanhttp." + fn.Name()
		}
	}
	return ""
}

func isFieldAddr(in ssa.Instruction) bool {
	_, ok := in.(*ssa.FieldAddr)
	return ok
}

package flow

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
)

// defaultsTo is the bound of a client that users may give, or else is one that has no
// timeout: who gives none waits for ever.
func (f *function) defaultsTo(on ssa.Value, depth int) (Bound, bool) {
	if depth > maxEither {
		return Bound{}, false
	}
	switch v := on.(type) {
	case *ssa.Phi:
		return f.firstDefault(v.Edges, depth)
	case *ssa.Call:
		if fn := v.Call.StaticCallee(); fn != nil && fn.Pkg == f.prog.ssa {
			g := f.prog.scratch(fn)
			var results []ssa.Value
			for _, r := range g.returns() {
				results = append(results, handedOut(r)[0])
			}
			if len(results) > 1 {
				return g.firstDefault(results, depth)
			}
		}
	case *ssa.UnOp:
		if fv := fieldOf(v); fv != nil {
			for _, s := range f.prog.fields.values(fv) {
				g := f.prog.scratch(s.Parent())
				if b, ok := g.withoutTimeout(s.Val); ok && replacesNil(s.Block()) {
					return b, true
				}
				if b, ok := g.defaultsTo(s.Val, depth+1); ok {
					return b, true
				}
			}
		}
	}
	return Bound{}, false
}

// firstDefault finds the one without a timeout among the values of which one is used.
func (f *function) firstDefault(values []ssa.Value, depth int) (Bound, bool) {
	for _, v := range values {
		if b, ok := f.withoutTimeout(v); ok {
			return b, true
		}
		if b, ok := f.defaultsTo(v, depth+1); ok {
			return b, true
		}
	}
	return Bound{}, false
}

// withoutTimeout reports whether v is a client that another package made without a timeout.
func (f *function) withoutTimeout(v ssa.Value) (Bound, bool) {
	name := ""
	switch v := v.(type) {
	case *ssa.UnOp:
		g, ok := v.X.(*ssa.Global)
		if !ok {
			break
		}
		if g.Pkg == f.prog.ssa {
			return f.variableWithout(g)
		}
		if g.Pkg.Pkg.Path() == "net/http" && g.Name() == "DefaultClient" {
			name = "http.DefaultClient"
		}
	case *ssa.Call:
		fn := calleeObj(&v.Call)
		if fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "github.com/hashicorp/go-cleanhttp" && !slices.ContainsFunc(*v.Referrers(), isFieldAddr) {
			name = "cleanhttp." + fn.Name()
		}
	}
	return Bound{Verdict: finding.Unbounded, What: "the default, " + name + ", has no timeout", byDefault: true}, name != ""
}

// variableWithout is that of a variable of this package that nobody changes.
func (f *function) variableWithout(g *ssa.Global) (Bound, bool) {
	stores := f.prog.fields.globals[g]
	if len(stores) != 1 || stores[0].Addr != g {
		return Bound{}, false
	}
	return f.prog.scratch(stores[0].Parent()).withoutTimeout(stores[0].Val)
}

func isFieldAddr(in ssa.Instruction) bool {
	_, ok := in.(*ssa.FieldAddr)
	return ok
}

// replacesNil reports whether b only runs when something is missing.
func replacesNil(b *ssa.BasicBlock) bool {
	return len(b.Preds) > 0 && !slices.ContainsFunc(b.Preds, func(p *ssa.BasicBlock) bool {
		x, whenNil, _ := nilTest(p)
		return x == nil || whenNil != b
	})
}

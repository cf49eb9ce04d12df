package flow

import (
	"go/token"
	"go/types"
	"slices"
	"sort"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// leave records the state at a return, unless the function fails there:
// callers of a constructor that failed do not use what it made.
func (f *function) leave(r *ssa.Return, s *state) {
	if len(f.holds) > 0 {
		f.waysOut = append(f.waysOut, wayOut{r, slices.Clip(s.held), s.surely()})
	}
	if f.fails(r) {
		return
	}
	out := exit{state: s, results: make([]Place, len(r.Results))}
	for i, v := range handedOut(r) {
		if !isNil(v) {
			out.results[i] = f.place(v)
		}
	}
	f.exits = append(f.exits, out)
}

// An exit is what holds at a return without error.
type exit struct {
	*state
	results []Place
}

// handedOut lists the results of a return: in a function that defers calls they are
// put into variables first.
func handedOut(r *ssa.Return) []ssa.Value {
	out := slices.Clone(r.Results)
	for i, v := range out {
		load, ok := v.(*ssa.UnOp)
		if !ok || load.Op != token.MUL || load.Block() != r.Block() {
			continue
		}
		for _, in := range r.Block().Instrs {
			if in == ssa.Instruction(load) {
				break
			}
			if s, ok := in.(*ssa.Store); ok && s.Addr == load.X {
				out[i] = s.Val
			}
		}
	}
	return out
}

// fails reports whether a return hands out an error and nothing else.
func (f *function) fails(r *ssa.Return) bool {
	results := handedOut(r)
	n := len(results)
	if n == 0 || !isError(results[n-1].Type()) || isNil(results[n-1]) {
		return false
	}
	if n == 1 {
		return !maySucceed(r) && slices.ContainsFunc(f.returns(), maySucceed)
	}
	for _, v := range results[:n-1] {
		if _, isConst := v.(*ssa.Const); !isConst {
			return false
		}
	}
	return true
}

// maySucceed reports whether the error that a function returns alone is none, or what
// another function says, unless that was asked for before.
func maySucceed(r *ssa.Return) bool {
	err := handedOut(r)[0]
	c, isCall := err.(*ssa.Call)
	return isNil(err) || isCall && !makesError(c, 0) && !isKnownError(r.Block(), err) && !wraps(c)
}

// wraps reports whether c is given an error that there is: it makes another one of that.
func wraps(c *ssa.Call) bool {
	return slices.ContainsFunc(c.Call.Args, func(a ssa.Value) bool {
		return isError(a.Type()) && isKnownError(c.Block(), a)
	})
}

// makesError reports whether c makes a new error, itself or in a function of this package
// that does nothing else.
func makesError(c *ssa.Call, depth int) bool {
	if fn := calleeObj(&c.Call); fn != nil && errorMakers[knowledge.FuncOf(fn)] {
		return true
	}
	callee := c.Call.StaticCallee()
	if callee == nil || depth > maxConversions {
		return false
	}
	returns := returnsOf(callee)
	return len(returns) > 0 && !slices.ContainsFunc(returns, func(r *ssa.Return) bool {
		return len(r.Results) != 1 || !isMade(r.Results[0], depth)
	})
}

// errorMakers are the functions of other packages that never return nil.
var errorMakers = map[knowledge.Func]bool{
	{Pkg: "fmt", Name: "Errorf"}:                           true,
	{Pkg: "errors", Name: "New"}:                           true,
	{Pkg: "github.com/pkg/errors", Name: "New"}:            true,
	{Pkg: "github.com/pkg/errors", Name: "Errorf"}:         true,
	{Pkg: "github.com/cockroachdb/errors", Name: "New"}:    true,
	{Pkg: "github.com/cockroachdb/errors", Name: "Newf"}:   true,
	{Pkg: "github.com/cockroachdb/errors", Name: "Errorf"}: true,
	{Pkg: "golang.org/x/xerrors", Name: "New"}:             true,
	{Pkg: "golang.org/x/xerrors", Name: "Errorf"}:          true,
	{Pkg: "google.golang.org/grpc/status", Name: "Error"}:  true,
	{Pkg: "google.golang.org/grpc/status", Name: "Errorf"}: true,
}

// isMade reports whether an error is an object of its own.
func isMade(err ssa.Value, depth int) bool {
	switch v := err.(type) {
	case *ssa.MakeInterface:
		_, isPtr := v.X.Type().Underlying().(*types.Pointer)
		return !isPtr || isMade(v.X, depth)
	case *ssa.Alloc:
		return true
	case *ssa.Call:
		return makesError(v, depth+1)
	}
	return false
}

// isKnownError reports whether b only runs when err is an error.
func isKnownError(b *ssa.BasicBlock, err ssa.Value) bool {
	up := b.Idom()
	if up == nil || len(b.Preds) != 1 {
		return false
	}
	br, ok := up.Instrs[len(up.Instrs)-1].(*ssa.If)
	if !ok || up.Succs[0] != b {
		return false
	}
	cmp, ok := br.Cond.(*ssa.BinOp)
	return ok && cmp.Op == token.NEQ && cmp.X == err && isNil(cmp.Y)
}

func (f *function) exitState() *state {
	if len(f.exits) == 0 {
		return nil
	}
	out := f.exits[0].clone()
	for _, x := range f.exits[1:] {
		out.join(x.state, func(Place) bool { return false })
	}
	return out
}

// summarizeExit records deadlines and locks as they are when the function
// returns without error.
func (f *function) summarizeExit(s *Summary) {
	out := f.exitState()
	if out == nil {
		return
	}
	s.Sets = f.setsOf(out)
	s.Sets = append(s.Sets, f.setsOfResults()...)
	sort.Slice(s.Sets, func(i, j int) bool { return s.Sets[i].less(s.Sets[j]) })
	for _, h := range out.surely() {
		if r, ok := f.ref(h.Place); ok {
			s.Holds = append(s.Holds, HeldLock{r, h.Class, h.Reader})
		}
	}
	for p, now := range out.released.all {
		switch r, ok := f.ref(p); {
		case !ok:
		case now:
			s.Frees = append(s.Frees, r)
		default:
			s.Retakes = append(s.Retakes, r)
		}
	}
	sortRefs(s.Frees)
	sortRefs(s.Retakes)
	s.Closes = f.closes()
}

// setsOf lists the deadlines of a state that callers can name.
func (f *function) setsOf(s *state) []SetDeadline {
	var out []SetDeadline
	for k, d := range s.deadlines.all {
		if r, ok := f.ref(k.place); ok && k.dir != roomDir {
			out = append(out, f.describe(d, r, k.dir))
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].less(out[j]) })
	return out
}

// A resultSlot is one direction of a connection in a result.
type resultSlot struct {
	result int
	path   string
	dir    knowledge.Dir
}

// setsOfResults lists the deadlines of what the function returns, at whichever exit.
func (f *function) setsOfResults() []SetDeadline {
	all := f.resultDeadlines(f.exits[0])
	for _, x := range f.exits[1:] {
		other := f.resultDeadlines(x)
		for k, a := range all {
			b, ok := other[k]
			if d, ok := joinDeadline(a, b, true, ok, false); ok {
				all[k] = d
			} else {
				delete(all, k)
			}
		}
	}
	var out []SetDeadline
	for k, d := range all {
		set := f.describe(d, Ref{Param: noParam, Path: k.path}, k.dir)
		set.Result = k.result
		out = append(out, set)
	}
	return out
}

// resultDeadlines finds the deadlines of the results of one exit: of connections that
// are results, or in fields of one.
func (f *function) resultDeadlines(x exit) map[resultSlot]deadline {
	out := map[resultSlot]deadline{}
	for i, p := range x.results {
		if !p.known() {
			continue
		}
		for k, d := range x.deadlines.all {
			if k.dir == roomDir && d.bound.Verdict >= finding.Callers {
				continue
			}
			for _, path := range f.pathsTo(k.place, p) {
				out[resultSlot{i, path, k.dir}] = d
			}
		}
	}
	return out
}

// pathsTo lists the ways from one place to another that is a part of it, or was put
// into the struct that it is.
func (f *function) pathsTo(part, whole Place) []string {
	if part.Root == whole.Root {
		if strings.HasPrefix(part.Path, whole.Path) {
			return []string{part.Path[len(whole.Path):]}
		}
		return nil
	}
	a, ok := whole.Root.(*ssa.Alloc)
	if !ok || whole.Path != "" {
		return nil
	}
	st := structOf(a.Type())
	if st == nil {
		return nil
	}
	var out []string
	for i := range st.NumFields() {
		if s := fieldStore(a, i); s != nil && s.Parent() == f.ssa && f.place(s.Val) == part {
			out = append(out, "."+f.prog.fields.name(st.Field(i)))
		}
	}
	return out
}

func (f *function) describe(d deadline, on Ref, dir knowledge.Dir) SetDeadline {
	set := SetDeadline{On: on, Dir: dir, Verdict: d.bound.Verdict, Guarded: d.guarded, Dur: d.bound.Dur, Name: d.bound.Name, What: d.bound.What}
	if d.bound.Verdict == finding.Callers {
		ctx, ok := f.ref(d.bound.On)
		if !ok || !d.bound.ByCtx || ctx.Param < 0 || ctx.Path != "" {
			set.Verdict = finding.Cancellable
		}
		set.Ctx = ctx
	}
	return set
}

// closes lists what the function closes of its caller's.
func (f *function) closes() []Ref {
	var out []Ref
	for p := range f.closed {
		if r, ok := f.ref(p); ok {
			out = append(out, r)
		}
	}
	sortRefs(out)
	return out
}

// contextsReturned evaluates the contexts among the results.
func (f *function) contextsReturned() []CtxResult {
	var out []CtxResult
	res := f.ssa.Signature.Results()
	for i := range res.Len() {
		if !carriesContext(res.At(i).Type()) {
			continue
		}
		var b Bound
		first := true
		returns := f.returns()
		for _, ret := range returns {
			if isNil(ret.Results[i]) || len(returns) > 1 && missing(ret.Block()) != nil {
				continue // nobody has that one who has another
			}
			v := f.context(ret.Results[i])
			if first {
				b, first = v, false
			} else {
				b = weaker(b, v)
			}
		}
		if first {
			continue
		}
		r := CtxResult{Result: i, Verdict: b.Verdict, Dur: b.Dur, Name: b.Name}
		if b.Verdict == finding.Callers {
			ref, ok := f.ref(b.On)
			if !ok || ref.Path != "" {
				r.Verdict = finding.Cancellable
			}
			r.Param = ref.Param
		}
		out = append(out, r)
	}
	return out
}

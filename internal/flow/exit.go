package flow

import (
	"go/token"
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
	if f.fails(r) {
		return
	}
	f.exits = append(f.exits, s)
	if f.returned == nil {
		f.returned = make([]Place, len(r.Results))
	}
	for i, v := range handedOut(r) {
		if c, ok := v.(*ssa.Const); ok && c.Value == nil {
			continue
		}
		f.returned[i] = f.place(v)
	}
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
	return isNil(err) || isCall && !makesError(c) && !isKnownError(r.Block(), err)
}

// makesError reports whether c makes a new error.
func makesError(c *ssa.Call) bool {
	fn := calleeObj(&c.Call)
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	name := knowledge.FuncOf(fn)
	return name == knowledge.Func{Pkg: "fmt", Name: "Errorf"} || name == knowledge.Func{Pkg: "errors", Name: "New"}
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
	for _, s := range f.exits[1:] {
		out.join(s)
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
	s.Sets = append(s.Sets, f.setsOfResults(out)...)
	sort.Slice(s.Sets, func(i, j int) bool { return s.Sets[i].less(s.Sets[j]) })
	for _, h := range out.surely() {
		if r, ok := f.ref(h.Place); ok {
			s.Holds = append(s.Holds, HeldLock{r, h.Class, h.Reader})
		}
	}
	for p := range out.givenUp() {
		if r, ok := f.ref(p); ok {
			s.Frees = append(s.Frees, r)
		}
	}
	sortRefs(s.Frees)
	s.Closes = f.closes()
}

// setsOf lists the deadlines of a state that callers can name.
func (f *function) setsOf(s *state) []SetDeadline {
	var out []SetDeadline
	for k, d := range s.deadlines.entries {
		if r, ok := f.ref(k.place); ok {
			out = append(out, f.describe(d, r, k.dir))
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].less(out[j]) })
	return out
}

// setsOfResults lists the deadlines of what the function returns.
func (f *function) setsOfResults(s *state) []SetDeadline {
	var out []SetDeadline
	for k, d := range s.deadlines.entries {
		for i, p := range f.returned {
			if p.known() && p.Root == k.place.Root && strings.HasPrefix(k.place.Path, p.Path) {
				set := f.describe(d, Ref{Param: noParam, Path: k.place.Path[len(p.Path):]}, k.dir)
				set.Result = i
				out = append(out, set)
			}
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
		for _, ret := range f.returns() {
			v := f.context(ret.Results[i])
			if c, ok := ret.Results[i].(*ssa.Const); ok && c.Value == nil {
				continue
			}
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

package flow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// results tells which results of a call are, or hold, its arguments.
func (p *Program) results(c *ssa.CallCommon) []Result {
	if fn := c.StaticCallee(); fn != nil {
		if o := fn.Origin(); o != nil {
			fn = o
		}
		if len(fn.Blocks) > 0 {
			return p.ownResults(fn)
		}
	}
	if s := p.imported(calleeObj(c)); s != nil {
		return s.Results
	}
	return nil
}

// ownResults computes results from the returns of a function with a body. It
// needs no dataflow, so that it can be asked at any time.
func (p *Program) ownResults(fn *ssa.Function) []Result {
	if r, ok := p.resultMemo[fn]; ok {
		return r
	}
	p.resultMemo[fn] = nil // stops at recursion
	f := p.scratch(fn)
	var out []Result
	for i := range fn.Signature.Results().Len() {
		out = append(out, f.resultOf(i)...)
	}
	p.resultMemo[fn] = out
	return out
}

func (f *function) resultOf(i int) []Result {
	var common Place
	for _, ret := range f.returns() {
		v := handedOut(ret)[i]
		if c, ok := v.(*ssa.Const); ok && c.Value == nil {
			continue
		}
		pl := f.place(v)
		if common.known() && pl != common {
			return f.layered(i)
		}
		common = pl
	}
	if t := f.ssa.Signature.Results().At(i).Type(); !common.known() || !isResource(t) && !takesDeadline(t) && structOf(t) == nil {
		return nil
	}
	if r, ok := f.ownParam(common); ok {
		return []Result{{Result: i, Param: r.Param, Path: r.Path}}
	}
	if common.Path != "" {
		return nil
	}
	switch root := common.Root.(type) {
	case *ssa.Alloc:
		return f.builtFields(i, root)
	case *ssa.Phi: // from a pool, or made when that is empty
		return f.builtFields(i, root)
	}
	return nil
}

// only is the one among references to parameters whose parameter is of a type that counts.
func (f *function) only(refs []Ref, counts func(types.Type) bool) (r Ref, ok bool) {
	for _, o := range refs {
		if !counts(f.ssa.Params[o.Param].Type()) {
			continue
		}
		if ok && o != r {
			return Ref{}, false
		}
		r, ok = o, true
	}
	return r, ok
}

// builtFields lists the fields of a struct made here that hold parameters.
func (f *function) builtFields(i int, a ssa.Value) []Result {
	st := structOf(a.Type())
	if st == nil {
		return nil
	}
	var out []Result
	for j := range st.NumFields() {
		s := fieldStore(a, j)
		if s == nil || s.Parent() != f.ssa {
			continue
		}
		name := "." + f.prog.fields.name(st.Field(j))
		out = append(out, f.builtWithin(i, name, s.Val)...)
		if !isResource(s.Val.Type()) && !isContext(s.Val.Type()) && !isLockable(s.Val.Type()) {
			continue
		}
		if r, ok := f.ownParam(f.place(s.Val)); ok && !hasField(out, name) {
			out = append(out, Result{Result: i, Field: name, Param: r.Param, Path: r.Path})
		}
	}
	return out
}

// builtWithin lists the fields of what a constructor made for a field, that hold mutexes
// or streams of parameters.
func (f *function) builtWithin(i int, name string, v ssa.Value) []Result {
	pl := f.place(v)
	call, k := callOf(pl.Root)
	if call == nil || pl.Path != "" {
		return nil
	}
	var out []Result
	for _, b := range f.keptBy(call, k, func(t types.Type) bool { return isLockable(t) || isResource(t) }) {
		out = append(out, Result{Result: i, Field: name + b.made.Field, Param: b.ref.Param, Path: b.ref.Path + b.made.Path})
	}
	return out
}

// A built is a parameter that a call put into a field of what it made.
type built struct {
	made Result // of the call
	ref  Ref    // here
}

// keptBy lists the parameters of f, of types that count, which result i of a call has in
// its fields.
func (f *function) keptBy(call *ssa.Call, i int, counts func(types.Type) bool) []built {
	var out []built
	for _, made := range f.prog.results(&call.Call) {
		arg := argument(&call.Call, made.Param)
		if made.Result != i || made.Field == "" || arg == nil || !counts(arg.Type()) {
			continue
		}
		if r, ok := f.ownParam(f.place(arg)); ok {
			out = append(out, built{made, r})
		}
	}
	return out
}

// ownParam: a place as one of a parameter of f itself, not of a captured variable.
func (f *function) ownParam(p Place) (Ref, bool) {
	r, ok := f.ref(p)
	return r, ok && r.Param != noParam && r.Param < len(f.ssa.Params)
}

func hasField(rs []Result, name string) bool {
	for _, r := range rs {
		if r.Field == name {
			return true
		}
	}
	return false
}

// returns lists the return instructions of the function.
func (f *function) returns() []*ssa.Return { return returnsOf(f.ssa) }

func returnsOf(fn *ssa.Function) []*ssa.Return {
	var out []*ssa.Return
	for _, b := range fn.Blocks {
		if r, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok {
			out = append(out, r)
		}
	}
	return out
}

// contextResults tells what bounds the contexts that a call returns.
func (p *Program) contextResults(c *ssa.CallCommon) []CtxResult {
	if fn := c.StaticCallee(); fn != nil && fn.Pkg == p.ssa {
		if g := p.analyzed(fn); g != nil {
			return g.sum.Ctx
		}
	}
	if s := p.imported(calleeObj(c)); s != nil {
		return s.Ctx
	}
	return nil
}

// imported returns the summary of a function of another package, by fact.
func (p *Program) imported(fn *types.Func) *Summary {
	if fn == nil || fn.Pkg() == nil || fn.Pkg() == p.Pkg || p.Facts == nil {
		return nil
	}
	idx, ok := p.index[fn.Pkg()]
	if !ok {
		idx = p.load(fn.Pkg())
		p.index[fn.Pkg()] = idx
	}
	return idx[funcKey(fn.Origin())]
}

// funcKey names a function inside its package as ssa.Function.RelString does.
func funcKey(fn *types.Func) string {
	recv := fn.Signature().Recv()
	if recv == nil {
		return fn.Name()
	}
	t := types.TypeString(recv.Type(), types.RelativeTo(fn.Pkg()))
	if i := strings.IndexByte(t, '['); i >= 0 {
		t = t[:i]
	}
	if strings.HasPrefix(t, "*") {
		return "(" + t + ")." + fn.Name()
	}
	return "(" + t + ")." + fn.Name()
}

// resultPlace is the place of result i of a call that passes on one of its
// arguments: a wrapper of the tables, a function that returns a parameter, or
// the load of an atomic value.
func (f *function) resultPlace(c *ssa.CallCommon, i int) (Place, bool) {
	if held := atomicLoad(c); held != nil {
		return f.place(held), true
	}
	if fn := calleeObj(c); fn != nil && i == 0 {
		for _, w := range f.prog.Known.Wraps[knowledge.FuncOf(fn)] {
			if w.Into != knowledge.None {
				continue
			}
			if a := f.operand(c, w.On); a != nil {
				return f.place(f.oneOf(a, w.Dir)), true
			}
		}
	}
	if c.StaticCallee() == nil && i == 0 {
		if a := onlyOfType(c.Args, c.Signature().Results()); a != nil {
			return f.place(a), true
		}
	}
	for _, r := range f.prog.results(c) {
		if r.Result == i && (r.Field == "" || f.isForeignConn(c, i, r.Field)) {
			if a := argument(c, r.Param); a != nil {
				return f.join(f.place(a), r.Path), true
			}
		}
	}
	return f.layerOf(c, i)
}

// oneOf is what a variadic argument has that can wait, if that is one value:
// io.MultiReader(bytes.NewReader(peeked), conn) reads from conn. Any other argument is
// itself.
func (f *function) oneOf(v ssa.Value, dir knowledge.Dir) ssa.Value {
	var only ssa.Value
	for _, e := range elements(v) {
		if f.inMemory(e, dir) {
			continue
		}
		if only != nil {
			return v
		}
		only = e
	}
	if only == nil {
		return v
	}
	return only
}

// inMemory reports whether all that a stream can be is known, and none of it waits.
func (f *function) inMemory(v ssa.Value, dir knowledge.Dir) bool {
	all := f.sourceTypes(v, streamMethod(dir))
	return len(all) > 0 && !slices.ContainsFunc(all, func(t types.Type) bool {
		k, open := streamKind(t, dir)
		return k != "" || open || f.prog.method(t, streamMethod(dir)) != nil
	})
}

// onlyOfType is the argument of a function value, or of a method of an interface, which has
// the type of the first result, if that is an interface of connections: what comes back is
// what was given, or a layer around it.
func onlyOfType(args []ssa.Value, results *types.Tuple) ssa.Value {
	if results.Len() == 0 || !isNamed(results.At(0).Type(), "net", "Conn") {
		return nil
	}
	var only ssa.Value
	for _, a := range args {
		if types.Identical(a.Type(), results.At(0).Type()) {
			if only != nil {
				return nil
			}
			only = a
		}
	}
	return only
}

package flow

import (
	"go/types"

	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// A plainness tells types of data from those with which one can wait.
type plainness struct {
	index *knowledge.Index
	types map[types.Type]bool
}

func newPlainness(in Input) *plainness {
	return &plainness{index: in.Known, types: map[types.Type]bool{}}
}

// looksPlain reports whether the signature of a function has nothing but data.
func (pl *plainness) looksPlain(fn *types.Func) bool {
	sig := fn.Signature()
	if sig.Recv() == nil && fn.Name() == "init" || sig.TypeParams().Len()+sig.RecvTypeParams().Len() > 0 || isStreamMethod(fn) != 0 {
		return false
	}
	return (sig.Recv() == nil || pl.isPlain(sig.Recv().Type())) && pl.isPlain(sig.Params()) && pl.isPlain(sig.Results())
}

func (pl *plainness) isPlainObject(obj types.Object) bool {
	switch obj.(type) {
	case *types.Var, *types.TypeName:
		return pl.isPlain(obj.Type())
	}
	return true
}

// isPlain reports whether a type is data alone, in all that can be reached from it.
func (pl *plainness) isPlain(t types.Type) bool {
	if plain, ok := pl.types[t]; ok {
		return plain
	}
	seen := map[types.Type]bool{}
	if !pl.reaches(t, seen) {
		return false
	}
	for t := range seen {
		pl.types[t] = true // what a plain type reaches is plain
	}
	return true
}

// reaches reports whether t and all that it reaches are plain, as far as not seen.
func (pl *plainness) reaches(t types.Type, seen map[types.Type]bool) bool {
	if plain, ok := pl.types[t]; ok {
		return plain
	}
	if seen[t] {
		return true
	}
	seen[t] = true
	if !pl.partsPlain(t, seen) {
		pl.types[t] = false
		return false
	}
	return true
}

// partsPlain: of an empty interface nothing can be asked without another type.
func (pl *plainness) partsPlain(t types.Type, seen map[types.Type]bool) bool {
	switch t := t.(type) {
	case *types.Basic:
		return t.Kind() != types.UnsafePointer
	case *types.Alias:
		return pl.reaches(types.Unalias(t), seen)
	case *types.Interface:
		return t.NumMethods() == 0 && t.NumEmbeddeds() == 0
	case *types.Named:
		return isError(t) || pl.isData(t) && pl.reaches(t.Underlying(), seen)
	case *types.Struct:
		for v := range t.Fields() {
			if !pl.reaches(v.Type(), seen) {
				return false
			}
		}
		return true
	case *types.Tuple:
		for v := range t.Variables() {
			if !pl.reaches(v.Type(), seen) {
				return false
			}
		}
		return true
	case *types.Map:
		return pl.reaches(t.Key(), seen) && pl.reaches(t.Elem(), seen)
	case *types.Chan:
		return false
	case interface{ Elem() types.Type }: // pointers, slices and arrays
		return pl.reaches(t.Elem(), seen)
	}
	return false
}

// isData leaves out what is known by its type, such as mutexes, and times that a wait may
// take.
func (pl *plainness) isData(t *types.Named) bool {
	pkg := t.Obj().Pkg()
	if pkg == nil || t.TypeArgs().Len() > 0 {
		return false
	}
	switch pkg.Path() {
	case "sync", "sync/atomic", "net", "os", "io":
		return false
	case "time":
		return t.Obj().Name() == "Time"
	}
	_, literal := pl.index.Literals[[2]string{pkg.Path(), t.Obj().Name()}]
	return !literal
}

// isKnown reports whether there is a row of the tables or a summary of a function of
// another package.
func (p *Program) isKnown(fn *types.Func) bool {
	name := knowledge.FuncOf(fn)
	_, context := p.Known.Contexts[name]
	_, run := p.Known.Runs[name]
	return context || run || len(p.Known.Ops[name])+len(p.Known.Wraps[name]) > 0 || p.imported(fn) != nil
}

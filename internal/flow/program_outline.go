package flow

import (
	"go/ast"
	"go/types"
	"slices"
)

// outlined are the files of a package without the bodies of functions that importers
// have no use for. They cannot get to some: methods of types that nobody is given, such
// as the middleware of a generated client, which others may call through an interface.
// And plain ones handle nothing but data, such as getters and codecs: their summaries
// would be empty.
func outlined(in Input, known func(*types.Func) bool) []*ast.File {
	o := newOutline(in, known)
	for _, r := range o.routines {
		if o.isRoot(r) {
			o.reach(r)
		}
	}
	o.spoil()
	out := make([]*ast.File, len(in.Files))
	for i, file := range in.Files {
		f := *file
		f.Decls = slices.Clone(file.Decls)
		for i, d := range f.Decls {
			if decl, ok := d.(*ast.FuncDecl); ok && !o.isNeeded(decl) {
				bare := *decl
				bare.Body = nil
				f.Decls[i] = &bare
			}
		}
		out[i] = &f
	}
	return out
}

// An outline is what can be got to in a package, and what is plain of that.
type outline struct {
	*plainness
	in       Input
	known    func(*types.Func) bool // of another package: there are rows or a summary
	routines map[types.Object]*routine
	methods  map[string][]*routine // by name
	exposed  map[types.Object]bool // types that declarations and signatures name
}

// A routine is a declared function.
type routine struct {
	fn      *types.Func
	reached bool
	plain   bool
	uses    []*types.Func // of the package, and methods of interfaces
	callers []*routine
}

func newOutline(in Input, known func(*types.Func) bool) *outline {
	o := &outline{
		plainness: newPlainness(in), in: in, known: known,
		routines: map[types.Object]*routine{}, methods: map[string][]*routine{}, exposed: map[types.Object]bool{},
	}
	outside := new(routine) // declarations of types and variables
	for _, f := range in.Files {
		for _, d := range f.Decls {
			if decl, ok := d.(*ast.FuncDecl); ok {
				o.declare(decl)
				continue
			}
			o.look(outside, d)
			o.expose(d)
		}
	}
	o.routines[nil] = outside
	return o
}

func (o *outline) isNeeded(d *ast.FuncDecl) bool {
	r := o.routines[o.in.Info.Defs[d.Name]]
	return r != nil && r.reached && !r.plain
}

// declare notes a function.
func (o *outline) declare(d *ast.FuncDecl) {
	fn, ok := o.in.Info.Defs[d.Name].(*types.Func)
	if !ok {
		return
	}
	r := &routine{fn: fn, plain: o.looksPlain(fn)}
	o.routines[fn] = r
	if d.Recv != nil {
		o.methods[fn.Name()] = append(o.methods[fn.Name()], r)
	}
	if fn.Exported() {
		o.expose(d.Type)
	}
	if d.Body != nil {
		o.look(r, d.Body)
	}
}

// look notes what a function names. Values that can wait have types that can, and come
// from somewhere that has a name.
func (o *outline) look(r *routine, n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt, *ast.SelectStmt, *ast.ChanType:
			r.plain = false
		case *ast.Ident:
			obj := o.in.Info.Uses[n]
			if fn, ok := obj.(*types.Func); ok {
				o.use(r, fn)
			} else if r.plain && obj != nil && !o.isPlainObject(obj) {
				r.plain = false
			}
		}
		return true
	})
}

// use notes that r calls fn, or takes its value.
func (o *outline) use(r *routine, fn *types.Func) {
	fn = fn.Origin()
	switch {
	case isInterfaceMethod(fn):
		r.plain = false
		r.uses = append(r.uses, fn)
	case fn.Pkg() == o.in.Pkg:
		r.uses = append(r.uses, fn)
	case r.plain && (isStreamMethod(fn) != 0 || o.known(fn)):
		r.plain = false
	}
}

func isInterfaceMethod(fn *types.Func) bool {
	r := fn.Signature().Recv()
	return r != nil && types.IsInterface(r.Type())
}

// expose notes the types that a declaration or signature names, and of variables those
// that they turn out to have.
func (o *outline) expose(n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if tn, ok := o.in.Info.Uses[id].(*types.TypeName); ok {
				o.exposed[tn] = true
			}
			if v, ok := o.in.Info.Defs[id].(*types.Var); ok {
				if n := namedType(v.Type()); n != nil {
					o.exposed[n.Obj()] = true
				}
			}
		}
		return true
	})
}

// isRoot reports whether a function can be called from elsewhere. What a stream does may be
// asked of any type.
func (o *outline) isRoot(r *routine) bool {
	if r.fn == nil {
		return true
	}
	name := r.fn.Name()
	recv := r.fn.Signature().Recv()
	if recv == nil {
		return r.fn.Exported() || name == "init" || name == "main"
	}
	if isStreamMethod(r.fn) != 0 || isDeadlineSetter(r.fn) != 0 || closers[name] {
		return true
	}
	n := namedType(recv.Type())
	return r.fn.Exported() && (n == nil || n.Obj().Exported() || o.exposed[n.Obj()])
}

// reach goes on to what a function uses. For a method of an interface these are those of
// all types; but what implements one of another module is made for that.
func (o *outline) reach(r *routine) {
	if r.reached {
		return
	}
	r.reached = true
	for _, fn := range r.uses {
		if !isInterfaceMethod(fn) {
			o.to(r, o.routines[fn])
		} else if fn.Pkg() == nil || fn.Pkg() == o.in.Pkg || !hasHost(fn.Pkg().Path()) {
			for _, m := range o.methods[fn.Name()] {
				o.to(r, m)
			}
		}
	}
}

func (o *outline) to(r, used *routine) {
	if used != nil {
		used.callers = append(used.callers, r)
		o.reach(used)
	}
}

// spoil: what uses a function that is not plain is not plain either.
func (o *outline) spoil() {
	var todo []*routine
	for _, r := range o.routines {
		if r.reached && !r.plain {
			todo = append(todo, r)
		}
	}
	for len(todo) > 0 {
		r := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for _, c := range r.callers {
			if c.plain {
				c.plain = false
				todo = append(todo, c)
			}
		}
	}
}

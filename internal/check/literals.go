package check

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/flow"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// A literal is a value of a struct type that waits without bound unless one
// of its fields is set.
type literal struct {
	row    knowledge.Literal
	pos    token.Pos
	end    token.Pos
	expr   ast.Expr     // nil for a variable without a value
	holder types.Object // the variable or field that it is stored in, if one
	set    bool
}

// name is the type's name with the last element of its import path.
func (l literal) name() string {
	return l.row.Pkg[strings.LastIndexByte(l.row.Pkg, '/')+1:] + "." + l.row.Type
}

// literals reports http.Server{} and its kin without a timeout, whether in
// the literal or set later on the same variable or field.
func (c *checker) literals() {
	var all []literal
	for _, f := range c.Files {
		all = append(all, c.literalsIn(f)...)
	}
	later, served := c.fieldsSet(), c.servedBy()
	for _, l := range append(all, c.zeroFields(all, served)...) {
		if l.set || l.holder != nil && later[l.holder] || c.requestsBounded(l) {
			continue
		}
		c.report(finding.Finding{
			Kind: l.row.Kind, Pos: l.pos, End: l.end, Verdict: finding.Unbounded, Sites: []finding.Site{{Pos: l.pos, End: l.end, On: l.row.Instead}},
			Witness: serving(served[l.holder]),
			Message: fmt.Sprintf("%s without %s can wait forever; set %s", l.name(), strings.Join(l.row.AnyOf, " or "), l.row.Instead),
		})
	}
}

func (c *checker) literalRow(t types.Type) (knowledge.Literal, bool) {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil {
		return knowledge.Literal{}, false
	}
	row, ok := c.Known.Literals[[2]string{n.Obj().Pkg().Path(), n.Obj().Name()}]
	return row, ok
}

// literalsIn lists the composite literals and zero variables of such types.
func (c *checker) literalsIn(f *ast.File) []literal {
	var out []literal
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CompositeLit:
			if row, ok := c.literalRow(c.Info.TypeOf(n)); ok && !isPointer(c.Info.TypeOf(n)) {
				out = append(out, literal{row, n.Pos(), n.Lbrace, n, c.holder(f, n), c.setsField(n, row)})
			}
		case *ast.CallExpr: // new(http.Server)
			if row, ok := c.literalRow(c.Info.TypeOf(n)); ok && c.isNew(n) {
				out = append(out, literal{row, n.Pos(), n.End(), n, c.holder(f, n), false})
			}
		case *ast.ValueSpec:
			if len(n.Values) > 0 || n.Type == nil || isPointer(c.Info.TypeOf(n.Type)) {
				break
			}
			if row, ok := c.literalRow(c.Info.TypeOf(n.Type)); ok {
				out = append(out, literal{row, n.Pos(), n.End(), nil, c.Info.Defs[n.Names[0]], false})
			}
		}
		return true
	})
	return out
}

func (c *checker) isNew(call *ast.CallExpr) bool {
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if !ok {
		return false
	}
	b, ok := c.Info.Uses[id].(*types.Builtin)
	return ok && b.Name() == "new" && len(call.Args) == 1 && c.Info.Types[call.Args[0]].IsType()
}

func isPointer(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}

// setsField reports whether a literal sets one of the fields to something
// that is not zero, or serves nobody but its own machine.
func (c *checker) setsField(lit *ast.CompositeLit, row knowledge.Literal) bool {
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			return true // all fields are given
		}
		key, ok := kv.Key.(*ast.Ident)
		if !ok {
			continue
		}
		if contains(row.AnyOf, key.Name) && !c.isZero(kv.Value) || key.Name == row.Part.Field && c.boundedPart(kv.Value, row.Part) {
			return true
		}
		if key.Name == "Addr" && c.isLoopback(kv.Value) { // who is on the machine could do worse
			return true
		}
	}
	return false
}

func (c *checker) isLoopback(e ast.Expr) bool {
	v := c.Info.Types[e].Value
	return v != nil && v.Kind() == constant.String && flow.Loopback(constant.StringVal(v))
}

func (c *checker) isZero(e ast.Expr) bool {
	v := c.Info.Types[e].Value
	return v != nil && v.Kind() == constant.Int && constant.Sign(v) == 0
}

func contains(list []string, s string) bool {
	return slices.Contains(list, s)
}

// fieldsSet lists the variables and fields on which one of the fields of a
// row is set by an assignment.
func (c *checker) fieldsSet() map[types.Object]bool {
	out := map[types.Object]bool{}
	for _, f := range c.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			for _, sel := range c.setsFields(n) {
				row, ok := c.literalRow(c.Info.TypeOf(sel.X))
				if ok && contains(row.AnyOf, sel.Sel.Name) {
					if obj := c.object(sel.X); obj != nil {
						out[obj] = true
					}
				}
			}
			return true
		})
	}
	return out
}

// setsFields lists the fields that an assignment sets to something that is not zero.
func (c *checker) setsFields(n ast.Node) []*ast.SelectorExpr {
	as, ok := n.(*ast.AssignStmt)
	if !ok || len(as.Lhs) != len(as.Rhs) {
		return nil
	}
	var out []*ast.SelectorExpr
	for i, l := range as.Lhs {
		if sel, ok := l.(*ast.SelectorExpr); ok && !c.isZero(as.Rhs[i]) {
			out = append(out, sel)
		}
	}
	return out
}

// object is the variable or field that an expression names.
func (c *checker) object(e ast.Expr) types.Object {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return c.Info.ObjectOf(e)
	case *ast.SelectorExpr:
		return c.Info.ObjectOf(e.Sel)
	case *ast.UnaryExpr:
		return c.object(e.X)
	case *ast.StarExpr:
		return c.object(e.X)
	}
	return nil
}

func (c *checker) isLocal(o types.Object) bool {
	return o.Parent() != nil && o.Parent() != c.Pkg.Scope()
}

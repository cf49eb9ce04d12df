package identity

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"sort"
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/enclosing"
)

// operation names what is from pos to end.
func (n *Namer) operation(f *ast.File, pos, end token.Pos, resource string) string {
	if text := comment(f, pos); text != "" {
		return text
	}
	path := enclosing.Path(f, pos, max(pos, end))
	if len(path) == 0 {
		return "-"
	}
	text := n.text(path[0])
	if x, err := parser.ParseExpr(resource); err == nil {
		// The call can be one that only leads to the operation.
		scope := n.Pkg.Scope().Innermost(pos)
		on := n.withScope(scope, pos).text(x)
		if on != "-" && !strings.Contains(text, on) {
			text += "(" + on + ")"
		}
	}
	return text
}

// comment is the directive at pos, without its reason.
func comment(f *ast.File, pos token.Pos) string {
	at := sort.Search(len(f.Comments), func(i int) bool { return f.Comments[i].End() > pos })
	if at < len(f.Comments) {
		for _, c := range f.Comments[at].List {
			if c.Pos() == pos {
				words := strings.Fields(strings.TrimLeft(c.Text, "/"))
				return strings.Join(words[:min(2, len(words))], " ")
			}
		}
	}
	return ""
}

// A writer writes expressions in the words that outlive a change of names:
// variables of the function are their types.
type writer struct {
	pkg  *types.Package
	find func(*ast.Ident) types.Object
}

func (n *Namer) text(node ast.Node) string {
	return writer{n.Pkg, n.Info.ObjectOf}.text(node)
}

// withScope is for expressions that were not part of the program.
func (n *Namer) withScope(scope *types.Scope, pos token.Pos) writer {
	return writer{n.Pkg, func(id *ast.Ident) types.Object {
		if scope == nil {
			return nil
		}
		_, obj := scope.LookupParent(id.Name, pos)
		return obj
	}}
}

// text is "-" for what has no name.
func (w writer) text(node ast.Node) string {
	switch x := node.(type) {
	case *ast.Ident:
		return w.ident(x)
	case *ast.SelectorExpr:
		return w.text(x.X) + "." + x.Sel.Name
	case *ast.CallExpr:
		return w.text(x.Fun)
	case *ast.ParenExpr:
		return w.text(x.X)
	case *ast.StarExpr:
		return w.text(x.X)
	case *ast.IndexExpr:
		return w.text(x.X)
	case *ast.IndexListExpr:
		return w.text(x.X)
	case *ast.SliceExpr:
		return w.text(x.X)
	case *ast.TypeAssertExpr:
		return w.text(x.X)
	case *ast.CompositeLit:
		if x.Type == nil {
			return "{}"
		}
		return w.text(x.Type) + "{}"
	case *ast.FuncLit:
		return "func"
	case *ast.UnaryExpr:
		if x.Op == token.ARROW {
			return "<-" + w.text(x.X)
		}
		return w.text(x.X)
	}
	return w.statement(node)
}

func (w writer) statement(node ast.Node) string {
	switch x := node.(type) {
	case *ast.SelectStmt:
		return "select"
	case *ast.RangeStmt:
		return "range " + w.text(x.X)
	case *ast.SendStmt:
		return w.text(x.Chan) + "<-"
	case *ast.ExprStmt:
		return w.text(x.X)
	case *ast.AssignStmt:
		return w.text(x.Lhs[0]) + "="
	case *ast.KeyValueExpr:
		return w.text(x.Key) + ":"
	case *ast.ValueSpec:
		if x.Type != nil {
			return w.text(x.Type)
		}
	case *ast.GoStmt:
		return "go " + w.text(x.Call)
	case *ast.DeferStmt:
		return "defer " + w.text(x.Call)
	}
	return "-"
}

// ident writes the type in place of a variable of the function.
func (w writer) ident(id *ast.Ident) string {
	obj := w.find(id)
	if p, ok := obj.(*types.PkgName); ok {
		return p.Imported().Name() // whatever this file calls it
	}
	v, ok := obj.(*types.Var)
	if !ok || v.IsField() || v.Parent() == w.pkg.Scope() {
		return id.Name
	}
	t := types.Unalias(v.Type())
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	switch t := t.(type) {
	case *types.Named:
		return w.typeName(t.Obj())
	case *types.TypeParam:
		return t.Obj().Name()
	case *types.Struct:
		return "struct"
	case *types.Interface:
		return "interface"
	case *types.Signature:
		return "func"
	}
	return types.TypeString(t, func(p *types.Package) string {
		if p == w.pkg {
			return ""
		}
		return p.Name()
	})
}

func (w writer) typeName(o *types.TypeName) string {
	if o.Pkg() == nil || o.Pkg() == w.pkg {
		return o.Name()
	}
	return o.Pkg().Name() + "." + o.Name()
}

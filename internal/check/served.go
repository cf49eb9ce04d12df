package check

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/finding"
)

// servedBy lists, for each variable and field, the calls that serve with the server in it:
// of methods of a type that a row describes, which are called Serve or ListenAndServe.
func (c *checker) servedBy() map[types.Object][]*ast.CallExpr {
	out := map[types.Object][]*ast.CallExpr{}
	for _, f := range c.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || !strings.HasPrefix(strings.TrimPrefix(sel.Sel.Name, "ListenAnd"), "Serve") {
				return true
			}
			if _, ok := c.literalRow(c.Info.TypeOf(sel.X)); ok {
				if o := c.object(sel.X); o != nil {
					out[o] = append(out[o], call)
				}
			}
			return true
		})
	}
	return out
}

// serving says where a server is used that has no timeout.
func serving(calls []*ast.CallExpr) []finding.Step {
	var out []finding.Step
	for _, call := range calls {
		out = append(out, finding.Step{Pos: call.Pos(), Text: "serves there"})
	}
	return out
}

// zeroFields lists the fields that are such a type themselves, of which no literal is
// stored there: servers that are set part by part.
func (c *checker) zeroFields(all []literal, served map[types.Object][]*ast.CallExpr) []literal {
	held := map[types.Object]bool{}
	for _, l := range all {
		held[l.holder] = true
	}
	var out []literal
	for o := range served {
		v, ok := o.(*types.Var)
		if !ok || !v.IsField() || v.Exported() || v.Pkg() != c.Pkg || isPointer(v.Type()) || held[o] {
			continue
		}
		row, _ := c.literalRow(v.Type())
		out = append(out, literal{row: row, pos: v.Pos(), end: v.Pos() + token.Pos(len(v.Name())), holder: v})
	}
	slices.SortFunc(out, func(a, b literal) int { return cmp.Compare(a.pos, b.pos) })
	return out
}

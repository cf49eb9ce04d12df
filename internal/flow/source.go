package flow

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// sources finds the syntax behind instructions, for positions and for the
// text of messages.
type sources struct {
	nodes map[token.Pos]ast.Node // by the position that SSA gives an instruction
}

func newSources(files []*ast.File) *sources {
	s := &sources{nodes: map[token.Pos]ast.Node{}}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				s.nodes[n.Lparen] = n
			case *ast.SelectorExpr: // a method value: its wrapper has the position of the name
				s.nodes[n.Sel.Pos()] = n
			case *ast.SendStmt:
				s.nodes[n.Arrow] = n
			case *ast.UnaryExpr:
				if n.Op == token.ARROW {
					s.nodes[n.OpPos] = n
				}
			case *ast.SelectStmt:
				s.nodes[n.Select] = n
			case *ast.RangeStmt:
				s.nodes[n.For] = n
			}
			return true
		})
	}
	return s
}

// maxText bounds the length of source text in messages.
const maxText = 60

// describe returns the position to report for an instruction and its text.
func (s *sources) describe(in ssa.Instruction) (pos, end token.Pos, text string) {
	at := in.Pos()
	if c, ok := in.(ssa.CallInstruction); ok {
		at = c.Common().Pos()
	}
	switch n := s.nodes[at].(type) {
	case *ast.CallExpr:
		return callPos(n), n.End(), exprText(n.Fun)
	case *ast.SelectorExpr:
		return n.Pos(), n.End(), exprText(n)
	case *ast.SendStmt:
		return n.Pos(), n.End(), exprText(n.Chan) + " <-"
	case *ast.UnaryExpr:
		return n.Pos(), n.End(), "<-" + exprText(n.X)
	case *ast.SelectStmt:
		return n.Pos(), n.Select + token.Pos(len("select")), "select"
	case *ast.RangeStmt:
		return n.Pos(), n.Body.Pos(), "range " + exprText(n.X)
	}
	return at, at, ""
}

// callPos is where a call begins, or its method's name when that is on
// another line: the line that a reader looks for in a chain of calls.
func callPos(n *ast.CallExpr) token.Pos {
	if sel, ok := n.Fun.(*ast.SelectorExpr); ok {
		if _, chained := sel.X.(*ast.CallExpr); chained {
			return sel.Sel.Pos()
		}
	}
	return n.Pos()
}

func exprText(e ast.Expr) string {
	text := types.ExprString(e)
	if len(text) > maxText {
		if sel, ok := e.(*ast.SelectorExpr); ok {
			return "…." + sel.Sel.Name
		}
		return text[:maxText] + "…"
	}
	return text
}

// unnamed are the comments that SSA gives to values without a name.
var unnamed = map[string]bool{"complit": true, "new": true, "makeslice": true, "slicelit": true, "varargs": true}

// valueText is the source text of a value, "" if it has none of its own.
func (s *sources) valueText(v ssa.Value) string {
	switch v := v.(type) {
	case *ssa.Parameter:
		return v.Name()
	case *ssa.FreeVar:
		return v.Name()
	case *ssa.Global:
		return v.Name()
	case *ssa.Alloc:
		if token.IsIdentifier(v.Comment) && !unnamed[v.Comment] {
			return v.Comment
		}
	case *ssa.UnOp:
		return s.valueText(v.X)
	case *ssa.FieldAddr:
		return s.fieldText(v.X, structOf(v.X.Type()).Field(v.Field))
	case *ssa.Field:
		return s.fieldText(v.X, structOf(v.X.Type()).Field(v.Field))
	case *ssa.Convert:
		return s.valueText(v.X)
	case *ssa.ChangeType:
		return s.valueText(v.X)
	case *ssa.MakeInterface:
		return s.valueText(v.X)
	case *ssa.ChangeInterface:
		return s.valueText(v.X)
	case *ssa.Call:
		if n, ok := s.nodes[v.Pos()].(*ast.CallExpr); ok {
			return exprText(n.Fun) + "()"
		}
	}
	return ""
}

func (s *sources) fieldText(x ssa.Value, fv *types.Var) string {
	base := s.valueText(x)
	switch {
	case base == "":
		return fv.Name()
	case fv.Embedded():
		return base
	}
	return base + "." + fv.Name()
}

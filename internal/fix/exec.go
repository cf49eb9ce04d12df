package fix

import (
	"errors"
	"go/ast"
	"go/types"
	"slices"
)

// lastingExec are the methods after which the process goes on.
var lastingExec = []string{"Start", "StdinPipe", "StdoutPipe", "StderrPipe"}

// exec makes the command with a context. Its deadline kills the process.
func (j *job) exec() (string, error) {
	return "Run the command with a context", j.each(func(s *site) error {
		call, err := s.call()
		if err != nil {
			return err
		}
		made, err := j.command(s, call)
		if err != nil {
			return err
		}
		at, err := j.siteOf(made)
		if err != nil {
			return err
		}
		ctx := at.context()
		if ctx == "" {
			if at.inLoop() {
				return errInLoop
			}
			if ctx, err = j.withTimeout(at, "", false); err != nil {
				return err
			}
		}
		sel := made.Fun.(*ast.SelectorExpr)
		j.replace(sel.Sel, "CommandContext")
		j.insertAt(made.Lparen+1, ctx+", ")
		return nil
	})
}

// command is the call of exec.Command that made the command of a call, in the
// same function: its receiver, or what its variable was declared with.
func (j *job) command(s *site, call *ast.CallExpr) (*ast.CallExpr, error) {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || s.Through {
		return nil, errors.New("the command is made elsewhere")
	}
	x := ast.Unparen(sel.X)
	if id, ok := x.(*ast.Ident); ok {
		v, isVar := j.Info.Uses[id].(*types.Var)
		if !isVar || s.leaves(v) {
			return nil, errors.New("the command is used elsewhere, too")
		}
		x = s.initial(v)
	}
	made, ok := x.(*ast.CallExpr)
	if !ok {
		return nil, errors.New("the command is made elsewhere")
	}
	fn := s.callee(made)
	if _, named := made.Fun.(*ast.SelectorExpr); fn == nil || !named || fn.FullName() != "os/exec.Command" {
		return nil, errors.New("the command is made elsewhere")
	}
	return made, nil
}

// leaves reports whether a command is started, to go on by itself, or handed
// to others.
func (s *site) leaves(v *types.Var) bool {
	d := s.declared()
	if d == nil {
		return true
	}
	uses, known := 0, 0
	started := false
	ast.Inspect(d, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			if s.f.Info.Uses[n] == types.Object(v) {
				uses++
			}
		case *ast.SelectorExpr:
			if id, ok := n.X.(*ast.Ident); ok && s.f.Info.Uses[id] == types.Object(v) {
				known++
				started = started || slices.Contains(lastingExec, n.Sel.Name)
			}
		}
		return true
	})
	return started || uses != known
}

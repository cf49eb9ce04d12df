package fix

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// wait puts a wait for another goroutine into a select with a context, or
// with a timer where there is none.
func (j *job) wait() (string, error) {
	if len(j.finding.Sites) == 1 {
		if s, err := j.site(j.finding.Sites[0]); err == nil && s.takesContext() {
			return j.callContext()
		}
	}
	return "Wait with a bound", j.each(j.waitAt)
}

func (j *job) waitAt(s *site) error {
	if s.Through {
		return errors.New("what it calls waits: bound it there")
	}
	st, err := s.statement()
	if err != nil {
		return err
	}
	out, err := j.wayOut(s, st)
	if err != nil {
		return err
	}
	switch n := s.node.(type) {
	case *ast.SendStmt:
		j.replace(st, out.around(j.text(n), ""))
		return nil
	case *ast.UnaryExpr:
		return j.receive(s, st, n, out)
	case *ast.SelectStmt:
		j.insertAt(n.Body.Rbrace, "case "+out.comm+":\n\t"+out.body+"\n")
		return nil
	case *ast.CallExpr:
		return j.waitGroup(s, st, n, out)
	}
	return errors.New("a loop over a channel ends when it is closed")
}

// A wayOut is the case of a select that bounds it.
type wayOut struct {
	comm string
	body string
}

// around is a select with a case and the way out.
func (w wayOut) around(comm, body string) string {
	if body != "" {
		body = "\n\t" + body
	}
	return fmt.Sprintf("select {\ncase %s:%s\ncase %s:\n\t%s\n}", comm, body, w.comm, w.body)
}

func (j *job) wayOut(s *site, st ast.Stmt) (wayOut, error) {
	if _, err := j.returning(s, "err"); err != nil {
		return j.silentWayOut(s, st, err)
	}
	if ctx := s.context(); ctx != "" {
		body, err := j.returning(s, ctx+".Err()")
		return wayOut{"<-" + ctx + ".Done()", body}, err
	}
	d, err := j.timeout(s)
	if err != nil {
		return wayOut{}, err
	}
	names := map[string]string{}
	for _, path := range []string{"time", "os", "fmt"} {
		if names[path], err = j.pkg(s, path); err != nil {
			return wayOut{}, err
		}
	}
	what := strings.NewReplacer(`"`, `'`, "\n", " ", "%", "%%").Replace(j.awaited(s))
	body, err := j.returning(s, fmt.Sprintf(`%s.Errorf("wait for %s: %%w", %s.ErrDeadlineExceeded)`, names["fmt"], what, names["os"]))
	return wayOut{fmt.Sprintf("<-%s.After(%s)", names["time"], d), body}, err
}

// awaited is what the wait is for, as an error calls it.
func (j *job) awaited(s *site) string {
	if s.On != "" {
		return s.On
	}
	switch n := s.node.(type) { // a local variable of which it is not known what it holds
	case *ast.SendStmt:
		return j.text(n.Chan)
	case *ast.UnaryExpr:
		return j.text(n.X)
	}
	return "other goroutines"
}

// silentWayOut is for a function that cannot return the error why.
func (j *job) silentWayOut(s *site, st ast.Stmt, why error) (wayOut, error) {
	if ctx, ret := s.context(), j.plainReturn(s, st); ctx != "" && ret != "" {
		return wayOut{"<-" + ctx + ".Done()", ret}, nil
	}
	if out, ok := j.ownWayOut(s); ok {
		return out, nil
	}
	return wayOut{}, why
}

// plainReturn leaves a function without results, after its last statement.
func (j *job) plainReturn(s *site, st ast.Stmt) string {
	body, sig := s.body()
	if body == nil || sig == nil || sig.Results().Len() > 0 || body.List[len(body.List)-1] != st {
		return ""
	}
	return "return"
}

// receive handles the statements that a receive can be in.
func (j *job) receive(s *site, st ast.Stmt, n *ast.UnaryExpr, out wayOut) error {
	text := j.text(n)
	switch st := st.(type) {
	case *ast.ExprStmt:
		if st.X == ast.Expr(n) {
			j.replace(st, out.around(text, ""))
			return nil
		}
	case *ast.ReturnStmt:
		if len(st.Results) == 1 && st.Results[0] == ast.Expr(n) {
			v := j.fresh(s, "v")
			j.replace(st, out.around(v+" := "+text, "return "+v))
			return nil
		}
	case *ast.AssignStmt:
		if len(st.Rhs) == 1 && st.Rhs[0] == ast.Expr(n) {
			return j.assigned(s, st, text, out)
		}
	}
	return errors.New("the value is a part of an expression: receive it in a statement of its own")
}

// assigned: v := <-c declares v before the select.
func (j *job) assigned(s *site, st *ast.AssignStmt, text string, out wayOut) error {
	var names []string
	var declare strings.Builder
	for _, l := range st.Lhs {
		names = append(names, j.text(l))
		id, ok := l.(*ast.Ident)
		if st.Tok != token.DEFINE || !ok || j.Info.Defs[id] == nil || id.Name == "_" {
			continue
		}
		t, err := j.typeText(s, j.Info.TypeOf(id))
		if err != nil {
			return err
		}
		fmt.Fprintf(&declare, "var %s %s\n", id.Name, t)
	}
	if st.Tok != token.DEFINE && st.Tok != token.ASSIGN {
		return errors.New("the value is a part of an expression: receive it in a statement of its own")
	}
	j.replace(st, declare.String()+out.around(strings.Join(names, ", ")+" = "+text, ""))
	return nil
}

// waitGroup waits for a WaitGroup in a goroutine, which ends with the group.
func (j *job) waitGroup(s *site, st ast.Stmt, call *ast.CallExpr, out wayOut) error {
	x, ok := st.(*ast.ExprStmt)
	fn := s.callee(call)
	if !ok || x.X != ast.Expr(call) || fn == nil || fn.FullName() != "(*sync.WaitGroup).Wait" {
		return errors.New("it cannot be interrupted")
	}
	done := j.fresh(s, "done")
	j.replace(st, fmt.Sprintf("%s := make(chan struct{})\ngo func() {\n\t%s\n\tclose(%s)\n}()\n%s", done, j.text(call), done, out.around("<-"+done, "")))
	return nil
}

// takesContext reports whether the operation is a call with a context.
func (s *site) takesContext() bool {
	call, ok := s.node.(*ast.CallExpr)
	if !ok {
		return false
	}
	fn := s.callee(call)
	return fn != nil && contextParam(fn.Signature()) >= 0
}

// contextParam is the index of the first parameter that is a context, or -1.
func contextParam(sig *types.Signature) int {
	for i := range sig.Params().Len() {
		if isContext(sig.Params().At(i).Type()) {
			return i
		}
	}
	return -1
}

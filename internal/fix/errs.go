package fix

import (
	"errors"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// maxCopied is the length of the error handling that is copied, in statements.
const maxCopied = 3

// failing is what to do with an error before statement st, the way the function
// handles the errors of the operation in it; and the name of the error there.
// It is "" if the function has no way to tell of errors.
func (j *job) failing(s *site, st ast.Stmt) (name, body string) {
	if name, body := j.copied(s, st); body != "" {
		return name, body
	}
	if ret, err := j.returning(s, "err"); err == nil {
		return "err", ret
	}
	return "", ""
}

// copied is the error handling that follows the operation.
func (j *job) copied(s *site, st ast.Stmt) (name, body string) {
	var handling *ast.IfStmt
	var assign *ast.AssignStmt
	switch st := st.(type) {
	case *ast.IfStmt:
		handling = st
		assign, _ = st.Init.(*ast.AssignStmt)
	case *ast.AssignStmt:
		assign = st
		handling, _ = s.next(st).(*ast.IfStmt)
		if handling != nil && handling.Init != nil {
			return "", ""
		}
	}
	if handling == nil || assign == nil || !in(assign, s.node) {
		return "", ""
	}
	name = notNil(handling.Cond)
	if name == "" || !j.assigns(assign, name) || !j.copyable(s, handling.Body, assign, name) {
		return "", ""
	}
	text := j.text(handling.Body)
	return name, strings.TrimSpace(text[1 : len(text)-1])
}

// notNil is x of the condition x != nil.
func notNil(cond ast.Expr) string {
	b, ok := cond.(*ast.BinaryExpr)
	if !ok || b.Op != token.NEQ {
		return ""
	}
	x, ok := b.X.(*ast.Ident)
	y, isIdent := b.Y.(*ast.Ident)
	if !ok || !isIdent || y.Name != "nil" {
		return ""
	}
	return x.Name
}

// assigns reports whether the statement gives an error to a name.
func (j *job) assigns(as *ast.AssignStmt, name string) bool {
	for _, l := range as.Lhs {
		if id, ok := l.(*ast.Ident); ok && id.Name == name {
			return isError(j.Info.TypeOf(id))
		}
	}
	return false
}

func isError(t types.Type) bool {
	return t != nil && types.Identical(t, types.Universe.Lookup("error").Type())
}

// copyable: the body leaves, and mentions nothing that the operation's own
// statement assigns, but the error.
func (j *job) copyable(s *site, body *ast.BlockStmt, as *ast.AssignStmt, name string) bool {
	if len(body.List) == 0 || len(body.List) > maxCopied || !j.leaves(body.List[len(body.List)-1]) {
		return false
	}
	assigned := map[string]bool{}
	for _, l := range as.Lhs {
		if id, ok := l.(*ast.Ident); ok && id.Name != name {
			assigned[id.Name] = true
		}
	}
	_, sig := s.function()
	ok := sig != nil
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			ok = ok && !assigned[n.Name]
		case *ast.ReturnStmt: // a bare one would return what is shadowed
			ok = ok && (len(n.Results) > 0 || sig.Results().Len() == 0)
		case *ast.FuncLit, *ast.LabeledStmt:
			ok = false
		}
		return ok
	})
	return ok
}

// leaves reports whether nothing after a statement runs.
func (j *job) leaves(st ast.Stmt) bool {
	switch st := st.(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.BranchStmt:
		return st.Tok == token.BREAK || st.Tok == token.CONTINUE
	case *ast.ExprStmt:
		call, ok := st.X.(*ast.CallExpr)
		if !ok {
			return false
		}
		switch f := call.Fun.(type) {
		case *ast.Ident:
			return f.Name == "panic"
		case *ast.SelectorExpr:
			fn, ok := j.Info.Uses[f.Sel].(*types.Func)
			return ok && fn.Pkg() != nil && (fn.FullName() == "os.Exit" || fn.Pkg().Path() == "log" && strings.HasPrefix(fn.Name(), "Fatal"))
		}
	}
	return false
}

// returning gives back what is locked, and returns an error, whose text is given, and
// zero values.
func (j *job) returning(s *site, err string) (string, error) {
	_, sig := s.function()
	if sig == nil || sig.Results().Len() == 0 || !isError(sig.Results().At(sig.Results().Len()-1).Type()) {
		return "", errors.New("the function has no error to return")
	}
	var values []string
	for i := range sig.Results().Len() - 1 {
		v, err := j.zero(s, sig.Results().At(i).Type())
		if err != nil {
			return "", err
		}
		values = append(values, v)
	}
	ret := "return " + strings.Join(append(values, err), ", ")
	return strings.Join(append(j.owed(s), ret), "\n"), nil
}

// zero is the zero value of a type, as people write it.
func (j *job) zero(s *site, t types.Type) (string, error) {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Info()&types.IsBoolean != 0:
			return "false", nil
		case u.Info()&types.IsString != 0:
			return `""`, nil
		case u.Info()&types.IsNumeric != 0:
			return "0", nil
		}
		return "nil", nil
	case *types.Struct, *types.Array:
		text, err := j.typeText(s, t)
		return text + "{}", err
	case *types.Interface:
		if _, ok := types.Unalias(t).(*types.TypeParam); ok {
			text, err := j.typeText(s, t)
			return "*new(" + text + ")", err
		}
	}
	return "nil", nil
}

// typeText writes a type with the package names of the file.
func (j *job) typeText(s *site, t types.Type) (string, error) {
	var bad error
	text := types.TypeString(t, func(p *types.Package) string {
		if p == j.Pkg {
			return ""
		}
		for _, spec := range s.file.Imports {
			if pn := j.Info.PkgNameOf(spec); pn != nil && pn.Imported() == p && pn.Name() != "." && pn.Name() != "_" {
				if s.lookup(pn.Name(), s.Pos) == types.Object(pn) {
					return pn.Name()
				}
			}
		}
		bad = errors.New("the file does not import package " + p.Path())
		return p.Name()
	})
	if bad == nil && !s.visible(t) {
		bad = errors.New("a type of the results cannot be named there")
	}
	return text, bad
}

// visible reports whether a named type can be named at the operation.
func (s *site) visible(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return true
	}
	if n.Obj().Pkg() != s.f.Pkg {
		return n.Obj().Exported() || n.Obj().Pkg() == nil
	}
	return s.lookup(n.Obj().Name(), s.Pos) == types.Object(n.Obj())
}

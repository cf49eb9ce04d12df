package fix

import (
	"errors"
	"fmt"
	"go/ast"
	"strings"
)

// httpServer sets ReadHeaderTimeout: it ends clients that never finish their
// headers. ReadTimeout would also limit long uploads.
func (j *job) httpServer() (string, error) {
	return "Set ReadHeaderTimeout", j.each(func(s *site) error {
		if call, ok := s.node.(*ast.CallExpr); ok && !j.isLiteral(s) {
			return j.serve(s, call)
		}
		return j.setField(s)
	})
}

// httpClient sets the client's Timeout, or passes a context.
func (j *job) httpClient() (string, error) {
	return "Set a timeout", j.each(func(s *site) error {
		call, ok := s.node.(*ast.CallExpr)
		if !ok || j.isLiteral(s) {
			return j.setField(s)
		}
		fn := s.callee(call)
		if fn == nil {
			return errors.New("it calls a function value")
		}
		switch fn.FullName() {
		case "net/http.Get", "net/http.Head", "net/http.Post", "net/http.PostForm":
			return j.newClient(s, call)
		case "(*net/http.Client).Do":
			return j.withContext(s, call)
		case "(*net/http.Client).Get", "(*net/http.Client).Head", "(*net/http.Client).Post", "(*net/http.Client).PostForm":
			if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && j.isDefaultClient(sel.X) {
				return j.ownClient(s, sel)
			}
			return errors.New("set Timeout where the client is made")
		}
		if contextParam(fn.Signature()) >= 0 {
			_, err := j.callContext()
			return err
		}
		return errors.New("set Timeout where the client is made")
	})
}

// isLiteral: the finding is about a value, whose field to set is known.
func (j *job) isLiteral(s *site) bool {
	call, ok := s.node.(*ast.CallExpr)
	if !ok {
		return true
	}
	id, ok := call.Fun.(*ast.Ident)
	return ok && id.Name == "new"
}

// setField sets the field of a literal, a new(T) or a zero variable.
func (j *job) setField(s *site) error {
	d, err := j.timeout(s)
	if err != nil {
		return err
	}
	field := s.On + ": " + d
	switch n := s.node.(type) {
	case *ast.CompositeLit:
		return j.addField(n, field)
	case *ast.CallExpr:
		j.replace(n, "&"+j.text(n.Args[0])+"{"+field+"}")
		return nil
	case *ast.ValueSpec:
		if len(n.Names) != 1 {
			return errors.New("several variables are declared at once")
		}
		j.replace(n, fmt.Sprintf("%s = %s{%s}", n.Names[0].Name, j.text(n.Type), field))
		return nil
	}
	return errors.New("its literal is not at hand")
}

// addField adds a field after those that are there, or changes a zero.
func (j *job) addField(lit *ast.CompositeLit, field string) error {
	name, value, _ := strings.Cut(field, ": ")
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			return errors.New("its fields have no names")
		}
		if key, ok := kv.Key.(*ast.Ident); ok && key.Name == name {
			j.replace(kv.Value, value)
			return nil
		}
	}
	if len(lit.Elts) == 0 {
		j.insertAt(lit.Lbrace+1, field)
		return nil
	}
	last := lit.Elts[len(lit.Elts)-1]
	sep := ", "
	if line := j.Fset.Position(lit.Elts[0].Pos()).Line; line != j.Fset.Position(lit.Lbrace).Line {
		sep = ",\n" // one field a line
	}
	j.insertAt(last.End(), sep+field)
	return nil
}

// serve makes the server that http.ListenAndServe would make, with a timeout.
func (j *job) serve(s *site, call *ast.CallExpr) error {
	fn := s.callee(call)
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if fn == nil || !ok {
		return errors.New("it is not called by its name")
	}
	var fields, args []string
	for i, a := range call.Args {
		text := j.text(a)
		switch p := fn.Signature().Params().At(i).Name(); p {
		case "addr", "handler":
			if text != "nil" {
				fields = append(fields, strings.ToUpper(p[:1])+p[1:]+": "+text)
			}
		default:
			args = append(args, text)
		}
	}
	switch fn.FullName() {
	case "net/http.ListenAndServe", "net/http.ListenAndServeTLS", "net/http.Serve", "net/http.ServeTLS":
	default:
		return errors.New("the server is made elsewhere: set ReadHeaderTimeout there")
	}
	d, err := j.timeout(s)
	if err != nil {
		return err
	}
	fields = append(fields, "ReadHeaderTimeout: "+d)
	j.replace(call, fmt.Sprintf("(&%s.Server{%s}).%s(%s)", j.text(sel.X), strings.Join(fields, ", "), fn.Name(), strings.Join(args, ", ")))
	return nil
}

// newClient: http.Get(url) is (&http.Client{}).Get(url).
func (j *job) newClient(s *site, call *ast.CallExpr) error {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return errors.New("it is not called by its name")
	}
	d, err := j.timeout(s)
	if err != nil {
		return err
	}
	j.replace(sel.X, fmt.Sprintf("(&%s.Client{Timeout: %s})", j.text(sel.X), d))
	return nil
}

// isDefaultClient: http.DefaultClient.
func (j *job) isDefaultClient(e ast.Expr) bool {
	sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	obj := j.Info.Uses[sel.Sel]
	return obj != nil && obj.Pkg() != nil && obj.Pkg().Path() == "net/http" && obj.Name() == "DefaultClient"
}

// ownClient replaces the default client by one with a timeout.
func (j *job) ownClient(s *site, sel *ast.SelectorExpr) error {
	d, err := j.timeout(s)
	if err != nil {
		return err
	}
	client, ok := ast.Unparen(sel.X).(*ast.SelectorExpr)
	if !ok {
		return errors.New("it is not called by its name")
	}
	j.replace(sel.X, fmt.Sprintf("(&%s.Client{Timeout: %s})", j.text(client.X), d))
	return nil
}

// withContext gives a request the context in scope.
func (j *job) withContext(s *site, call *ast.CallExpr) error {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || len(call.Args) != 1 {
		return errors.New("it is not called by its name")
	}
	if ctx := s.context(); ctx != "" && !strings.HasSuffix(ctx, ".Context()") && plain(call.Args[0]) {
		j.insertAt(call.Args[0].End(), ".WithContext("+ctx+")")
		return nil
	}
	if j.isDefaultClient(sel.X) {
		return j.ownClient(s, sel)
	}
	return errors.New("set Timeout where the client is made, or make the request with a context")
}

package fix

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/types/typeutil"

	"github.com/timeoutlint/timeoutlint/internal/enclosing"
	"github.com/timeoutlint/timeoutlint/internal/finding"
)

// A site is an operation in the syntax.
type site struct {
	finding.Site
	f    *Fixer
	file *ast.File
	path []ast.Node // from the operation to the file
	node ast.Node   // the operation: a call, a receive, a send, a select, ...
}

// site finds the syntax of an operation.
func (f *Fixer) site(fs finding.Site) (*site, error) {
	file, err := f.fileOf(fs.Pos)
	if err != nil {
		return nil, err
	}
	if ast.IsGenerated(file) {
		return nil, errors.New("the file is generated")
	}
	path := enclosing.Path(file, fs.Pos, fs.Pos)
	i := slices.IndexFunc(path, func(n ast.Node) bool { return matches(n, fs) })
	if i < 0 {
		return nil, errNoSource
	}
	return &site{Site: fs, f: f, file: file, path: path[i:], node: path[i]}, nil
}

// siteOf is a place in the syntax as a site.
func (f *Fixer) siteOf(n ast.Node) (*site, error) {
	file, err := f.fileOf(n.Pos())
	if err != nil {
		return nil, err
	}
	path := enclosing.Path(file, n.Pos(), n.End())
	return &site{Site: finding.Site{Pos: n.Pos(), End: n.End()}, f: f, file: file, path: path, node: n}, nil
}

var errNoSource = errors.New("its source is not at hand")

// fileOf is the file of a position, if its source can be read.
func (f *Fixer) fileOf(pos token.Pos) (*ast.File, error) {
	file := enclosing.File(f.Files, pos)
	if file == nil {
		return nil, errNoSource
	}
	_, err := f.source(file)
	return file, err
}

// matches reports whether n is what a finding calls the operation.
func matches(n ast.Node, fs finding.Site) bool {
	switch n := n.(type) {
	case *ast.CallExpr, *ast.SendStmt, *ast.UnaryExpr, *ast.ValueSpec:
		return n.End() == fs.End
	case *ast.CompositeLit:
		return n.Pos() == fs.Pos
	case *ast.SelectStmt, *ast.RangeStmt:
		return n.Pos() == fs.Pos
	}
	return false
}

// call is the operation, if it is a call.
func (s *site) call() (*ast.CallExpr, error) {
	c, ok := s.node.(*ast.CallExpr)
	if !ok {
		return nil, errors.New("it is not a call")
	}
	return c, nil
}

// callee is the function that a call names, nil if it is a value.
func (s *site) callee(c *ast.CallExpr) *types.Func { return s.f.callee(c) }

func (f *Fixer) callee(c *ast.CallExpr) *types.Func {
	fn, _ := typeutil.Callee(f.Info, c).(*types.Func)
	return fn
}

// function is the innermost function around the operation and its signature.
func (s *site) function() (ast.Node, *types.Signature) {
	for _, n := range s.path {
		switch n := n.(type) {
		case *ast.FuncLit:
			sig, _ := s.f.Info.TypeOf(n).(*types.Signature)
			return n, sig
		case *ast.FuncDecl:
			if obj, ok := s.f.Info.Defs[n.Name].(*types.Func); ok {
				return n, obj.Signature()
			}
			return n, nil
		}
	}
	return nil, nil
}

// declared is the declared function around the operation, nil outside one.
func (s *site) declared() *ast.FuncDecl {
	for _, n := range s.path {
		if d, ok := n.(*ast.FuncDecl); ok {
			return d
		}
	}
	return nil
}

// statement is the statement of a list that contains the operation: what
// comes before it runs just before the operation.
func (s *site) statement() (ast.Stmt, error) {
	for i, n := range s.path[:len(s.path)-1] {
		switch n := n.(type) {
		case *ast.FuncLit:
			if i > 0 {
				return nil, errors.New("it is not in a statement")
			}
		case *ast.DeferStmt:
			return nil, errors.New("the call is deferred")
		case *ast.GoStmt:
			return nil, errors.New("the call starts a goroutine")
		case *ast.CaseClause:
			return nil, errors.New("it is in the expression of a case")
		case *ast.ForStmt:
			if in(n.Cond, s.node) || in(n.Post, s.node) {
				return nil, errors.New("it is in the head of a loop")
			}
		}
		st, ok := n.(ast.Stmt)
		if !ok {
			continue
		}
		switch p := s.path[i+1].(type) {
		case *ast.BlockStmt:
			return st, nil
		case *ast.CaseClause:
			return st, nil
		case *ast.CommClause:
			if p.Comm == st {
				return nil, errors.New("it is a case of a select")
			}
			return st, nil
		case *ast.IfStmt:
			if p.Else == st {
				return nil, errors.New("it is in the condition of an else")
			}
		}
	}
	return nil, errors.New("it is not in a statement")
}

// in reports whether n lies in the node outer, which can be nil.
func in(outer, n ast.Node) bool {
	return outer != nil && outer.Pos() <= n.Pos() && n.End() <= outer.End()
}

// inLoop reports whether the operation can run several times in one call of
// its function.
func (s *site) inLoop() bool { return s.loop() != nil }

// loop is the innermost loop around the site, nil if its function has none there.
func (s *site) loop() ast.Node {
	for _, n := range s.path {
		switch n.(type) {
		case *ast.ForStmt, *ast.RangeStmt:
			return n
		case *ast.FuncLit, *ast.FuncDecl:
			return nil
		}
	}
	return nil
}

// setAgain reports whether the next round of a loop around the site comes to the same
// connection, so that it sets a new deadline.
func (s *site) setAgain(on string) bool {
	loop := s.loop()
	if loop == nil {
		return false
	}
	root, _, _ := strings.Cut(on, ".")
	obj := s.lookup(root, s.Pos)
	return obj == nil || obj.Pos() < loop.Pos() || loop.End() <= obj.Pos()
}

// next is the statement after st in its list, nil if it is the last.
func (s *site) next(st ast.Stmt) ast.Stmt {
	list := s.list(st)
	for i, x := range list {
		if x == st && i+1 < len(list) {
			return list[i+1]
		}
	}
	return nil
}

// list is the list of statements that st is in.
func (s *site) list(st ast.Stmt) []ast.Stmt {
	for i, n := range s.path[:len(s.path)-1] {
		if n != ast.Node(st) {
			continue
		}
		switch p := s.path[i+1].(type) {
		case *ast.BlockStmt:
			return p.List
		case *ast.CaseClause:
			return p.Body
		case *ast.CommClause:
			return p.Body
		}
	}
	return nil
}

// parse turns the text of a resource into an expression with its type, as the
// names are at pos. Only names and fields qualify: they can be written twice.
func (s *site) parse(text string, pos token.Pos) (types.Type, bool) {
	e, err := parser.ParseExpr(text)
	if err != nil || !plain(e) {
		return nil, false
	}
	return s.typeAt(text, pos)
}

func (s *site) typeAt(text string, pos token.Pos) (types.Type, bool) {
	tv, err := types.Eval(s.f.Fset, s.f.Pkg, pos, text)
	if err != nil || !tv.IsValue() {
		return nil, false
	}
	return tv.Type, true
}

// plain: x, x.y, *x.
func plain(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name != "_"
	case *ast.SelectorExpr:
		return plain(e.X)
	case *ast.StarExpr:
		return plain(e.X)
	case *ast.ParenExpr:
		return plain(e.X)
	}
	return false
}

// method returns the method of a type, promoted ones included.
func method(t types.Type, pkg *types.Package, name string) *types.Func {
	obj, _, _ := types.LookupFieldOrMethod(t, true, pkg, name)
	fn, _ := obj.(*types.Func)
	return fn
}

// scopeAt is the innermost scope around pos. It is looked for in the function of
// the site first: a package has as many scopes as it has functions.
func (s *site) scopeAt(pos token.Pos) *types.Scope {
	if len(s.path) > 1 {
		if fd, ok := s.path[len(s.path)-2].(*ast.FuncDecl); ok {
			if scope := s.f.Info.Scopes[fd.Type]; scope != nil && scope.Contains(pos) {
				return scope.Innermost(pos)
			}
		}
	}
	return s.f.Pkg.Scope().Innermost(pos)
}

// lookup is what a name means at pos, nil if nothing.
func (s *site) lookup(name string, pos token.Pos) types.Object {
	scope := s.scopeAt(pos)
	if scope == nil {
		return nil
	}
	_, obj := scope.LookupParent(name, pos)
	return obj
}

// fresh returns a name that the function around the operation does not use,
// and keeps it for this repair.
func (j *job) fresh(s *site, name string) string {
	fn := s.declared()
	taken := j.taken[fn]
	if taken == nil {
		taken = map[string]bool{}
		j.taken[fn] = taken
		var root ast.Node = s.file
		if fn != nil {
			root = fn
		}
		ast.Inspect(root, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				taken[id.Name] = true
			}
			return true
		})
	}
	try := name
	for i := 2; taken[try] || slices.Contains(j.names[fn], try) || j.Pkg.Scope().Lookup(try) != nil; i++ {
		try = fmt.Sprint(name, i)
	}
	j.names[fn] = append(j.names[fn], try)
	return try
}

// reserve takes the names that repairs declare: others, in the same function,
// can be applied together with them.
func (f *Fixer) reserve(declared []map[*ast.FuncDecl][]string) {
	for _, names := range declared {
		for fn, list := range names {
			for _, n := range list {
				f.taken[fn][n] = true
			}
		}
	}
}

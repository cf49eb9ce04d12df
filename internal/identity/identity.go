// Package identity names findings by what they are about, so that they can be
// told apart from run to run: the function and the operation with its resource,
// without lines and without names that only that function knows.
package identity

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/enclosing"
)

// An Identity says where in a package a finding is, and what about.
type Identity struct {
	// Function is the name of the function, Type.Method for a method, or of the
	// variable, constant or type that is declared there. It has no spaces.
	Function string
	// Operation is what waits, and on what: segment.f.Sync, io.ReadFull(net.Conn).
	Operation string
}

// prefix begins the related message of a diagnostic that carries the identity
// from the analyzer to the command.
const prefix = "identity: "

// Message writes the identity as such a message.
func (id Identity) Message() string { return prefix + id.Function + " " + id.Operation }

// Parse reads such a message; ok is false for any other.
func Parse(message string) (id Identity, ok bool) {
	rest, ok := strings.CutPrefix(message, prefix)
	if !ok {
		return id, false
	}
	id.Function, id.Operation, ok = strings.Cut(rest, " ")
	return id, ok
}

// A Namer makes the identities of the findings of a package.
type Namer struct {
	Files []*ast.File
	Pkg   *types.Package
	Info  *types.Info
}

// Of returns the identity of what is from pos to end, which waits on a resource
// that is given as source text, "" if it is not known.
func (n *Namer) Of(pos, end token.Pos, resource string) Identity {
	f := enclosing.File(n.Files, pos)
	if f == nil {
		return Identity{"-", "-"}
	}
	return Identity{n.function(f, pos), n.operation(f, pos, end, resource)}
}

// function is the declaration around pos.
func (n *Namer) function(f *ast.File, pos token.Pos) string {
	path := enclosing.Path(f, pos, pos)
	for _, node := range path {
		switch d := node.(type) {
		case *ast.FuncDecl:
			return FuncName(d)
		case *ast.ValueSpec:
			if len(path) > 0 && isTopLevel(f, d) {
				return d.Names[0].Name
			}
		case *ast.TypeSpec:
			if isTopLevel(f, d) {
				return d.Name.Name
			}
		}
	}
	return "-" // a comment between declarations
}

func isTopLevel(f *ast.File, s ast.Spec) bool {
	for _, d := range f.Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Pos() <= s.Pos() && s.End() <= g.End() {
			return true
		}
	}
	return false
}

// FuncName is the name of a function, with the type of its receiver and without
// type parameters.
func FuncName(d *ast.FuncDecl) string {
	if d.Recv == nil || len(d.Recv.List) == 0 {
		return d.Name.Name
	}
	if t := receiver(d.Recv.List[0].Type); t != "" {
		return t + "." + d.Name.Name
	}
	return d.Name.Name
}

func receiver(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return receiver(e.X)
	case *ast.ParenExpr:
		return receiver(e.X)
	case *ast.IndexExpr:
		return receiver(e.X)
	case *ast.IndexListExpr:
		return receiver(e.X)
	case *ast.Ident:
		return e.Name
	}
	return ""
}

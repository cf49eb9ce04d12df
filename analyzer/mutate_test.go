package analyzer_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/drive"
)

// A mutator makes changes to Go source. What it changes is decided by bytes,
// those of the fuzzer; when they are used up, every choice is the first.
type mutator struct {
	choices []byte
}

// done reports whether the bytes are used up.
func (m *mutator) done() bool { return len(m.choices) == 0 }

// pick returns a number below n.
func (m *mutator) pick(n int) int {
	if n <= 1 {
		return 0
	}
	x := 0
	for range 2 {
		if len(m.choices) > 0 {
			x = x<<8 | int(m.choices[0])
			m.choices = m.choices[1:]
		}
		if n <= 1<<8 {
			break
		}
	}
	return x % n
}

// wrappings are statements around a statement.
var wrappings = []string{
	"{\n%s\n}",
	"go func() {\n%s\n}()",
	"defer func() {\n%s\n}()",
	"func() {\n%s\n}()",
	"f := func() {\n%s\n}\ngo f()",
	"for _, f := range []func(){func() {\n%s\n}} {\nf()\n}",
	"for {\n%s\n}",
	"for range 2 {\n%s\n}",
	"for range make(chan int) {\n%s\n}",
	"if recover() != nil {\n%s\n}",
	"if recover() != nil {\n%[1]s\n} else {\n%[1]s\n}",
	"switch {\ncase recover() != nil:\n%[1]s\nfallthrough\ndefault:\n%[1]s\n}",
	"select {\ndefault:\n%s\n}",
	"select {\ncase <-make(chan int):\n%[1]s\ncase make(chan int) <- 0:\n%[1]s\n}",
	"again:\n%s\ngoto again",
	"func(f func()) {\nf()\n}(func() {\n%s\n})",
}

// fillers are statements to put in front of others.
var fillers = []string{
	"select {}",
	"return",
	"break",
	"continue",
	"panic(0)",
	"defer recover()",
	"var c chan int\n<-c",
	"c := make(chan int)\ngo func() { c <- 1 }()\n<-c",
	"var f func()\nf()",
	"var f func()\nf = func() { f() }\nf()",
	"for range func(yield func(int) bool) { yield(0) } {\n}",
}

// mutate returns the source of a file with one change. The result need not
// be valid.
func (m *mutator) mutate(u drive.Unit, f *ast.File, src string) string {
	s := scan(u, f, src)
	if len(s.stmts) == 0 {
		return src
	}
	stmt := s.stmts[m.pick(len(s.stmts))]
	switch m.pick(9) {
	case 0:
		return s.replace(stmt, "")
	case 1:
		return s.replace(stmt, s.text(stmt)+"\n"+s.text(stmt))
	case 2:
		return s.swap(stmt, s.stmts[m.pick(len(s.stmts))])
	case 3:
		return s.replace(stmt, s.text(s.stmts[m.pick(len(s.stmts))]))
	case 4:
		return s.replace(stmt, fmt.Sprintf(wrappings[m.pick(len(wrappings))], s.text(stmt)))
	case 5:
		return s.replace(stmt, fillers[m.pick(len(fillers))]+"\n"+s.text(stmt))
	case 6:
		return m.duplicate(s)
	case 7:
		return m.zero(s)
	}
	return m.exchange(s)
}

// duplicate appends a copy of a function under another name.
func (m *mutator) duplicate(s *source) string {
	if len(s.funcs) == 0 {
		return s.src
	}
	f := s.funcs[m.pick(len(s.funcs))]
	name := s.offset(f.Name.Pos())
	end := name + len(f.Name.Name)
	return s.src + "\n" + s.src[s.offset(f.Pos()):end] + fmt.Sprint(len(s.src)) + s.src[end:s.offset(f.End())] + "\n"
}

// zero replaces an expression by the zero value of its type.
func (m *mutator) zero(s *source) string {
	if len(s.exprs) == 0 {
		return s.src
	}
	e := s.exprs[m.pick(len(s.exprs))]
	return s.replace(e, "*new("+types.TypeString(s.info.TypeOf(e), (*types.Package).Name)+")")
}

// exchange replaces an expression by another one of the same type.
func (m *mutator) exchange(s *source) string {
	if len(s.exprs) == 0 {
		return s.src
	}
	e := s.exprs[m.pick(len(s.exprs))]
	var same []ast.Expr
	for _, o := range s.exprs {
		if s.text(o) != s.text(e) && types.Identical(s.info.TypeOf(o), s.info.TypeOf(e)) {
			same = append(same, o)
		}
	}
	if len(same) == 0 {
		return s.src
	}
	return s.replace(e, s.text(same[m.pick(len(same))]))
}

// source is a file with the parts of it that can be changed, in their order.
type source struct {
	src   string
	file  *token.File
	info  *types.Info
	stmts []ast.Stmt // in lists of statements
	exprs []ast.Expr // that have a value
	funcs []*ast.FuncDecl
}

func scan(u drive.Unit, f *ast.File, src string) *source {
	s := &source{src: src, file: u.Fset.File(f.FileStart), info: u.Info}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			s.funcs = append(s.funcs, n)
		case *ast.BlockStmt:
			s.stmts = append(s.stmts, n.List...)
		case *ast.CaseClause:
			s.stmts = append(s.stmts, n.Body...)
		case *ast.CommClause:
			s.stmts = append(s.stmts, n.Body...)
		case ast.Expr:
			if tv := u.Info.Types[n]; tv.IsValue() && tv.Type != types.Typ[types.Invalid] {
				s.exprs = append(s.exprs, n)
			}
		}
		return true
	})
	// Switches have clauses in their blocks, which are no statements.
	s.stmts = slices.DeleteFunc(s.stmts, func(n ast.Stmt) bool {
		text := s.text(n)
		return strings.HasPrefix(text, "case ") || strings.HasPrefix(text, "default:")
	})
	return s
}

func (s *source) offset(p token.Pos) int { return s.file.Offset(p) }

func (s *source) text(n ast.Node) string { return s.src[s.offset(n.Pos()):s.offset(n.End())] }

func (s *source) replace(n ast.Node, text string) string {
	return s.src[:s.offset(n.Pos())] + text + s.src[s.offset(n.End()):]
}

// swap exchanges two statements, unless one is part of the other.
func (s *source) swap(a, b ast.Node) string {
	if a.Pos() > b.Pos() {
		a, b = b, a
	}
	if a.End() > b.Pos() {
		return s.src
	}
	return s.src[:s.offset(a.Pos())] + s.text(b) + s.src[s.offset(a.End()):s.offset(b.Pos())] +
		s.text(a) + s.src[s.offset(b.End()):]
}

package audit

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"strings"
)

// A Source is a file that somebody asks about.
type Source struct {
	Name  string // as in the report
	files map[string][]string
	fset  *token.FileSet
	file  *ast.File // nil if it cannot be parsed
}

// OpenSource reads a file.
func OpenSource(name string) (*Source, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	s := &Source{Name: name, files: map[string][]string{name: split(text)}, fset: token.NewFileSet()}
	// What is wrong with it, the packages' errors say.
	s.file, _ = parser.ParseFile(s.fset, name, text, parser.SkipObjectResolution)
	return s, nil
}

func split(text []byte) []string {
	return strings.Split(strings.TrimSuffix(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n"), "\n")
}

// Lines is the number of lines.
func (s *Source) Lines() int { return len(s.files[s.Name]) }

// line is the text of a line, of other files as well; ok is false for those
// that are not at hand.
func (s *Source) line(p Place) (string, bool) {
	lines, ok := s.files[p.File]
	if !ok {
		if text, err := os.ReadFile(p.File); err == nil {
			lines = split(text)
		}
		s.files[p.File] = lines
	}
	if p.Line < 1 || p.Line > len(lines) {
		return "", false
	}
	return lines[p.Line-1], true
}

// function is the declared function around a line.
func (s *Source) function(line int) (name string, from, to int, ok bool) {
	if s.file == nil {
		return "", 0, 0, false
	}
	for _, d := range s.file.Decls {
		fn, isFunc := d.(*ast.FuncDecl)
		if !isFunc {
			continue
		}
		from, to := s.fset.Position(fn.Pos()).Line, s.fset.Position(fn.End()).Line
		if from <= line && line <= to {
			return funcName(fn), from, to, true
		}
	}
	return "", 0, 0, false
}

// funcName is a function's name as the report has it: (*T).Method.
func funcName(fn *ast.FuncDecl) string {
	if fn.Recv == nil || len(fn.Recv.List) == 0 {
		return fn.Name.Name
	}
	return "(" + types.ExprString(fn.Recv.List[0].Type) + ")." + fn.Name.Name
}

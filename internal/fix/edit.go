package fix

import (
	"bytes"
	"cmp"
	"errors"
	"go/ast"
	"go/format"
	"go/token"
	"maps"
	"os"
	"slices"
	"sort"
	"strings"

	udiff "github.com/aymanbagabas/go-udiff"
	"golang.org/x/tools/go/analysis"

	"github.com/timeoutlint/timeoutlint/internal/enclosing"
)

// An edit replaces the source between two positions. Where the file is
// formatted by gofmt, the result will be, too.
type edit struct {
	pos, end token.Pos
	text     string
}

func (j *job) replace(n ast.Node, text string) {
	j.edits = append(j.edits, edit{n.Pos(), n.End(), text})
}

// insert puts lines before a statement.
func (j *job) insert(before ast.Node, text string) {
	j.edits = append(j.edits, edit{before.Pos(), before.Pos(), text + "\n"})
}

func (j *job) insertAt(pos token.Pos, text string) {
	j.edits = append(j.edits, edit{pos, pos, text})
}

// source is the content of a file as it was analysed.
func (f *Fixer) source(file *ast.File) ([]byte, error) {
	tf := f.Fset.File(file.FileStart)
	if src, ok := f.sources[tf.Name()]; ok {
		return src, nil
	}
	read := f.ReadFile
	if read == nil { // not every driver has one
		read = os.ReadFile
	}
	src, err := read(tf.Name())
	if err != nil {
		return nil, err
	}
	if len(src) != tf.Size() {
		return nil, errors.New("its source is generated, or has changed")
	}
	f.sources[tf.Name()] = src
	return src, nil
}

// text is the source of a node.
func (j *job) text(n ast.Node) string {
	for _, file := range j.Files {
		if file.FileStart <= n.Pos() && n.End() <= file.FileEnd {
			src, err := j.source(file)
			if err != nil {
				return ""
			}
			return string(src[n.Pos()-file.FileStart : n.End()-file.FileStart])
		}
	}
	return ""
}

// finish turns the edits into those to offer: formatted, and with imports.
func (j *job) finish() ([]analysis.TextEdit, error) {
	var out []analysis.TextEdit
	for _, file := range j.Files {
		src, err := j.source(file)
		touched := len(j.imports[file]) > 0 || slices.ContainsFunc(j.edits, func(e edit) bool { return enclosing.Contains(file, e.pos) })
		if !touched {
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, d := range j.edited(file) {
			edits, err := j.finishDecl(file, src, d)
			if err != nil {
				return nil, err
			}
			out = append(out, edits...)
		}
		for _, e := range j.importEdits(file, src) {
			if hasCRLF(src) {
				e.NewText = []byte(toCRLF(string(e.NewText)))
			}
			out = append(out, e)
		}
	}
	if len(out) == 0 {
		return nil, errors.New("nothing to change")
	}
	slices.SortStableFunc(out, func(a, b analysis.TextEdit) int { return cmp.Compare(a.Pos, b.Pos) })
	return out, nil
}

// edited lists the declarations with edits, in order. A large file has so many
// that not each can be looked at for each finding.
func (j *job) edited(file *ast.File) []ast.Decl {
	touched := map[int]bool{}
	for _, e := range j.edits {
		i := sort.Search(len(file.Decls), func(i int) bool { return file.Decls[i].End() >= e.end })
		if i < len(file.Decls) && file.Decls[i].Pos() <= e.pos {
			touched[i] = true
		}
	}
	var out []ast.Decl
	for _, i := range slices.Sorted(maps.Keys(touched)) {
		out = append(out, file.Decls[i])
	}
	return out
}

// finishDecl applies the edits within one declaration and compares the result
// with what was there, so that formatting has its say.
func (j *job) finishDecl(file *ast.File, src []byte, d ast.Decl) ([]analysis.TextEdit, error) {
	old := string(src[d.Pos()-file.FileStart : d.End()-file.FileStart])
	var edits []udiff.Edit
	for _, e := range j.edits {
		if d.Pos() <= e.pos && e.end <= d.End() {
			start := int(e.pos - d.Pos())
			text := strings.ReplaceAll(e.text, "\n", "\n"+indent(old, start))
			edits = append(edits, udiff.Edit{Start: start, End: int(e.end - d.Pos()), New: text})
		}
	}
	udiff.SortEdits(edits)
	changed, err := udiff.Apply(old, edits)
	if err != nil {
		return nil, errors.New("its parts overlap")
	}
	if changed, err = formatLike(old, changed); err != nil {
		return nil, errors.New("the code around it is of an unusual form")
	}
	var out []analysis.TextEdit
	for _, e := range udiff.Lines(old, changed) {
		out = append(out, analysis.TextEdit{
			Pos: d.Pos() + token.Pos(e.Start), End: d.Pos() + token.Pos(e.End), NewText: []byte(e.New),
		})
	}
	return out, nil
}

// Line breaks of Windows are not gofmt's, but those of a file that has them.
const crlf = "\r\n"

// hasCRLF looks at the first line: a large file has too many for each repair.
func hasCRLF(src []byte) bool {
	i := bytes.IndexByte(src, '\n')
	return i > 0 && src[i-1] == '\r'
}

func toLF(s string) string   { return strings.ReplaceAll(s, crlf, "\n") }
func toCRLF(s string) string { return strings.ReplaceAll(toLF(s), "\n", crlf) }

// formatLike formats a changed declaration if gofmt has nothing to say about
// the old one, and gives it the same line breaks. In any case the result is Go.
func formatLike(old, changed string) (string, error) {
	after, err := format.Source([]byte(toLF(changed)))
	if err != nil {
		return "", err
	}
	before, err := format.Source([]byte(toLF(old)))
	if err == nil && string(before) == toLF(old) {
		changed = string(after)
	}
	if strings.Contains(old, crlf) {
		changed = toCRLF(changed)
	}
	return changed, nil
}

// indent is the white space that the line of an offset begins with.
func indent(src string, offset int) string {
	line := src[strings.LastIndexByte(src[:offset], '\n')+1:]
	return line[:len(line)-len(strings.TrimLeft(line, " \t"))]
}

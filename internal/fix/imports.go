package fix

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// pkg is the name by which a package is known at a site; it is imported if
// need be.
func (j *job) pkg(at *site, path string) (string, error) {
	for _, spec := range at.file.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err != nil || p != path {
			continue
		}
		pn := j.Info.PkgNameOf(spec)
		if pn == nil || pn.Name() == "_" || pn.Name() == "." {
			continue
		}
		if at.lookup(pn.Name(), at.Pos) != types.Object(pn) {
			return "", fmt.Errorf("the name %s means something else there", pn.Name())
		}
		return pn.Name(), nil
	}
	name := path[strings.LastIndexByte(path, '/')+1:]
	if at.lookup(name, at.Pos) != nil {
		return "", fmt.Errorf("the name %s means something else there", name)
	}
	if !slices.Contains(j.imports[at.file], path) {
		j.imports[at.file] = append(j.imports[at.file], path)
	}
	return name, nil
}

// importEdits adds the imports that the edits need, one edit each: two repairs
// that need the same package then make the same edit.
func (j *job) importEdits(file *ast.File, src []byte) []analysis.TextEdit {
	paths := slices.Sorted(slices.Values(j.imports[file]))
	if len(paths) == 0 {
		return nil
	}
	block, single := importDecls(file)
	switch {
	case block != nil:
		var out []analysis.TextEdit
		for _, p := range paths {
			out = append(out, j.importInto(block, p))
		}
		return out
	case single != nil:
		return []analysis.TextEdit{importBlock(file, src, single, paths)}
	}
	var text strings.Builder
	for _, p := range paths {
		fmt.Fprintf(&text, "\nimport %q", p)
	}
	return []analysis.TextEdit{insertion(file.Name.End(), "\n"+text.String())}
}

// importDecls finds the import declaration to extend: one with parentheses, or
// one without. A declaration of "C" belongs to its comment.
func importDecls(file *ast.File) (block, single *ast.GenDecl) {
	for _, d := range file.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.IMPORT {
			break // imports come first
		}
		if len(g.Specs) == 0 || hasC(g) {
			continue
		}
		if g.Lparen.IsValid() && block == nil {
			block = g
		} else if single == nil {
			single = g
		}
	}
	return block, single
}

func hasC(g *ast.GenDecl) bool {
	return slices.ContainsFunc(g.Specs, func(s ast.Spec) bool {
		i, ok := s.(*ast.ImportSpec)
		return ok && i.Path.Value == `"C"`
	})
}

// importInto adds a path to a block, in the order of its group.
func (j *job) importInto(block *ast.GenDecl, p string) analysis.TextEdit {
	groups := j.groups(block)
	line := "\t" + strconv.Quote(p) + "\n"
	for _, g := range groups {
		if isStd(specPath(g[0])) != isStd(p) || !isStd(p) && j.ownGroup(g) {
			continue
		}
		for _, s := range g {
			if specPath(s) > p {
				return insertion(j.lineStart(s), line)
			}
		}
		return insertion(j.lineStart(g[len(g)-1])+j.lineLen(g[len(g)-1]), line)
	}
	if isStd(p) { // a group before the others
		return insertion(j.lineStart(groups[0][0]), line+"\n")
	}
	last := groups[len(groups)-1]
	end := last[len(last)-1]
	return insertion(j.lineStart(end)+j.lineLen(end), "\n"+line)
}

// ownGroup reports whether a group has packages of the repository that the
// package itself is in: many keep those apart.
func (j *job) ownGroup(g []*ast.ImportSpec) bool {
	own := repository(j.Pkg.Path())
	return slices.ContainsFunc(g, func(s *ast.ImportSpec) bool { return repository(specPath(s)) == own })
}

// repository is the part of an import path that names the repository, as far
// as that can be told: three elements.
func repository(p string) string {
	parts := strings.SplitN(p, "/", 4)
	return strings.Join(parts[:min(3, len(parts))], "/")
}

func insertion(pos token.Pos, text string) analysis.TextEdit {
	return analysis.TextEdit{Pos: pos, End: pos, NewText: []byte(text)}
}

// groups are the specs of a block, which empty lines separate.
func (j *job) groups(block *ast.GenDecl) [][]*ast.ImportSpec {
	var out [][]*ast.ImportSpec
	last := 0
	for _, s := range block.Specs {
		spec := s.(*ast.ImportSpec)
		first := spec.Pos()
		if spec.Doc != nil {
			first = spec.Doc.Pos()
		}
		if line := j.Fset.Position(first).Line; len(out) == 0 || line > last+1 {
			out = append(out, nil)
		}
		last = j.Fset.Position(spec.End()).Line
		out[len(out)-1] = append(out[len(out)-1], spec)
	}
	return out
}

// lineStart is where the line of a spec begins, its comment included.
func (j *job) lineStart(s *ast.ImportSpec) token.Pos {
	pos := s.Pos()
	if s.Doc != nil {
		pos = s.Doc.Pos()
	}
	f := j.Fset.File(pos)
	return f.LineStart(f.Line(pos))
}

// lineLen is the length of the lines of a spec from lineStart.
func (j *job) lineLen(s *ast.ImportSpec) token.Pos {
	f := j.Fset.File(s.Pos())
	return f.LineStart(f.Line(s.End())+1) - j.lineStart(s)
}

func specPath(s *ast.ImportSpec) string {
	p, err := strconv.Unquote(s.Path.Value)
	if err != nil {
		return ""
	}
	return p
}

// isStd: the first element of a path outside the standard library has a dot.
func isStd(p string) bool {
	first, _, _ := strings.Cut(p, "/")
	return path.Ext(first) == ""
}

// importBlock turns a single import into a block.
func importBlock(file *ast.File, src []byte, single *ast.GenDecl, paths []string) analysis.TextEdit {
	spec := single.Specs[0].(*ast.ImportSpec)
	old := specPath(spec)
	lines := map[string]string{old: "\t" + string(src[spec.Pos()-file.FileStart:spec.End()-file.FileStart]) + "\n"}
	all := []string{old}
	for _, p := range paths {
		lines[p] = "\t" + strconv.Quote(p) + "\n"
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b string) int {
		if x, y := isStd(a), isStd(b); x != y {
			if x {
				return -1
			}
			return 1
		}
		return strings.Compare(a, b)
	})
	var text strings.Builder
	for i, p := range all {
		if i > 0 && isStd(all[i-1]) && !isStd(p) {
			text.WriteByte('\n')
		}
		text.WriteString(lines[p])
	}
	return analysis.TextEdit{Pos: spec.Pos(), End: spec.End(), NewText: []byte("(\n" + text.String() + ")")}
}

// Package enclosing finds the syntax around a place in a file.
package enclosing

import (
	"go/ast"
	"go/token"
	"sort"

	"golang.org/x/tools/go/ast/astutil"
)

// File returns the file that a position is in, nil if it is in none of them.
func File(files []*ast.File, pos token.Pos) *ast.File {
	for _, f := range files {
		if Contains(f, pos) {
			return f
		}
	}
	return nil
}

// Contains reports whether a position is in a file.
func Contains(f *ast.File, pos token.Pos) bool { return f.FileStart <= pos && pos < f.FileEnd }

// Path returns the node that encloses the interval and all nodes around it, up
// to the file, as astutil.PathEnclosingInterval does. That one looks at all
// declarations of the file, which makes a large file with many findings slow.
func Path(file *ast.File, start, end token.Pos) []ast.Node {
	i := sort.Search(len(file.Decls), func(i int) bool { return file.Decls[i].End() > start })
	if i == len(file.Decls) || start < file.Decls[i].Pos() || end >= file.Decls[i].End() {
		path, _ := astutil.PathEnclosingInterval(file, start, end)
		return path
	}
	only := &ast.File{
		Package: file.Package, Name: file.Name, Decls: file.Decls[i : i+1],
		FileStart: file.FileStart, FileEnd: file.FileEnd,
	}
	path, _ := astutil.PathEnclosingInterval(only, start, end)
	if last := len(path) - 1; last >= 0 && path[last] == ast.Node(only) {
		path[last] = file
	}
	return path
}

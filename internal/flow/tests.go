package flow

import (
	"go/token"
	"strconv"
	"strings"
)

// InTest reports whether pos is in code that only tests run: a test file, or
// one that imports package testing, as the helpers of tests do.
func (p *Program) InTest(pos token.Pos) bool {
	return p.tests[p.Fset.File(pos)]
}

// testFiles finds the files of tests.
func testFiles(in Input) map[*token.File]bool {
	out := map[*token.File]bool{}
	for _, f := range in.Files {
		tf := in.Fset.File(f.FileStart)
		if tf == nil {
			continue
		}
		out[tf] = strings.HasSuffix(tf.Name(), "_test.go")
		for _, imp := range f.Imports {
			if path, _ := strconv.Unquote(imp.Path.Value); path == "testing" {
				out[tf] = true
			}
		}
	}
	return out
}

package flow

import (
	"go/token"
	"slices"
	"strconv"
	"strings"
)

// InTest reports whether pos is in code that only tests run: a test file, or
// one that imports a package for tests, as the helpers of tests do.
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
			if path, _ := strconv.Unquote(imp.Path.Value); isTestPackage(path) {
				out[tf] = true
			}
		}
	}
	return out
}

// testPackages are those that only tests import, themselves or what is in them.
var testPackages = []string{
	"testing", "net/http/httptest", "github.com/onsi/ginkgo", "github.com/onsi/gomega", "github.com/stretchr/testify",
}

func isTestPackage(path string) bool {
	return slices.ContainsFunc(testPackages, func(p string) bool { return path == p || strings.HasPrefix(path, p+"/") })
}

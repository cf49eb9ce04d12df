package analyzer

import (
	"go/types"
	"strings"
)

// stdRoots are the first elements of the import paths of the standard library.
var stdRoots = func() map[string]bool {
	m := map[string]bool{}
	for root := range strings.FieldsSeq(`archive arena bufio builtin bytes cmp
		compress container context crypto database debug embed encoding errors
		expvar flag fmt go hash html image index internal io iter log maps math
		mime net os path plugin reflect regexp runtime simd slices sort strconv
		strings structs sync syscall testing text time unicode unique unsafe
		vendor weak`) {
		m[root] = true
	}
	return m
}()

// isStd reports whether pkg is part of the standard library, which the tables
// describe. Drivers without modules don't say, so the path has to.
func isStd(pkg *types.Package) bool {
	first, _, _ := strings.Cut(pkg.Path(), "/")
	return stdRoots[first]
}

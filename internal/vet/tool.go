package vet

import (
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"
)

// IsTool reports whether the arguments are those that go vet and go fix give
// to their tool: a question about itself, or flags and one unit to check.
func IsTool(args []string) bool {
	return slices.Contains(args, "-V=full") || slices.Equal(args, []string{"-flags"}) ||
		len(args) > 0 && strings.HasSuffix(args[len(args)-1], ".cfg")
}

// Tool acts as the tool of go vet or go fix. It does not return.
func Tool(args []string, a *analysis.Analyzer) {
	config := args[len(args)-1]
	u := readUnit(config)
	if answerStandard(u) {
		os.Exit(0)
	}
	spend()
	command := isSet(args, a.Name+".identity") || isSet(args, a.Name+".inventory")
	if command {
		u.tellAll()
	}
	if !isSet(args, a.Name+".tests") {
		if answerTests(u, isSet(args, "json")) {
			os.Exit(0)
		}
		u.leaveOutTests()
		if command && u.hasTwin() {
			u.asTwin()
			if u.takeOver() {
				os.Exit(0)
			}
		}
	}
	os.Args[len(os.Args)-1] = rewrite(config, u)
	if u.VetxOnly {
		// Nobody sees what is found there, so that it need not be looked for.
		if err := a.Flags.Set("facts", "true"); err != nil {
			panic(err) // the analyzer has the flag
		}
	}
	if slices.Contains(args, "-fix") {
		a = compatible(a)
	}
	unitchecker.Main(a)
}

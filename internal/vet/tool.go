package vet

import (
	"encoding/json"
	"os"
	"path/filepath"
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
	u := readUnit(args[len(args)-1])
	if answerStandard(u) {
		os.Exit(0)
	}
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

// answerStandard answers a question for the facts of a standard package with
// an empty file, which is read as no facts. Tables describe the standard
// library, so nothing asks for such facts; and unitchecker would parse and
// type-check each package, which is most of the time of a cold run.
func answerStandard(u unit) bool {
	if !u.VetxOnly || u.ModulePath != "" || !inGOROOT(u.Dir) {
		return false
	}
	//timeoutlint:ignore disk-write the go command waits for its tool, and a person for the go command
	return os.WriteFile(u.VetxOutput, nil, 0o666) == nil
}

// A unit is what the go command tells its tool of a package.
type unit struct {
	Dir        string
	ModulePath string
	VetxOnly   bool // only facts are asked for
	VetxOutput string
}

// readUnit returns nothing if config is none; unitchecker then reports it.
func readUnit(config string) (u unit) {
	if !strings.HasSuffix(config, ".cfg") {
		return unit{}
	}
	data, err := os.ReadFile(config)
	if err != nil || json.Unmarshal(data, &u) != nil {
		return unit{}
	}
	return u
}

// inGOROOT reports whether dir holds a standard package. The go command sets
// GOROOT for its tools; without it every package is analysed.
func inGOROOT(dir string) bool {
	root := os.Getenv("GOROOT")
	return root != "" && strings.HasPrefix(dir, filepath.Join(root, "src")+string(filepath.Separator))
}

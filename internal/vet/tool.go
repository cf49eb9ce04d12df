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
	if answerStandard(args[len(args)-1]) {
		os.Exit(0)
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
func answerStandard(config string) bool {
	if !strings.HasSuffix(config, ".cfg") {
		return false
	}
	data, err := os.ReadFile(config)
	if err != nil {
		return false // unitchecker reports it
	}
	var unit struct {
		Dir        string
		ModulePath string
		VetxOnly   bool
		VetxOutput string
	}
	if json.Unmarshal(data, &unit) != nil || !unit.VetxOnly || unit.ModulePath != "" || !inGOROOT(unit.Dir) {
		return false
	}
	//timeoutlint:ignore disk-write the go command waits for its tool, and a person for the go command
	return os.WriteFile(unit.VetxOutput, nil, 0o666) == nil
}

// inGOROOT reports whether dir holds a standard package. The go command sets
// GOROOT for its tools; without it every package is analysed.
func inGOROOT(dir string) bool {
	root := os.Getenv("GOROOT")
	return root != "" && strings.HasPrefix(dir, filepath.Join(root, "src")+string(filepath.Separator))
}

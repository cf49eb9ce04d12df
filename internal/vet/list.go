package vet

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
)

// listed is what go list says of a package, as far as it is asked for.
type listed struct {
	ImportPath   string
	Dir          string
	GoFiles      []string
	CgoFiles     []string
	TestGoFiles  []string
	XTestGoFiles []string
	Deps         []string
	Export       string // file with the types
	Error        *struct{ Err string }
	DepsErrors   []json.RawMessage
}

// The questions to go list. It answers the first without loading imports. Only who asks
// for EmbedFiles is told when there are none.
const (
	fieldsOfUnits  = "-json=ImportPath,Dir,GoFiles,CgoFiles,TestGoFiles,XTestGoFiles,Error"
	fieldsOfErrors = "-json=ImportPath,Dir,Deps,Error,DepsErrors,EmbedFiles"
)

// list lists packages, as many as can be listed: what is wrong with the others
// is for go vet to say.
func (r *Run) list(ctx context.Context, patterns []string, flags ...string) []listed {
	cmd := goCommand(ctx, slices.Concat([]string{"list", "-e"}, flags, r.BuildFlags, r.overlay.flags(), []string{"--"}, patterns))
	out, _ := cmd.Output()
	var pkgs []listed
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if dec.Decode(&p) != nil {
			return pkgs
		}
		pkgs = append(pkgs, p)
	}
}

// countUnits returns how many units go vet makes of the packages: a package
// together with its own test files, and the external tests.
func countUnits(pkgs []listed) int {
	n := 0
	for _, p := range pkgs {
		if len(p.GoFiles)+len(p.CgoFiles)+len(p.TestGoFiles) > 0 {
			n++
		}
		if len(p.XTestGoFiles) > 0 {
			n++
		}
	}
	return n
}

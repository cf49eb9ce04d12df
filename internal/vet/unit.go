package vet

import (
	"encoding/json"
	"go/build"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A unit is what the go command tells its tool of a package.
type unit struct {
	Dir           string
	ImportPath    string // with the variant of a test: p [p.test]
	ModulePath    string
	ModuleVersion string
	GoFiles       []string
	VetxOnly      bool   // only facts are asked for
	VetxOutput    string // file for the facts
	Stdout        string // file for what is printed, if it is not standard output

	changes map[string]any // fields that are not as the go command had them
}

// change gives a field of the configuration another value.
func (u *unit) change(field string, value any) {
	if u.changes == nil {
		u.changes = map[string]any{}
	}
	u.changes[field] = value
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

// answerStandard answers a question for the facts of a standard package with
// an empty file, which is read as no facts. Tables describe the standard
// library, so nothing asks for such facts; and unitchecker would parse and
// type-check each package, which is most of the time of a cold run.
func answerStandard(u unit) bool {
	if !u.VetxOnly || u.ModulePath != "" || !inGOROOT(u.Dir) {
		return false
	}
	return writeFile(u.VetxOutput, nil) == nil
}

// inGOROOT reports whether dir holds a standard package. The go command sets
// GOROOT for its tools; without it every package is analysed.
func inGOROOT(dir string) bool {
	root := os.Getenv("GOROOT")
	return root != "" && strings.HasPrefix(dir, filepath.Join(root, "src")+string(filepath.Separator))
}

// answerTests answers for a package that has nothing but tests, as external
// tests are, when they are not asked for: nothing was found.
func answerTests(u unit, printsJSON bool) bool {
	if u.VetxOnly || len(u.GoFiles) == 0 || slices.ContainsFunc(u.GoFiles, isProgram) || writeFile(u.VetxOutput, nil) != nil {
		return false
	}
	if !printsJSON {
		return true
	}
	out := []byte("{}\n")
	if u.Stdout != "" {
		return writeFile(u.Stdout, out) == nil
	}
	_, err := os.Stdout.Write(out)
	return err == nil
}

// leaveOutTests leaves the test files out. The others compile without them,
// and where most of the code is tests, parsing and type-checking them would be
// most of the work.
func (u *unit) leaveOutTests() {
	program := slices.DeleteFunc(slices.Clone(u.GoFiles), func(name string) bool { return !isProgram(name) })
	if len(program) < len(u.GoFiles) {
		u.GoFiles = program
		u.change("GoFiles", program)
	}
}

// tellAll makes a unit of a main module of which only facts are asked for one that is
// analysed in full. From Go 1.26 on the go command keeps what a tool prints, by a key
// that is the same for both: what was only imported in one run and is asked for in the
// next one would have no findings. The command drops those that nobody asked for. A
// package with tests of its own is another unit when it is asked for.
func (u *unit) tellAll() {
	if u.VetxOnly && u.ofMainModule() && u.Stdout != "" && !hasOwnTests(*u) {
		u.VetxOnly = false
		u.change("VetxOnly", false)
	}
}

func (u *unit) ofMainModule() bool { return u.ModulePath != "" && u.ModuleVersion == "" }

// hasOwnTests reports whether there are test files in the unit's package.
func hasOwnTests(u unit) bool {
	for _, file := range u.GoFiles {
		if f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.PackageClauseOnly); err == nil {
			p, err := build.ImportDir(u.Dir, 0)
			return err == nil && p.Name == f.Name.Name && len(p.TestGoFiles) > 0
		}
	}
	return false
}

// rewrite writes a copy of config with the changes of u, if there are any, and returns its
// name, or config itself if it cannot.
func rewrite(config string, u unit) string {
	if len(u.changes) == 0 {
		return config
	}
	data, err := os.ReadFile(config)
	var fields map[string]any // all of them, also those of a later go command
	if err == nil {
		err = json.Unmarshal(data, &fields)
	}
	if err == nil {
		maps.Copy(fields, u.changes)
		data, err = json.Marshal(fields)
	}
	changed := strings.TrimSuffix(config, ".cfg") + ".changed.cfg"
	if err != nil || writeFile(changed, data) != nil {
		return config
	}
	return changed
}

func isProgram(name string) bool { return !strings.HasSuffix(name, "_test.go") }

// isSet reports whether the arguments set a flag that is a boolean.
func isSet(args []string, name string) bool {
	set := false
	for _, arg := range args {
		flag, value, hasValue := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		if flag == name && strings.HasPrefix(arg, "-") {
			set = true
			if hasValue {
				set, _ = strconv.ParseBool(value)
			}
		}
	}
	return set
}

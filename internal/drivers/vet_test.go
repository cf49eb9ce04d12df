package drivers

import (
	"encoding/json"
	"flag"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/timeoutlint/timeoutlint/analyzer"
)

// ofVet are the findings of go vet with the command as its tool.
func ofVet(t *testing.T, dir string, flags ...string) []finding {
	t.Helper()
	args := append([]string{"vet", "-vettool=" + command.path(t), "-json"}, flags...)
	r := run(t, dir, nil, "go", append(args, "./...")...).want(t, 0)
	return vetJSON(t, dir, r.stdout)
}

// vetJSON reads what go vet -json prints: an object for each package, between
// lines that begin with #.
func vetJSON(t *testing.T, dir, text string) []finding {
	t.Helper()
	var objects strings.Builder
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "#") {
			objects.WriteString(line)
		}
	}
	found := map[finding]bool{} // packages and their test variants say the same
	for dec := json.NewDecoder(strings.NewReader(objects.String())); dec.More(); {
		var byPackage map[string]map[string][]struct{ Posn, Message string }
		if err := dec.Decode(&byPackage); err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		for _, byAnalyzer := range byPackage {
			for _, d := range byAnalyzer["timeoutlint"] {
				found[finding{message: d.Message}.at(t, dir, d.Posn)] = true
			}
		}
	}
	return slices.Collect(maps.Keys(found))
}

// at sets the position from what file:line:col says.
func (f finding) at(t *testing.T, dir, posn string) finding {
	t.Helper()
	parts := strings.Split(posn, ":")
	n := len(parts)
	if n < 3 {
		t.Fatalf("no position: %q", posn)
	}
	file := strings.Join(parts[:n-2], ":")
	if rel, err := filepath.Rel(dir, file); err == nil {
		file = rel
	}
	f.file = filepath.ToSlash(file)
	var err error
	if f.line, err = strconv.Atoi(parts[n-2]); err != nil {
		t.Fatal(err)
	}
	if f.col, err = strconv.Atoi(parts[n-1]); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestVetFindsTheSame(t *testing.T) {
	dir := copyOf(t, "examples", "broker")
	for _, flags := range [][]string{{}, {"lock=waiters"}, {"strict"}, {"kinds=disk-sync,disk-read"}} {
		var own, vet []string
		for _, f := range flags {
			own, vet = append(own, "-"+f), append(vet, "-timeoutlint."+f)
		}
		want, _ := ofCommand(t, dir, own...)
		compare(t, want, ofVet(t, dir, vet...))
	}
}

// TestVetFlags sets every flag of the analyzer through go vet, to the value
// that it has.
func TestVetFlags(t *testing.T) {
	dir := copyOf(t, "examples", "broker")
	want, _ := ofCommand(t, dir)
	var args []string
	analyzer.Analyzer.Flags.VisitAll(func(f *flag.Flag) {
		args = append(args, "-timeoutlint."+f.Name+"="+f.DefValue)
	})
	compare(t, want, ofVet(t, dir, args...))
}

// TestFix compares what go fix does in as many runs as it takes with -fix.
func TestFix(t *testing.T) {
	if !strings.Contains(run(t, root(), nil, "go", "help", "fix").stdout, "fixtool") {
		t.Skip("this go fix takes no tool")
	}
	fixed := copyOf(t, "examples", "broker")
	run(t, fixed, nil, command.path(t), "-fix").want(t, 1)
	dir := copyOf(t, "examples", "broker")
	sameTree(t, fixed, untilStable(t, dir, func() {
		run(t, dir, nil, "go", "fix", "-fixtool="+command.path(t), "./...")
	}))
}

// TestTool adds the command to a module as a tool, from a proxy.
func TestTool(t *testing.T) {
	dir, env := tiny(t, ""), released(t)
	run(t, dir, env, "go", "get", "-tool", self+"/cmd/timeoutlint@"+selfVersion).want(t, 0)
	r := run(t, dir, env, "go", "tool", "timeoutlint", "./...").want(t, 1)
	if !strings.Contains(r.stdout, "p.go:6:9: net.Dial can wait forever") {
		t.Errorf("go tool timeoutlint prints\n%s%s", r.stdout, r.stderr)
	}
	if r := run(t, dir, env, "go", "tool", "timeoutlint", "version").want(t, 0); !strings.HasPrefix(r.stdout, "timeoutlint") {
		t.Errorf("go tool timeoutlint version prints %s", r.stdout)
	}
}

package vet

import (
	"os"
	"path/filepath"
	"testing"
)

// TestTakeOver: the second of two units that are the same without tests has the results
// of the first, if that has any.
func TestTakeOver(t *testing.T) {
	tests := []struct {
		name   string
		folder string
		stdout string // of the first
		file   string // of the second
		want   bool
	}{
		{"twins", "go-build1", "{}\n", "p.go", true},
		{"another package", "go-build1", "{}\n", "q.go", false},
		{"a failure", "go-build1", `{"p": {`, "p.go", false},
		{"another driver", "execroot", "{}\n", "p.go", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			work := filepath.Join(t.TempDir(), test.folder)
			first, second := twinUnit(t, work, "b1", "p.go"), twinUnit(t, work, "b2", test.file)
			first.ImportPath, first.VetxOnly = "m/p", true
			second.ImportPath = "m/p [m/p.test]"
			second.change("GoFiles", second.GoFiles)
			if !first.hasTwin() || !second.hasTwin() {
				t.Fatal("they may be twins")
			}
			first.asTwin()
			second.asTwin()
			if first.takeOver() {
				t.Fatal("the first took results over that nobody has made")
			}
			write(t, first.VetxOutput, "facts")
			write(t, first.Stdout, test.stdout)
			end() // of the process
			if got := second.takeOver(); got != test.want {
				t.Fatalf("takeOver() = %v, want %v", got, test.want)
			}
			end()
			facts, _ := os.ReadFile(second.VetxOutput)
			out, _ := os.ReadFile(second.Stdout)
			if test.want != (string(facts) == "facts") || test.want != (string(out) == test.stdout) {
				t.Errorf("the second has the facts %q, and says %q", facts, out)
			}
		})
	}
}

func twinUnit(t *testing.T, work, action, file string) *unit {
	t.Helper()
	dir := filepath.Join(work, action)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return &unit{ModulePath: "m", GoFiles: []string{file}, VetxOutput: filepath.Join(dir, "vet.out"), Stdout: filepath.Join(dir, "vet.stdout")}
}

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// end gives the lock back.
func end() {
	if unlock != nil {
		unlock()
		unlock = nil
	}
}

// TestHasTwin: who is alone need not look for others.
func TestHasTwin(t *testing.T) {
	alone := unit{ModulePath: "m", Stdout: "out", ImportPath: "m/p"}
	other := unit{ModulePath: "m", ModuleVersion: "v1.0.0", Stdout: "out", ImportPath: "m/p", VetxOnly: true}
	old := unit{ModulePath: "m", ImportPath: "m/p", VetxOnly: true}
	for _, u := range []unit{alone, other, old} {
		if u.hasTwin() {
			t.Errorf("%+v has a twin", u)
		}
	}
}

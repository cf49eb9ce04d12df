package vet

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAnswerStandard(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("GOROOT", dir)
	std := filepath.Join(dir, "src", "net", "http")
	tests := []struct {
		name string
		cfg  map[string]any
		want bool
	}{
		{"facts of a standard package", map[string]any{"Dir": std, "VetxOnly": true}, true},
		{"its diagnostics", map[string]any{"Dir": std}, false},
		{"facts of a module", map[string]any{"Dir": std, "VetxOnly": true, "ModulePath": "m"}, false},
		{"facts of a folder elsewhere", map[string]any{"Dir": filepath.Join(dir, "m"), "VetxOnly": true}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "vet.out")
			test.cfg["VetxOutput"] = out
			if got := answerStandard(readUnit(writeConfig(t, test.cfg))); got != test.want {
				t.Errorf("answerStandard = %v, want %v", got, test.want)
			}
			data, err := os.ReadFile(out)
			if (err == nil) != test.want || len(data) > 0 {
				t.Errorf("facts: %q, %v", data, err)
			}
		})
	}
}

func TestAnswerStandardBadConfig(t *testing.T) {
	bad := filepath.Join(t.TempDir(), "bad.cfg")
	if err := os.WriteFile(bad, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, config := range []string{"-V=full", bad, filepath.Join(t.TempDir(), "none.cfg")} {
		if answerStandard(readUnit(config)) {
			t.Errorf("answered %s", config)
		}
	}
}

func TestAnswerTests(t *testing.T) {
	program, test := "/m/p.go", "/m/p_test.go"
	tests := []struct {
		name  string
		files []string
		only  bool // facts
		want  bool
	}{
		{"tests alone", []string{test}, false, true},
		{"both", []string{program, test}, false, false},
		{"facts", []string{test}, true, false},
		{"nothing", nil, false, false},
	}
	for _, tc := range tests {
		t.Run(tc.name, func(t *testing.T) {
			dir := t.TempDir()
			u := unit{GoFiles: tc.files, VetxOnly: tc.only, VetxOutput: filepath.Join(dir, "facts"), Stdout: filepath.Join(dir, "out")}
			if got := answerTests(u, true); got != tc.want {
				t.Errorf("answerTests = %v, want %v", got, tc.want)
			}
			facts, err := os.ReadFile(u.VetxOutput)
			if (err == nil) != tc.want || len(facts) > 0 {
				t.Errorf("facts: %q, %v", facts, err)
			}
			if out, _ := os.ReadFile(u.Stdout); (string(out) == "{}\n") != tc.want {
				t.Errorf("printed %q", out)
			}
		})
	}
}

func TestLeaveOutTests(t *testing.T) {
	both := writeConfig(t, map[string]any{"GoFiles": []string{"/m/p.go", "/m/p_test.go"}, "ImportPath": "m/p", "Later": 1})
	u := readUnit(both)
	u.leaveOutTests()
	data, err := os.ReadFile(rewrite(both, u))
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"GoFiles":["/m/p.go"],"ImportPath":"m/p","Later":1}`
	if string(data) != want {
		t.Errorf("the copy is\n%s, want\n%s", data, want)
	}
	one := writeConfig(t, map[string]any{"GoFiles": []string{"/m/p.go"}})
	u = readUnit(one)
	u.leaveOutTests()
	if rewrite(one, u) != one {
		t.Error("a package without tests got a copy")
	}
}

func TestIsSet(t *testing.T) {
	for args, want := range map[string]bool{
		"":                                    false,
		"-t.tests":                            true,
		"--t.tests=true":                      true,
		"-t.tests=1":                          true,
		"-t.tests=false":                      false,
		"-t.tests -t.tests=0":                 false,
		"-t.kinds=-t.tests t.tests /p/u.cfg":  false,
		"-json -t.lock=all -t.tests /p/u.cfg": true,
	} {
		if got := isSet(strings.Fields(args), "t.tests"); got != want {
			t.Errorf("isSet(%s) = %v", args, got)
		}
	}
}

func writeConfig(t *testing.T, cfg map[string]any) string {
	t.Helper()
	data, err := json.Marshal(cfg)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "vet.cfg")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestTellAll: a unit of a main module that has no tests of its own says all.
func TestTellAll(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "p.go")
	if err := os.WriteFile(file, []byte("package p\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	unit := func(changes map[string]any) map[string]any {
		cfg := map[string]any{"Dir": dir, "GoFiles": []string{file}, "VetxOnly": true, "ModulePath": "m", "Stdout": filepath.Join(dir, "out")}
		maps.Copy(cfg, changes)
		return cfg
	}
	tests := []struct {
		name     string
		cfg      map[string]any
		vetxOnly bool
	}{
		{"only imported", unit(nil), false},
		{"of another module", unit(map[string]any{"ModuleVersion": "v1.0.0"}), true},
		{"of a go command that keeps no output", unit(map[string]any{"Stdout": ""}), true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			config := writeConfig(t, test.cfg)
			u := readUnit(config)
			u.tellAll()
			if written := readUnit(rewrite(config, u)); u.VetxOnly != test.vetxOnly || written.VetxOnly != test.vetxOnly {
				t.Errorf("VetxOnly = %v, and %v in the file, want %v", u.VetxOnly, written.VetxOnly, test.vetxOnly)
			}
		})
	}
	if err := os.WriteFile(filepath.Join(dir, "p_test.go"), []byte("package p\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	u := readUnit(writeConfig(t, unit(nil)))
	if u.tellAll(); !u.VetxOnly {
		t.Error("a package with tests of its own is another unit when it is asked for")
	}
}

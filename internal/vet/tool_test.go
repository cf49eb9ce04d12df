package vet

import (
	"encoding/json"
	"os"
	"path/filepath"
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

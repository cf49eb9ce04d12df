package vet

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestPlace(t *testing.T) {
	main := []module{{"example.com/m", "/m"}, {"example.com/m/sub", "/elsewhere"}}
	for in, want := range map[string]string{
		"example.com/m/a.go":       "/m/a.go",
		"example.com/m/wal/w.go":   "/m/wal/w.go",
		"example.com/m/sub/s/s.go": "/elsewhere/s/s.go",
		"example.com/more/a.go":    "example.com/more/a.go",
		"net/http/server.go":       "net/http/server.go",
	} {
		if got := place(in, main); got != want {
			t.Errorf("place(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestMainModules(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"m/go.mod":       "module example.com/m\n\ngo 1.25\n",
		"m/deep/x.go":    "package deep\n",
		"w/go.work":      "go 1.25\n\nuse (\n\t./a\n\t../m\n\t./none\n)\n",
		"w/a/go.mod":     "module \"example.com/a\" // comment\n",
		"bad/go.work":    "nonsense\n",
		"bad/x/go.mod":   "module example.com/x\n",
		"outside/x.text": "",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := writeFile(file, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	at := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	m, a := module{"example.com/m", at("m")}, module{"example.com/a", at("w/a")}
	for _, tc := range []struct {
		dir, setting string
		want         []module
	}{
		{"m", "", []module{m}},
		{"m/deep", "", []module{m}},
		{"w", "", []module{a, m}},
		{"w/a", "", []module{a, m}},
		{"w/a", "off", []module{a}},
		{"m", at("w/go.work"), []module{a, m}},
		{"bad/x", "", nil}, // the go command does not work there either
		{"outside", "", nil},
	} {
		t.Chdir(at(tc.dir))
		t.Setenv("GOWORK", tc.setting)
		if got := mainModules(); !slices.Equal(got, tc.want) {
			t.Errorf("in %s with GOWORK=%s: %v, want %v", tc.dir, tc.setting, got, tc.want)
		}
	}
}

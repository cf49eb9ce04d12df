package scaffold

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/timeoutlint/timeoutlint/analyzer"
	"github.com/timeoutlint/timeoutlint/internal/config"
	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/versions"
)

func files(version, subdir string) []File {
	return Files(Setup{Flags: &analyzer.New(analyzer.Config{}).Flags, Version: version, Subdir: subdir})
}

// TestConfig: with all keys uncommented the configuration says what holds without.
func TestConfig(t *testing.T) {
	text := files("", "")[0].Text
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) != "" && line[0] != '#' {
			t.Errorf("a line is no comment: %s", line)
		}
		if len(line) > 82 && !strings.HasPrefix(line, "#kinds:") {
			t.Errorf("a long line: %s", line)
		}
	}
	path := filepath.Join(t.TempDir(), config.Name)
	if err := os.WriteFile(path, []byte(regexp.MustCompile(`(?m)^#(\S)`).ReplaceAllString(text, "$1")), 0o644); err != nil {
		t.Fatal(err)
	}
	a := analyzer.New(analyzer.Config{})
	f, err := config.Read(path, config.Keys(&a.Flags))
	if err != nil {
		t.Fatal(err)
	}
	if f.Baseline != "" || len(f.Rows) > 0 {
		t.Errorf("a baseline or rows by default: %+v", f)
	}
	var keys []string
	for _, s := range f.Settings {
		keys = append(keys, s.Name)
		if err := a.Flags.Set(s.Name, s.Value); err != nil {
			t.Errorf("%s: %v", s.Name, err)
		}
	}
	a.Flags.VisitAll(func(f *flag.Flag) {
		if config.IsInternal(f.Name) {
			return
		}
		if !slices.Contains(keys, f.Name) {
			t.Errorf("the configuration lacks %s", f.Name)
		}
		if got := f.Value.String(); got != f.DefValue && f.Name != "kinds" {
			t.Errorf("%s is %s, and %s by default", f.Name, got, f.DefValue)
		}
	})
	if kinds := *a.Flags.Lookup("kinds").Value.(*analyzer.KindSet); !slices.Equal(kinds, analyzer.KindSet(kind.Default)) {
		t.Errorf("the kinds are %v", kinds)
	}
}

func TestGolangci(t *testing.T) {
	for version, want := range map[string]string{"": "latest", "v1.2.3": "v1.2.3"} {
		var doc struct {
			Version, Name string
			Plugins       []struct{ Module, Import, Version string }
		}
		if err := yaml.Unmarshal([]byte(files(version, "")[1].Text), &doc); err != nil {
			t.Fatal(err)
		}
		if doc.Version != versions.GolangciLint || doc.Name == "" || len(doc.Plugins) != 1 || doc.Plugins[0].Version != want ||
			doc.Plugins[0].Import != doc.Plugins[0].Module+"/plugin" {
			t.Errorf("got %+v", doc)
		}
	}
}

func TestChoose(t *testing.T) {
	all := files("", "")
	for _, test := range []struct {
		names []string
		want  string
		fails bool
	}{
		{nil, "config golangci-lint github", false},
		{[]string{"github", "config"}, "github config", false},
		{[]string{"config", "config"}, "config", false},
		{[]string{"config", "nonsense"}, "", true},
	} {
		got, err := Choose(all, test.names)
		var names []string
		for _, f := range got {
			names = append(names, f.Name)
		}
		if strings.Join(names, " ") != test.want || (err != nil) != test.fails {
			t.Errorf("%q: %q, %v", test.names, names, err)
		}
	}
}

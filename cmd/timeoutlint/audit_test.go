package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/timeoutlint/timeoutlint/internal/audit"
)

var (
	auditGolden = filepath.Join("testdata", "audit")
	brokerRoot  = filepath.Join("..", "..", "examples", "broker")
)

// TestAudit compares the audit of the example, in each format, with what is
// expected. -update writes it; read the difference.
func TestAudit(t *testing.T) {
	if testing.Short() {
		t.Skip("checks the example")
	}
	readExample(t)
	tool := buildTool(t)
	for format, name := range map[string]string{"text": "broker.txt", "markdown": "broker.md", "json": "broker.json"} {
		t.Run(format, func(t *testing.T) {
			got := runTool(t, brokerRoot, tool, "audit", "-format="+format, "./...")
			compareFile(t, filepath.Join(auditGolden, name), filepathSlash(got))
		})
	}
	t.Run("durations", func(t *testing.T) {
		got := runTool(t, brokerRoot, tool, "durations", "./...")
		compareFile(t, filepath.Join(auditGolden, "durations.txt"), filepathSlash(got))
	})
	t.Run("again", func(t *testing.T) {
		first := runTool(t, brokerRoot, tool, "audit", "-format=html", "./...")
		if again := runTool(t, brokerRoot, tool, "audit", "-format=html", "./..."); !bytes.Equal(first, again) {
			t.Error("the page of another run differs")
		}
	})
}

func filepathSlash(b []byte) []byte { return []byte(filepath.ToSlash(string(b))) }

// TestAuditTwin compares the audits of the example and of its repaired twin:
// every wait without a bound that -fix repairs is gone or bounded.
func TestAuditTwin(t *testing.T) {
	if testing.Short() {
		t.Skip("checks the examples")
	}
	readExample(t)
	tool := buildTool(t)
	old := filepath.Join(t.TempDir(), "old.json")
	if err := os.WriteFile(old, runTool(t, brokerRoot, tool, "audit", "-format=json"), 0o600); err != nil {
		t.Fatal(err)
	}
	same := runTool(t, brokerRoot, tool, "audit", "-compare="+old)
	if !strings.Contains(string(same), "No operation has changed.") {
		t.Errorf("compared with itself:\n%s", same)
	}
	// The twin is another module with the same import paths of its packages.
	twin := runTool(t, filepath.Join(brokerRoot, "..", "broker-bounded"), tool, "audit", "-compare="+old)
	compareFile(t, filepath.Join(auditGolden, "twin.md"), filepathSlash(twin))
}

// exampleAudit is the audit of the example, from the golden file.
func exampleAudit(t *testing.T) *audit.Report {
	t.Helper()
	f, err := os.Open(filepath.Join(auditGolden, "broker.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := audit.Read(f)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestPageIsAlone: the page loads nothing.
func TestPageIsAlone(t *testing.T) {
	var b bytes.Buffer
	if err := audit.HTML(&b, exampleAudit(t)); err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"http://", "https://", " src=", "@import", "url(", "fetch("} {
		if strings.Contains(b.String(), s) {
			t.Errorf("the page contains %q", s)
		}
	}
}

// TestAuditGolden: there is no expectation without a test.
func TestAuditGolden(t *testing.T) {
	var names []string
	err := fs.WalkDir(os.DirFS(auditGolden), ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			names = append(names, path)
		}
		return err
	})
	if err != nil || strings.Join(names, " ") != "broker.json broker.md broker.txt durations.txt twin.md" {
		t.Errorf("testdata/audit has %q (%v)", names, err)
	}
}

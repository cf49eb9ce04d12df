package main

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/timeoutlint/timeoutlint/internal/report"
)

// TestFormatsDocumented: each format has a renderer, and a row in its page.
func TestFormatsDocumented(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "outputs.md"))
	if err != nil {
		t.Fatal(err)
	}
	var documented []string
	for _, row := range cells(string(page), "root of the repository") {
		documented = append(documented, row[0])
	}
	if !slices.Equal(documented, outputFormats) {
		t.Errorf("docs/outputs.md has the formats %q, the command %q", documented, outputFormats)
	}
	o := newOptions()
	for _, name := range outputFormats {
		if o.renderer(name, report.Style{}) == nil {
			t.Errorf("nothing writes %s", name)
		}
	}
	if o.renderer("nonsense", report.Style{}) != nil {
		t.Error("something writes nonsense")
	}
}

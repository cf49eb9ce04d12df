package pages

import (
	"strings"
	"testing"

	"github.com/timeoutlint/timeoutlint/internal/kind"
)

func TestPages(t *testing.T) {
	kinds := append([]kind.Kind{kind.Directive}, kind.All...)
	for _, k := range kinds {
		page, ok := Page(string(k))
		if !ok {
			t.Errorf("%s: no page", k)
			continue
		}
		if Title(string(k)) == "" || !strings.HasPrefix(page, "# "+string(k)+": ") {
			t.Errorf("%s: the first line is not \"# %s: title\"", k, k)
		}
		for _, part := range []string{"\n## Before\n", "\n## After\n", "\n## Suppress\n", "CWE-", "timeoutlint:ignore"} {
			if !strings.Contains(page, part) {
				t.Errorf("%s: no %q", k, part)
			}
		}
		if n := strings.Count(page, "\n"); n > 50 {
			t.Errorf("%s: %d lines; a page fits on a screen", k, n)
		}
	}
	entries, err := files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != len(kinds) {
		t.Errorf("%d pages for %d kinds", len(entries), len(kinds))
	}
}

func TestNoPage(t *testing.T) {
	for _, name := range []string{"", "nonsense", "../pages/lock", "lock.md"} {
		if _, ok := Page(name); ok {
			t.Errorf("Page(%q) exists", name)
		}
	}
}

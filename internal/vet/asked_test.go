package vet

import (
	"path/filepath"
	"testing"
)

func TestInPattern(t *testing.T) {
	here := filepath.FromSlash("/m/sub")
	tests := []struct {
		pattern, dir string
		want         bool
	}{
		{".", "/m/sub", true},
		{".", "/m/sub/a", false},
		{"./...", "/m/sub", true},
		{"./...", "/m/sub/a/b", true},
		{"./...", "/m/subway", false},
		{"./...", "/m", false},
		{"./...", "/m/sub/testdata/x509", false},
		{"./...", "/m/sub/_old", false},
		{"./...", "/m/sub/.hidden/a", false},
		{"./testdata/...", "/m/sub/testdata/x509", true},
		{"../...", "/m/other", true},
		{"../other", "/m/other", true},
		{"./a/", "/m/sub/a", true},
		{"/m/other/...", "/m/other/a", true},
	}
	for _, test := range tests {
		if got := inPattern(filepath.FromSlash(test.dir), here, test.pattern); got != test.want {
			t.Errorf("inPattern(%q, %q) = %v, want %v", test.dir, test.pattern, got, test.want)
		}
	}
}

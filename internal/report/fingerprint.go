package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// number counts the findings that only their place tells apart. They have to be
// sorted.
func number(findings []Finding) {
	seen := map[string]int{}
	for i := range findings {
		f := &findings[i]
		f.Ordinal = 0
		key := f.Key()
		seen[key]++
		f.Ordinal = seen[key]
	}
}

// Key says what a finding is about, in one line that neither moves of lines nor
// renamed variables change: package, function, kind, operation, and the ordinal
// from the second on.
func (f Finding) Key() string {
	key := f.Package + " " + f.Function + " " + f.Kind + " " + f.Operation
	if f.Ordinal > 1 {
		key += fmt.Sprintf(" #%d", f.Ordinal)
	}
	return key
}

// Fingerprint is the key for programs.
func (f Finding) Fingerprint() string {
	sum := sha256.Sum256([]byte(f.Key()))
	return hex.EncodeToString(sum[:16])
}

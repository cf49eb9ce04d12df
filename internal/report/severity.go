package report

import (
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// Severity is how bad a finding is: "error", or "warning" for comments that
// suppress nothing, which make nothing wait.
func (f Finding) Severity() string { return SeverityOf(kind.Kind(f.Kind)) }

// SeverityOf is the severity of the findings of a kind.
func SeverityOf(k kind.Kind) string {
	if k == kind.Directive {
		return "warning"
	}
	return "error"
}

// withWitness is the message with the witness below it, as text has it.
func (f Finding) withWitness() string {
	lines := []string{f.Message}
	for _, step := range f.Witness {
		lines = append(lines, step.Position.String()+": "+step.Text)
	}
	return strings.Join(lines, "\n")
}

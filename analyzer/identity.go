package analyzer

import (
	"golang.org/x/tools/go/analysis"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/identity"
	"github.com/timeoutlint/timeoutlint/internal/inventory"
)

// identifier returns what attaches the identity of a finding to its diagnostic,
// for the command. Other drivers would show it to people.
func identifier(pass *analysis.Pass, cfg *Config) func(*analysis.Diagnostic, finding.Finding) {
	if !cfg.identity {
		return func(*analysis.Diagnostic, finding.Finding) {}
	}
	namer := identity.Namer{Files: pass.Files, Pkg: pass.Pkg, Info: pass.TypesInfo}
	return func(d *analysis.Diagnostic, f finding.Finding) {
		id := namer.Of(f.Pos, f.End, resource(f))
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: f.Pos, Message: id.Message()})
		if f.Node != "" && cfg.joined() {
			message := inventory.Node + inventory.Hash(f.Node)
			if f.Attended {
				message += inventory.Attended
			}
			d.Related = append(d.Related, analysis.RelatedInformation{Pos: f.Pos, Message: message})
		}
	}
}

// resource is what the operation at the position of the finding waits on, as
// source text.
func resource(f finding.Finding) string {
	for _, s := range f.Sites {
		if s.Pos == f.Pos {
			return s.On
		}
	}
	return ""
}

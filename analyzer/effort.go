package analyzer

import (
	"golang.org/x/tools/go/analysis"

	"github.com/timeoutlint/timeoutlint/internal/effort"
)

// reportChecked tells the command that the package was looked at, also if nothing
// is found: it would else have to ask the go command once more.
func reportChecked(pass *analysis.Pass, cfg *Config) {
	if (cfg.identity || cfg.inventory) && len(pass.Files) > 0 {
		pass.Report(analysis.Diagnostic{Pos: pass.Files[0].Package, Category: effort.Checked, Message: effort.Checked})
	}
}

// reportEffort tells when the analysis was cut short: a package without
// findings would else look as if it had none.
func reportEffort(pass *analysis.Pass, e effort.Effort, cfg *Config) {
	at := pass.Files[0].Name
	if e.LeftOut > 0 {
		pass.Report(analysis.Diagnostic{Pos: at.Pos(), End: at.End(), Category: effort.CutShort, Message: e.CutShort(cfg.Budget)})
	}
	if cfg.Debug {
		pass.Report(analysis.Diagnostic{Pos: at.Pos(), End: at.End(), Category: effort.Debug, Message: e.String()})
	}
}

// Package plugin makes timeoutlint a module plugin of golangci-lint v2. Its
// settings are the keys of .timeoutlint.yaml; docs/golangci-lint.md shows how to
// build golangci-lint with it.
package plugin

import (
	"fmt"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/timeoutlint/timeoutlint/analyzer"
	"github.com/timeoutlint/timeoutlint/internal/config"
)

// Name is what golangci-lint calls the linter, in settings and nolint comments.
const Name = "timeoutlint"

func init() {
	register.Plugin(Name, New)
}

type plugin struct{ analyzer *analysis.Analyzer }

// New makes the plugin from its settings. Unknown keys and wrong values are
// errors that name the key.
func New(settings any) (register.LinterPlugin, error) {
	a := analyzer.New(analyzer.Config{})
	if err := configure(a, settings); err != nil {
		return nil, fmt.Errorf("settings of %s: %w", Name, err)
	}
	return &plugin{flat(a)}, nil
}

// configure sets the analyzer's flags.
func configure(a *analysis.Analyzer, settings any) error {
	if settings == nil {
		return nil
	}
	f, err := config.FromSettings(settings, config.Keys(&a.Flags))
	if err != nil {
		return err
	}
	for _, s := range f.Settings {
		if err := a.Flags.Set(s.Name, s.Value); err != nil {
			return fmt.Errorf("invalid value %q for %s: %w", s.Value, s.Name, err)
		}
	}
	rows := analyzer.Rows(f.Tables())
	return a.Flags.Set("rows", rows.String())
}

// BuildAnalyzers implements register.LinterPlugin.
func (p *plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	return []*analysis.Analyzer{p.analyzer}, nil
}

// GetLoadMode implements register.LinterPlugin.
func (*plugin) GetLoadMode() string { return register.LoadModeTypesInfo }

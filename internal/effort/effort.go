// Package effort says what the analysis of a package took, and where it gave
// up precision to end in time. The analyzer tells the command in diagnostics
// of their own categories, since a driver's cache keeps those.
package effort

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// The categories of diagnostics that are not findings.
const (
	Checked  = "checked"   // the package was looked at
	CutShort = "cut-short" // the analysis did not come to its end
	Debug    = "debug"
)

// An Effort is that of one package.
type Effort struct {
	Functions int            // that were analysed
	LeftOut   int            // functions for which there was no time
	Capped    map[string]int // how often a cap was reached, by what it caps
}

// CutShort says that functions were left out, and why.
func (e Effort) CutShort(budget time.Duration) string {
	return fmt.Sprintf("the analysis of this package was cut short: it took longer than -budget=%v, and %d of %d functions were left out",
		budget, e.LeftOut, e.Functions+e.LeftOut)
}

// String lists the caps in alphabetical order.
func (e Effort) String() string {
	text := fmt.Sprintf("%d functions", e.Functions)
	var caps []string
	for _, name := range slices.Sorted(maps.Keys(e.Capped)) {
		caps = append(caps, fmt.Sprintf("%s %d", name, e.Capped[name]))
	}
	if len(caps) > 0 {
		text += "; caps reached: " + strings.Join(caps, ", ")
	}
	return text
}

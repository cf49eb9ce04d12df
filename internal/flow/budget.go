package flow

import (
	"time"

	"golang.org/x/tools/go/ssa"

	"github.com/timeoutlint/timeoutlint/internal/effort"
)

// A budget limits the time that a package takes, and counts what was given up.
type budget struct {
	end     time.Time // zero for no limit
	over    bool
	leftOut map[*ssa.Function]bool
	capped  map[string]int
}

func newBudget(limit time.Duration) *budget {
	b := &budget{leftOut: map[*ssa.Function]bool{}, capped: map[string]int{}}
	if limit > 0 {
		b.end = time.Now().Add(limit)
	}
	return b
}

// spent reports whether the time is over.
func (b *budget) spent() bool {
	b.over = b.over || !b.end.IsZero() && time.Now().After(b.end)
	return b.over
}

// Effort is what the analysis took so far.
func (p *Program) Effort() effort.Effort {
	return effort.Effort{Functions: len(p.order), LeftOut: len(p.budget.leftOut), Capped: p.budget.capped}
}

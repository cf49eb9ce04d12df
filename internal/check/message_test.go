package check

import (
	"testing"

	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// TestAdvice: a message says why the wait does not end and what to do, whatever
// kind a row of the tables has.
func TestAdvice(t *testing.T) {
	tables := knowledge.Builtin()
	for _, op := range tables.Ops {
		if a := advice[op.Kind]; op.Kind != "" && !op.Bounded && (a.why == "" || a.do == "") {
			t.Errorf("%v: there is no advice for %s", op.Func, op.Kind)
		}
	}
}

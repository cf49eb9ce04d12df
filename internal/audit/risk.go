package audit

import (
	"fmt"
	"slices"
	"strings"
)

// A Risk ranks the operations that nothing bounds.
type Risk string

// The risks, from high to low.
const (
	Critical Risk = "critical"
	High     Risk = "high"
	Medium   Risk = "medium"
	Low      Risk = "low"
	Accepted Risk = "accepted"
)

// Risks lists them from high to low.
var Risks = []Risk{Critical, High, Medium, Low, Accepted}

// assess gives every operation without a bound its risk.
func (r *Report) assess() {
	lockCalls := map[string]int{}
	for _, op := range r.Operations {
		if op.Kind == lockKind {
			lockCalls[op.Mutex]++
		}
	}
	for i := range r.Operations {
		op := &r.Operations[i]
		for j := range op.Held {
			if h := &op.Held[j]; h.Mutex != "" {
				h.Waiters = max(0, lockCalls[h.Mutex]-1)
			}
		}
		if op.Verdict == unbounded {
			op.Risk, op.Why = op.assess(lockCalls)
		}
	}
}

// assess applies the rules of docs/audit.md, the first that fits.
func (op *Operation) assess(lockCalls map[string]int) (Risk, []string) {
	why := []string{op.reachedText()}
	if len(op.Held) > 0 {
		why = append(why, op.heldText())
	}
	if op.Kind == lockKind && op.Mutex != "" {
		why = append(why, "a holder of "+shortMutex(op.Mutex)+" can wait forever")
	}
	if op.Accepted != "" {
		return Accepted, append([]string{"accepted: " + op.Accepted}, why...)
	}
	risk := Medium
	switch {
	case op.Reached == Tool || op.Reached == StartStop:
		risk = Low
	case op.waiters() > 0 || op.Kind == lockKind && lockCalls[op.Mutex] > 1:
		risk = Critical
	case op.Reached == Request:
		risk = High
	}
	if op.Kind == "wait" && op.Finding == "" && len(op.Held) == 0 {
		risk = Risks[min(slices.Index(Risks, risk)+1, slices.Index(Risks, Low))]
		why = append(why, "waits for another goroutine of the program")
	}
	return risk, why
}

// waiters counts the Lock calls that wait while op does.
func (op *Operation) waiters() int {
	n := 0
	seen := map[string]bool{}
	for _, h := range op.Held {
		if !seen[h.Mutex] {
			seen[h.Mutex] = true
			n += h.Waiters
		}
	}
	return n
}

// maxNames is how many locks or functions are named.
const maxNames = 3

// someNames lists the first names; none is another one.
func someNames(names []string, none string) string {
	if len(names) == 0 {
		return none
	}
	if more := len(names) - maxNames; more > 1 {
		names = append(names[:maxNames:maxNames], fmt.Sprintf("and %d more", more))
	}
	return strings.Join(names, ", ")
}

// heldText names the locks that are held meanwhile, each once.
func (op *Operation) heldText() string {
	var names []string
	for _, h := range op.Held {
		name := h.Text
		if h.Mutex != "" {
			name = shortMutex(h.Mutex)
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	verb := "is"
	if len(names) > 1 {
		verb = "are"
	}
	s := fmt.Sprintf("%s %s held meanwhile", someNames(names, ""), verb)
	if n := op.waiters(); n > 0 {
		s += fmt.Sprintf(" (%s)", waitText(n))
	}
	return s
}

func waitText(n int) string {
	if n == 1 {
		return "1 other Lock call waits"
	}
	return fmt.Sprintf("%d other Lock calls wait", n)
}

func (op *Operation) reachedText() string {
	from := ""
	if len(op.Path) > 0 {
		from = op.Path[0]
	}
	switch op.Reached {
	case Request:
		return "on the way of a request, from " + someNames(op.Entries, from)
	case Background:
		return "in the background, for example from " + from
	case API:
		return "for those who import the package, for example from " + from
	case StartStop:
		return "only at start or stop of the program"
	case Tool:
		return "only in a program that does something and exits"
	}
	return "no code of the program calls " + op.Func + " itself; another module may"
}

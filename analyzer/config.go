package analyzer

import (
	"encoding/json"
	"flag"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/timeoutlint/timeoutlint/internal/check"
	"github.com/timeoutlint/timeoutlint/internal/fix"
	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// Config chooses what is reported. The zero value is the default.
type Config struct {
	// Strict also reports operations whose bound is weak: conditional,
	// cancellable, or left to callers outside the module.
	Strict bool
	// Lock is the level of the lock check.
	Lock LockLevel
	// Kinds limits the report to these kinds; nil means kind.Default.
	Kinds KindSet
	// Tests includes _test.go files.
	Tests bool
	// Generated includes generated files.
	Generated bool
	// Timeouts are those that repairs set, by kind; the defaults are fix.Defaults.
	Timeouts map[kind.Kind]time.Duration
	// FixWith is the style of the repair that is offered first.
	FixWith FixStyle
	// MaxDuration is the longest timeout that is no finding; 0 for any.
	MaxDuration time.Duration
	// Rows are the user's additions to the tables.
	Rows Rows
	// Budget is how long the analysis of a package may take before it is cut
	// short, DefaultBudget if it is 0, any time if it is negative.
	Budget time.Duration
	// Debug tells of each package where precision was given up.
	Debug bool
	// inventory reports the operations, timeouts and functions of each package
	// in place of findings. It is for the command.
	inventory bool
	// identity attaches to each finding what it is about, and tells the call graph. It is
	// for the command, which sees all packages.
	identity bool
	// facts reports nothing, makes the fact only, and drops from the pass what takes most
	// of the memory. It is for the tool of go vet, where no other analyzer runs.
	facts bool
}

// register binds the configuration to flags. Everything that changes a result
// is a flag, so that the drivers' cache keys see it.
func (c *Config) register(fs *flag.FlagSet) {
	fs.BoolVar(&c.Strict, "strict", c.Strict, "also report waits with a weak bound; one that is conditional, cancellable or the caller's")
	fs.Var(&c.Lock, "lock", "`level` of Lock calls: held, waiters, all or off; held reports those whose holder can wait forever, waiters also the other calls of such a mutex")
	fs.Var(&c.Kinds, "kinds", "comma-separated `kinds` to report; all but disk-read by default")
	fs.BoolVar(&c.Tests, "tests", c.Tests, "include test files, and folders of tests and examples")
	fs.BoolVar(&c.Generated, "generated", c.Generated, "include generated files")
	fs.Var(&c.FixWith, "fix-with", "what repairs call, a `style`: std or bounded; the standard library alone, or the package bounded")
	for _, k := range kind.All {
		if fix.Defaults[k] > 0 {
			fs.Var(timeoutFlag{c, k}, string(k)+"-timeout", "the timeout that repairs of "+string(k)+" set, a `duration`")
		}
	}
	fs.DurationVar(&c.MaxDuration, "max-duration", c.MaxDuration, "report timeouts longer than a `duration`; 0 for none")
	if c.Budget == 0 {
		c.Budget = DefaultBudget
	}
	fs.DurationVar(&c.Budget, "budget", c.Budget, "cut the analysis of a package short after a `duration`; the package counts as not checked then, negative for no limit")
	fs.BoolVar(&c.Debug, "debug", c.Debug, "tell where precision was given up to save time")
	fs.BoolVar(&c.inventory, "inventory", c.inventory, "list all operations in place of the findings; the command uses it")
	fs.BoolVar(&c.identity, "identity", c.identity, "tell of each finding what it is about, apart from its line, and who calls whom; the command uses it")
	fs.BoolVar(&c.facts, "facts", c.facts, "report nothing, for a package that is only imported; the tool of go vet uses it")
	fs.Var(&c.Rows, "rows", "additional table `rows` as JSON; the command fills it from the configuration file")
}

// DefaultBudget is far more than a package takes that people have written.
const DefaultBudget = 5 * time.Minute

// A LockLevel says which Lock calls are findings.
type LockLevel string

// The levels, from lenient to strict.
const (
	LockOff     LockLevel = "off"
	LockHeld    LockLevel = "held"    // the Lock that opens a critical section that can block; the default
	LockWaiters LockLevel = "waiters" // also every other Lock of such a mutex
	LockAll     LockLevel = "all"     // every Lock without a timeout
)

// String implements flag.Value.
func (l *LockLevel) String() string {
	if *l == "" {
		return string(LockHeld)
	}
	return string(*l)
}

// Set implements flag.Value.
func (l *LockLevel) Set(s string) error {
	switch v := LockLevel(s); v {
	case LockOff, LockHeld, LockWaiters, LockAll:
		*l = v
		return nil
	}
	return fmt.Errorf("%q is not one of held, waiters, all, off", s)
}

// A KindSet is a list of kinds as a flag.
type KindSet []kind.Kind

// String implements flag.Value.
func (k *KindSet) String() string {
	var s []string
	for _, v := range *k {
		s = append(s, string(v))
	}
	return strings.Join(s, ",")
}

// Set implements flag.Value. An empty list means those checked by default, as
// String says of it.
func (k *KindSet) Set(s string) error {
	if s == "" {
		*k = nil
		return nil
	}
	var set KindSet
	for w := range strings.SplitSeq(s, ",") {
		v := kind.Kind(strings.TrimSpace(w))
		if !v.Valid() {
			return fmt.Errorf("unknown kind %q; the kinds are %v", w, kind.All)
		}
		set = append(set, v)
	}
	*k = set
	return nil
}

// Has reports whether k is chosen.
func (k KindSet) Has(v kind.Kind) bool {
	if k == nil {
		k = kind.Default
	}
	return slices.Contains(k, v)
}

// Rows are additional table rows as a flag, in JSON.
type Rows knowledge.Tables

// String implements flag.Value.
func (r *Rows) String() string {
	t := (*knowledge.Tables)(r)
	if t.Empty() {
		return ""
	}
	b, err := json.Marshal(t)
	if err != nil {
		return ""
	}
	return string(b)
}

// Set implements flag.Value.
func (r *Rows) Set(s string) error {
	if s == "" {
		return nil
	}
	d := json.NewDecoder(strings.NewReader(s))
	d.DisallowUnknownFields()
	return d.Decode((*knowledge.Tables)(r))
}

// options translates the configuration for the rules.
func (c *Config) options() check.Options {
	levels := map[LockLevel]check.Level{
		LockOff: check.LockOff, "": check.LockHeld, LockHeld: check.LockHeld,
		LockWaiters: check.LockWaiters, LockAll: check.LockAll,
	}
	return check.Options{
		Strict: c.Strict, Lock: levels[c.Lock], Kinds: c.Kinds.Has,
		Tests: c.Tests, Generated: c.Generated, Inventory: c.inventory, Graph: c.inventory || c.joined(), MaxDuration: c.MaxDuration,
	}
}

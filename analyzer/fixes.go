package analyzer

import (
	"errors"
	"fmt"
	"time"

	"github.com/timeoutlint/timeoutlint/internal/fix"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// A FixStyle says what repairs call.
type FixStyle string

// The styles.
const (
	FixStd     FixStyle = "std"     // the standard library alone; the default
	FixBounded FixStyle = "bounded" // the package bounded, where it does better
)

// String implements flag.Value.
func (s *FixStyle) String() string {
	if *s == "" {
		return string(FixStd)
	}
	return string(*s)
}

// Set implements flag.Value.
func (s *FixStyle) Set(text string) error {
	switch v := FixStyle(text); v {
	case FixStd, FixBounded:
		*s = v
		return nil
	}
	return fmt.Errorf("%q is not one of std, bounded", text)
}

// A timeoutFlag is the timeout of one kind as a flag.
type timeoutFlag struct {
	cfg  *Config
	kind kind.Kind
}

// String implements flag.Value.
func (t timeoutFlag) String() string {
	if t.cfg == nil {
		return ""
	}
	return t.cfg.timeout(t.kind).String()
}

// Set implements flag.Value.
func (t timeoutFlag) Set(text string) error {
	d, err := time.ParseDuration(text)
	if err != nil {
		return err
	}
	if d <= 0 {
		return errors.New("a timeout has to be more than zero")
	}
	if t.cfg.Timeouts == nil {
		t.cfg.Timeouts = map[kind.Kind]time.Duration{}
	}
	t.cfg.Timeouts[t.kind] = d
	return nil
}

// timeout is the bound that repairs of a kind set.
func (c *Config) timeout(k kind.Kind) time.Duration {
	if d, ok := c.Timeouts[k]; ok {
		return d
	}
	return fix.Defaults[k]
}

func (c *Config) fixes() fix.Options {
	o := fix.Options{Timeouts: c.timeout}
	if c.FixWith == FixBounded {
		o.With = fix.Bounded
	}
	return o
}

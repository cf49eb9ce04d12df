package audit

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/timeoutlint/timeoutlint/internal/finding"
)

// short is a duration without the parts that are zero.
func short(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

// shortFunc is a function's name in the call graph without the folders of its
// import path. A function literal is called as in a stack trace: (*T).F.func1.
func shortFunc(name string) string {
	name, _, _ = strings.Cut(name, finding.WaySign)
	name, literal, _ := strings.Cut(name, "$")
	open := ""
	for strings.HasPrefix(name, "(") || strings.HasPrefix(name, "*") {
		open, name = open+name[:1], name[1:]
	}
	name = open + afterFolders(name)
	if literal != "" {
		name += ".func" + strings.ReplaceAll(literal, "$", ".")
	}
	return name
}

// shortMutex is the type and field of a mutex without the folders.
func shortMutex(class string) string { return afterFolders(class) }

// afterFolders is a qualified name without the folders of its import path, and
// with the name before it if the last one is a major version: badger.DB.lock.
func afterFolders(name string) string {
	i := strings.LastIndexByte(name, '/')
	element, rest, ok := strings.Cut(name[i+1:], ".")
	if i > 0 && isMajor(element) {
		element = name[strings.LastIndexByte(name[:i], '/')+1 : i]
	}
	if !ok {
		return element
	}
	return element + "." + rest
}

// isMajor recognises v2 and later.
func isMajor(element string) bool {
	n, err := strconv.Atoi(strings.TrimPrefix(element, "v"))
	return err == nil && n > 1 && element[0] == 'v'
}

// boundText is what bounds an operation, with the duration.
func (op *Operation) boundText() string {
	if op.Declared {
		return "declared in a comment"
	}
	return op.Bound
}

// lasts is the duration of the bound: constant, or where it comes from.
func (op *Operation) lasts() string {
	switch {
	case op.Duration > 0 && op.Name != "":
		return op.Duration.String() + " (" + op.Name + ")"
	case op.Duration > 0:
		return op.Duration.String()
	}
	return op.Name
}

func (op *Operation) setAt() string {
	if op.BoundAt == nil || op.BoundAt.File == op.File && op.BoundAt.Line == op.Line {
		return ""
	}
	return op.BoundAt.String()
}

func count(n int, noun string) string {
	if n != 1 && strings.HasSuffix(noun, "x") {
		noun += "e"
	}
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// PercentText never rounds up to 100.
func (c Coverage) PercentText() string {
	if c.Percent < 100 && c.Percent > 99.9 {
		return "99.9 %"
	}
	return fmt.Sprintf("%.1f %%", c.Percent)
}

package analyzer_test

import (
	"fmt"
	"go/ast"
	"go/token"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// An expectation is one kind of one marker: a finding that the line must have.
type expectation struct {
	file string
	line int
	mode string // "" for every mode
	kind string
	may  bool           // the finding is allowed, not required
	re   *regexp.Regexp // nil if any message will do
}

func (e *expectation) String() string {
	if e.re == nil {
		return e.kind
	}
	return fmt.Sprintf("%s %q", e.kind, e.re)
}

func (e *expectation) matches(r result) bool {
	return e.file == r.file && e.line == r.line && e.kind == r.kind &&
		(e.re == nil || e.re.MatchString(r.message))
}

// token of a marker: a word, with brackets or not, or a quoted string.
var markerToken = regexp.MustCompile(`^\s*("(?:[^"\\]|\\.)*"|[^\s"]+)`)

// markers returns the expectations in the comments of a file.
func markers(fset *token.FileSet, f *ast.File, name string) ([]*expectation, error) {
	var all []*expectation
	for _, group := range f.Comments {
		for _, c := range group.List {
			text, ok := strings.CutPrefix(c.Text, "//")
			if !ok || !isHead(firstWord(text)) {
				continue
			}
			line := fset.Position(c.Pos()).Line
			es, err := parseMarker(text)
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %w", name, line, err)
			}
			for _, e := range es {
				e.file = name
				e.line += line
			}
			all = append(all, es...)
		}
	}
	return all, nil
}

// parseMarker parses `want conn-read "regexp" want[strict] wait`. The lines of
// what it returns are relative: 1 after want-next, which speaks of the line
// below because a directive's comment has no room for a marker. A clause that
// begins with may allows a finding where two readings of the rules are fair.
func parseMarker(text string) ([]*expectation, error) {
	var all []*expectation
	var head *expectation // mode and line of the clause
	for strings.TrimSpace(text) != "" {
		m := markerToken.FindStringSubmatch(text)
		if m == nil {
			return nil, fmt.Errorf("marker is not understood at %q", text)
		}
		text = text[len(m[0]):]
		word := m[1]
		switch {
		case isHead(word):
			h, err := parseHead(word)
			if err != nil {
				return nil, err
			}
			head = h
		case word[0] == '"':
			if len(all) == 0 || all[len(all)-1].re != nil {
				return nil, fmt.Errorf("%s does not follow a kind", word)
			}
			re, err := unquoteRegexp(word)
			if err != nil {
				return nil, err
			}
			all[len(all)-1].re = re
		default:
			if head == nil || !validCategory(word) {
				return nil, fmt.Errorf("%q is not a kind", word)
			}
			all = append(all, &expectation{line: head.line, mode: head.mode, may: head.may, kind: word})
		}
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("marker names no kind")
	}
	return all, nil
}

func firstWord(text string) string {
	word, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	return word
}

// isHead reports whether word begins a clause.
func isHead(word string) bool {
	name, _, _ := strings.Cut(word, "[")
	return name == "want" || name == "want-next" || name == "may"
}

// parseHead parses want, want-next or may, with or without a mode in brackets.
func parseHead(word string) (*expectation, error) {
	name, mode, bracket := strings.Cut(word, "[")
	head := &expectation{may: name == "may"}
	if name == "want-next" {
		head.line = 1
	}
	if !bracket {
		return head, nil
	}
	head.mode = strings.TrimSuffix(mode, "]")
	for _, m := range modes {
		if m.name == head.mode && m.name != defaultMode {
			return head, nil
		}
	}
	return nil, fmt.Errorf("%q is not a mode", head.mode)
}

func unquoteRegexp(word string) (*regexp.Regexp, error) {
	s, err := strconv.Unquote(word)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", word, err)
	}
	return regexp.Compile(s)
}

func validCategory(s string) bool {
	return kind.Kind(s).Valid() || s == string(kind.Directive)
}

func TestParseMarker(t *testing.T) {
	for _, test := range []struct {
		text, want string
	}{
		{`want conn-read`, `0 "" conn-read;`},
		{`want lock wait`, `0 "" lock;0 "" wait;`},
		{`want sql "use \"x\"" lock`, `0 "" sql "use \"x\"";0 "" lock;`},
		{`want lock want[strict] wait`, `0 "" lock;0 "strict" wait;`},
		{`may wait`, `0 "" wait;`},
		{`want-next[all] directive`, `1 "all" directive;`},
		{`want`, `marker names no kind`},
		{`want nothing`, `"nothing" is not a kind`},
		{`want[often] lock`, `"often" is not a mode`},
		{`wanted lock`, `"wanted" is not a kind`},
		{`want "x"`, `"x" does not follow a kind`},
		{`want lock "x`, `marker is not understood at " \"x"`},
	} {
		got := ""
		es, err := parseMarker(test.text)
		if err != nil {
			got = err.Error()
		}
		for _, e := range es {
			got += fmt.Sprintf("%d %q %s;", e.line, e.mode, e)
		}
		if got != test.want {
			t.Errorf("%s: got %s, want %s", test.text, got, test.want)
		}
	}
}

package check

import (
	"cmp"
	"go/ast"
	"go/token"
	"strings"
	"time"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// prefix begins the comments that speak to this program.
const prefix = "//timeoutlint:"

// A directive is one suppression comment.
type directive struct {
	pos, end token.Pos
	file     *token.File
	from, to int           // lines that it covers
	kind     kind.Kind     // of an ignore
	bound    time.Duration // of a bounded
	fault    string        // what is wrong with it
	reason   string        // as written
	nolint   bool          // written for golangci-lint: not ours to complain about
	used     bool
}

// Directives are the suppression comments of a package.
type Directives struct {
	fset *token.FileSet
	list []*directive
}

// ParseDirectives finds the directives in the comments of files.
func ParseDirectives(fset *token.FileSet, files []*ast.File) *Directives {
	ds := &Directives{fset: fset}
	for _, f := range files {
		for _, g := range f.Comments {
			for _, c := range g.List {
				if d := parseDirective(c.Text); d != nil {
					d.pos, d.end, d.file = c.Pos(), c.End(), fset.File(c.Pos())
					d.from = d.file.Line(c.Pos())
					d.to = d.from + 1
					ds.list = append(ds.list, d)
				}
			}
		}
		ds.extendToFuncs(f)
	}
	return ds
}

// extendToFuncs: a nolint in the comment of a function covers the function,
// as golangci-lint has it.
func (ds *Directives) extendToFuncs(f *ast.File) {
	for _, decl := range f.Decls {
		fd, ok := decl.(*ast.FuncDecl)
		if !ok || fd.Doc == nil {
			continue
		}
		for _, d := range ds.list {
			if d.nolint && d.pos >= fd.Doc.Pos() && d.end <= fd.Doc.End() {
				d.to = d.file.Line(fd.End())
			}
		}
	}
}

// parseDirective parses one comment; nil if it is something else.
func parseDirective(text string) *directive {
	if rest, ok := strings.CutPrefix(text, prefix); ok {
		return parseOwn(rest)
	}
	rest, ok := strings.CutPrefix(text, "//nolint")
	if !ok {
		return nil
	}
	list, reason, _ := strings.Cut(rest, "//")
	names, some := strings.CutPrefix(list, ":")
	if !some && list != "" && list[0] != ' ' {
		return nil // another word that begins so
	}
	ours := !some || strings.TrimSpace(names) == ""
	for n := range strings.SplitSeq(names, ",") { // there may be spaces around the names
		words := strings.Fields(n)
		ours = ours || some && len(words) > 0 && (words[0] == "all" || words[0] == "timeoutlint")
	}
	if !ours {
		return nil
	}
	return &directive{nolint: true, reason: strings.TrimSpace(reason)}
}

// parseOwn parses "ignore kind reason" and "bounded 30s reason".
func parseOwn(text string) *directive {
	text, _, _ = strings.Cut(text, "//") // a comment in the comment
	words := strings.Fields(text)
	d := &directive{}
	if len(words) == 0 {
		d.fault = "says neither ignore nor bounded"
		return d
	}
	switch {
	case words[0] != "ignore" && words[0] != "bounded":
		d.fault = "timeoutlint:" + words[0] + " is neither ignore nor bounded"
	case len(words) == 1:
		d.fault = "timeoutlint:" + words[0] + " needs " + operand[words[0]] + " and a reason"
	case words[0] == "ignore":
		d.kind = kind.Kind(words[1])
		if !d.kind.Valid() {
			d.fault = words[1] + " is not a kind; see timeoutlint help"
		}
	default:
		v, err := time.ParseDuration(words[1])
		d.bound = v
		if err != nil || v <= 0 {
			d.fault = words[1] + " is not a duration above zero, like 30s"
		}
	}
	if len(words) > 2 {
		d.reason = strings.Join(words[2:], " ")
	}
	if d.fault == "" && len(words) < 3 {
		d.fault = "timeoutlint:" + words[0] + " gives no reason"
	}
	return d
}

var operand = map[string]string{"ignore": "a kind", "bounded": "a duration"}

// covering lists the directives that cover pos.
func (ds *Directives) covering(pos token.Pos) []*directive {
	if len(ds.list) == 0 || !pos.IsValid() {
		return nil
	}
	file := ds.fset.File(pos)
	line := file.Line(pos)
	var out []*directive
	for _, d := range ds.list {
		if d.file == file && d.from <= line && line <= d.to {
			out = append(out, d)
		}
	}
	return out
}

// Declared returns the bound that a directive declares for the operation at
// pos, which is in need of one.
func (ds *Directives) Declared(pos token.Pos) (time.Duration, bool) {
	for _, d := range ds.covering(pos) {
		if d.bound > 0 && d.fault == "" {
			d.used = true
			return d.bound, true
		}
	}
	return 0, false
}

// apply removes the findings that a directive suppresses. A directive that
// covers an operation which is fine in this configuration is used, too.
func (ds *Directives) apply(findings []finding.Finding, ops []finding.Operation) []finding.Finding {
	var out []finding.Finding
	for _, f := range findings {
		if !ds.suppresses(f.Pos, f.Kind) {
			out = append(out, f)
		}
	}
	for _, op := range ops {
		if op.Verdict > finding.Bounded {
			ds.suppresses(op.Pos, op.Kind)
		}
	}
	return out
}

// reason is why the finding of an operation is suppressed, "" if it is not.
func (ds *Directives) reason(pos token.Pos, k kind.Kind) string {
	for _, d := range ds.covering(pos) {
		if d.nolint || d.fault == "" && d.kind == k {
			return cmp.Or(d.reason, "no reason given")
		}
	}
	return ""
}

// declaredReason is the reason of the directive that declares a bound at pos.
func (ds *Directives) declaredReason(pos token.Pos) string {
	for _, d := range ds.covering(pos) {
		if d.bound > 0 && d.fault == "" {
			return d.reason
		}
	}
	return ""
}

func (ds *Directives) suppresses(pos token.Pos, k kind.Kind) bool {
	hit := false
	for _, d := range ds.covering(pos) {
		if d.nolint || d.fault == "" && (d.bound > 0 || d.kind == k) {
			d.used, hit = true, true
		}
	}
	return hit
}

// reportDirectives reports the directives that are wrong or do nothing.
func (c *checker) reportDirectives() {
	for _, d := range c.directives.list {
		if d.nolint || d.used || !c.covers(d.pos) || d.fault == "" && d.kind != "" && !c.asked(d.kind) {
			continue
		}
		msg := d.fault
		if msg == "" {
			msg = "the directive suppresses nothing; remove it"
		}
		c.findings = append(c.findings, finding.Finding{Kind: kind.Directive, Pos: d.pos, End: d.end, Message: msg})
	}
}

// asked reports whether findings of k are asked for at all.
func (c *checker) asked(k kind.Kind) bool {
	return c.opts.Kinds(k) && (k != kind.Lock || c.opts.Lock != LockOff)
}

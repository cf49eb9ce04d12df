package audit

import (
	"cmp"
	"embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
	"sync"
)

//go:embed page
var pageFiles embed.FS

// page is parsed when it is asked for, since the command starts once for each package.
var page = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page.html").Funcs(template.FuncMap{"bars": newBars}).ParseFS(pageFiles, "page/page.html"))
})

// HTML writes the audit as a page that needs nothing else: no network, no
// other files.
func HTML(w io.Writer, r *Report) error {
	v := &pageData{Report: r, Style: template.CSS(asset("page/page.css")), Script: template.JS(asset("page/page.js"))}
	return page().Execute(w, v)
}

func asset(name string) string {
	b, err := pageFiles.ReadFile(name)
	if err != nil {
		panic(err) // it is embedded
	}
	return string(b)
}

// bars are a table of coverage, whose names filter the operations.
type bars struct {
	Head, Filter string
	Rows         []PartRow
}

func newBars(head, filter string, rows []PartRow) bars { return bars{head, filter, rows} }

// pageData is what the template asks.
type pageData struct {
	*Report
	Style  template.CSS
	Script template.JS
}

// Summary is what somebody reads who reads nothing else.
func (d *pageData) Summary() []string { return d.summary() }

// A PartRow is a row of a table of coverage.
type PartRow struct {
	Part
	Short string
}

// PackageRows and KindRows are the tables of coverage.
func (d *pageData) PackageRows() []PartRow {
	var out []PartRow
	for _, p := range d.Packages {
		out = append(out, PartRow{p, d.shortPackage(p.Name)})
	}
	return out
}

// KindRows is the table by kind.
func (d *pageData) KindRows() []PartRow {
	var out []PartRow
	for _, p := range d.Kinds {
		out = append(out, PartRow{p, p.Name})
	}
	return out
}

// A Slice is a part of a coverage bar.
type Slice struct {
	Class   string
	Count   int
	Percent string
}

// Bar are the parts of the bar, from good to bad.
func (p PartRow) Bar() []Slice {
	var out []Slice
	for _, s := range []Slice{
		{Class: bounded, Count: p.Bounded + p.Declared}, {Class: conditional, Count: p.Conditional},
		{Class: cancellable, Count: p.Cancellable}, {Class: "callers", Count: p.Callers}, {Class: unbounded, Count: p.Unbounded},
	} {
		if s.Count > 0 {
			s.Percent = fmt.Sprintf("%.2f", 100*float64(s.Count)/float64(p.Operations))
			out = append(out, s)
		}
	}
	return out
}

// Text is the percentage.
func (p PartRow) Text() string { return p.PercentText() }

// An OpRow is a row of the table of operations.
type OpRow struct {
	*Operation
	Anchor  string
	Short   string // the package
	Rank    int    // of the verdict and risk, the worst first
	Nanos   int64
	Lasts   string
	By      string
	Badge   string
	Mutexes []MutexLink
	Search  string
}

// A MutexLink leads from an operation to a lock that is held meanwhile.
type MutexLink struct{ Anchor, Name string }

// Rows are the operations, the worst first.
func (d *pageData) Rows() []OpRow {
	locks := map[string]string{}
	for i, l := range d.Locks {
		locks[l.Mutex] = lockAnchor(i)
	}
	var out []OpRow
	for i := range d.Operations {
		op := &d.Operations[i]
		row := OpRow{Operation: op, Anchor: opAnchor(i), Short: d.shortPackage(op.Package), Rank: op.rank(), Nanos: int64(op.Duration), Lasts: op.lasts(), By: op.boundedBy(), Badge: op.badge()}
		for _, m := range op.mutexes() {
			if a := locks[m]; a != "" {
				row.Mutexes = append(row.Mutexes, MutexLink{a, shortMutex(m)})
			}
		}
		row.Search = strings.ToLower(strings.Join([]string{op.File, op.Package, op.Func, op.Kind, op.What, op.Verdict, string(op.Risk), op.Bound, op.Name}, " "))
		out = append(out, row)
	}
	slices.SortStableFunc(out, func(a, b OpRow) int { return cmp.Compare(a.Rank, b.Rank) })
	return out
}

// mutexes are those that an operation waits for, or that are held meanwhile.
func (op *Operation) mutexes() []string {
	var out []string
	if op.Mutex != "" {
		out = append(out, op.Mutex)
	}
	for _, h := range op.Held {
		if h.Mutex != "" && !slices.Contains(out, h.Mutex) {
			out = append(out, h.Mutex)
		}
	}
	return out
}

// rank orders the operations: by risk, then by verdict, then by how many wait.
func (op *Operation) rank() int {
	if op.Risk == "" {
		return 1000 * (len(Risks) + len(order) - weakness(op))
	}
	locked := 0
	if op.Kind == lockKind {
		locked = 500 // those who wait come after what they wait for
	}
	return 1000*slices.Index(Risks, op.Risk) + locked - min(op.waiters(), 400)
}

// badge is the risk, or the verdict of what has none.
func (op *Operation) badge() string { return cmp.Or(string(op.Risk), op.Verdict) }

func opAnchor(i int) string   { return fmt.Sprintf("op%d", i+1) }
func lockAnchor(i int) string { return fmt.Sprintf("lock%d", i+1) }

// A LockRow is a mutex with links to who holds it and who waits for it.
type LockRow struct {
	Anchor, Name string
	Holders      []HolderLink
	Waiters      []PlaceLink
}

// maxUnfolded is how many holders of a lock are shown at once.
const maxUnfolded = 25

// Folded reports whether there are too many to show.
func (l LockRow) Folded() bool { return max(len(l.Holders), len(l.Waiters)) > maxUnfolded }

// A HolderLink leads to the operation that can wait forever.
type HolderLink struct {
	Place  Place
	Anchor string
	Op     *Operation
}

// A PlaceLink leads to a Lock call.
type PlaceLink struct {
	Place  Place
	Anchor string
}

// LockRows is the table of locks.
func (d *pageData) LockRows() []LockRow {
	anchors, lockCalls := map[string]int{}, map[Place]string{}
	for i, op := range d.Operations {
		anchors[op.ID] = i
		if op.Kind == lockKind {
			lockCalls[op.Place] = opAnchor(i)
		}
	}
	var out []LockRow
	for i, l := range d.Locks {
		row := LockRow{Anchor: lockAnchor(i), Name: shortMutex(l.Mutex)}
		for _, h := range l.Holders {
			n := anchors[h.ID]
			row.Holders = append(row.Holders, HolderLink{h.Place, opAnchor(n), &d.Operations[n]})
		}
		for _, p := range l.Waiters {
			row.Waiters = append(row.Waiters, PlaceLink{p, lockCalls[p]})
		}
		out = append(out, row)
	}
	return out
}

// TimeoutRow is a row of the table of durations.
type TimeoutRow struct {
	Timeout
	Value   string
	Nanos   int64
	Applied string
}

// TimeoutRows is the table of durations.
func (d *pageData) TimeoutRows() []TimeoutRow {
	var out []TimeoutRow
	for _, t := range d.Timeouts {
		cells := d.durationRow(t)
		out = append(out, TimeoutRow{t, cells[0], int64(t.Duration), cells[3]})
	}
	return out
}

// RiskRows are the risks that occur, for the filter.
func (d *pageData) RiskRows() []string {
	var out []string
	for _, risk := range Risks {
		if slices.ContainsFunc(d.Operations, func(op Operation) bool { return op.Risk == risk }) {
			out = append(out, string(risk))
		}
	}
	for _, v := range slices.Backward(order[:len(order)-1]) {
		if slices.ContainsFunc(d.Operations, func(op Operation) bool { return op.Verdict == v }) {
			out = append(out, v)
		}
	}
	return out
}

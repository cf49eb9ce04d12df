package audit

import (
	"cmp"
	"embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
	"time"
)

//go:embed page
var pageFiles embed.FS

// page is parsed when the program starts, so that a fault in it is found by
// any test.
var page = template.Must(template.New("page.html").Funcs(template.FuncMap{"bars": newBars}).ParseFS(pageFiles, "page/page.html"))

// HTML writes the audit as a page that needs nothing else: no network, no
// other files.
func HTML(w io.Writer, r *Report) error {
	v := &pageData{Report: r, Style: template.CSS(asset("page/page.css")), Script: template.JS(asset("page/page.js"))}
	return page.Execute(w, v)
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

// A Bin is a column of the histogram of durations.
type Bin struct {
	Label   string
	Count   int
	Height  string // in per cent of the highest
	Outlier bool
	What    string // for the tooltip
}

// bins are the upper ends of the columns.
var bins = []time.Duration{
	time.Millisecond, 10 * time.Millisecond, 100 * time.Millisecond, time.Second, 5 * time.Second,
	10 * time.Second, 30 * time.Second, time.Minute, 5 * time.Minute, time.Hour,
}

// Histogram counts the constant timeouts. A column is an outlier when columns
// without any lie between it and the median, or when it is at the far ends.
func (d *pageData) Histogram() []Bin {
	out := make([]Bin, len(bins)+1)
	for i := range out {
		if i < len(bins) {
			out[i].Label = "≤ " + short(bins[i])
		} else {
			out[i].Label = "> " + short(bins[i-1])
		}
	}
	total := 0
	for _, t := range d.Timeouts {
		if t.Duration <= 0 {
			continue
		}
		i, _ := slices.BinarySearch(bins, time.Duration(t.Duration))
		out[i].Count++
		out[i].What += fmt.Sprintf("%s %s (%s)\n", t.Duration, t.What, t.Place)
		total++
	}
	if total == 0 {
		return nil
	}
	finishBins(out, total)
	return out
}

func finishBins(out []Bin, total int) {
	highest, median, seen := 0, 0, 0
	for i, b := range out {
		highest = max(highest, b.Count)
		if seen*2 < total {
			median = i
		}
		seen += b.Count
	}
	for i := range out {
		b := &out[i]
		b.Height = fmt.Sprintf("%.1f", 100*float64(b.Count)/float64(highest))
		b.Outlier = b.Count > 0 && (i == 0 || i == len(out)-1 || isolated(out, i, median))
	}
}

// isolated reports whether a gap lies between column i and the median.
func isolated(out []Bin, i, median int) bool {
	for j := min(i, median) + 1; j < max(i, median); j++ {
		if out[j].Count == 0 {
			return true
		}
	}
	return false
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

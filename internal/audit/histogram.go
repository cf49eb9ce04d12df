package audit

import (
	"fmt"
	"slices"
	"time"
)

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

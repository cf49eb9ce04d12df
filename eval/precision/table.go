package main

import (
	"fmt"
	"slices"
	"strings"
)

// A row is a line of the table.
type row struct {
	Repo
	findings, lines, drawn, good int
}

func newRow(r Repo, findings, lines int, m match) row {
	out := row{Repo: r, findings: findings, lines: lines, drawn: len(m.labelled)}
	for _, l := range m.labelled {
		if *l.True {
			out.good++
		}
	}
	return out
}

func (r row) density() float64 { return 1000 * float64(r.findings) / float64(max(r.lines, 1)) }

// table is the result in Markdown.
func table(rows []row) string {
	var b strings.Builder
	b.WriteString("| repository | commit | kind of program | lines | findings | per 1,000 | drawn | true |\n|---|---|---|---|---|---|---|---|\n")
	var sum row
	var densities []float64
	for _, r := range rows {
		fmt.Fprintf(&b, "| %s | %s | %s | %d | %d | %.2f | %d | %d |\n", r.Repo.Repo, r.Commit, r.What, r.lines, r.findings, r.density(), r.drawn, r.good)
		sum.findings, sum.lines = sum.findings+r.findings, sum.lines+r.lines
		sum.drawn, sum.good = sum.drawn+r.drawn, sum.good+r.good
		densities = append(densities, r.density())
	}
	fmt.Fprintf(&b, "| all | | | %d | %d | median %.2f | %d | %d (%.0f%%) |\n",
		sum.lines, sum.findings, median(densities), sum.drawn, sum.good, 100*float64(sum.good)/float64(max(sum.drawn, 1)))
	return b.String()
}

func median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	v := slices.Sorted(slices.Values(values))
	n := len(v)
	return (v[(n-1)/2] + v[n/2]) / 2
}

package main

import (
	"fmt"
	"strings"
)

// The chart has two fields side by side, time and memory, of this size.
const (
	width, height = 340, 240
	left, top     = 60, 40
	gap           = 90
)

// A line is one curve: its values at the sizes.
type line struct {
	name   string
	colour string
	value  func(point) float64
	points []point
}

// chart draws how time and memory grow with the lines of code, as SVG.
func chart(one, many []point) string {
	cpu := func(i int) func(point) float64 { return func(p point) float64 { return p.cpu[i] } }
	memory := func(i int) func(point) float64 { return func(p point) float64 { return float64(p.memory[i] >> 20) } }
	curves := func(value func(int) func(point) float64) []line {
		return []line{
			{"timeoutlint, one package", "#c0392b", value(1), one},
			{"baseline, one package", "#e59a92", value(0), one},
			{"timeoutlint, packages of 5,000 lines", "#1f618d", value(1), many},
			{"baseline, packages of 5,000 lines", "#8fb8d8", value(0), many},
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="11">`+"\n",
		left+2*width+gap+20, top+height+120)
	fmt.Fprintln(&b, `<rect width="100%" height="100%" fill="white"/>`)
	field(&b, left, "CPU time, seconds", curves(cpu))
	field(&b, left+width+gap, "largest process, MB", curves(memory))
	for i, l := range curves(cpu) {
		y := top + height + 50 + 16*i
		fmt.Fprintf(&b, `<path d="M%d %dh24" stroke="%s" stroke-width="2"/><text x="%d" y="%d">%s</text>`+"\n", left, y-4, l.colour, left+32, y, l.name)
	}
	return b.String() + "</svg>\n"
}

// field draws one set of axes with its curves.
func field(b *strings.Builder, x0 int, title string, lines []line) {
	highest, most := 0.0, 0
	for _, l := range lines {
		for _, p := range l.points {
			highest, most = max(highest, l.value(p)), max(most, p.lines)
		}
	}
	at := func(lines int, value float64) (x, y float64) {
		return float64(x0) + width*float64(lines)/float64(most), top + height - height*value/highest
	}
	fmt.Fprintf(b, `<text x="%d" y="%d" font-size="13">%s</text>`+"\n", x0, top-14, title)
	fmt.Fprintf(b, `<path d="M%d %dv%dh%d" fill="none" stroke="#555"/>`+"\n", x0, top, height, width)
	for i := range 5 {
		x, y := at(most*(i+1)/5, highest*float64(i+1)/5)
		fmt.Fprintf(b, `<text x="%d" y="%.0f" text-anchor="end">%.0f</text>`+"\n", x0-6, y+4, highest*float64(i+1)/5)
		fmt.Fprintf(b, `<text x="%.0f" y="%d" text-anchor="middle">%dk</text>`+"\n", x, top+height+16, most*(i+1)/5000)
	}
	for _, l := range lines {
		var path strings.Builder
		for i, p := range l.points {
			x, y := at(p.lines, l.value(p))
			fmt.Fprintf(&path, "%c%.1f %.1f", "ML"[min(i, 1)], x, y)
		}
		fmt.Fprintf(b, `<path d="%s" fill="none" stroke="%s" stroke-width="2"/>`+"\n", path.String(), l.colour)
	}
	fmt.Fprintf(b, `<text x="%d" y="%d">lines of code</text>`+"\n", x0, top+height+32)
}

package manual

import (
	"fmt"
	"io"
	"strings"
)

// Help writes what fits on one screen. Flags that are alike, with the same end of
// the name, are shown once, as family says.
func Help(w io.Writer, p Program, family func(Flag) (Flag, bool)) error {
	var b strings.Builder
	fmt.Fprintf(&b, "usage: %s [flags] [packages]\n       %s command [flags] [arguments]\n\n%s\nCommands:\n", p.Name, p.Name, p.About)
	var rows [][2]string
	for _, c := range p.Commands {
		rows = append(rows, [2]string{c.usage(), c.Title})
	}
	writeRows(&b, rows)
	b.WriteString("\nFlags:\n")
	rows = nil
	seen := map[string]bool{}
	for _, f := range p.Flags {
		if g, ok := family(f); ok {
			f = g
		}
		if !seen[f.Name] {
			seen[f.Name] = true
			rows = append(rows, [2]string{f.usage(), short(f.Text)})
		}
	}
	writeRows(&b, rows)
	_, err := io.WriteString(w, b.String())
	return err
}

// usage is how a command is called.
func (c Command) usage() string { return strings.TrimSpace(c.Name + " " + c.Args) }

// usage is how a flag is given.
func (f Flag) usage() string { return strings.TrimSpace("-" + f.Name + " " + f.Arg) }

// writeRows writes two columns.
func writeRows(b *strings.Builder, rows [][2]string) {
	width := 0
	for _, r := range rows {
		width = max(width, len(r[0]))
	}
	for _, r := range rows {
		fmt.Fprintf(b, "  %-*s  %s\n", width, r[0], r[1])
	}
}

package manual

import (
	"fmt"
	"io"
	"strings"
)

// Man writes a page for man(1).
func Man(w io.Writer, p Program) error {
	m := &roff{}
	m.line(`.TH %s 1 "" "%s %s"`, strings.ToUpper(p.Name), p.Name, roffText(p.Version))
	m.section("NAME")
	m.line(`%s \- %s`, p.Name, roffText(p.Title))
	m.section("SYNOPSIS")
	m.line(`.B %s`, p.Name)
	m.line("[flags] [packages]")
	for _, c := range p.Commands {
		m.line(".br\n.B %s %s", p.Name, roffText(c.Name))
		m.text(strings.TrimSpace(c.flagsNote() + " " + c.Args))
	}
	m.section("DESCRIPTION")
	m.text(p.About)
	m.section("OPTIONS")
	m.flags(p.Flags)
	m.section("COMMANDS")
	for _, c := range p.Commands {
		m.line(".SS %s", roffText(c.usage()))
		m.text(sentence(c.Title))
		m.flags(c.Flags)
	}
	for _, n := range p.Notes {
		m.section(n.Title)
		m.text(n.Text)
		for _, item := range n.List {
			m.item(item[0], "", item[1])
		}
	}
	_, err := io.WriteString(w, m.String())
	return err
}

func (c Command) flagsNote() string {
	if len(c.Flags) > 0 {
		return "[flags]"
	}
	return ""
}

// A roff is a page in the language of troff, with the macros of man(7).
type roff struct{ strings.Builder }

func (m *roff) line(format string, args ...any) { fmt.Fprintf(m, format+"\n", args...) }

func (m *roff) section(title string) { m.line(".SH %s", roffText(title)) }

// text writes paragraphs.
func (m *roff) text(s string) {
	for i, paragraph := range strings.Split(strings.TrimSpace(s), "\n\n") {
		if i > 0 {
			m.line(".PP")
		}
		for l := range strings.Lines(paragraph) {
			if l = strings.TrimSpace(l); l != "" {
				m.line("%s", roffText(l))
			}
		}
	}
}

func (m *roff) flags(flags []Flag) {
	for _, f := range flags {
		text := sentence(f.Text)
		if len(f.Values) > 0 && !strings.Contains(f.Text, f.Values[0]) {
			text += "\nValues: " + strings.Join(f.Values, ", ") + "."
		}
		if f.Default != "" {
			text += "\nThe default is " + f.Default + "."
		}
		m.item("-"+f.Name, f.Arg, text)
	}
}

func (m *roff) item(name, arg, text string) {
	m.line(".TP")
	m.line(`\fB%s\fR \fI%s\fR`, roffText(name), roffText(arg))
	m.text(text)
}

// roffText escapes what troff would take for its own.
func roffText(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(s)
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "'") {
		s = `\&` + s
	}
	return s
}

// sentence makes a sentence of the text of a flag.
func sentence(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

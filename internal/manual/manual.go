// Package manual makes what tells people and shells about a command from the
// definitions of its flags: the help, the man page, completions.
package manual

import (
	"flag"
	"strings"
)

// A Program is a command with subcommands.
type Program struct {
	Name, Title string
	Version     string
	About       string // what it does, in paragraphs of plain text
	Flags       []Flag // without a subcommand
	Commands    []Command
	Notes       []Note // for the man page
}

// A Note is a section of the man page: plain text, or a list.
type Note struct {
	Title, Text string
	List        [][2]string
}

// A Command is a subcommand.
type Command struct {
	Name, Args, Title string
	Flags             []Flag
	Words             []string // that its arguments can be
}

// A Flag is a flag as people see it.
type Flag struct {
	Name    string
	Arg     string // what its value is called, "" for one that has none
	Text    string
	Default string   // "" for none
	Values  []string // that it can have, as far as that is known
}

// Flags describes the flags of a set. Values has those of some, by name.
func Flags(fs *flag.FlagSet, values map[string][]string) []Flag {
	var out []Flag
	fs.VisitAll(func(f *flag.Flag) {
		arg, text := flag.UnquoteUsage(f)
		x := Flag{Name: f.Name, Arg: arg, Text: text, Default: f.DefValue, Values: values[f.Name]}
		if f.DefValue == "false" || f.DefValue == "0s" || f.DefValue == "-1" {
			x.Default = ""
		}
		out = append(out, x)
	})
	return out
}

// short is what a flag or command is about: the text up to a semicolon.
func short(text string) string {
	text, _, _ = strings.Cut(text, ";")
	return text
}

// The values of a flag or argument that are paths are told by what they are
// called.
func (f Flag) isFile() bool { return f.Arg == "file" || f.Arg == "path" }

func (f Flag) isFolder() bool { return f.Arg == "dir" || f.Arg == "folder" }

// prefixes reports whether the values only begin what the flag is set to.
func (f Flag) prefixes() bool { return strings.Contains(f.Arg, ":") }

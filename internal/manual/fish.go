package manual

import (
	"fmt"
	"strings"
)

// fish writes one line for each thing that can be completed.
func fish(p Program) string {
	b := &strings.Builder{}
	fmt.Fprintf(b, "# fish completion for %s, made by \"%s completion fish\"\n\n", p.Name, p.Name)
	names := strings.Join(p.names(), " ")
	none := quote("not __fish_seen_subcommand_from " + names)
	fmt.Fprintf(b, "complete -c %s -f\n", p.Name)
	for _, c := range p.Commands {
		fmt.Fprintf(b, "complete -c %s -n '__fish_use_subcommand' -a %s -d %s\n", p.Name, c.Name, quote(c.Title))
	}
	for _, c := range p.all() {
		where := none
		if c.Name != "" {
			where = quote("__fish_seen_subcommand_from " + c.Name)
		}
		for _, f := range c.Flags {
			fmt.Fprintf(b, "complete -c %s -n %s -o %s%s -d %s\n", p.Name, where, f.Name, f.fish(), quote(short(f.Text)))
		}
		switch {
		case len(c.Words) > 0:
			fmt.Fprintf(b, "complete -c %s -n %s -a %s\n", p.Name, where, quote(strings.Join(c.Words, " ")))
		case c.takesFolders():
			fmt.Fprintf(b, "complete -c %s -n %s -a '(__fish_complete_directories)'\n", p.Name, where)
		case c.takesFiles():
			fmt.Fprintf(b, "complete -c %s -n %s -F\n", p.Name, where)
		}
	}
	return b.String()
}

// fish is what to do for the value of a flag.
func (f Flag) fish() string {
	switch {
	case f.Arg == "":
		return ""
	case f.isFile():
		return " -r -F"
	case f.isFolder():
		return " -x -a '(__fish_complete_directories)'"
	case f.prefixes():
		return " -r -F -a " + quote(strings.Join(f.Values, ": ")+":")
	case len(f.Values) > 0:
		return " -x -a " + quote(strings.Join(f.Values, " "))
	}
	return " -x"
}

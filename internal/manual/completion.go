package manual

import (
	"io"
	"strings"
)

// Shells are those that there are completions for.
var Shells = []string{"bash", "zsh", "fish"}

// Completion writes a script for a shell; ok is false if it is not one of Shells.
func Completion(w io.Writer, p Program, shell string) (ok bool, err error) {
	script, ok := map[string]func(Program) string{"bash": bash, "zsh": zsh, "fish": fish}[shell]
	if !ok {
		return false, nil
	}
	_, err = io.WriteString(w, script(p))
	return true, err
}

// all are the commands, with the program itself as one that has no name.
func (p Program) all() []Command {
	return append([]Command{{Flags: p.Flags}}, p.Commands...)
}

// names lists the commands.
func (p Program) names() []string {
	var list []string
	for _, c := range p.Commands {
		list = append(list, c.Name)
	}
	return list
}

// takesFolders: the arguments are packages, which are given by their folders.
func (c Command) takesFolders() bool { return c.Name == "" || strings.Contains(c.Args, "[packages]") }

// takesFiles: the arguments name files.
func (c Command) takesFiles() bool { return strings.Contains(c.Args, "file") }

// quote quotes a word for all shells.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

// flagNames lists the flags as they are given.
func (c Command) flagNames() []string {
	var list []string
	for _, f := range c.Flags {
		list = append(list, "-"+f.Name)
	}
	return list
}

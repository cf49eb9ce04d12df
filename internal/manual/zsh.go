package manual

import (
	"fmt"
	"strings"
)

// zshFrame is the script around what is known of the flags.
const zshFrame = `#compdef NAME
# zsh completion for NAME, made by "NAME completion zsh"

_NAME() {
	local -a commands
	commands=(
COMMANDS	)
	if ((CURRENT == 2)) && [[ $words[2] != -* ]]; then
		_describe -t commands command commands
		_path_files -/
		return
	fi
	case $words[2] in
CASES	*) _arguments FLAGS '*:package:_path_files -/' ;;
	esac
}

if [[ $funcstack[1] == _NAME ]]; then
	_NAME "$@"
else
	compdef _NAME NAME
fi
`

func zsh(p Program) string {
	var commands, cases strings.Builder
	for _, c := range p.Commands {
		fmt.Fprintf(&commands, "\t\t%s\n", quote(c.Name+":"+c.Title))
		fmt.Fprintf(&cases, "\t%s)\n\t\tshift words\n\t\t((CURRENT--))\n\t\t_arguments %s %s\n\t\t;;\n", c.Name, zshFlags(c.Flags), c.zsh())
	}
	return strings.NewReplacer(
		"NAME", p.Name, "COMMANDS", commands.String(), "CASES", cases.String(), "FLAGS", zshFlags(p.Flags),
	).Replace(zshFrame)
}

var zshText = strings.NewReplacer("[", "(", "]", ")", ":", `\:`)

func zshFlags(flags []Flag) string {
	var specs []string
	for _, f := range flags {
		spec := "-" + f.Name
		if f.Arg != "" {
			spec += "="
		}
		spec += "[" + zshText.Replace(short(f.Text)) + "]"
		if f.prefixes() {
			spec = "*" + spec // it can be given several times
		}
		specs = append(specs, quote(spec+f.zsh()))
	}
	return strings.Join(specs, " ")
}

// zsh is what to do for the value of a flag.
func (f Flag) zsh() string {
	arg := zshText.Replace(f.Arg)
	switch {
	case f.Arg == "":
		return ""
	case f.isFile():
		return ":" + arg + ":_files"
	case f.isFolder():
		return ":" + arg + ":_path_files -/"
	case f.prefixes():
		return ":" + arg + `:{ compset -P "*\:" && _files || compadd -S \: -- ` + strings.Join(f.Values, " ") + " }"
	case len(f.Values) > 0:
		return ":" + arg + ":(" + strings.Join(f.Values, " ") + ")"
	}
	return ":" + arg + ": "
}

// zsh is what to do for the arguments of a command.
func (c Command) zsh() string {
	switch {
	case len(c.Words) > 0:
		return quote("*:word:(" + strings.Join(c.Words, " ") + ")")
	case c.takesFolders():
		return quote("*:package:_path_files -/")
	case c.takesFiles():
		return quote("*:file:_files")
	}
	return ""
}

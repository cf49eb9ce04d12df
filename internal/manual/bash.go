package manual

import (
	"fmt"
	"strings"
)

// bashFrame is the script around what is known of the flags. Bash makes words of
// the = and the : in an argument.
const bashFrame = `# bash completion for NAME, made by "NAME completion bash"

_NAME() {
	local cur=${COMP_WORDS[COMP_CWORD]} flag=${COMP_WORDS[COMP_CWORD-1]} command= words= kind= IFS=$' \t\n'
	if ((COMP_CWORD > 1)); then
		case ${COMP_WORDS[1]} in
		COMMANDS) command=${COMP_WORDS[1]} ;;
		esac
	fi
	case $cur in
	=) cur= ;;
	:) cur= kind=file ;;
	*)
		case $flag in
		=) flag=${COMP_WORDS[COMP_CWORD-2]} ;;
		:) kind=file ;;
		esac
		;;
	esac
	[[ -z $kind || -z $command ]] || kind=none # a line
	[[ $kind ]] || case "$command ${flag/#--/-}" in
FLAGS	*)
		case "$command $cur" in
ARGUMENTS		esac
		;;
	esac
	case $kind in
	file | dir)
		compopt -o filenames 2>/dev/null
		IFS=$'\n'
		COMPREPLY=($(compgen -${kind:0:1} -- "$cur"))
		;;
	none) COMPREPLY=() ;;
	*)
		[[ $kind != prefix ]] || compopt -o nospace 2>/dev/null
		COMPREPLY=($(compgen -W "$words" -- "$cur"))
		if ((COMP_CWORD == 1)) && [[ $cur != -* ]]; then
			compopt -o filenames 2>/dev/null
			IFS=$'\n'
			COMPREPLY+=($(compgen -d -- "$cur"))
		fi
		;;
	esac
}

complete -F _NAME NAME
`

func bash(p Program) string {
	var flags, arguments strings.Builder
	for _, c := range p.all() {
		for _, f := range c.Flags {
			if do := f.bash(); do != "" {
				fmt.Fprintf(&flags, "\t'%s -%s') %s ;;\n", c.Name, f.Name, do)
			}
		}
		if len(c.Flags) > 0 {
			fmt.Fprintf(&arguments, "\t\t'%s '-*) words=%s ;;\n", c.Name, quote(strings.Join(c.flagNames(), " ")))
		}
	}
	for _, c := range p.Commands {
		if do := c.bash(); do != "" {
			fmt.Fprintf(&arguments, "\t\t'%s '*) %s ;;\n", c.Name, do)
		}
	}
	fmt.Fprintf(&arguments, "\t\t*)\n\t\t\tif ((COMP_CWORD == 1)); then words=%s; else kind=dir; fi\n\t\t\t;;\n", quote(strings.Join(p.names(), " ")))
	return strings.NewReplacer(
		"NAME", p.Name, "COMMANDS", strings.Join(p.names(), " | "), "FLAGS", flags.String(), "ARGUMENTS", arguments.String(),
	).Replace(bashFrame)
}

// bash is what to do for the value of a flag, "" for a flag that has none.
func (f Flag) bash() string {
	switch {
	case f.Arg == "":
		return ""
	case f.isFile():
		return "kind=file"
	case f.isFolder():
		return "kind=dir"
	case f.prefixes():
		return "words=" + quote(strings.Join(f.Values, ": ")+":") + " kind=prefix"
	case len(f.Values) > 0:
		return "words=" + quote(strings.Join(f.Values, " "))
	}
	return "kind=none"
}

// bash is what to do for an argument of a command, "" for packages.
func (c Command) bash() string {
	switch {
	case len(c.Words) > 0:
		return "words=" + quote(strings.Join(c.Words, " "))
	case c.takesFolders():
		return ""
	case c.takesFiles():
		return "kind=file"
	}
	return "kind=none"
}

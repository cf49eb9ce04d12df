package config

import (
	"fmt"
	"go/token"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// choice stores the value that a word stands for.
func choice[T any](v *T, names []string, values []T) field {
	return func(n *yaml.Node) error {
		s, err := scalar(n)
		if err != nil {
			return err
		}
		for i, name := range names {
			if name == s {
				*v = values[i]
				return nil
			}
		}
		return fmt.Errorf("%q is not one of %s", s, strings.Join(names, ", "))
	}
}

func argField(a *knowledge.Arg) field {
	return choice(a,
		[]string{"recv", "arg0", "arg1", "arg2", "arg3", "arg4", "arg5"},
		[]knowledge.Arg{
			knowledge.Recv, knowledge.Arg0, knowledge.Arg1, knowledge.Arg2,
			knowledge.Arg3, knowledge.Arg4, knowledge.Arg5,
		})
}

func dirField(d *knowledge.Dir) field {
	return choice(d, []string{"read", "write", "both"},
		[]knowledge.Dir{knowledge.Read, knowledge.Write, knowledge.Both})
}

func howField(h *knowledge.How) field {
	return choice(h,
		[]string{"calls", "goes", "after-time", "after-ctx", "bounds", "returned"},
		[]knowledge.How{
			knowledge.Calls, knowledge.Goes, knowledge.AfterTime,
			knowledge.AfterCtx, knowledge.Bounds, knowledge.Returned,
		})
}

// funcField reads a function as go/types prints it: example.com/p.F,
// (example.com/p.T).M or (*example.com/p.T).M.
func funcField(f *knowledge.Func) field {
	return func(n *yaml.Node) error {
		s, err := scalar(n)
		if err != nil {
			return err
		}
		if rest, ok := strings.CutPrefix(s, "("); ok {
			typ, method, ok := strings.Cut(rest, ").")
			f.Pkg, f.Recv, err = qualified(strings.TrimPrefix(typ, "*"))
			f.Name = method
			if ok && err == nil && token.IsIdentifier(method) {
				return nil
			}
		} else if f.Pkg, f.Name, err = qualified(s); err == nil {
			return nil
		}
		return fmt.Errorf("%q does not name a function; write example.com/p.F or (*example.com/p.T).M", s)
	}
}

func typeField(r *knowledge.Literal) field {
	return func(n *yaml.Node) error {
		s, err := scalar(n)
		if err != nil {
			return err
		}
		if r.Pkg, r.Type, err = qualified(s); err != nil {
			return fmt.Errorf("%q does not name a type; write example.com/p.T", s)
		}
		return nil
	}
}

// qualified splits example.com/p.v2.Name at its last dot.
func qualified(s string) (pkg, name string, err error) {
	i := strings.LastIndexByte(s, '.')
	if i <= 0 || strings.ContainsRune(s[i:], '/') || !token.IsIdentifier(s[i+1:]) || strings.ContainsAny(s[:i], " ()*") {
		return "", "", fmt.Errorf("%q is not a qualified name", s)
	}
	return s[:i], s[i+1:], nil
}

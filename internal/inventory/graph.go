package inventory

import (
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"
)

// The call graph goes with the findings of each run, where every byte is read several
// times. So names stand in a list, hashed, and functions refer to them by number:
//
//	path module imports
//	names, a line each
//	(an empty line)
//	name entry flags method calls starts offers, a line for each function

// Hash is the name of a function, or the key of a method, in such a message.
func Hash(name string) string {
	rest, method := strings.CutPrefix(name, "~")
	h := fnv.New64a()
	h.Write([]byte(rest))
	id := strconv.FormatUint(h.Sum64(), 36)
	if method {
		return "~" + id
	}
	return id
}

// EncodeGraph returns the message that carries the functions of p, without positions.
func EncodeGraph(p *Package) string {
	w := graphWriter{numbers: map[string]int{}}
	for _, f := range p.Functions {
		flags := 0
		for bit, set := range []bool{f.Accepts, f.Stays, f.Draws} {
			if set {
				flags |= 1 << bit
			}
		}
		fmt.Fprintf(&w.functions, "%s %s %d %s %s %s %s\n", w.list(f.Name), field(f.Entry), flags, w.list(only(f.Method)...), w.list(f.Calls...), w.list(f.Starts...), w.list(f.Offers...))
	}
	return field(p.Path) + " " + field(p.Module) + " " + field(strings.Join(p.Imports, ",")) + "\n" + w.names.String() + "\n" + w.functions.String()
}

type graphWriter struct {
	numbers          map[string]int
	names, functions strings.Builder
}

// list writes names as numbers.
func (w *graphWriter) list(names ...string) string {
	if len(names) == 0 {
		return "-"
	}
	var out []byte
	for i, name := range names {
		n, ok := w.numbers[name]
		if !ok {
			n = len(w.numbers)
			w.numbers[name] = n
			w.names.WriteString(Hash(name) + "\n")
		}
		if i > 0 {
			out = append(out, ',')
		}
		out = strconv.AppendInt(out, int64(n), 36)
	}
	return string(out)
}

func field(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func only(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// DecodeGraph reads such a message.
func DecodeGraph(message string) (*Package, error) {
	head, rest, _ := strings.Cut(message, "\n")
	fields := strings.Split(head, " ")
	ok := len(fields) == 3
	path := fields[0]
	var r graphReader
	for ok {
		var name string
		if name, rest, ok = strings.Cut(rest, "\n"); name == "" {
			break
		}
		r.names = append(r.names, name)
	}
	if !ok {
		return nil, fmt.Errorf("the call graph of %q ends early", path)
	}
	p := &Package{Functions: make([]Function, 0, strings.Count(rest, "\n")), Path: unfield(path), Module: unfield(fields[1]), Imports: strings.FieldsFunc(unfield(fields[2]), func(r rune) bool { return r == ',' })}
	for line := range strings.Lines(rest) {
		f, err := r.function(strings.Fields(line))
		if err != nil {
			return nil, fmt.Errorf("the call graph of %s: %w", path, err)
		}
		p.Functions = append(p.Functions, f)
	}
	return p, nil
}

type graphReader struct{ names []string }

func (r *graphReader) function(fields []string) (f Function, err error) {
	if len(fields) != 7 {
		return f, fmt.Errorf("a function has %d fields", len(fields))
	}
	flags, err := strconv.Atoi(fields[2])
	if err != nil {
		return f, err
	}
	var lists [5][]string
	for i, at := range []int{0, 3, 4, 5, 6} {
		if lists[i], err = r.list(fields[at]); err != nil {
			return f, err
		}
	}
	return Function{
		Name: strings.Join(lists[0], ""), Entry: unfield(fields[1]), Accepts: flags&1 != 0, Stays: flags&2 != 0, Draws: flags&4 != 0,
		Method: strings.Join(lists[1], ""), Calls: lists[2], Starts: lists[3], Offers: lists[4],
	}, nil
}

func (r *graphReader) list(s string) ([]string, error) {
	if s == "-" {
		return nil, nil
	}
	out := make([]string, 0, strings.Count(s, ",")+1)
	for number := range strings.SplitSeq(s, ",") {
		n, err := strconv.ParseUint(number, 36, 32)
		if err != nil || n >= uint64(len(r.names)) {
			return nil, fmt.Errorf("%q is no name", number)
		}
		out = append(out, r.names[n])
	}
	return out, nil
}

func unfield(s string) string {
	if s == "-" {
		return ""
	}
	return s
}

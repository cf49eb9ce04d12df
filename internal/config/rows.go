package config

import (
	"errors"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// A Row is one table row of the user, in tables of its own so that it can be
// resolved, and refused, by itself.
type Row struct {
	knowledge.Tables
	Line int
}

// rowReaders has the sorts of rows.
var rowReaders = map[string]func(*yaml.Node) (knowledge.Tables, error){
	"blocks":   readOp,
	"wraps":    readWrap,
	"contexts": readContext,
	"runs":     readRun,
	"literals": readLiteral,
}

// Tables returns the rows of the file together.
func (f *File) Tables() knowledge.Tables {
	var t knowledge.Tables
	for _, r := range f.Rows {
		t.Ops = append(t.Ops, r.Ops...)
		t.Wraps = append(t.Wraps, r.Wraps...)
		t.Contexts = append(t.Contexts, r.Contexts...)
		t.Runs = append(t.Runs, r.Runs...)
		t.Literals = append(t.Literals, r.Literals...)
	}
	return t
}

func (f *File) readRows(n *yaml.Node) error {
	return eachKey(n, func(key string, list *yaml.Node) error {
		read, ok := rowReaders[key]
		if !ok {
			return fmt.Errorf("unknown key %q; rows are blocks, wraps, contexts, runs or literals", key)
		}
		return eachItem(list, func(item *yaml.Node) error {
			t, err := read(item)
			f.Rows = append(f.Rows, Row{Tables: t, Line: item.Line})
			return err
		})
	})
}

// A field stores the value of a key.
type field func(*yaml.Node) error

// readFields reads a row. The keys of required must be there.
func readFields(n *yaml.Node, fields map[string]field, required ...string) error {
	given := map[string]bool{}
	err := eachKey(n, func(key string, value *yaml.Node) error {
		set, ok := fields[key]
		if !ok {
			return fmt.Errorf("unknown key %q", key)
		}
		given[key] = true
		return set(value)
	})
	for _, key := range required {
		if err == nil && !given[key] {
			err = fmt.Errorf("the row has no %q", key)
		}
	}
	return err
}

func readOp(n *yaml.Node) (knowledge.Tables, error) {
	var r knowledge.Op
	err := readFields(n, map[string]field{
		"func":       funcField(&r.Func),
		"kind":       kindField(&r.Kind),
		"on":         argField(&r.On),
		"dir":        dirField(&r.Dir),
		"ctx":        argField(&r.Ctx),
		"timeout":    argField(&r.Timeout),
		"if":         argField(&r.If),
		"field":      listField(&r.Field),
		"option":     listField(&r.Option),
		"under-lock": boolField(&r.UnderLock),
		"bounded":    boolField(&r.Bounded),
		"takes":      boolField(&r.Takes),
		"reader":     boolField(&r.Reader),
		"drains":     boolField(&r.Drains),
		"packets":    boolField(&r.Packets),
		"instead":    funcField(&r.Instead),
	}, "func")
	if r.Dir == 0 {
		r.Dir = dirOf[r.Kind]
	}
	if err == nil && r.Kind == "" && (r.On == knowledge.None || r.Dir == 0) {
		err = errors.New(`the row needs "kind", or "on" and "dir" when it reads or writes a stream of any kind`)
	}
	return knowledge.Tables{Ops: []knowledge.Op{r}}, err
}

// dirOf is the direction that a kind implies.
var dirOf = map[kind.Kind]knowledge.Dir{
	kind.ConnRead:  knowledge.Read,
	kind.ConnWrite: knowledge.Write,
	kind.DiskRead:  knowledge.Read,
	kind.DiskWrite: knowledge.Write,
}

func readWrap(n *yaml.Node) (knowledge.Tables, error) {
	r := knowledge.Wrap{Dir: knowledge.Both}
	err := readFields(n, map[string]field{
		"func": funcField(&r.Func),
		"on":   argField(&r.On),
		"dir":  dirField(&r.Dir),
		"into": argField(&r.Into),
	}, "func", "on")
	return knowledge.Tables{Wraps: []knowledge.Wrap{r}}, err
}

func readContext(n *yaml.Node) (knowledge.Tables, error) {
	var r knowledge.Context
	err := readFields(n, map[string]field{
		"func":    funcField(&r.Func),
		"parent":  argField(&r.Parent),
		"timeout": argField(&r.Timeout),
		"cancel":  boolField(&r.Cancel),
	}, "func")
	return knowledge.Tables{Contexts: []knowledge.Context{r}}, err
}

func readRun(n *yaml.Node) (knowledge.Tables, error) {
	var r knowledge.Run
	err := readFields(n, map[string]field{
		"func":    funcField(&r.Func),
		"fn":      argField(&r.Fn),
		"how":     howField(&r.How),
		"timeout": argField(&r.Timeout),
		"ctx":     argField(&r.Ctx),
		"bounded": boolField(&r.Bounded),
	}, "func", "fn", "how")
	return knowledge.Tables{Runs: []knowledge.Run{r}}, err
}

func readLiteral(n *yaml.Node) (knowledge.Tables, error) {
	var r knowledge.Literal
	err := readFields(n, map[string]field{
		"type":    typeField(&r),
		"kind":    kindField(&r.Kind),
		"any-of":  wordsField(&r.AnyOf),
		"instead": stringField(&r.Instead),
	}, "type", "kind", "any-of")
	if r.Instead == "" && len(r.AnyOf) > 0 {
		r.Instead = r.AnyOf[0]
	}
	return knowledge.Tables{Literals: []knowledge.Literal{r}}, err
}

func kindField(k *kind.Kind) field {
	return func(n *yaml.Node) error {
		s, err := scalar(n)
		*k = kind.Kind(s)
		if err == nil && !k.Waits() {
			err = fmt.Errorf("unknown kind %q; the kinds are %v", s, kind.All)
		}
		return err
	}
}

func listField(s *string) field {
	return func(n *yaml.Node) error {
		list, err := words(n)
		*s = strings.Join(list, ",")
		return err
	}
}

func wordsField(list *[]string) field {
	return func(n *yaml.Node) (err error) {
		*list, err = words(n)
		return err
	}
}

func stringField(s *string) field {
	return func(n *yaml.Node) (err error) {
		*s, err = scalar(n)
		return err
	}
}

func boolField(b *bool) field {
	return func(n *yaml.Node) (err error) {
		*b, err = boolean(n)
		return err
	}
}

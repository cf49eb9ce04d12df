package main

import (
	"bytes"
	_ "embed"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/template"
)

// unitText is what generated code repeats: a type that reads, writes, syncs and
// locks, with calls to another one of its like, directly and through an
// interface that all of them have, and more code that only computes.
//
//go:embed unit.tmpl
var unitText string

var unit = template.Must(template.New("unit").Parse(unitText))

// A place is one repetition of the unit: it calls the unit half as far from the
// start, so that the calls make a tree, in its package or in the one before.
type place struct {
	I    int
	Next string // the type that it calls
}

// generate writes a module of so many lines.
func generate(dir string, lines, packages int) error {
	perUnit := strings.Count(unitText, "\n")
	units := max(1, lines/packages/perUnit)
	if err := write(filepath.Join(dir, "go.mod"), "module generated\n\ngo 1.25\n"); err != nil {
		return err
	}
	for k := range packages {
		text, err := source(k, units)
		if err != nil {
			return err
		}
		if err := write(filepath.Join(dir, fmt.Sprintf("p%d", k), "code.go"), text); err != nil {
			return err
		}
	}
	return nil
}

// source is the code of package k, which imports package k/2.
func source(k, units int) (string, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "package p%d\n\nimport (\n\t\"bufio\"\n\t\"io\"\n\t\"net\"\n\t\"os\"\n\t\"sync\"\n\t\"time\"\n", k)
	if k > 0 {
		fmt.Fprintf(&b, "\n\tbefore \"generated/p%d\"\n", k/2)
	}
	fmt.Fprint(&b, ")\n\ntype handler interface{ Handle([]byte) int }\n")
	for i := range units {
		next := fmt.Sprintf("Node%d", i/2)
		if i == 0 && k > 0 {
			next = "before.Node0"
		}
		if err := unit.Execute(&b, place{i, next}); err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

func write(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	//timeoutlint:ignore disk-write a person waits for the measurement
	return os.WriteFile(path, []byte(text), 0o666)
}

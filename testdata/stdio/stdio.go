// Package stdio writes to standard output and standard error. Whoever started
// the program reads them; they are not a disk.
package stdio

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"log/slog"
	"os"
	"sync"
	"text/tabwriter"
)

func prints(s string) {
	fmt.Println(s)
	fmt.Printf("%s\n", s)
	fmt.Fprintln(os.Stdout, s)
	fmt.Fprintln(os.Stderr, s)
	println(s)
}

func writes(s string) error {
	if _, err := os.Stdout.WriteString(s); err != nil {
		return err
	}
	_, err := io.WriteString(os.Stderr, s)
	return err
}

func variable(s string) error {
	out := os.Stdout
	_, err := out.WriteString(s)
	return err
}

func buffered(lines []string) error {
	w := bufio.NewWriter(os.Stdout)
	for _, l := range lines {
		fmt.Fprintln(w, l)
	}
	return w.Flush()
}

func encoded(v any) error {
	enc := json.NewEncoder(os.Stdout)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

func table(rows [][2]string) error {
	w := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', 0)
	for _, r := range rows {
		fmt.Fprintf(w, "%s\t%s\n", r[0], r[1])
	}
	return w.Flush()
}

func logs(s string) {
	log.Print(s)
	log.New(os.Stderr, "corpus: ", 0).Print(s)
	slog.Info(s)
	slog.New(slog.NewTextHandler(os.Stderr, nil)).Info(s)
}

func chosen(quiet bool, s string) error {
	var out io.Writer = os.Stdout
	if quiet {
		out = io.Discard
	}
	_, err := fmt.Fprintln(out, s)
	return err
}

func usage() {
	fmt.Fprintln(flag.CommandLine.Output(), "usage: corpus")
	flag.PrintDefaults()
}

// lines reads what a person types.
func lines(handle func(string)) error {
	s := bufio.NewScanner(os.Stdin)
	for s.Scan() {
		handle(s.Text())
	}
	return s.Err()
}

// progress holds a mutex while it prints, as package log does.
type progress struct {
	mu sync.Mutex
	n  int
}

func (p *progress) step() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.n++
	fmt.Fprintf(os.Stderr, "\r%d", p.n)
	log.Printf("step %d", p.n)
}

// printer gets its output from main.
type printer struct{ w io.Writer }

func newPrinter() *printer { return &printer{w: os.Stdout} }

func (p *printer) print(s string) error {
	_, err := io.WriteString(p.w, s)
	return err
}

// toFile may well be given /dev/stdout, but who knows.
func toFile(name, s string) error {
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = fmt.Fprintln(f, s) // want disk-write
	return err
}

// teed goes to a file as well.
func teed(f *os.File, s string) error {
	_, err := io.WriteString(io.MultiWriter(os.Stdout, f), s) // want disk-write
	return err
}

// output is where logs go: users may give another.
var output = os.Stdout

type errPrinter struct {
	mu  sync.Mutex
	out *os.File
}

func newErrPrinter() *errPrinter { return &errPrinter{out: os.Stderr} }

func (p *errPrinter) print(s string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	fmt.Fprintln(p.out, s)
	fmt.Fprintln(output, s)
}

type filePrinter struct {
	mu  sync.Mutex
	out *os.File
}

func newFilePrinter(path string) (*filePrinter, error) {
	f, err := os.Create(path)
	return &filePrinter{out: f}, err
}

func (p *filePrinter) print(s string) {
	p.mu.Lock() // want lock
	defer p.mu.Unlock()
	fmt.Fprintln(p.out, s) // want disk-write
}

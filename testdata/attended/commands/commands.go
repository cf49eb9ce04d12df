// Package commands has the commands of a program, one of which serves.
package commands

import (
	"context"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/spf13/cobra"
	"go.etcd.io/bbolt"
)

var root = &cobra.Command{Use: "root"}

func init() {
	root.AddCommand(exportCommand(), importCommand, waitCommand(), countCommand(), serveCommand())
}

// A person waits for the export.
func exportCommand() *cobra.Command {
	name := "export"
	return &cobra.Command{Use: name, RunE: func(_ *cobra.Command, args []string) error {
		return export(name, args)
	}}
}

func export(name string, lines []string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	ready := make(chan bool, 1)
	go func() { ready <- true }()
	<-ready
	var d store = &dir{f}
	for _, l := range lines {
		if err := d.put(l); err != nil {
			return err
		}
	}
	return f.Sync()
}

type store interface{ put(line string) error }

// A dir is a part of the export, behind an interface.
type dir struct{ f *os.File }

func (d *dir) put(line string) error {
	_, err := d.f.WriteString(line)
	return err
}

// A person waits for the import; a peer can hang in a script, too.
var importCommand = &cobra.Command{Use: "import", RunE: load}

func load(_ *cobra.Command, args []string) error {
	c, err := net.Dial("tcp", args[0])
	if err != nil {
		return err
	}
	defer c.Close()
	return os.WriteFile("imported", nil, 0o600)
}

// The program ends with the command, and what the command leaves behind with it.
func waitCommand() *cobra.Command {
	return &cobra.Command{Use: "wait", RunE: func(_ *cobra.Command, args []string) error {
		done := make(chan error)
		go func() {
			done <- export(args[0], args)
		}()
		select {
		case err := <-done:
			return err
		case <-time.After(time.Minute):
			return os.ErrDeadlineExceeded
		}
	}}
}

// The person waits for the lock of a file, too.
func countCommand() *cobra.Command {
	return &cobra.Command{Use: "count", RunE: func(_ *cobra.Command, args []string) error {
		_, err := bbolt.Open(args[0], 0o600, nil)
		return err
	}}
}

// Others wait for what serves, and for what it uses.
func serveCommand() *cobra.Command {
	return &cobra.Command{Use: "serve", RunE: func(_ *cobra.Command, args []string) error { return serve(args[0]) }}
}

func serve(addr string) error {
	if _, err := bbolt.Open("served", 0o600, nil); err != nil { // want lock
		return err
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	for {
		c, err := l.Accept()
		if err != nil {
			return err
		}
		go handle(c)
	}
}

func handle(c net.Conn) {
	defer c.Close()
	keep(c.RemoteAddr().String())
}

func keep(addr string) error {
	return os.WriteFile("last", []byte(addr), 0o600) // want disk-write
}

// Save is for whoever imports the package.
func Save(name string) error {
	return os.WriteFile(name, nil, 0o600) // want disk-write
}

// app has the commands of those who come with a type; one of them serves, too.
type app struct{ name string }

func saveCommand(a *app) *cobra.Command {
	return &cobra.Command{Use: "save", RunE: func(*cobra.Command, []string) error { return a.save() }}
}

func (a *app) save() error {
	return os.WriteFile(a.name, nil, 0o600)
}

func forwardCommand(a *app) *cobra.Command {
	return &cobra.Command{Use: "forward", RunE: func(_ *cobra.Command, args []string) error { return a.forward(args[0]) }}
}

func (a *app) forward(addr string) error {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	for {
		c, err := l.Accept()
		if err != nil {
			return err
		}
		a.note(c.RemoteAddr().String())
		c.Close()
	}
}

func (a *app) note(addr string) error {
	return os.WriteFile(a.name, []byte(addr), 0o600) // want disk-write
}

// Others may call what they are given.
func hookCommand(hooks *[]func() error) *cobra.Command {
	return &cobra.Command{Use: "hook", RunE: func(*cobra.Command, []string) error {
		*hooks = append(*hooks, hook)
		return nil
	}}
}

func hook() error {
	return os.WriteFile("hook", nil, 0o600) // want disk-write
}

// A box is of any type.
type box[T any] struct{ v T }

func (b *box[T]) put(line string) error {
	return os.WriteFile(line, nil, 0o600)
}

func boxCommand() *cobra.Command {
	return &cobra.Command{Use: "box", RunE: func(_ *cobra.Command, args []string) error {
		var s store = &box[int]{}
		return s.put(args[0])
	}}
}

// The dialer of a client works for the command that has the client.
func askCommand() *cobra.Command {
	return &cobra.Command{Use: "ask", RunE: func(_ *cobra.Command, args []string) error {
		c := http.Client{Timeout: time.Minute, Transport: &http.Transport{
			DialContext: func(context.Context, string, string) (net.Conn, error) { return net.Dial("tcp", args[0]) },
		}}
		_, err := c.Get("http://daemon/")
		return err
	}}
}

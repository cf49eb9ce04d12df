// Dispatch finds its commands in a table of its own. One of them serves.
package main

import (
	"net"
	"os"
)

type command struct {
	name string
	run  func(args []string) error
}

func main() {
	commands := map[string]command{"plot": plotCommand(), "record": recordCommand(), "serve": {"serve", serve}}
	cmd, ok := commands[os.Args[1]]
	if !ok {
		os.Exit(2)
	}
	if err := cmd.run(os.Args[2:]); err != nil {
		os.Exit(1)
	}
}

func plotCommand() command {
	out := "plot.html"
	return command{"plot", func([]string) error { return plot(out) }}
}

// A person waits for the plot.
func plot(name string) error {
	return os.WriteFile(name, nil, 0o600) // want[strict] disk-write
}

func recordCommand() command {
	return command{name: "record", run: func(args []string) error {
		save(args[0])
		return nil
	}}
}

// So does serve.
func save(name string) {
	os.WriteFile(name, nil, 0o600) // want disk-write
}

func serve(args []string) error {
	l, err := net.Listen("tcp", args[0])
	if err != nil {
		return err
	}
	for {
		c, err := l.Accept() // want[strict] accept
		if err != nil {
			return err
		}
		c.Close()
		save(args[1])
	}
}

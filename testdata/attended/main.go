// Attended is a program that does one thing after the other: when its disk hangs,
// only the person who started it waits.
package main

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
)

func main() {
	if err := write(os.Args[1], os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(name string, lines []string) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	for _, l := range lines {
		if _, err := f.WriteString(l); err != nil { // want[strict] disk-write "an interrupt"
			return err
		}
	}
	if err := exec.Command("gofmt", "-w", name).Run(); err != nil { // want[strict] exec
		return err
	}
	return f.Sync() // want[strict] disk-sync
}

// The standard library calls it meanwhile.
func clean(dir string) error {
	return filepath.Walk(dir, func(path string, _ os.FileInfo, _ error) error {
		return os.WriteFile(path, nil, 0o600) // want[strict] disk-write
	})
}

// A peer can hang in a script, too.
func download(addr, name string) error {
	c, err := net.Dial("tcp", addr) // want[strict] dial
	if err != nil {
		return err
	}
	defer c.Close()
	data, err := io.ReadAll(c) // want conn-read
	if err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o600) // want[strict] disk-write
}

// The person waits for the answer.
func ask(db *sql.DB) error {
	_, err := db.Exec("DELETE FROM t") // want[strict] sql
	return err
}

func fetch(u string) (*http.Request, error) {
	req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, u, nil)
	if err != nil {
		return nil, err
	}
	_, err = http.DefaultClient.Do(req) // want[strict] http-client
	return req, err
}

// No context was given at all.
func get(u string) (*http.Response, error) {
	return http.Get(u) // want http-client
}

// A saver saves when somebody else says so.
type saver struct{ name string }

func (s saver) Write(p []byte) (int, error) {
	return len(p), os.WriteFile(s.name, p, 0o600) // want disk-write
}

var sink io.Writer = saver{"out"}

// hook is called by whoever finds it.
var hook = save

func save() error {
	return os.WriteFile("hook", nil, 0o600) // want disk-write
}

// The person who waits for an answer that does not come interrupts it.
func answer(answers chan string) string {
	return <-answers // want[strict] wait
}

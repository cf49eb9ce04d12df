// Package disk writes files. A disk that hangs keeps the goroutine, and what it
// holds, for as long as it hangs.
package disk

import (
	"bufio"
	"bytes"
	"encoding/gob"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/pprof"
	"strings"
	"sync"
	"time"
)

func write(f *os.File, buf []byte) error {
	_, err := f.Write(buf) // want disk-write
	return err
}

func writeAt(f *os.File, buf []byte) error {
	_, err := f.WriteAt(buf, 0) // want disk-write
	return err
}

func writeString(f *os.File, s string) error {
	_, err := f.WriteString(s) // want disk-write
	return err
}

func syncFile(f *os.File) error {
	return f.Sync() // want disk-sync
}

func truncate(f *os.File) error {
	return f.Truncate(0) // want disk-write
}

func writeAndSync(f *os.File, buf []byte) error {
	if _, err := f.Write(buf); err != nil { // want disk-write
		return err
	}
	return f.Sync() // want disk-sync
}

func writeFile(name string, buf []byte) error {
	return os.WriteFile(name, buf, 0o644) // want disk-write
}

func buffered(f *os.File, s string) error {
	w := bufio.NewWriter(f)
	w.WriteString(s) // want disk-write
	return w.Flush()
}

func flush(f *os.File) error {
	return flushTo(bufio.NewWriter(f)) // want disk-write
}

// flushTo flushes whatever its callers give it: they know that it is a file.
func flushTo(w *bufio.Writer) error {
	return w.Flush()
}

func copyTo(f *os.File, r *bytes.Reader) error {
	_, err := io.Copy(f, r) // want disk-write
	return err
}

func printTo(f *os.File, n int) {
	fmt.Fprintf(f, "%d\n", n) // want disk-write
}

func encodeJSON(f *os.File, v any) error {
	return json.NewEncoder(f).Encode(v) // want disk-write
}

func encodeGob(f *os.File, v any) error {
	w := bufio.NewWriter(f)
	if err := gob.NewEncoder(w).Encode(v); err != nil { // want disk-write
		return err
	}
	return w.Flush()
}

func multi(f *os.File, b *bytes.Buffer, p []byte) error {
	_, err := io.MultiWriter(b, f).Write(p) // want disk-write
	return err
}

func created(name string, buf []byte) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = f.Write(buf) // want disk-write
	return err
}

// replace writes beside the old file and renames: the usual way to be safe.
func replace(name string, buf []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".tmp")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if _, err := f.Write(buf); err != nil { // want disk-write
		f.Close()
		return err
	}
	if err := f.Sync(); err != nil { // want disk-sync
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// log is an append-only file with a buffer in front.
type log struct {
	f *os.File
	w *bufio.Writer
}

func openLog(name string) (*log, error) {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, err
	}
	return &log{f: f, w: bufio.NewWriter(f)}, nil
}

func (l *log) append(rec []byte) error {
	_, err := l.w.Write(rec) // want disk-write
	return err
}

func (l *log) flush() error {
	return l.w.Flush() // want disk-write
}

func (l *log) sync() error {
	return l.f.Sync() // want disk-sync
}

// A deadline does not work on a regular file: SetWriteDeadline returns an error.
func deadline(f *os.File, buf []byte) error {
	f.SetWriteDeadline(time.Now().Add(time.Second))
	_, err := f.Write(buf) // want disk-write
	return err
}

func raced(f *os.File, buf []byte) error {
	done := make(chan error, 1)
	go func() {
		_, err := f.Write(buf)
		done <- err
	}()
	select {
	case err := <-done:
		return err
	case <-time.After(30 * time.Second):
		return errors.New("disk hangs")
	}
}

// report goes to whoever started the program.
func report(s string) {
	fmt.Println(s)
	fmt.Fprintln(os.Stderr, s)
	os.Stdout.WriteString(s)
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	fmt.Fprintf(w, "%s\n", s)
}

// chosen writes to standard output unless told of a file.
func chosen(name, s string) error {
	out := os.Stdout
	if name != "" {
		f, err := os.Create(name)
		if err != nil {
			return err
		}
		defer f.Close()
		out = f
	}
	_, err := fmt.Fprintln(out, s) // want disk-write
	return err
}

func memory(s string) string {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\n", s)
	var sb strings.Builder
	io.Copy(&sb, &b)
	json.NewEncoder(io.Discard).Encode(s)
	return sb.String()
}

// anyWriter may be anything; nothing in the package says it is a file.
func anyWriter(w io.Writer, s string) error {
	_, err := io.WriteString(w, s)
	return err
}

// names are short operations, worth a word only under a lock.
func names(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if err := os.Rename(dir+"/a", dir+"/b"); err != nil {
		return err
	}
	return os.Remove(dir + "/b")
}

// writePID does it once, when the program starts.
func writePID(name string) error {
	return os.WriteFile(name, []byte(fmt.Sprintf("%d\n", os.Getpid())), 0o600)
}

// writeNumber is told which, by whoever calls it at any time.
func writeNumber(name string, n int) error {
	return os.WriteFile(name, []byte(fmt.Sprintf("%d\n", n)), 0o600) // want disk-write
}

// profile starts a goroutine that writes; at the end, the heap is written here, for
// the person who asked for it.
func profile(cpu, heap *os.File) error {
	if err := pprof.StartCPUProfile(cpu); err != nil {
		return err
	}
	defer pprof.StopCPUProfile()
	return pprof.WriteHeapProfile(heap)
}

// Keys are made by hand, or at the first start; who waits for the lock does so often.
func writeKey(f *os.File, b *pem.Block) error { return pem.Encode(f, b) }

type keyFile struct {
	mu sync.Mutex
	f  *os.File
}

func (k *keyFile) write(b *pem.Block) error {
	k.mu.Lock() // want lock
	defer k.mu.Unlock()
	return pem.Encode(k.f, b)
}

func (k *keyFile) close() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.f.Close()
}

// toPipe writes to who has the other end.
func toPipe(line []byte) (*os.File, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	_, err = w.Write(line)
	return r, err
}

func openBoth(name string) (*os.File, *os.File, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, nil, err
	}
	g, err := os.Create(name + ".new")
	return f, g, err
}

// toCopy gets two files as well, which are just that.
func toCopy(name string, line []byte) error {
	_, w, err := openBoth(name)
	if err != nil {
		return err
	}
	_, err = w.Write(line) // want disk-write
	return err
}

// setForwarding tells the kernel, which has no disk to wait for.
func setForwarding() error {
	return os.WriteFile("/proc/sys/net/ipv4/ip_forward", []byte("1"), 0o644)
}

func feed(line []byte) error {
	f, err := os.OpenFile("/dev/watchdog", os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = f.Write(line)
	return err
}

func setHosts(text []byte) error {
	return os.WriteFile("/etc/hosts", text, 0o644) // want disk-write
}

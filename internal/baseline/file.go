// Package baseline remembers findings that are known, so that a run can report
// the new ones alone. It tells them apart by what they are about, not by lines.
package baseline

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/report"
)

// Version is the version of the file. It grows when what an entry is made of
// changes, since then none of the old ones is found again.
const Version = 1

// header is the first line, up to the version.
const header = "# timeoutlint baseline, version "

// explanation is the second line.
const explanation = "# Known findings: package, function, kind, operation. timeoutlint -write-baseline rewrites it.\n"

// An Entry is a finding that is known.
type Entry struct {
	Package, Function, Kind, Operation string
	Ordinal                            int // from 1
}

// String is the entry as the file has it.
func (e Entry) String() string { return e.finding().Key() }

func (e Entry) finding() report.Finding {
	return report.Finding{Package: e.Package, Function: e.Function, Kind: e.Kind, Operation: e.Operation, Ordinal: e.Ordinal}
}

func entryOf(f report.Finding) Entry {
	return Entry{f.Package, f.Function, f.Kind, f.Operation, max(f.Ordinal, 1)}
}

// Read reads a file. A mistake in it is an error with its line.
func Read(path string) ([]Entry, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no baseline %s; timeoutlint -write-baseline writes it", path)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the baseline: %w", err)
	}
	entries, line, err := parse(data)
	if err != nil {
		return nil, fmt.Errorf("%s:%d: %w", path, line, err)
	}
	return entries, nil
}

// parse returns the line of a mistake.
func parse(data []byte) (entries []Entry, line int, err error) {
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, len(data)+1)
	for lines.Scan() {
		line++
		text := strings.TrimSpace(lines.Text()) // of another system's line ends, too
		switch {
		case line == 1:
			err = checkHeader(text)
		case text == "" || line == 2 && strings.HasPrefix(text, "#"):
		default:
			var e Entry
			e, err = parseEntry(text)
			entries = append(entries, e)
		}
		if err != nil {
			return nil, line, err
		}
	}
	if line == 0 {
		return nil, 1, checkHeader("")
	}
	return entries, line, lines.Err()
}

func checkHeader(text string) error {
	version, ok := strings.CutPrefix(text, header)
	if !ok {
		return fmt.Errorf("not a baseline: the first line has to be %q", header+strconv.Itoa(Version))
	}
	if version != strconv.Itoa(Version) {
		return fmt.Errorf("the baseline has version %s, and this timeoutlint reads version %d; write it anew", version, Version)
	}
	return nil
}

func parseEntry(text string) (Entry, error) {
	words := strings.SplitN(text, " ", 4)
	if len(words) < 4 || words[3] == "" {
		return Entry{}, fmt.Errorf("%q is not an entry: package, function, kind, operation", text)
	}
	e := Entry{words[0], words[1], words[2], words[3], 1}
	if k := kind.Kind(e.Kind); !k.Valid() && k != kind.Directive {
		return Entry{}, fmt.Errorf("%q is not an entry: there is no kind %q", text, e.Kind)
	}
	if i := strings.LastIndex(e.Operation, " #"); i > 0 {
		n, err := strconv.Atoi(e.Operation[i+2:])
		if err != nil || n < 2 {
			return Entry{}, fmt.Errorf("%q is not an entry: %q is not an ordinal from 2", text, e.Operation[i+1:])
		}
		e.Operation, e.Ordinal = e.Operation[:i], n
	}
	return e, nil
}

// Format writes the entries as a file: sorted, and each once.
func Format(entries []Entry) []byte {
	lines := make([]string, 0, len(entries))
	for _, e := range entries {
		lines = append(lines, e.String()+"\n")
	}
	slices.Sort(lines)
	return []byte(header + strconv.Itoa(Version) + "\n" + explanation + strings.Join(slices.Compact(lines), ""))
}

package apply

import (
	"bytes"
	"errors"
	"go/format"
	"slices"
	"strings"

	udiff "github.com/aymanbagabas/go-udiff"

	"github.com/timeoutlint/timeoutlint/internal/report"
)

// merge adds the edits of a repair to those of others, if they fit. Two that
// insert the same at the same place, an import, need it once.
func merge(all map[string][]report.Edit, edits []report.Edit) bool {
	var added []report.Edit
	for _, e := range edits {
		if slices.Contains(all[e.File], e) && e.Start == e.End {
			continue
		}
		if slices.ContainsFunc(all[e.File], func(o report.Edit) bool { return overlap(o, e) }) {
			return false
		}
		added = append(added, e)
	}
	for _, e := range added {
		all[e.File] = append(all[e.File], e)
	}
	return true
}

// overlap: the same bytes, or insertions that are not both whole lines at the
// same place.
func overlap(a, b report.Edit) bool {
	if a.Start == a.End && b.Start == b.End {
		return a.Start == b.Start && (!wholeLine(a.New) || !wholeLine(b.New))
	}
	return a.Start < b.End && b.Start < a.End
}

// wholeLine: the line of an import.
func wholeLine(s string) bool {
	return strings.HasPrefix(s, "\t\"") && strings.HasSuffix(s, "\n")
}

// rewrite applies edits to a file, and gofmt if that had nothing to say about
// it before.
func rewrite(old []byte, edits []report.Edit) ([]byte, error) {
	var list []udiff.Edit
	for _, e := range edits {
		if e.Start < 0 || e.End < e.Start || e.End > len(old) {
			return nil, errors.New("an edit does not fit the file")
		}
		list = append(list, udiff.Edit{Start: e.Start, End: e.End, New: e.New})
	}
	udiff.SortEdits(list)
	out, err := udiff.ApplyBytes(old, list)
	if err != nil {
		return nil, err
	}
	if formatted, ok := gofmt(old); ok && bytes.Equal(formatted, old) {
		if after, ok := gofmt(out); ok { // if not, the check tells what is wrong
			return after, nil
		}
	}
	return out, nil
}

// gofmt formats a file; not ok if it is not Go.
func gofmt(src []byte) ([]byte, bool) {
	out, err := format.Source(src)
	return out, err == nil
}

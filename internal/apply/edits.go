package apply

import (
	"bytes"
	"errors"
	"go/format"

	udiff "github.com/aymanbagabas/go-udiff"

	"github.com/timeoutlint/timeoutlint/internal/report"
)

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

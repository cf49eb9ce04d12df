package sarif

import (
	"bytes"
	"encoding/json"
	"io"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
)

// write writes a document without what says nothing. The library spells out that
// an index is unset and that a list is empty, which is most of a file, and which
// validators advise against.
func write(w io.Writer, doc *sarif.Report) error {
	var b bytes.Buffer
	if err := doc.Write(&b); err != nil {
		return err
	}
	d := json.NewDecoder(&b)
	d.UseNumber()
	var v map[string]any
	if err := d.Decode(&v); err != nil {
		return err
	}
	prune(v)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// prune removes unset numbers, and lists and objects that are empty. That there
// are no results is worth saying.
func prune(v any) {
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			prune(value)
			if key != "results" && unset(value) {
				delete(v, key)
			}
		}
	case []any:
		for _, value := range v {
			prune(value)
		}
	}
}

func unset(v any) bool {
	switch v := v.(type) {
	case json.Number:
		return v == "-1"
	case []any:
		return len(v) == 0
	case map[string]any:
		return len(v) == 0
	}
	return false
}

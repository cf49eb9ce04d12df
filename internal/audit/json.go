package audit

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// JSON writes the audit for programs to read, and for Compare.
func JSON(w io.Writer, r *Report) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false) // operations are called <-ctx.Done()
	e.SetIndent("", "  ")
	return e.Encode(r)
}

// Read reads what JSON has written.
func Read(in io.Reader) (*Report, error) {
	r := new(Report)
	if err := json.NewDecoder(in).Decode(r); err != nil {
		return nil, fmt.Errorf("not an audit in JSON: %w", err)
	}
	switch {
	case r.Version == 0:
		return nil, errors.New("not an audit in JSON: it has no version")
	case r.Version != Version:
		return nil, fmt.Errorf("an audit of version %d; this program reads version %d", r.Version, Version)
	}
	return r, nil
}

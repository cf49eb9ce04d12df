// Package config reads .timeoutlint.yaml: the flags of the analyzer by their
// names, and additional table rows.
//
//	strict: true
//	lock: waiters
//	kinds: [lock, disk-sync]
//	rows:
//	  blocks:            # functions that can wait
//	    - func: (*github.com/x/y.Conn).Send
//	      kind: conn-write
//	      on: recv
//	      timeout: arg1
//
// The file rows.go lists the keys of each sort of row.
package config

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"go.yaml.in/yaml/v3"
)

// Name is the name of the configuration file.
const Name = ".timeoutlint.yaml"

// A File is a configuration as written, not yet applied.
type File struct {
	Path     string
	Settings []Setting
	Rows     []Row
	Baseline string // path of the known findings, "" for none; for the command alone
}

// A Setting gives a flag a value.
type Setting struct {
	Name, Value string
	Line        int
}

// An Error is a mistake in a file.
type Error struct {
	Path string
	Line int
	Err  error
}

func (e *Error) Error() string { return fmt.Sprintf("%s:%d: %v", e.Path, e.Line, e.Err) }

// Unwrap returns the mistake.
func (e *Error) Unwrap() error { return e.Err }

// Find returns the path of the configuration file in dir or the nearest
// folder above that has one, "" if there is none.
func Find(dir string) (string, error) {
	for {
		path := filepath.Join(dir, Name)
		_, err := os.Stat(path)
		if err == nil {
			return path, nil
		}
		if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission) {
			return "", err
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", nil
		}
		dir = parent
	}
}

// Read reads the file. The keys besides rows are settings, those that known
// accepts; any other is an error.
func Read(path string, known func(key string) bool) (*File, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return parse(path, data, known)
}

func parse(path string, data []byte, known func(key string) bool) (*File, error) {
	f := &File{Path: path}
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err) // says the line itself
	}
	if len(doc.Content) == 0 {
		return f, nil // empty, or comments only
	}
	err := eachKey(doc.Content[0], func(key string, value *yaml.Node) error {
		if key == "rows" {
			return f.readRows(value)
		}
		if key == "baseline" {
			return f.readBaseline(value)
		}
		if !known(key) {
			return fmt.Errorf("unknown key %q", key)
		}
		s, err := settingValue(value)
		f.Settings = append(f.Settings, Setting{Name: key, Value: s, Line: value.Line})
		return err
	})
	if err != nil {
		var at *located
		if errors.As(err, &at) {
			return nil, &Error{Path: path, Line: at.line, Err: at.err}
		}
		return nil, err
	}
	return f, nil
}

// readBaseline reads a path that is relative to the file.
func (f *File) readBaseline(n *yaml.Node) error {
	path, err := scalar(n)
	if err != nil || path == "" {
		return err
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(filepath.Dir(f.Path), path)
	}
	f.Baseline = path
	return nil
}

// FromSettings reads a configuration that another program has read already,
// such as a part of its own file.
func FromSettings(settings any, known func(key string) bool) (*File, error) {
	data, err := json.Marshal(settings) // which is YAML, too
	if err != nil {
		return nil, err
	}
	f, err := parse("", data, known)
	var at *Error
	if errors.As(err, &at) {
		return nil, at.Err // its line is not one that a person wrote
	}
	if err == nil && f.Baseline != "" {
		return nil, errors.New("baseline is for the command timeoutlint alone")
	}
	return f, err
}

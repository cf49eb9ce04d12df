package vet

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// An overlay lets the go command read other content for some files, which stay
// as they are. The tool sees the paths of the replacements.
type overlay struct {
	config string            // file that tells the go command
	real   map[string]string // by the folder of the replacement
}

// Replace makes the next Do read the given contents in place of those files,
// by absolute path. The replacements are kept in dir, which the caller removes.
func (r *Run) Replace(dir string, files map[string][]byte) error {
	if len(files) == 0 {
		r.overlay = overlay{}
		return nil
	}
	o := overlay{config: filepath.Join(dir, "overlay.json"), real: map[string]string{}}
	replace := map[string]string{}
	for file, content := range files {
		// The base name stays, for it is a part of messages. The folder tells
		// the file: a result can come from the cache of an earlier run.
		id := folder(file)
		temp := filepath.Join(dir, id, filepath.Base(file))
		if err := os.MkdirAll(filepath.Dir(temp), 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(temp, content, 0o600); err != nil {
			return err
		}
		replace[file], o.real[id] = temp, file
	}
	config, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return err
	}
	r.overlay = o
	return os.WriteFile(o.config, config, 0o600)
}

// folder is the name of the folder that holds the replacement of a file.
func folder(file string) string {
	return fmt.Sprintf("replaces-%x", sha256.Sum256([]byte(file)))
}

func (o overlay) flags() []string {
	if o.config == "" {
		return nil
	}
	return []string{"-overlay=" + o.config}
}

// restore gives positions in replacements their real files.
func (o overlay) restore(c *collector) {
	if len(o.real) == 0 {
		return
	}
	file := func(name *string) {
		abs, err := filepath.Abs(*name) // errors have relative paths
		if err != nil {
			return
		}
		if real, ok := o.real[filepath.Base(filepath.Dir(abs))]; ok {
			*name = real
		}
	}
	for i := range c.findings {
		f := &c.findings[i]
		file(&f.File)
		for j := range f.Witness {
			file(&f.Witness[j].File)
		}
		for _, x := range f.Fixes {
			for j := range x.Edits {
				file(&x.Edits[j].File)
			}
		}
	}
	for _, e := range c.errors {
		if e.Position != nil {
			file(&e.File)
		}
	}
}

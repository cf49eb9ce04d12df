package vet

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
)

// An overlay lets the go command read other content for some files, which stay
// as they are. The tool sees the paths of the replacements, and so do later
// runs, from the cache: a replacement's path tells the real one.
type overlay struct {
	config string // file that tells the go command
}

// marker is the folder below which a replacement has the path of its file.
const marker = "timeoutlint-overlay"

// Replace makes the next Do read the given contents in place of those files,
// by absolute path. The replacements are kept in dir, which the caller removes.
func (r *Run) Replace(dir string, files map[string][]byte) error {
	r.overlay = overlay{}
	if len(files) == 0 {
		return nil
	}
	dir = filepath.Join(dir, marker)
	replace := map[string]string{}
	for file, content := range files {
		temp := filepath.Join(dir, strings.ReplaceAll(file, ":", "%3A")) // C:\
		if err := os.MkdirAll(filepath.Dir(temp), 0o700); err != nil {
			return err
		}
		if err := writeFile(temp, content); err != nil {
			return err
		}
		replace[file] = temp
	}
	config, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return err
	}
	r.overlay.config = filepath.Join(dir, "overlay.json")
	return writeFile(r.overlay.config, config)
}

func writeFile(name string, content []byte) error {
	//timeoutlint:ignore disk-write a person waits for the command, and can interrupt it
	return os.WriteFile(name, content, 0o600)
}

func (o overlay) flags() []string {
	if o.config == "" {
		return nil
	}
	return []string{"-overlay=" + o.config}
}

// realFile is the file that a replacement stands for, or the file itself.
func realFile(name string) string {
	sep := string(filepath.Separator)
	_, rest, ok := strings.Cut(name, sep+marker+sep)
	if !ok {
		return name
	}
	if strings.Contains(rest, "%3A") {
		return strings.ReplaceAll(rest, "%3A", ":")
	}
	return sep + rest
}

// restore gives positions in replacements their real files.
func (c *collector) restore() {
	for i := range c.findings {
		f := &c.findings[i]
		f.File = realFile(f.File)
		for j := range f.Witness {
			f.Witness[j].File = realFile(f.Witness[j].File)
		}
		for _, x := range f.Fixes {
			for j := range x.Edits {
				x.Edits[j].File = realFile(x.Edits[j].File)
			}
		}
	}
	for _, e := range c.errors {
		if e.Position != nil {
			e.File = realFile(e.File)
		}
	}
}

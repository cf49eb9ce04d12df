package disk

import (
	"errors"
	"io/fs"
	"os"
)

// What was missing is made once in the life of an installation.
func identity(path string) ([]byte, error) {
	id, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		id = []byte("new")
		return id, os.WriteFile(path, id, 0o600)
	}
	return id, err
}

type keys struct{ path string }

func (k *keys) load() (key []byte, err error) {
	if k.path != "" {
		key, _ = os.ReadFile(k.path)
	}
	if len(key) == 0 {
		key = []byte("new")
		err = os.WriteFile(k.path, key, 0o600)
	}
	return key, err
}

func defaults(path string) error {
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = f.WriteString("[defaults]\n")
	return err
}

// What was read is written again each time.
func count(path string) error {
	n, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(n, '1'), 0o600) // want disk-write
}

// Another file is missing.
func lock(path string) error {
	if _, err := os.Stat(path + ".old"); os.IsNotExist(err) {
		return os.WriteFile(path, nil, 0o600) // want disk-write
	}
	return nil
}

// Where a file cannot be replaced it is overwritten.
func overwrite(path string, data []byte) error {
	if err := os.Rename(path+".new", path); err != nil {
		return os.WriteFile(path, data, 0o600) // want disk-write
	}
	return nil
}

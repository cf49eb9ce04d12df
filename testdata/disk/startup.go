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

// A file that was found empty is filled once.
type book struct {
	f     *os.File
	write func(b []byte, at int64) (int, error)
}

func openBook(name string) (*book, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	b := &book{f: f}
	b.write = f.WriteAt // the writes are found where it is called
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() == 0 {
		if err := b.fill(); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func (b *book) fill() error {
	if _, err := b.write([]byte("book"), 0); err != nil {
		return err
	}
	return b.sync()
}

func (b *book) sync() error { return b.f.Sync() } // want disk-sync

func (b *book) put(p []byte) error {
	if info, err := b.f.Stat(); err != nil || info.Size() > 0 {
		return err
	}
	return b.append(p)
}

func (b *book) append(p []byte) error {
	if _, err := b.write(p, 4); err != nil { // want disk-write
		return err
	}
	return b.sync()
}

func (b *book) add(p []byte) error {
	if info, err := b.f.Stat(); err != nil || info.Size() == 0 {
		return err
	}
	return b.append(p)
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

// Package bbolt is what the corpus needs of the database.
package bbolt

import (
	"os"
	"time"
)

// Options are those of Open.
type Options struct{ Timeout time.Duration }

// DB is a database.
type DB struct{}

// Open waits for the lock of the file.
func Open(path string, mode os.FileMode, options *Options) (*DB, error) { return &DB{}, nil }

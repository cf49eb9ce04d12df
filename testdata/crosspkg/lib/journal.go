package lib

import "os"

// A Journal keeps records. There is one that does, for those who know no more of it.
type Journal interface {
	Record(data []byte) error
	Count() int
}

// FileJournal keeps them in a file.
type FileJournal struct {
	file *os.File
	n    int
}

// OpenJournal opens one.
func OpenJournal(name string) (Journal, error) {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	return &FileJournal{file: f}, nil
}

// Record adds a record.
func (j *FileJournal) Record(data []byte) error {
	if _, err := j.file.Write(data); err != nil { // want disk-write
		return err
	}
	j.n++
	return j.file.Sync() // want disk-sync
}

// Count is the number of records.
func (j *FileJournal) Count() int { return j.n }

// A Gauge is read in two ways.
type Gauge interface{ Value() (int, error) }

// FileGauge reads a file.
type FileGauge struct{ File *os.File }

// Value syncs and asks.
func (g *FileGauge) Value() (int, error) { return 0, g.File.Sync() } // want disk-sync

// NumberGauge has a number.
type NumberGauge int

// Value is the number.
func (g NumberGauge) Value() (int, error) { return int(g), nil }

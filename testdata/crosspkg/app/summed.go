package app

import (
	"os"

	"example.com/testdata/crosspkg/lib"
)

func readSummed(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return lib.NewSummed(f).Header()
}

func putCopied(name string, b []byte) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return lib.NewCopied(f).Put(b) // want disk-write
}

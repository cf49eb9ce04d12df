package lib

import (
	"hash"
	"hash/crc64"
	"io"
)

// Summed has a checksum beside what it reads.
type Summed struct {
	r    io.Reader
	hash hash.Hash64
}

func NewSummed(r io.Reader) *Summed {
	return &Summed{r: r, hash: crc64.New(crc64.MakeTable(crc64.ISO))}
}

func (s *Summed) Header() error {
	b := make([]byte, 8)
	if _, err := io.ReadFull(s.r, b); err != nil {
		return err
	}
	_, err := s.hash.Write(b) // in memory
	return err
}

// Copied is written to beside its checksum.
type Copied struct {
	w    io.Writer
	hash hash.Hash64
}

func NewCopied(w io.Writer) *Copied {
	return &Copied{w: w, hash: crc64.New(crc64.MakeTable(crc64.ISO))}
}

func (c *Copied) Put(b []byte) error {
	c.hash.Write(b)
	_, err := c.w.Write(b)
	return err
}

package wal

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
)

// A record is its length, a checksum of what follows, its index and its body.
const (
	recordHeader = 16
	maxRecord    = 16 << 20
)

// errTorn is the end of a segment whose last write did not finish.
var errTorn = errors.New("torn record")

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func encodeRecord(index uint64, body []byte) []byte {
	b := make([]byte, recordHeader, recordHeader+len(body))
	binary.LittleEndian.PutUint32(b, uint32(len(body)))
	binary.LittleEndian.PutUint64(b[8:], index)
	b = append(b, body...)
	binary.LittleEndian.PutUint32(b[4:], crc32.Checksum(b[8:], castagnoli))
	return b
}

// decodeRecord reads the next record. It returns io.EOF at the end and
// errTorn where no further record can be read.
func decodeRecord(r io.Reader) (index uint64, body []byte, err error) {
	var head [recordHeader]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, nil, torn(err)
	}
	n := binary.LittleEndian.Uint32(head[:])
	if n > maxRecord {
		return 0, nil, errTorn
	}
	b := make([]byte, 8+n)
	copy(b, head[8:])
	if _, err := io.ReadFull(r, b[8:]); err != nil && n > 0 {
		return 0, nil, torn(io.ErrUnexpectedEOF)
	}
	if crc32.Checksum(b, castagnoli) != binary.LittleEndian.Uint32(head[4:]) {
		return 0, nil, errTorn
	}
	return binary.LittleEndian.Uint64(head[8:]), b[8:], nil
}

func torn(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return errTorn
	}
	return err
}

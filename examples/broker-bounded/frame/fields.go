package frame

import (
	"encoding/binary"
	"errors"
)

// ErrFields is returned for a body that does not hold the fields it should.
var ErrFields = errors.New("malformed body")

// AppendUint appends a number to a body.
func AppendUint(b []byte, v uint64) []byte {
	return binary.AppendUvarint(b, v)
}

// AppendBytes appends a string or byte slice, with its length, to a body.
func AppendBytes[S ~string | ~[]byte](b []byte, s S) []byte {
	b = binary.AppendUvarint(b, uint64(len(s)))
	return append(b, s...)
}

// Fields takes a body apart, field by field. The first malformed field makes
// all that follow it zero; Err tells.
type Fields struct {
	rest []byte
	bad  bool
}

// NewFields returns the fields of body.
func NewFields(body []byte) *Fields {
	return &Fields{rest: body}
}

// Uint returns the next field, a number.
func (f *Fields) Uint() uint64 {
	v, n := binary.Uvarint(f.rest)
	if n <= 0 {
		f.fail()
		return 0
	}
	f.rest = f.rest[n:]
	return v
}

// Bytes returns the next field, a byte slice that shares the body's memory.
func (f *Fields) Bytes() []byte {
	n := f.Uint()
	if n > uint64(len(f.rest)) {
		f.fail()
		return nil
	}
	b := f.rest[:n:n]
	f.rest = f.rest[n:]
	return b
}

// String returns the next field, a string.
func (f *Fields) String() string {
	return string(f.Bytes())
}

// Err returns ErrFields if any field so far was malformed.
func (f *Fields) Err() error {
	if f.bad {
		return ErrFields
	}
	return nil
}

func (f *Fields) fail() {
	f.rest, f.bad = nil, true
}

// Package frame is the broker's wire format: a type, a length, a body.
// Clients, replication and the admin port all speak it.
package frame

import (
	"encoding/binary"
	"fmt"
	"io"
)

// A Type says what the body of a frame holds.
type Type uint8

// The types of frames: requests, replies and what replication streams.
const (
	Publish Type = iota + 1
	Fetch
	CreateTopic
	DeleteTopic
	PauseTopic
	ResumeTopic
	Topics
	SaveOffset
	LoadOffset
	Status

	OK
	Error

	Hello
	Record
	Heartbeat
)

// MaxBody is the longest body that is accepted: the length comes from the
// peer, and memory is allocated for it.
const MaxBody = 4 << 20

const headerSize = 5

// A Frame is one message on the wire.
type Frame struct {
	Type Type
	Body []byte
}

// A Header is what precedes the body of a frame.
type Header struct {
	Type   Type
	Length uint32
}

// Read reads a whole frame.
func Read(r io.Reader) (Frame, error) {
	h, err := ReadHeader(r)
	if err != nil {
		return Frame{}, err
	}
	return ReadBody(r, h)
}

// ReadHeader waits for the next frame and reads its header. The error is
// io.EOF only if the stream ended between two frames.
func ReadHeader(r io.Reader) (Header, error) {
	var b [headerSize]byte
	if _, err := io.ReadFull(r, b[:]); err != nil {
		return Header{}, err
	}
	h := Header{Type: Type(b[0]), Length: binary.BigEndian.Uint32(b[1:])}
	if h.Length > MaxBody {
		return Header{}, fmt.Errorf("frame of %d bytes is longer than %d", h.Length, MaxBody)
	}
	return h, nil
}

// ReadBody reads the rest of the frame that h began.
func ReadBody(r io.Reader, h Header) (Frame, error) {
	body := make([]byte, h.Length)
	if _, err := io.ReadFull(r, body); err != nil {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return Frame{}, err
	}
	return Frame{Type: h.Type, Body: body}, nil
}

// Write writes f in one piece, so that frames of a connection that several
// goroutines write to are never mixed.
func Write(w io.Writer, f Frame) error {
	if len(f.Body) > MaxBody {
		return fmt.Errorf("frame of %d bytes is longer than %d", len(f.Body), MaxBody)
	}
	b := make([]byte, headerSize, headerSize+len(f.Body))
	b[0] = byte(f.Type)
	binary.BigEndian.PutUint32(b[1:], uint32(len(f.Body)))
	_, err := w.Write(append(b, f.Body...))
	return err
}

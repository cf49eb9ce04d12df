package lib

import "io"

// Frames knows its stream as an io.Writer only.
type Frames struct{ w io.Writer }

func NewFrames(w io.Writer) *Frames { return &Frames{w} }

func (f *Frames) Send(b []byte) error {
	_, err := f.w.Write(b)
	return err
}

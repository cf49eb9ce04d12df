package vet

import "bytes"

// A splitter takes apart a stream in which indented JSON objects, one for each
// unit that was analysed, stand between lines of text.
type splitter struct {
	block func([]byte) // keeps nothing of what it is given
	line  func(string)

	partial []byte // a line without its end
	object  []byte // an object without its end, empty between objects; it is used again, since some are long
}

// Write implements io.Writer. It never fails.
func (s *splitter) Write(b []byte) (int, error) {
	s.partial = append(s.partial, b...)
	rest := s.partial
	for {
		line, tail, ok := bytes.Cut(rest, []byte("\n"))
		if !ok {
			break
		}
		s.take(bytes.TrimSuffix(line, []byte("\r")))
		rest = tail
	}
	s.partial = append(s.partial[:0], rest...)
	return len(b), nil
}

// take uses that the encoder puts the outermost braces, and only those, on
// lines of their own without indentation.
func (s *splitter) take(line []byte) {
	switch {
	case len(s.object) > 0:
		s.object = append(append(s.object, line...), '\n')
		if string(line) == "}" {
			s.end()
		}
	case string(line) == "{}":
		s.block(line)
	case string(line) == "{":
		s.object = append(s.object, "{\n"...)
	default:
		s.line(string(line))
	}
}

// close hands over what was cut off at the end of the stream.
func (s *splitter) close() {
	if len(s.partial) > 0 {
		s.take(s.partial)
		s.partial = nil
	}
	if len(s.object) > 0 {
		s.end()
	}
}

func (s *splitter) end() {
	s.block(s.object)
	s.object = s.object[:0]
}

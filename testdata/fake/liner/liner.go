// Package liner stands for the real one.
package liner

// A State is a terminal.
type State struct{}

// NewLiner takes the terminal over.
func NewLiner() *State { return &State{} }

// Prompt asks for a line.
func (s *State) Prompt(p string) (string, error) { return p, nil }

package config

import (
	"flag"
	"slices"
)

// IsInternal reports whether a flag of the analyzer is not for people: rows
// carries those of the configuration, inventory asks for what audit shows, identity
// for what fingerprints are made of, facts for what other packages need and no more.
func IsInternal(name string) bool {
	return slices.Contains([]string{"rows", "inventory", "identity", "facts"}, name)
}

// Keys reports which keys a configuration can set: the flags for people.
func Keys(fs *flag.FlagSet) func(key string) bool {
	return func(key string) bool { return !IsInternal(key) && fs.Lookup(key) != nil }
}

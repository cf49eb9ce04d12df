package config

import "flag"

// IsInternal reports whether a flag of the analyzer is not for people: rows
// carries those of the configuration, inventory asks for what audit shows, identity
// for what fingerprints are made of.
func IsInternal(name string) bool {
	return name == "rows" || name == "inventory" || name == "identity"
}

// Keys reports which keys a configuration can set: the flags for people.
func Keys(fs *flag.FlagSet) func(key string) bool {
	return func(key string) bool { return !IsInternal(key) && fs.Lookup(key) != nil }
}

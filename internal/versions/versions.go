// Package versions pins the programs that timeoutlint works with and that its
// tests build. All of them come from the Go module proxy.
package versions

// The versions, as the go command writes them.
const (
	GolangciLint = "v2.15.0" // also the linter of this project
	Gopls        = "v0.23.0" // the newest that links the version of x/tools in go.mod
	Reviewdog    = "v0.21.3"
	Actionlint   = "v1.7.12"
	GoToolCache  = "v0.0.0-20260722201841-0bb331e19f64" // a program for GOCACHEPROG
)

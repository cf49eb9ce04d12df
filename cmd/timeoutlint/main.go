// Timeoutlint finds the places where a Go program can wait forever: file
// writes and syncs, locks, connection reads and writes and other operations
// that no deadline, timeout or context bounds.
//
// Usage:
//
//	timeoutlint [flags] [packages]
//	timeoutlint audit [flags] [packages]
//	timeoutlint explain [flags] file:line
//	timeoutlint durations [flags] [packages]
//	timeoutlint init [file...]
//	timeoutlint help [check]
//	timeoutlint man
//	timeoutlint completion bash|zsh|fish
//	timeoutlint gopls [-o path] [-version version]
//	timeoutlint nogo [flags]
//	timeoutlint version
//
// The packages are those of "go list", by default ./... . Findings go to
// standard output, sorted, one a line, with the way to the operation that
// blocks below it:
//
//	wal/log.go:41:2: w.f.Sync can wait forever [disk-sync]
//		wal/log.go:57:9: called here
//
// "timeoutlint -h" lists the flags, "timeoutlint help" the checks, and
// "timeoutlint man" prints the manual. Flags
// that say what is reported can also be set in a file .timeoutlint.yaml, in
// the working directory or above it, which can also describe functions that
// wait and functions that bound a wait; flags win over the file.
//
// The exit status is 0 if nothing was found, 1 if something was, 2 if the
// usage or the configuration is wrong, and 3 if packages could not be loaded
// or checked; the others are checked nevertheless.
//
// The same executable serves as a tool of go vet and go fix:
//
//	go vet -vettool=$(which timeoutlint) ./...
//	go fix -fixtool=$(which timeoutlint) ./...
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/timeoutlint/timeoutlint/analyzer"
	"github.com/timeoutlint/timeoutlint/internal/vet"
)

func main() {
	if args := os.Args[1:]; vet.IsTool(args) {
		vet.Tool(args, analyzer.Analyzer) // exits
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

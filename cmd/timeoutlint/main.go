// Command timeoutlint finds operations that can wait forever.
package main

import (
	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/timeoutlint/timeoutlint/analyzer"
)

func main() { unitchecker.Main(analyzer.Analyzer) }

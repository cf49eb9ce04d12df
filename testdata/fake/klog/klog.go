// Package klog stands for a logger that writes to a file if it is told to.
package klog

import (
	"fmt"
	"os"
)

var file *os.File

// SetFile sets where logs go.
func SetFile(f *os.File) { file = f }

// Infof logs.
func Infof(format string, args ...any) {
	if file == nil {
		fmt.Fprintf(os.Stderr, format, args...)
		return
	}
	fmt.Fprintf(file, format, args...)
}

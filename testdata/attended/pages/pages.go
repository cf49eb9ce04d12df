// Package pages writes the manual of commands, for a command of another package.
package pages

import (
	"os"

	"github.com/spf13/cobra"
)

// Write writes the page of a command.
func Write(c *cobra.Command, dir string) error {
	return os.WriteFile(dir+"/"+c.Use+".md", []byte(c.Use), 0o600)
}

// Package cobra stands for the real one.
package cobra

// A Command runs RunE.
type Command struct {
	Use  string
	RunE func(cmd *Command, args []string) error
	subs []*Command
}

// AddCommand adds commands below c.
func (c *Command) AddCommand(subs ...*Command) { c.subs = append(c.subs, subs...) }

// Package pages holds the pages of the checks: one file of text for each kind,
// printed by "timeoutlint help" and shown by the URL of a diagnostic.
package pages

import (
	"embed"
	"strings"
)

//go:embed *.md
var files embed.FS

// Page returns the page of the check with the name of a kind.
func Page(kind string) (string, bool) {
	if strings.ContainsAny(kind, "/.") {
		return "", false
	}
	b, err := files.ReadFile(kind + ".md")
	return string(b), err == nil
}

// Title returns what the check finds, in a few words: the first line of its
// page is "# kind: title".
func Title(kind string) string {
	page, _ := Page(kind)
	line, _, _ := strings.Cut(page, "\n")
	_, title, _ := strings.Cut(line, ": ")
	return title
}

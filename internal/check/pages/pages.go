// Package pages holds the pages of the checks: one file of text for each kind,
// printed by "timeoutlint help" and shown by the URL of a diagnostic.
package pages

import (
	"embed"
	"regexp"
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

// Lead returns the first paragraph of a page on one line: what the check finds,
// and why that is a fault.
func Lead(kind string) string {
	page, _ := Page(kind)
	_, page, _ = strings.Cut(page, "\n\n")
	lead, _, _ := strings.Cut(page, "\n\n")
	return strings.Join(strings.Fields(lead), " ")
}

var weakness = regexp.MustCompile(`\bCWE-\d+`)

// CWE lists the weaknesses that a page names, as code scanning writes them:
// cwe-833.
func CWE(kind string) []string {
	page, _ := Page(kind)
	return strings.Fields(strings.ToLower(strings.Join(weakness.FindAllString(page, -1), " ")))
}

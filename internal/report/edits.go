package report

import (
	"slices"
	"strings"
)

// Merge adds the edits of a repair to those of others, if they fit. Two that
// insert the same at the same place, an import, need it once.
func Merge(all map[string][]Edit, edits []Edit) bool {
	var added []Edit
	for _, e := range edits {
		if slices.Contains(all[e.File], e) && e.Start == e.End {
			continue
		}
		if slices.ContainsFunc(all[e.File], func(o Edit) bool { return overlap(o, e) }) {
			return false
		}
		added = append(added, e)
	}
	for _, e := range added {
		all[e.File] = append(all[e.File], e)
	}
	return true
}

// overlap: both change the same bytes, or are insertions that are not both whole lines at the
// same place.
func overlap(a, b Edit) bool {
	if a.Start == a.End && b.Start == b.End {
		return a.Start == b.Start && (!wholeLine(a.New) || !wholeLine(b.New))
	}
	return a.Start < b.End && b.Start < a.End
}

// wholeLine: the line of an import.
func wholeLine(s string) bool {
	return strings.HasPrefix(s, "\t\"") && strings.HasSuffix(s, "\n")
}

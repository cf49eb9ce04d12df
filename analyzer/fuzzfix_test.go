package analyzer_test

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/timeoutlint/timeoutlint/analyzer"
	"github.com/timeoutlint/timeoutlint/internal/drive"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// FuzzFix repairs files of the corpus with changes that leave them well typed.
// Each repair has to leave them so. CONTRIBUTING.md says where what it finds
// belongs.
func FuzzFix(f *testing.F) {
	z := newZoo(f, loadCorpus(f), corpusName)
	for i := range z.specimens {
		f.Add(uint16(i), []byte{})
		f.Add(uint16(i), seedBytes(byte(i)))
	}
	a := analyzer.New(analyzer.Config{Kinds: kind.All, Generated: true})
	f.Fuzz(func(t *testing.T, i uint16, choices []byte) {
		s := z.specimens[int(i)%len(z.specimens)]
		u, src := z.mutant(t, s, &mutator{choices: choices})
		defer u.Fset.RemoveFile(u.Fset.File(u.Files[s.file].FileStart))
		z.repairAll(t, a, s, u, src)
	})
}

// repairAll checks that a mutant compiles with each repair of a finding in it.
func (z *zoo) repairAll(t testing.TB, a *analysis.Analyzer, s specimen, u drive.Unit, src string) {
	t.Helper()
	u.ReadFile = func(name string) ([]byte, error) {
		if name == s.name {
			return []byte(src), nil
		}
		return nil, fs.ErrNotExist
	}
	out, err := drive.One(a, u, z.facts)
	if err != nil {
		t.Fatalf("%v\nwith this %s:\n%s", err, s.name, src)
	}
	for _, d := range out.Diagnostics {
		for _, sf := range d.SuggestedFixes {
			if strings.HasSuffix(sf.Message, "package bounded") {
				continue // the corpus need not import it
			}
			if fixed, err := z.repaired(s, u, src, sf); err != nil {
				t.Fatalf("%s: %s: %v\nwith this %s:\n%s\nwhich becomes\n%s", u.Fset.Position(d.Pos), sf.Message, err, s.name, src, fixed)
			}
		}
	}
}

// repaired returns the source with a repair, and what is wrong with it.
func (z *zoo) repaired(s specimen, u drive.Unit, src string, sf analysis.SuggestedFix) (string, error) {
	file := u.Fset.File(u.Files[s.file].FileStart)
	fixed := src
	edits := slices.SortedFunc(slices.Values(sf.TextEdits), func(a, b analysis.TextEdit) int { return int(b.Pos - a.Pos) })
	for _, e := range edits {
		if u.Fset.File(e.Pos) != file {
			return "", nil
		}
		fixed = fixed[:file.Offset(e.Pos)] + string(e.NewText) + fixed[file.Offset(e.End):]
	}
	v, err := z.check(s, fixed)
	if err != nil {
		if strings.Contains(err.Error(), errNotImported.Error()) {
			return fixed, nil
		}
		return fixed, err
	}
	v.Fset.RemoveFile(v.Fset.File(v.Files[s.file].FileStart))
	return fixed, nil
}

// errNotImported says that a mutant needs a package that is not there.
var errNotImported = errors.New("the corpus does not import")

package baseline

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/report"
)

const top = "# timeoutlint baseline, version 1\n# A comment.\n"

func findings(lines ...string) []report.Finding {
	var out []report.Finding
	for _, e := range entries(lines...) {
		out = append(out, e.finding())
	}
	return out
}

func entries(lines ...string) []Entry {
	list, _, err := parse([]byte(top + strings.Join(lines, "\n")))
	if err != nil {
		panic(err)
	}
	return list
}

// everything is the scope of a run over package p, in which f and T.f are left.
func everything(pkg string) Scope {
	return Scope{
		Packages: []string{pkg},
		Kinds:    func(k kind.Kind) bool { return k != kind.SQL },
		Declares: func(p string) ([]string, bool) {
			switch p {
			case "p":
				return []string{"f", "T.f"}, true
			case "removed":
				return []string{}, false
			}
			return nil, true
		},
	}
}

func text(list []Entry) string {
	var lines []string
	for _, e := range list {
		lines = append(lines, e.String())
	}
	return strings.Join(lines, "; ")
}

func TestCompare(t *testing.T) {
	for _, test := range []struct {
		name            string
		known, found    []string
		fresh, outdated string
	}{
		{"the same", []string{"p f lock T.mu.Lock"}, []string{"p f lock T.mu.Lock"}, "", ""},
		{"nothing known", nil, []string{"p f lock T.mu.Lock"}, "p f lock T.mu.Lock", ""},
		{"one more of a sort", []string{"p f wait select"}, []string{"p f wait select", "p f wait select #2"}, "p f wait select #2", ""},
		{"one less of a sort", []string{"p f wait select", "p f wait select #2"}, []string{"p f wait select"}, "", "p f wait select #2"},
		{"another operation", []string{"p f lock T.mu.Lock"}, []string{"p f lock T.other.Lock"}, "p f lock T.other.Lock", "p f lock T.mu.Lock"},
		{"another function", []string{"p f lock T.mu.Lock"}, []string{"p g lock T.mu.Lock"}, "p g lock T.mu.Lock", "p f lock T.mu.Lock"},
		{"a renamed function", []string{"p old lock T.mu.Lock"}, []string{"p f lock T.mu.Lock"}, "", ""},
		{"a renamed type", []string{"p S.f lock S.mu.Lock"}, []string{"p T.f lock T.mu.Lock"}, "", ""},
		{"a renamed function, twice", []string{"p old lock T.mu.Lock"}, []string{"p f lock T.mu.Lock", "p T.f lock T.mu.Lock"}, "p T.f lock T.mu.Lock", ""},
		{"a function that is gone, of another kind", []string{"p old dial net.Dial"}, []string{"p f rpc net.Dial"}, "p f rpc net.Dial", "p old dial net.Dial"},
		{"a package that was not checked", []string{"q f lock T.mu.Lock"}, nil, "", ""},
		{"a package that is no more", []string{"removed f lock T.mu.Lock"}, nil, "", "removed f lock T.mu.Lock"},
		{"a kind that was not asked for", []string{"p f sql DB.Query"}, nil, "", ""},
		{"a directive", []string{"p f directive timeoutlint:ignore dial"}, nil, "", "p f directive timeoutlint:ignore dial"},
		{"twice in the file", []string{"p f lock a", "p f lock a"}, nil, "", "p f lock a"},
	} {
		m := Compare(entries(test.known...), findings(test.found...), everything("p"))
		var fresh []Entry
		for _, f := range m.New {
			fresh = append(fresh, entryOf(f))
		}
		if text(fresh) != test.fresh || text(m.Stale) != test.outdated {
			t.Errorf("%s: new %q, stale %q; want %q, %q", test.name, text(fresh), text(m.Stale), test.fresh, test.outdated)
		}
	}
}

func TestUpdate(t *testing.T) {
	old := entries("p f lock a", "p f sql DB.Query", "q f lock a", "removed f lock a")
	got := string(Format(Update(old, findings("p f lock b", "p f lock b #2"), everything("p"))))
	want := header + "1\n" + explanation + "p f lock b\np f lock b #2\np f sql DB.Query\nq f lock a\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if len(old) != 4 || old[3].Package != "removed" {
		t.Error("the old entries were changed")
	}
}

func TestFormat(t *testing.T) {
	list := entries("b f wait chan struct{ a int }", "a f lock x #12", "a f lock x #2", "a f lock x #2")
	data := Format(list)
	back, _, err := parse(data)
	if err != nil {
		t.Fatal(err)
	}
	if len(back) != 3 || !slices.Contains(back, list[0]) || !slices.Contains(back, list[1]) {
		t.Errorf("%q is read as %v", data, back)
	}
	again := slices.Clone(back)
	slices.Reverse(again)
	if string(Format(again)) != string(data) {
		t.Error("the order of the entries changes the file")
	}
	// As on another system, and without the last line's end.
	if windows, _, err := parse([]byte(strings.TrimSpace(strings.ReplaceAll(string(data), "\n", "\r\n")))); err != nil || !slices.Equal(windows, back) {
		t.Errorf("with other line ends: %v, %v", windows, err)
	}
}

func TestMistakes(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"", "f:1: not a baseline: the first line has to be"},
		{"p f lock a\n", "f:1: not a baseline"},
		{"# timeoutlint baseline, version 2\n", "f:1: the baseline has version 2, and this timeoutlint reads version 1"},
		{top + "p f lock\n", `f:3: "p f lock" is not an entry`},
		{top + "p f lock a\n<<<<<<< HEAD\n", `f:4: "<<<<<<< HEAD" is not an entry`},
		{top + "p f lock a\n=======\n", `f:4: "=======" is not an entry`},
		{top + "p f luck a\n", `f:3: "p f luck a" is not an entry: there is no kind "luck"`},
		{top + "\np f lock a #1\n", `f:4: "p f lock a #1" is not an entry: "#1" is not an ordinal`},
		{top + "p f lock a #x\n", "is not an ordinal"},
		{top + "# Another comment.\n", "f:3: "},
	} {
		path := filepath.Join(t.TempDir(), "f")
		if err := os.WriteFile(path, []byte(test.text), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := Read(path)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q: %v, want %q", test.text, err, test.want)
		}
	}
	if _, err := Read(filepath.Join(t.TempDir(), "none")); err == nil || !strings.Contains(err.Error(), "-write-baseline writes it") {
		t.Errorf("no file: %v", err)
	}
	if _, err := Read(t.TempDir()); err == nil {
		t.Error("a folder is read")
	}
}

func TestDeclared(t *testing.T) {
	dir := t.TempDir()
	if _, exists := Declared(dir); exists {
		t.Error("an empty folder is a package")
	}
	src := "package p\n\nvar a, b = 1, 2\n\ntype T[K any] struct{}\n\nfunc (t *T[K]) m() {}\nfunc f() {}\nfunc broken( {}\n"
	if err := os.WriteFile(filepath.Join(dir, "p.go"), []byte(src), 0o644); err != nil {
		t.Fatal(err)
	}
	names, exists := Declared(dir)
	for _, want := range []string{"a", "T", "T.m", "f"} {
		if !exists || !slices.Contains(names, want) {
			t.Errorf("%q lacks %s", names, want)
		}
	}
	if _, exists := Declared(filepath.Join(dir, "none")); exists {
		t.Error("a folder that is not there is a package")
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(top + "p f lock a #2\nq T.g wait <-chan int\n"))
	f.Add([]byte("# timeoutlint baseline, version 1\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, _, err := parse(data)
		if err != nil {
			return
		}
		back, line, err := parse(Format(list))
		if err != nil {
			t.Fatalf("line %d of what was written: %v", line, err)
		}
		for _, e := range list {
			if !slices.Contains(back, e) {
				t.Errorf("%v is lost", e)
			}
		}
	})
}

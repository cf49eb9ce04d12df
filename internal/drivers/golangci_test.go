package drivers

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/timeoutlint/timeoutlint/internal/versions"
)

const golangciModule = "github.com/golangci/golangci-lint/v2"

var (
	// plainGolangci is golangci-lint as it is released.
	plainGolangci = goInstall(golangciModule, versions.GolangciLint, "/cmd/golangci-lint")
	// golangci is golangci-lint with the plugin, built as docs/golangci-lint.md says.
	golangci = &program{name: "custom-gcl", build: buildGolangci}
)

func buildGolangci(output string) error {
	if _, err := plainGolangci.made(); err != nil {
		return err
	}
	env, err := release()
	if err != nil {
		return err
	}
	source, err := moduleDir(context.Background(), nil, golangciModule, versions.GolangciLint)
	if err != nil {
		return err
	}
	repo, err := repository(source, "https://github.com/golangci/golangci-lint.git", versions.GolangciLint)
	if err != nil {
		return err
	}
	dir := filepath.Join(programs, "custom")
	blocks, err := snippets("golangci-lint.md")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, ".custom-gcl.yml"), []byte(blocks[0].text), 0o600); err != nil {
		return err
	}
	build, _, _ := strings.Cut(blocks[2].text, "\n") // and ./custom-gcl run
	if err := try(dir, slices.Concat(env, repo), "sh", "-euc", build); err != nil {
		return err
	}
	return os.Rename(filepath.Join(dir, filepath.Base(output)), output)
}

// golangciConfig enables the plugin alone, with nothing hidden.
const golangciConfig = `version: "2"
linters:
  default: none
  enable: [timeoutlint]
  settings:
    custom:
      timeoutlint:
        type: module
        settings: SETTINGS
issues:
  max-issues-per-linter: 0
  max-same-issues: 0
  uniq-by-line: false
`

// lint runs golangci-lint with settings for the plugin, as YAML.
func lint(t *testing.T, dir, settings string, args ...string) result {
	t.Helper()
	config := filepath.Join(t.TempDir(), "golangci.yml")
	write(t, filepath.Dir(config), "golangci.yml", strings.Replace(golangciConfig, "SETTINGS", settings, 1))
	args = append([]string{"run", "-c", config, "--path-mode=abs"}, args...)
	return run(t, dir, []string{"GOLANGCI_LINT_CACHE=" + t.TempDir()}, golangci.path(t), append(args, "./...")...)
}

// An issue is one of golangci-lint.
type issue struct {
	Text string
	Pos  struct {
		Filename     string
		Line, Column int
	}
}

// issues are what golangci-lint says of a module, with paths relative to it.
func issues(t *testing.T, dir, settings string) []issue {
	t.Helper()
	r := lint(t, dir, settings, "--output.json.path=stdout", "--show-stats=false").want(t, 1)
	var doc struct{ Issues []issue }
	decode(t, r.stdout, &doc)
	for i := range doc.Issues {
		pos := &doc.Issues[i].Pos
		rel, err := filepath.Rel(dir, pos.Filename)
		if err != nil {
			t.Fatal(err)
		}
		pos.Filename = filepath.ToSlash(rel)
	}
	return doc.Issues
}

// kindInText is where the plugin puts the kind, between message and witness.
var kindInText = regexp.MustCompile(`^(?s)(.*?) \[([a-z-]+)\]( \(.*\))?$`)

func (i issue) finding(t *testing.T) (f finding, kind string) {
	t.Helper()
	m := kindInText.FindStringSubmatch(i.Text)
	if m == nil {
		t.Fatalf("no kind in %q", i.Text)
	}
	return finding{i.Pos.Filename, i.Pos.Line, i.Pos.Column, m[1]}, m[2]
}

func TestGolangciFindsTheSame(t *testing.T) {
	dir := copyOf(t, "examples", "broker")
	want, kinds := ofCommand(t, dir)
	var got []finding
	gotKinds := map[finding]string{}
	witness := false
	for _, i := range issues(t, dir, "{}") {
		f, kind := i.finding(t)
		got, gotKinds[f] = append(got, f), kind
		witness = witness || strings.Contains(i.Text, "(log.go:57: calls l.seg.append; ") || strings.Contains(i.Text, "; log.go:57: calls l.seg.append; ")
	}
	compare(t, want, got)
	for i, f := range want {
		if gotKinds[f] != kinds[i] {
			t.Errorf("%s: kind %q, want %q", f, gotKinds[f], kinds[i])
		}
	}
	if !witness {
		t.Error("no message has the witness that leads through log.go:57")
	}
}

// TestGolangciFixes applies the fixes until there are no more: golangci-lint
// drops those that overlap, as timeoutlint does within one round.
func TestGolangciFixes(t *testing.T) {
	fixed := copyOf(t, "examples", "broker")
	run(t, fixed, nil, command.path(t), "-fix").want(t, 1)
	dir := copyOf(t, "examples", "broker")
	sameTree(t, fixed, untilStable(t, dir, func() { lint(t, dir, "{}", "--fix") }))
}

const dialing = `package p

import "net"

func Dial() (net.Conn, error) {
	return net.Dial("tcp", "example.com:80")DIRECTIVE
}
`

// tiny is a module with one dial.
func tiny(t *testing.T, directive string) string {
	t.Helper()
	dir := realPath(t, t.TempDir())
	write(t, dir, "go.mod", "module example.com/tiny\n\ngo 1.25\n")
	write(t, dir, "p.go", strings.Replace(dialing, "DIRECTIVE", directive, 1))
	return dir
}

func TestGolangciNolint(t *testing.T) {
	lint(t, tiny(t, " //nolint:timeoutlint // the resolver and the kernel give up by themselves"), "{}").want(t, 0)
	lint(t, tiny(t, " //nolint:errcheck // of another linter"), "{}").want(t, 1)
}

func TestGolangciSettings(t *testing.T) {
	dir := tiny(t, "")
	lint(t, dir, "{kinds: [disk-write]}").want(t, 0)
	lint(t, dir, "{kinds: [dial], strict: true}").want(t, 1)
	for settings, message := range map[string]string{
		"{kinds: [dail]}":         "kinds",
		"{strikt: true}":          "strikt",
		"{strict: perhaps}":       "strict",
		"{dial-timeout: quickly}": "dial-timeout",
	} {
		r := lint(t, dir, settings)
		if r.code == 0 || r.code == 1 || !strings.Contains(r.stderr, "settings of timeoutlint: ") || !strings.Contains(r.stderr, message) {
			t.Errorf("settings %s: exit status %d, %s%s", settings, r.code, r.stdout, r.stderr)
		}
	}
}

// TestGolangciOutputs looks for the finding in what other programs read.
func TestGolangciOutputs(t *testing.T) {
	dir, out := tiny(t, ""), t.TempDir()
	path := func(name string) string { return filepath.Join(out, name) }
	lint(t, dir, "{}", "--output.sarif.path="+path("sarif"), "--output.checkstyle.path="+path("checkstyle"),
		"--output.code-climate.path="+path("code-climate")).want(t, 1)
	want := "net.Dial can wait forever"
	above, _, _ := strings.Cut(dialing, "net.Dial(")
	line := strings.Count(above, "\n") + 1

	var sarif struct {
		Runs []struct {
			Results []struct {
				RuleID    string
				Message   struct{ Text string }
				Locations []struct {
					PhysicalLocation struct{ Region struct{ StartLine int } }
				}
			}
		}
	}
	decode(t, read(t, path("sarif")), &sarif)
	r := sarif.Runs[0].Results[0]
	if r.RuleID != "timeoutlint" || !strings.Contains(r.Message.Text, want) || r.Locations[0].PhysicalLocation.Region.StartLine != line {
		t.Errorf("SARIF: %+v", sarif)
	}

	var checkstyle struct {
		File []struct {
			Error []struct {
				Line    string `xml:"line,attr"`
				Message string `xml:"message,attr"`
				Source  string `xml:"source,attr"`
			} `xml:"error"`
		} `xml:"file"`
	}
	if err := xml.Unmarshal([]byte(read(t, path("checkstyle"))), &checkstyle); err != nil {
		t.Fatal(err)
	}
	if e := checkstyle.File[0].Error[0]; e.Line != strconv.Itoa(line) || e.Source != "timeoutlint" || !strings.Contains(e.Message, want) {
		t.Errorf("checkstyle: %+v", checkstyle)
	}

	var climate []struct {
		CheckName   string `json:"check_name"`
		Description string
		Location    struct{ Lines struct{ Begin int } }
	}
	if err := json.Unmarshal([]byte(read(t, path("code-climate"))), &climate); err != nil {
		t.Fatal(err)
	}
	if c := climate[0]; c.CheckName != "timeoutlint" || c.Location.Lines.Begin != line || !strings.Contains(c.Description, want) {
		t.Errorf("code climate: %+v", climate)
	}
}

// TestLint lints the project with golangci-lint and the plugin.
func TestLint(t *testing.T) {
	run(t, root(), nil, golangci.path(t), "run", "./...").want(t, 0)
}

package manual

import (
	"bytes"
	"flag"
	"strings"
	"testing"
)

func TestRoff(t *testing.T) {
	for text, want := range map[string]string{
		"-json":        `\-json`,
		`C:\x`:         `C:\ex`,
		".timeoutlint": `\&.timeoutlint`,
		"'quoted'":     `\&'quoted'`,
	} {
		if got := roffText(text); got != want {
			t.Errorf("%s is written %s, want %s", text, got, want)
		}
	}
}

func TestFlags(t *testing.T) {
	fs := flag.NewFlagSet("x", flag.ContinueOnError)
	fs.Bool("b", false, "a switch; with more")
	fs.String("format", "text", "the `style`: text or json")
	got := Flags(fs, map[string][]string{"format": {"text", "json"}})
	if len(got) != 2 || got[0].Default != "" || got[0].Arg != "" || short(got[0].Text) != "a switch" {
		t.Errorf("%+v", got)
	}
	if f := got[1]; f.Arg != "style" || f.Default != "text" || len(f.Values) != 2 {
		t.Errorf("%+v", f)
	}
}

// TestQuotes: a text with quotes must not end a word of a script.
func TestQuotes(t *testing.T) {
	p := Program{Name: "x", Flags: []Flag{{Name: "f", Text: "it's [here]: $(rm)"}}, Commands: []Command{{Name: "c", Title: "what's new"}}}
	for _, shell := range Shells {
		var b bytes.Buffer
		if ok, err := Completion(&b, p, shell); !ok || err != nil {
			t.Fatal(ok, err)
		}
		text := strings.ReplaceAll(b.String(), `'\''`, "")
		if strings.Contains(text, "it's") || strings.Contains(text, "what's") {
			t.Errorf("%s: a quote is not quoted\n%s", shell, b.String())
		}
	}
	var b bytes.Buffer
	if ok, err := Completion(&b, p, "tcsh"); ok || err != nil || b.Len() > 0 {
		t.Errorf("tcsh: %v, %v, %q", ok, err, b.String())
	}
}

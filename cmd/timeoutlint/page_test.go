package main

import (
	"bytes"
	"encoding/json"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/timeoutlint/timeoutlint/internal/audit"
)

// TestPage uses the page in a browser, if there is one: a script at its end
// filters, sorts, follows links and measures, and prints what it saw.
func TestPage(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a browser")
	}
	browser := findBrowser(t)
	light, dark := usePage(t, browser), usePage(t, browser, "--force-dark-mode")
	for scheme, got := range map[string]map[string]any{"light": light, "dark": dark} {
		for name, v := range got {
			if ok, isBool := v.(bool); isBool && !ok {
				t.Errorf("%s: %s failed", scheme, name)
			}
		}
		if n, _ := got["contrast"].(float64); n < 4.5 {
			t.Errorf("%s: the contrast of %v is %v; text needs 4.5", scheme, got["contrastOf"], n)
		}
	}
	if light["background"] == dark["background"] {
		t.Errorf("the background is %v, dark or not", light["background"])
	}
}

func findBrowser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("there is no Chromium")
	return ""
}

var resultOfPage = regexp.MustCompile(`(?s)<pre id="result">(.*?)</pre>`)

func usePage(t *testing.T, browser string, flags ...string) map[string]any {
	t.Helper()
	var page bytes.Buffer
	if err := audit.HTML(&page, exampleAudit(t)); err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile(filepath.Join("testdata", "page.js"))
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(page.String(), "</body>", "<script>"+string(script)+"</script></body>", 1)
	file := filepath.Join(t.TempDir(), "audit.html")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	args := append([]string{"--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=5000", "--user-data-dir=" + t.TempDir(), "--dump-dom"}, flags...)
	out, err := exec.CommandContext(t.Context(), browser, append(args, "file://"+filepath.ToSlash(file))...).Output()
	if err != nil {
		t.Skipf("the browser does not work here: %v", err)
	}
	m := resultOfPage.FindSubmatch(out)
	if m == nil {
		t.Fatalf("the page has no result:\n%s", out)
	}
	got := map[string]any{}
	if err := json.Unmarshal([]byte(html.UnescapeString(string(m[1]))), &got); err != nil {
		t.Fatalf("%v: %s", err, m[1])
	}
	if fault, ok := got["error"]; ok {
		t.Fatalf("the script of the test failed: %v", fault)
	}
	return got
}

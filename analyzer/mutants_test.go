package analyzer_test

import (
	"math/rand"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/timeoutlint/timeoutlint/analyzer"
	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// TestMutants does to the files of a module that eval/robust.sh names what the
// fuzzers do to those of the corpus, ROBUST_MUTANTS times, with changes that
// are drawn from a fixed seed.
func TestMutants(t *testing.T) {
	dir := os.Getenv("ROBUST_DIR")
	n, err := strconv.Atoi(os.Getenv("ROBUST_MUTANTS"))
	if dir == "" || err != nil {
		t.Skip("eval/robust.sh runs it")
	}
	z := newZoo(t, loadModule(t, dir, false), func(file string) string {
		if rel, err := filepath.Rel(dir, file); err == nil && !strings.HasPrefix(rel, "..") {
			return rel
		}
		return "" // of the build cache
	})
	rng := rand.New(rand.NewSource(1))
	findings := analyzer.New(analyzer.Config{Kinds: kind.All, Generated: true})
	for i := range n {
		s := z.specimens[rng.Intn(len(z.specimens))]
		choices := make([]byte, 4*maxMutations)
		rng.Read(choices)
		u, src := z.mutant(t, s, &mutator{choices: choices})
		z.analyzeTwice(t, analyzer.New(fuzzConfigs[i%len(fuzzConfigs)]), s, u, src)
		z.repairAll(t, findings, s, u, src)
		u.Fset.RemoveFile(u.Fset.File(u.Files[s.file].FileStart))
	}
	t.Logf("%d mutants of %d files", n, len(z.specimens))
}

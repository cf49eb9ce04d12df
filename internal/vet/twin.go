package vet

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// A package that others import and that has tests of its own is two units: itself, of
// which the go command asks for facts, and itself with its tests, of which it asks for
// findings. Without the tests these are twins, and the second needs no analysis. Where the
// results of the first are is noted in the go command's own folder for the run.

// hasTwin reports whether there may be another unit that is the same without its tests.
// Who tells only facts of a main module, though all is wanted, has tests of its own.
func (u *unit) hasTwin() bool {
	return u.ofMainModule() && u.Stdout != "" && (u.VetxOnly || u.changes["GoFiles"] != nil)
}

// asTwin makes the unit tell what its twin does. Where only facts are asked for, the
// findings go to a file that the go command does not know.
func (u *unit) asTwin() {
	u.ImportPath, _, _ = strings.Cut(u.ImportPath, " [")
	u.change("ID", u.ImportPath)
	u.change("ImportPath", u.ImportPath)
	if u.VetxOnly {
		u.VetxOnly, u.Stdout = false, u.Stdout+".twin"
		u.change("VetxOnly", u.VetxOnly)
		u.change("Stdout", u.Stdout)
	}
}

// takeOver gives a unit the results of its twin, for which it waits if that is being
// analysed. If there are none, the twin will find those of this one, once the process ends.
func (u *unit) takeOver() bool {
	dir := filepath.Dir(filepath.Dir(u.VetxOutput))
	if !strings.HasPrefix(filepath.Base(dir), "go-build") {
		return false // another driver, which may keep other things there
	}
	h := fnv.New64a()
	for _, s := range append([]string{u.ImportPath}, u.GoFiles...) {
		h.Write([]byte(s + "\x00"))
	}
	note := filepath.Join(dir, fmt.Sprintf("timeoutlint-%x", h.Sum64()))
	var err error
	//timeoutlint:ignore lock only the twin waits for it, and a disk that hangs holds up that, too
	if unlock, err = lockedfile.MutexAt(note + ".lock").Lock(); err != nil {
		return false
	}
	if data, err := os.ReadFile(note); err == nil {
		var of results
		return json.Unmarshal(data, &of) == nil && of.copyTo(u)
	}
	if data, err := json.Marshal(results{u.VetxOutput, u.Stdout}); err == nil {
		_ = writeFile(note, data) // without it the twin is analysed, too
	}
	return false
}

// unlock is never called: the lock is given back when the process ends. What is out of
// reach would be unlocked before.
var unlock func()

// results are the files of a unit that was analysed.
type results struct{ Facts, Stdout string }

// copyTo fails if the analysis did.
func (r results) copyTo(u *unit) bool {
	facts, err := os.ReadFile(r.Facts)
	if err != nil {
		return false
	}
	out, err := os.ReadFile(r.Stdout)
	return err == nil && json.Valid(out) && writeFile(u.VetxOutput, facts) == nil && writeFile(u.Stdout, out) == nil
}

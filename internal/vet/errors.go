package vet

import (
	"path/filepath"
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/report"
)

// parseErrors reads what the go command, the compiler and the vet tool print
// about packages that cannot be loaded or checked: groups under a line
// "# import/path", and lines "file:line:column: message" in and outside them.
func parseErrors(lines []string) []report.Error {
	var errs []report.Error
	pkg, fresh := "", true
	for _, line := range lines {
		if name, ok := strings.CutPrefix(line, "# "); ok {
			// The second header of a vet tool's errors is "# [import/path]".
			pkg, fresh = withoutVariant(strings.Trim(name, "[]")), true
			continue
		}
		if line == "" || strings.HasPrefix(line, "exit status ") {
			continue
		}
		if strings.HasPrefix(line, "go: ") {
			pkg, fresh = "", true
		}
		e, positioned := parseError(line)
		if !positioned && !fresh && (pkg != "" || strings.HasPrefix(line, "\t")) {
			errs[len(errs)-1].Message += "\n" + line
			continue
		}
		e.Package = pkg
		errs = append(errs, e)
		fresh = false
	}
	return errs
}

// parseError reads one line. A vet tool begins its lines with its name.
func parseError(line string) (e report.Error, positioned bool) {
	if p, msg, ok := cutPosition(line); ok {
		return report.Error{Position: &p, Message: msg}, true
	}
	if _, rest, ok := strings.Cut(line, ": "); ok {
		if p, msg, ok := cutPosition(rest); ok && strings.HasSuffix(p.File, ".go") {
			return report.Error{Position: &p, Message: msg}, true
		}
	}
	return report.Error{Message: line}, false
}

// attribute fills in the package of errors that only have a file.
func attribute(errs []report.Error, pkgs []listed) {
	byDir := map[string]string{}
	for _, p := range pkgs {
		byDir[p.Dir] = p.ImportPath
	}
	for i, e := range errs {
		if e.Package != "" || e.Position == nil {
			continue
		}
		if file, err := filepath.Abs(e.File); err == nil {
			errs[i].Package = byDir[filepath.Dir(file)]
		}
	}
}

// skipped returns an error for each package that go vet left out because it
// imports one that has errors.
func skipped(pkgs []listed, errs []report.Error) []report.Error {
	broken := map[string]bool{}
	for _, e := range errs {
		broken[e.Package] = true
	}
	var more []report.Error
	for _, p := range pkgs {
		for _, dep := range p.Deps {
			if broken[dep] && !broken[p.ImportPath] {
				more = append(more, report.Error{
					Package: p.ImportPath,
					Message: p.ImportPath + ": not checked, because " + dep + " has errors",
				})
				break
			}
		}
	}
	return more
}

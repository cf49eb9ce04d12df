package flow

import (
	"fmt"
	"go/token"
	"go/types"
	"path"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/kind"
	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// A Fact carries the summaries of a package to the packages that import it.
type Fact struct {
	Summaries []Summary // by name
}

// AFact marks Fact as a fact of go/analysis.
func (*Fact) AFact() {}

func (f *Fact) String() string { return fmt.Sprintf("%d summaries", len(f.Summaries)) }

// maxSteps caps the witnesses in facts: the first step and the last ones.
const maxSteps = 4

// Export makes the fact of the package; nil if there is nothing to tell.
func (p *Program) Export() *Fact {
	var fact Fact
	for _, f := range p.order {
		if f.ssa.Parent() != nil || f.ssa.Synthetic != "" || !token.IsExported(f.ssa.Name()) || p.InTest(f.ssa.Pos()) {
			continue
		}
		if s := p.exported(&f.sum); !s.empty() {
			fact.Summaries = append(fact.Summaries, s)
		}
	}
	if len(fact.Summaries) == 0 {
		return nil
	}
	sort.SliceStable(fact.Summaries, func(i, j int) bool { return fact.Summaries[i].Name < fact.Summaries[j].Name })
	return &fact
}

// exported is a summary without what only this package can use.
func (p *Program) exported(in *Summary) Summary {
	out := *in
	out.Effects = nil
	for _, e := range in.Effects {
		if r := e.src.Root(); r.Served || r.Ended || e.Callback != "" || e.src.isWatched() {
			continue
		}
		c := *e
		c.src, c.also = nil, nil
		if c.If.path != "" {
			c.If = Switch{}
		}
		c.Blocks = e.Blocks || e.IsLock && p.slow[e.Class]
		c.Steps = p.factSteps(e.src)
		out.Effects = append(out.Effects, &c)
	}
	return out
}

func (s *Summary) empty() bool {
	return len(s.Effects)+len(s.Sets)+len(s.Results)+len(s.Ctx)+len(s.Holds)+len(s.Frees)+len(s.Retakes)+len(s.Closes)+len(s.Watches) == 0
}

// load indexes the summaries of an imported package by name. How a package of
// another module arranges its own goroutines is its own business, and whether
// they end cannot be told from outside: its waits for them are left out. So are calls
// of what it hides behind functions and interfaces.
func (p *Program) load(pkg *types.Package) map[string]*Summary {
	idx := map[string]*Summary{}
	fact := p.Facts(pkg)
	if fact == nil {
		return idx
	}
	own := p.sameModule(pkg.Path())
	for i := range fact.Summaries {
		s := &fact.Summaries[i]
		if !own {
			s.Effects = slices.DeleteFunc(s.Effects, (*Effect).isInternal)
		}
		if knowledge.IsLogger(pkg.Path()) {
			s.Effects = slices.DeleteFunc(s.Effects, func(e *Effect) bool { return e.Kind.OnDisk() })
		}
		s.keepOwn(pkg)
		idx[s.Name] = s
	}
	return idx
}

// isInternal: waits for goroutines and for mutexes, and what is known by its shape.
func (e *Effect) isInternal() bool {
	return e.IsLock || e.Shape || e.Kind == kind.Wait && e.Verdict != finding.Callers
}

// keepOwn takes back the obligations that no caller can meet: those on an
// unexported field of the package, unless its type has SetDeadline for it.
// They block whoever waits for them all the same. What gave the package the connection
// for a layer around it can meet them, and what a stream is was never said over there.
func (s *Summary) keepOwn(pkg *types.Package) {
	for _, e := range s.Effects {
		if e.Verdict == finding.Callers && e.Kind != "" && !e.ByCtx && !e.IsCall && hidden(e.On.Path) && !s.onConn(pkg) {
			open := *e
			e.Verdict, e.Reported, e.open = finding.Unbounded, true, &open
		}
	}
}

// hidden reports whether a path leads through an unexported field.
func hidden(path string) bool {
	for _, name := range strings.FieldsFunc(path, func(r rune) bool { return strings.ContainsRune(".[]", r) }) {
		if !token.IsExported(name) {
			return true
		}
	}
	return false
}

// onConn reports whether s is of a method of a connection type.
func (s *Summary) onConn(pkg *types.Package) bool {
	recv, _, ok := strings.Cut(strings.Trim(s.Name, "(*"), ")")
	if !ok {
		return false
	}
	tn, ok := pkg.Scope().Lookup(recv).(*types.TypeName)
	return ok && isConn(types.NewPointer(tn.Type()))
}

// sameModule reports whether a package belongs to the module under analysis.
// Drivers that do not tell the module leave a guess: the repository.
func (p *Program) sameModule(path string) bool {
	if p.Module != "" {
		return knowledge.Within(path, p.Module)
	}
	return repository(path) == repository(p.Pkg.Path())
}

// hasHost reports whether an import path begins with the name of a host, as those of the
// standard library do not.
func hasHost(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return strings.Contains(first, ".")
}

// repository is the part of an import path that names the repository:
// github.com/a/b, or the first element.
func repository(path string) string {
	n := 1
	if hasHost(path) {
		n = 3
	}
	parts := strings.SplitN(path, "/", n+1)
	return strings.Join(parts[:min(n, len(parts))], "/")
}

// factSteps is the witness of an event in a form that leaves the package.
func (p *Program) factSteps(e *Event) []FactStep {
	steps := append([]finding.Step{{Pos: e.Pos, Text: e.stepText()}}, e.chain()...)
	var out []FactStep
	for i, s := range steps {
		if i > 0 && len(steps)-i >= maxSteps {
			continue
		}
		at := s.At
		if at == "" {
			at = p.at(s.Pos)
		}
		if at != "" {
			out = append(out, FactStep{at, s.Text})
		}
	}
	return out
}

// at is a position as import/path/file.go:line:col.
func (p *Program) at(pos token.Pos) string {
	if !pos.IsValid() {
		return ""
	}
	q := p.Fset.Position(pos)
	return fmt.Sprintf("%s:%d:%d", path.Join(p.Pkg.Path(), filepath.Base(q.Filename)), q.Line, q.Column)
}

package analyzer

import (
	"go/token"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/timeoutlint/timeoutlint/internal/finding"
	"github.com/timeoutlint/timeoutlint/internal/inventory"
)

// reportInventory hands all that is known of the package to the command.
func reportInventory(pass *analysis.Pass, found Result, cfg *Config) error {
	if len(pass.Files) == 0 {
		return nil
	}
	w := wire{pass.Fset, cfg.Kinds}
	p := newPackage(pass)
	w.fill(p, found)
	msg, err := inventory.Encode(p)
	if err != nil {
		return err
	}
	pass.Report(analysis.Diagnostic{Pos: pass.Files[0].Package, Category: inventory.Category, Message: msg})
	return nil
}

// joined: the command puts the call graphs of all packages together, to find out which
// waits a person can interrupt, and what is there for tests. With -strict or -tests all is
// reported.
func (c *Config) joined() bool { return c.identity && !c.Strict && !c.Tests }

// reportGraph hands the call graph to the command.
func reportGraph(pass *analysis.Pass, found Result, cfg *Config) {
	if !cfg.joined() {
		return
	}
	p := newPackage(pass)
	p.Functions = wire{pass.Fset, nil}.functions(found.Functions)
	for _, f := range pass.Files {
		for _, i := range f.Imports {
			if path, err := strconv.Unquote(i.Path.Value); err == nil && strings.HasPrefix(path, p.Module+"/") {
				p.Imports = append(p.Imports, path)
			}
		}
	}
	slices.Sort(p.Imports)
	p.Imports = slices.Compact(p.Imports)
	pass.Report(analysis.Diagnostic{Pos: pass.Files[0].Package, Category: inventory.Graph, Message: inventory.EncodeGraph(p)})
}

func newPackage(pass *analysis.Pass) *inventory.Package {
	p := &inventory.Package{Path: pass.Pkg.Path()}
	if pass.Module != nil {
		p.Module = pass.Module.Path
	}
	return p
}

// A wire translates results into what leaves the process.
type wire struct {
	fset  *token.FileSet
	kinds KindSet
}

// fill adds what was found to a package.
func (w wire) fill(p *inventory.Package, found Result) {
	messages := map[token.Pos]map[string]string{}
	for _, f := range found.Findings {
		if messages[f.Pos] == nil {
			messages[f.Pos] = map[string]string{}
		}
		messages[f.Pos][string(f.Kind)] = f.Message
	}
	for _, op := range found.Operations {
		if !w.kinds.Has(op.Kind) {
			continue
		}
		p.Operations = append(p.Operations, w.operation(op, messages[op.Pos][string(op.Kind)]))
	}
	for _, t := range found.Timeouts {
		p.Timeouts = append(p.Timeouts, inventory.Timeout{
			Position: w.at(t.Pos), Func: t.Func, What: t.What, Duration: int64(t.Duration), Zero: t.Zero, Name: t.Name,
		})
	}
	p.Functions = w.functions(found.Functions)
}

func (w wire) functions(fns []finding.Function) []inventory.Function {
	var out []inventory.Function
	for _, f := range fns {
		out = append(out, inventory.Function{
			Position: w.at(f.Pos), Name: f.Name, Entry: f.Entry, Accepts: f.Accepts, Stays: f.Stays, Draws: f.Draws, Method: f.Method,
			Calls: f.Calls, Starts: f.Starts, Offers: f.Offers,
		})
	}
	return out
}

func (w wire) operation(op finding.Operation, message string) inventory.Operation {
	out := inventory.Operation{
		Position: w.at(op.Pos), End: w.at(op.End), Kind: string(op.Kind), Func: op.Func, Node: op.Node, What: op.What, Resource: op.Resource,
		Verdict: op.Verdict.String(), Declared: op.Declared, Accepted: op.Accepted,
		Duration: int64(op.Duration), Name: op.Name, Bound: op.Bound, BoundAt: w.pointer(op.BoundPos),
		Leaf: parseAt(op.Leaf), Mutex: op.Mutex, Finding: message,
		Witness: w.steps(op.Witness), Reasons: w.steps(op.Reasons),
	}
	for _, h := range op.Held {
		out.Held = append(out.Held, inventory.Held{Position: w.at(h.Pos), Mutex: h.Mutex, Text: h.Text})
	}
	return out
}

func (w wire) at(pos token.Pos) inventory.Position {
	p := w.fset.Position(pos)
	return inventory.Position{File: p.Filename, Line: p.Line, Column: p.Column}
}

func (w wire) pointer(pos token.Pos) *inventory.Position {
	if !pos.IsValid() {
		return nil
	}
	p := w.at(pos)
	return &p
}

func (w wire) steps(steps []finding.Step) []inventory.Step {
	var out []inventory.Step
	for _, s := range steps {
		p := parseAt(s.At)
		if p == nil {
			p = w.pointer(s.Pos)
		}
		if p != nil {
			out = append(out, inventory.Step{Position: *p, Text: s.Text})
		}
	}
	return out
}

// parseAt reads a Step.At: "import/path/file.go:line:column".
func parseAt(at string) *inventory.Position {
	rest, column, ok := cutNumber(at)
	if !ok {
		return nil
	}
	file, line, ok := cutNumber(rest)
	if !ok {
		return nil
	}
	return &inventory.Position{File: file, Line: line, Column: column}
}

func cutNumber(s string) (before string, n int, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return s, 0, false
	}
	n, err := strconv.Atoi(s[i+1:])
	return s[:i], n, err == nil
}

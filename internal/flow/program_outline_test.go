package flow

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/timeoutlint/timeoutlint/internal/knowledge"
)

// TestOutlined: of a package that another module imports, those functions keep their
// bodies that it can get to and that are not plain. The names of the others end in "gone".
func TestOutlined(t *testing.T) {
	const src = `package p

import (
	"os"
	"sync"
)

var c = make(chan int)

type Client struct{ own inner }

func (c *Client) Do() { c.step(); run(later); c.each(new(impl)) }

func (c *Client) step() { <-c2 }

var c2 = c

func run(f func()) { f() }

func later() { <-c }

type inner struct{}

func (inner) Exposed() { <-c } // by a field

type made struct{}

func NewMade_gone() *made { return nil }

func (*made) Exposed() { <-c } // by a signature

type kept struct{}

func newKept_gone() *kept { return nil }

var Kept = newKept_gone()

func (*kept) Exposed() { <-c } // by a variable

type stepper interface{ Step() }

func (c *Client) each(s stepper) { s.Step() }

type impl struct{}

func (impl) Step() { <-c } // through an interface of the package

func (impl) Other_gone() { <-c }

type stream struct{}

func (stream) Read(b []byte) (int, error) { <-c; return 0, nil }

func (stream) Close() error { <-c; return nil }

type middleware struct{}

func (middleware) Handle_gone() { helper_gone() }

func (middleware) Second_gone() { helper_gone(); middleware{}.Handle_gone() }

func helper_gone() { <-c }

func init() { initial() }

func initial() { <-c }

type Data struct {
	Name string
	list []*Data
	any  map[string]any
}

func (d *Data) Add_gone(e Data) error { d.list = append(d.list, &e); return d.check_gone() }

func (d *Data) check_gone() error { d.any[os.Getenv("NAME")] = d; return nil }

func (d *Data) Load() ([]byte, error) { return os.ReadFile(d.Name) } // the tables know it

func (d *Data) Reload() { d.Load() }

func Lock(d *Data, mu *sync.Mutex) { _ = mu }

func Go(d *Data) { go d.check_gone() }

func Spin() { select {} }
`
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}}
	conf := types.Config{Importer: importer.ForCompiler(fset, "source", nil)}
	pkg, err := conf.Check("p", fset, []*ast.File{file}, info)
	if err != nil {
		t.Fatal(err)
	}
	p := &Program{Input: Input{Fset: fset, Files: []*ast.File{file}, Pkg: pkg, Info: info, Known: knowledge.NewIndex(knowledge.Builtin())}}
	got := map[string]bool{}
	for _, d := range outlined(p.Input, p.isKnown)[0].Decls {
		if fn, ok := d.(*ast.FuncDecl); ok {
			got[fn.Name.Name] = got[fn.Name.Name] || fn.Body != nil
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if want := !strings.HasSuffix(name, "_gone"); got[name] != want {
			t.Errorf("%s: body %v, want %v", name, got[name], want)
		}
	}
	for _, d := range file.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Body == nil {
			t.Errorf("%s has lost its body in the file itself", fn.Name.Name)
		}
	}
}

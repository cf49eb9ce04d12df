package fix

import (
	"errors"
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/timeoutlint/timeoutlint/internal/kind"
)

// disk bounds operations on files, which take no deadline: in the plain style
// each runs in a goroutine, in the other package bounded sees to it.
func (j *job) disk() (string, error) {
	title := "Write with a timeout"
	if j.finding.Kind == kind.DiskSync {
		title = "Sync with a timeout"
	}
	return title, j.each(j.diskAt)
}

// diskAt bounds one operation.
func (j *job) diskAt(s *site) error {
	call, err := s.call()
	if err != nil {
		return err
	}
	op, err := j.diskCall(s, call)
	if err != nil {
		return err
	}
	switch {
	case op == nil && j.style == Bounded:
		return j.wrapFile(s)
	case op == nil:
		return errors.New("what writes to the file keeps a state that a write which is stuck would share; let it write to a bounded.File")
	case j.style == Bounded:
		return j.boundedCall(s, call, op)
	}
	return j.inGoroutine(s, call, op)
}

// diskRead: a read that is stuck would keep the buffer that it fills.
func (j *job) diskRead() (string, error) {
	return "", errors.New("a read that is given up would go on to fill the buffer; read in a goroutine that owns it")
}

// A diskOp is an operation on a file, taken apart.
type diskOp struct {
	verb     string // for errors: "write", "sync"
	recv     string // the file; "" for a function
	fn       string // the function or method
	args     []diskArg
	named    bool   // the file has a method Name
	resource string // the file, or its name
	result   string // type of what it returns besides an error, if it does
	zero     string // and its zero value
}

// A diskArg is an argument: its name within the repair, and its value there.
type diskArg struct {
	name, value string
	bytes       bool
}

// stateless are the methods that need nothing but the file and the arguments.
var stateless = []string{"Write", "WriteAt", "WriteString", "Sync", "Truncate"}

// diskCall takes a call apart; nil if the operation has a state of its own.
func (j *job) diskCall(s *site, call *ast.CallExpr) (*diskOp, error) {
	fn := s.callee(call)
	if fn == nil || s.Through || call.Ellipsis.IsValid() && !isFprint(fn) {
		return nil, nil
	}
	sel, isSel := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !isSel {
		return nil, nil
	}
	if isFprint(fn) {
		return j.fprint(s, call, fn)
	}
	op := &diskOp{verb: verb(fn.Name()), fn: fn.Name()}
	if recv := fn.Signature().Recv(); recv != nil {
		if !slices.Contains(stateless, fn.Name()) || !isFile(recv.Type()) && !types.IsInterface(recv.Type()) {
			return nil, nil
		}
		op.recv = j.text(sel.X)
		op.resource = op.recv
		t := j.Info.TypeOf(sel.X)
		m := method(t, j.Pkg, "Name")
		op.named = m != nil && m.Signature().Params().Len() == 0 && types.Identical(m.Signature().Results().At(0).Type(), types.Typ[types.String])
	} else {
		op.fn = j.text(call.Fun)
		if len(call.Args) > 0 && isString(j.Info.TypeOf(call.Args[0])) {
			op.resource = j.text(call.Args[0])
		}
	}
	params := fn.Signature().Params()
	for i, a := range call.Args {
		p := params.At(min(i, params.Len()-1))
		if !plainData(p.Type()) {
			return nil, nil
		}
		value, err := j.argument(s, a, p.Type())
		if err != nil {
			return nil, err
		}
		op.args = append(op.args, diskArg{argName(p.Name(), i), value, isBytes(p.Type())})
	}
	return op, j.setResults(s, op, fn)
}

// setResults: an error, and at most one other before it.
func (j *job) setResults(s *site, op *diskOp, fn *types.Func) (err error) {
	res := fn.Signature().Results()
	if n := res.Len(); n == 0 || n > 2 || !isError(res.At(n-1).Type()) {
		return errors.New("it returns no error")
	}
	if res.Len() == 2 {
		if op.result, err = j.typeText(s, res.At(0).Type()); err == nil {
			op.zero, err = j.zero(s, res.At(0).Type())
		}
	}
	return err
}

// argument is an argument as a value for a variable: of the parameter's type,
// and a copy if the caller could change it meanwhile.
func (j *job) argument(s *site, a ast.Expr, param types.Type) (string, error) {
	text := j.text(a)
	switch {
	case isBytes(param):
		if !freshBytes(a) {
			text = "append([]byte(nil), " + text + "...)"
		}
	case j.Info.Types[a].Value != nil && !isString(param) && param != types.Typ[types.Int]:
		t, err := j.typeText(s, param)
		return t + "(" + text + ")", err
	}
	return text, nil
}

// inside are the names that a repair declares for itself.
var inside = []string{"f", "done", "timer", "result", "r", "v", "err"}

// argName is the name of a parameter, unless it is taken.
func argName(name string, i int) string {
	if name == "" || name == "_" || slices.Contains(inside, name) {
		return fmt.Sprint("arg", i)
	}
	return name
}

// fprint turns fmt.Fprintf(f, ...) into f.Write(fmt.Appendf(nil, ...)), which
// does the same and has its bytes before the write begins.
func (j *job) fprint(s *site, call *ast.CallExpr, fn *types.Func) (*diskOp, error) {
	t := j.Info.TypeOf(call.Args[0])
	if !isFile(t) && !types.IsInterface(t) {
		return nil, nil
	}
	pkg, err := j.pkg(s, "fmt")
	if err != nil {
		return nil, err
	}
	args := []string{"nil"}
	for _, a := range call.Args[1:] {
		args = append(args, j.text(a))
	}
	data := pkg + "." + strings.Replace(fn.Name(), "Fprint", "Append", 1) + "(" + strings.Join(args, ", ")
	if call.Ellipsis.IsValid() {
		data += "..."
	}
	recv := j.text(call.Args[0])
	return &diskOp{
		verb: "write", recv: recv, resource: recv, fn: "Write", named: isFile(t), result: "int", zero: "0",
		args: []diskArg{{"p", data + ")", true}},
	}, nil
}

func isFprint(fn *types.Func) bool {
	return fn.Pkg() != nil && fn.Pkg().Path() == "fmt" && strings.HasPrefix(fn.Name(), "Fprint")
}

// verb is the operation in errors: "write" for WriteAt.
func verb(name string) string {
	switch {
	case strings.HasPrefix(name, "Write"), name == "Pwrite":
		return "write"
	case strings.Contains(strings.ToLower(name), "sync"):
		return "sync"
	case strings.HasPrefix(name, "Open"):
		return "open"
	}
	return strings.ToLower(name)
}

func isFile(t types.Type) bool {
	p, ok := types.Unalias(t).(*types.Pointer)
	if !ok {
		return false
	}
	n, ok := types.Unalias(p.Elem()).(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "os" && n.Obj().Name() == "File"
}

func isString(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

func isBytes(t types.Type) bool {
	sl, ok := t.Underlying().(*types.Slice)
	return ok && types.Identical(sl.Elem().Underlying(), types.Typ[types.Byte])
}

// plainData: bytes and scalars can be given to another goroutine.
func plainData(t types.Type) bool {
	_, basic := t.Underlying().(*types.Basic)
	return basic || isBytes(t)
}

// freshBytes: []byte(s), which nobody else has.
func freshBytes(e ast.Expr) bool {
	c, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		_, lit := ast.Unparen(e).(*ast.CompositeLit)
		return lit
	}
	_, conversion := c.Fun.(*ast.ArrayType)
	return conversion
}

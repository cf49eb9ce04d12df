package flow

import (
	"fmt"
	"go/constant"
	"go/token"
	"time"

	"golang.org/x/tools/go/ssa"
)

// originText names the configuration that a duration comes from: a flag, an
// environment variable, or the field or variable as source text.
func (f *function) originText(v ssa.Value, depth int) string {
	if depth > 4 {
		return ""
	}
	switch v := v.(type) {
	case *ssa.Convert:
		return f.originText(v.X, depth+1)
	case *ssa.BinOp:
		return f.productText(v, depth)
	case *ssa.Extract:
		return f.originText(v.Tuple, depth+1)
	case *ssa.Call:
		if s := f.settingText(v, depth); s != "" {
			return s
		}
	case *ssa.UnOp:
		if s := f.storedText(v, depth); s != "" {
			return s
		}
	}
	return f.prog.src.valueText(v)
}

// productText is for time.Duration(n) * time.Second, and for 2 * timeout.
func (f *function) productText(v *ssa.BinOp, depth int) string {
	if v.Op != token.MUL {
		return ""
	}
	x, y := v.X, v.Y
	if _, ok := x.(*ssa.Const); ok {
		x, y = y, x
	}
	name := f.originText(x, depth+1)
	c, ok := y.(*ssa.Const)
	if name == "" || !ok || c.Value == nil || c.Value.Kind() != constant.Int {
		return name
	}
	n, _ := constant.Int64Val(c.Value)
	if _, number := x.(*ssa.Convert); !number {
		return fmt.Sprintf("%d×%s", n, name)
	}
	return name + "×" + time.Duration(n).String()
}

// settingText is for the functions that read a configuration.
func (f *function) settingText(c *ssa.Call, depth int) string {
	fn := calleeObj(&c.Call)
	if fn == nil || fn.Pkg() == nil || len(c.Call.Args) == 0 {
		return ""
	}
	arg, _ := c.Call.Args[0].(*ssa.Const)
	named := arg != nil && arg.Value != nil && arg.Value.Kind() == constant.String
	switch fn.Pkg().Path() + "." + fn.Name() {
	case "os.Getenv", "os.LookupEnv":
		if named {
			return "$" + constant.StringVal(arg.Value)
		}
	case "flag.Duration", "flag.Int":
		if named {
			return "-" + constant.StringVal(arg.Value)
		}
	case "time.ParseDuration", "strconv.Atoi", "strconv.ParseInt":
		return f.originText(c.Call.Args[0], depth+1)
	}
	return ""
}

// storedText follows a variable, or what a pointer variable points to, with a
// single value.
func (f *function) storedText(v *ssa.UnOp, depth int) string {
	if v.Op != token.MUL {
		return ""
	}
	switch x := v.X.(type) {
	case *ssa.Alloc:
		if s := onlyStore(x); s != nil {
			return f.originText(s.Val, depth+1)
		}
	case *ssa.Global:
		if stores := f.prog.fields.globals[x]; x.Pkg == f.prog.ssa && len(stores) == 1 {
			g := f.prog.scratch(stores[0].Parent())
			if call, ok := stores[0].Val.(*ssa.Call); ok {
				return g.settingText(call, depth+1)
			}
		}
	case *ssa.UnOp, *ssa.Call:
		return f.originText(x, depth+1)
	}
	return ""
}

package knowledge

import (
	"errors"
	"fmt"
	"go/types"
	"strings"
)

// Resolve checks every row of t against the packages it speaks of, which
// lookup returns by import path (nil if there is none). A row that names
// something that does not exist, or an operand that does not fit, would
// silently never apply; here it is an error that names the row.
func Resolve(t Tables, lookup func(pkg string) *types.Package) []error {
	r := resolver{lookup: lookup}
	for _, row := range t.Ops {
		r.row("operation", row.Func, func(sig *types.Signature) error { return r.op(row, sig) })
	}
	for _, row := range t.Wraps {
		r.row("wrap", row.Func, func(sig *types.Signature) error { return wrap(row, sig) })
	}
	for _, row := range t.Contexts {
		r.row("context", row.Func, func(sig *types.Signature) error { return contextRow(row, sig) })
	}
	for _, row := range t.Runs {
		r.row("run", row.Func, func(sig *types.Signature) error { return run(row, sig) })
	}
	for _, row := range t.Literals {
		if err := r.literal(row); err != nil {
			r.errs = append(r.errs, fmt.Errorf("literal row %s.%s: %w", row.Pkg, row.Type, err))
		}
	}
	return r.errs
}

type resolver struct {
	lookup func(string) *types.Package
	errs   []error
}

// row resolves the function of a row and then checks the rest of it.
func (r *resolver) row(what string, f Func, check func(*types.Signature) error) {
	fn, err := r.function(f)
	if err == nil {
		err = check(fn.Signature())
	}
	if err != nil {
		r.errs = append(r.errs, fmt.Errorf("%s row %s: %w", what, f, err))
	}
}

func (r *resolver) op(row Op, sig *types.Signature) error {
	switch {
	case row.Kind == "" && (row.On == None || row.Dir == 0):
		return errors.New("without a Kind it is a stream operation, which needs On and Dir")
	case row.Kind != "" && !row.Kind.Waits():
		return fmt.Errorf("unknown Kind %q", row.Kind)
	case row.Dir&^Both != 0:
		return fmt.Errorf("Dir %d is none of Read, Write and Both", row.Dir)
	}
	if row.Instead != (Func{}) {
		if _, err := r.function(row.Instead); err != nil {
			return fmt.Errorf("Instead: %w", err)
		}
	}
	return errors.Join(
		operandIs(sig, "On", row.On, "a stream or another resource", isResource),
		operandIs(sig, "Ctx", row.Ctx, "a context, nor does it carry one", isContext),
		operandIs(sig, "Timeout", row.Timeout, "a time.Duration or time.Time", isTimeout),
		fields(sig, row),
		r.options(sig, row),
	)
}

// options checks the functions whose results bound an operation.
func (r *resolver) options(sig *types.Signature, row Op) error {
	if row.Option == "" {
		return nil
	}
	if !sig.Variadic() {
		return errors.New("Option needs a function that takes options, as many as there are")
	}
	for name := range strings.SplitSeq(row.Option, ",") {
		if _, err := r.function(Func{row.Pkg, "", name}); err != nil {
			return fmt.Errorf("Option: %w", err)
		}
	}
	return nil
}

// fields checks the fields of On that bound an operation.
func fields(sig *types.Signature, row Op) error {
	if row.Field == "" {
		return nil
	}
	on, err := operandType(sig, row.On)
	if err != nil || on == nil {
		return errors.New("Field needs the operand On that has it")
	}
	for name := range strings.SplitSeq(row.Field, ",") {
		if err := hasField(on, name); err != nil {
			return fmt.Errorf("Field: %w", err)
		}
	}
	return nil
}

func wrap(row Wrap, sig *types.Signature) error {
	switch {
	case row.On == None:
		return errors.New("On is missing: it says which operand is wrapped")
	case row.Dir == 0 || row.Dir&^Both != 0:
		return fmt.Errorf("Dir %d is none of Read, Write and Both", row.Dir)
	case row.Into == None && sig.Results().Len() == 0:
		return errors.New("the function has no result that could wrap On")
	case row.Into != None && row.Into != Recv:
		return errors.New("Into is either None, for the result, or Recv")
	}
	return errors.Join(
		operandIs(sig, "On", row.On, "a stream or another resource", isResource),
		operandIs(sig, "Into", row.Into, "a stream or another resource", isResource),
	)
}

func contextRow(row Context, sig *types.Signature) error {
	found := false
	for v := range sig.Results().Variables() {
		found = found || isContext(v.Type())
	}
	if !found {
		return errors.New("no result is a context or something that carries one")
	}
	return errors.Join(
		operandIs(sig, "Parent", row.Parent, "a context, nor does it carry one", isContext),
		operandIs(sig, "Timeout", row.Timeout, "a time.Duration or time.Time", isTimeout),
	)
}

func run(row Run, sig *types.Signature) error {
	switch {
	case row.Fn == None:
		return errors.New("Fn is missing: it says which operand is called")
	case row.How > Returned:
		return fmt.Errorf("unknown How %d", row.How)
	case row.How == AfterTime && row.Timeout == None:
		return errors.New("AfterTime needs Timeout")
	case row.How == AfterCtx && row.Ctx == None:
		return errors.New("AfterCtx needs Ctx")
	case row.How == Bounds && row.Timeout == None && row.Ctx == None && !row.Bounded:
		return errors.New("Bounds needs Timeout, Ctx or Bounded")
	case row.How == Returned && sig.Results().Len() == 0:
		return errors.New("Returned needs a function with a result")
	}
	return errors.Join(
		operandIs(sig, "Fn", row.Fn, "a function", isFunc),
		operandIs(sig, "Ctx", row.Ctx, "a context, nor does it carry one", isContext),
		operandIs(sig, "Timeout", row.Timeout, "a time.Duration or time.Time", isTimeout),
	)
}

func (r *resolver) literal(row Literal) error {
	if !row.Kind.Waits() {
		return fmt.Errorf("unknown Kind %q", row.Kind)
	}
	if len(row.AnyOf) == 0 {
		return errors.New("AnyOf is empty: it lists the fields that bound the wait")
	}
	typ, err := r.typeName(row.Pkg, row.Type)
	if err != nil {
		return err
	}
	for _, name := range append([]string{row.Instead}, row.AnyOf...) {
		if err := hasField(typ, name); err != nil {
			return err
		}
	}
	return r.part(typ, row.Part)
}

// part resolves the part of a literal row, if it has one.
func (r *resolver) part(whole types.Type, p Part) error {
	if p.Field == "" {
		return nil
	}
	if err := hasField(whole, p.Field); err != nil {
		return err
	}
	typ, err := r.typeName(p.Pkg, p.Type)
	if err != nil {
		return err
	}
	for _, name := range p.AnyOf {
		if err := hasField(typ, name); err != nil {
			return err
		}
	}
	return nil
}

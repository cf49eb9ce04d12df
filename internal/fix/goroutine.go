package fix

import (
	"errors"
	"go/ast"
	"slices"
	"strings"
)

// These run an operation in a goroutine and wait for it with a timer. What the
// operation needs is evaluated before; buffers are copies, because an operation
// that is stuck outlives the call.
const (
	inGoroutineResult = `func() (RESULT, error) {
	VARS
	type result struct {
		v   RESULT
		err error
	}
	done := make(chan result, 1)
	go func() {
		v, err := CALL
		done <- result{v, err}
	}()
	timer := TIME.NewTimer(TIMEOUT)
	defer timer.Stop()
	select {
	case r := <-done:
		return r.v, r.err
	CANCELcase <-timer.C:
		return ZERO, FAILOS.ErrDeadlineExceeded)
	}
}()`
	inGoroutineError = `func() error {
	VARS
	done := make(chan error, 1)
	go func() { done <- CALL }()
	timer := TIME.NewTimer(TIMEOUT)
	defer timer.Stop()
	select {
	case err := <-done:
		return err
	CANCELcase <-timer.C:
		return FAILOS.ErrDeadlineExceeded)
	}
}()`
)

// inGoroutine replaces a call by one that ends with the timer.
func (j *job) inGoroutine(s *site, call *ast.CallExpr, op *diskOp) error {
	d, err := j.timeout(s)
	if err != nil {
		return err
	}
	names := map[string]string{}
	for _, path := range []string{"time", "os", "fmt"} {
		if names[path], err = j.pkg(s, path); err != nil {
			return err
		}
	}
	if op.recv == "" && shadows(op, root(op.fn)) {
		return errors.New("the name " + root(op.fn) + " is taken")
	}
	ctx := s.context()
	if shadows(op, root(ctx)) {
		ctx = ""
	}
	fail := names["fmt"] + ".Errorf(" + op.message() + ", "
	text, cancel, zero := inGoroutineError, "", ""
	if op.result != "" {
		text, zero = inGoroutineResult, op.zero+", "
	}
	if ctx != "" {
		cancel = "case <-" + ctx + ".Done():\n\t\treturn " + zero + fail + ctx + ".Err())\n\t"
	}
	text = strings.NewReplacer("VARS\n\t", lines(op.vars()), "RESULT", op.result, "ZERO", op.zero, "CALL", op.call(), "CANCEL", cancel,
		"FAIL", fail, "OS", names["os"], "TIMEOUT", d, "TIME", names["time"]).Replace(text)
	j.replace(call, text)
	return nil
}

// lines is a statement with the line break that belongs to it.
func lines(statement string) string {
	if statement == "" {
		return ""
	}
	return statement + "\n\t"
}

// root is the first name of an expression.
func root(text string) string {
	name, _, _ := strings.Cut(text, ".")
	return name
}

// shadows reports whether the repair gives a name another meaning.
func shadows(op *diskOp, name string) bool {
	return slices.Contains(inside, name) || slices.ContainsFunc(op.args, func(a diskArg) bool { return a.name == name })
}

// vars declares the file and the arguments.
func (op *diskOp) vars() string {
	var names, values []string
	if op.recv != "" {
		names, values = append(names, "f"), append(values, op.recv)
	}
	for _, a := range op.args {
		names, values = append(names, a.name), append(values, a.value)
	}
	if len(names) == 0 {
		return ""
	}
	return strings.Join(names, ", ") + " := " + strings.Join(values, ", ")
}

// call is the operation on those variables.
func (op *diskOp) call() string {
	var args []string
	for _, a := range op.args {
		args = append(args, a.name)
	}
	fn := op.fn
	if op.recv != "" {
		fn = "f." + fn
	}
	return fn + "(" + strings.Join(args, ", ") + ")"
}

// message is the format of the error, and what it names: the file.
func (op *diskOp) message() string {
	switch {
	case op.named:
		return `"` + op.verb + ` %s: %w", f.Name()`
	case op.recv == "" && op.resource != "":
		return `"` + op.verb + ` %s: %w", ` + op.args[0].name
	case op.resource != "":
		return `"` + op.verb + ` ` + op.resource + `: %w"`
	}
	return `"` + op.verb + `: %w"`
}

package fix

import (
	"errors"
	"go/ast"
	"slices"
	"strings"
	"text/template"
)

// inGoroutineTemplate runs an operation in a goroutine and waits for it with a
// timer. What the operation needs is evaluated before; buffers are copies,
// because an operation that is stuck outlives the call.
var inGoroutineTemplate = template.Must(template.New("").Parse(
	`func() {{if .Op.Count}}({{.Op.Count}}, error){{else}}error{{end}} {
	{{- with .Vars}}
	{{.}}
	{{- end}}
	{{- if .Op.Count}}
	type result struct {
		n   {{.Op.Count}}
		err error
	}
	done := make(chan result, 1)
	go func() {
		n, err := {{.Call}}
		done <- result{n, err}
	}()
	{{- else}}
	done := make(chan error, 1)
	go func() { done <- {{.Call}} }()
	{{- end}}
	timer := {{.Time}}.NewTimer({{.Timeout}})
	defer timer.Stop()
	select {
	{{- if .Op.Count}}
	case r := <-done:
		return r.n, r.err
	{{- else}}
	case err := <-done:
		return err
	{{- end}}
	{{- with .Ctx}}
	case <-{{.}}.Done():
		return {{$.Zero}}{{$.Errorf}}{{.}}.Err())
	{{- end}}
	case <-timer.C:
		return {{.Zero}}{{.Errorf}}{{.OS}}.ErrDeadlineExceeded)
	}
}()`))

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
	data := map[string]any{
		"Op":   map[string]string{"Count": op.count},
		"Vars": op.vars(), "Call": op.call(), "Errorf": names["fmt"] + ".Errorf(" + op.message() + ", ",
		"Zero": map[bool]string{true: "0, "}[op.count != ""], "Ctx": ctx,
		"Time": names["time"], "OS": names["os"], "Timeout": d,
	}
	var b strings.Builder
	if err := inGoroutineTemplate.Execute(&b, data); err != nil {
		return err
	}
	j.replace(call, b.String())
	return nil
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

package fix

import (
	"errors"
	"fmt"
	"go/ast"
	"go/types"
	"strings"
)

// lock gives the Lock calls of a finding a clock: all those of the mutex when
// the finding is about its holder, for then nobody waits forever.
func (j *job) lock() (string, error) {
	if len(j.finding.Kept) > 0 {
		return "Unlock before it returns", j.unlock()
	}
	if len(j.finding.Causes) > 0 {
		if err := j.boundCauses(); err == nil {
			return "Bound what its holder waits for", nil
		}
		j.edits = nil
	}
	n := 0
	err := j.each(func(s *site) error {
		n++
		err := j.timedLock(s)
		if err != nil && len(j.finding.Sites) > 1 {
			return fmt.Errorf("bound what its holder waits for; not every Lock of the mutex can have a timeout: %w", err)
		}
		return err
	})
	if n > 1 {
		return "Lock with a timeout, here and everywhere", err
	}
	return "Lock with a timeout", err
}

// boundCauses repairs the operations on files that the holder waits for.
func (j *job) boundCauses() error {
	for _, c := range j.finding.Causes {
		s, err := j.site(c)
		if err != nil {
			return err
		}
		if err := j.diskAt(s); err != nil {
			return err
		}
	}
	return nil
}

func (j *job) timedLock(s *site) error {
	call, err := s.call()
	if err != nil {
		return err
	}
	st, err := s.statement()
	if err != nil {
		return err
	}
	if x, ok := st.(*ast.ExprStmt); !ok || x.X != call {
		return errors.New("it is not a statement of its own")
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return errors.New("it is a call of a function value")
	}
	if j.style == Bounded {
		return j.boundedLock(s, st, sel)
	}
	return j.tryLock(s, st, sel)
}

// tryLock polls: package sync has nothing better.
func (j *job) tryLock(s *site, st ast.Stmt, sel *ast.SelectorExpr) error {
	try := "Try" + sel.Sel.Name
	if method(j.Info.TypeOf(sel.X), j.Pkg, try) == nil {
		return errors.New("its type has no " + try)
	}
	names := map[string]string{}
	for _, path := range []string{"time", "os", "fmt"} {
		name, err := j.pkg(s, path)
		if err != nil {
			return err
		}
		names[path] = name
	}
	d, err := j.timeout(s)
	if err != nil {
		return err
	}
	mutex := j.text(sel.X)
	failure := fmt.Sprintf(`%s.Errorf("lock %s: %%w", %s.ErrDeadlineExceeded)`, names["fmt"], strings.ReplaceAll(mutex, `"`, `'`), names["os"])
	ret, err := j.returning(s, failure)
	if err != nil {
		return err
	}
	deadline := j.fresh(s, "deadline")
	j.replace(st, fmt.Sprintf("for %s := %s.Now().Add(%s); !%s.%s(); %s.Sleep(%s.Millisecond) {\n\tif %s.Now().After(%s) {\n\t\t%s\n\t}\n}",
		deadline, names["time"], d, mutex, try, names["time"], names["time"], names["time"], deadline, ret))
	return nil
}

func (j *job) boundedLock(s *site, st ast.Stmt, sel *ast.SelectorExpr) error {
	pkg, err := j.pkg(s, boundedPath)
	if err != nil {
		return err
	}
	ctx, err := j.contextOr(s)
	if err != nil {
		return err
	}
	ret, err := j.returning(s, "err")
	if err != nil {
		return err
	}
	mutex, err := j.mutexPointer(sel)
	if err != nil {
		return err
	}
	j.replace(st, fmt.Sprintf("if err := %s.%s(%s, %s); err != nil {\n\t%s\n}", pkg, sel.Sel.Name, ctx, mutex, ret))
	return nil
}

// mutexPointer is the mutex of a Lock call as a pointer; an embedded one by
// the names that lead to it.
func (j *job) mutexPointer(sel *ast.SelectorExpr) (string, error) {
	x := j.text(sel.X)
	t := j.Info.TypeOf(sel.X)
	if selection := j.Info.Selections[sel]; selection != nil {
		index := selection.Index()
		for _, i := range index[:len(index)-1] {
			if p, ok := t.Underlying().(*types.Pointer); ok {
				t = p.Elem()
			}
			st, ok := t.Underlying().(*types.Struct)
			if !ok {
				return "", errors.New("its type is not a struct")
			}
			field := st.Field(i)
			x, t = x+"."+field.Name(), field.Type()
		}
	}
	if types.IsInterface(t) {
		return x, nil
	}
	if _, ok := t.Underlying().(*types.Pointer); ok {
		return x, nil
	}
	return "&" + x, nil
}

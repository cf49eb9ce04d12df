package bounded

import (
	"context"
	"fmt"
)

// Receive receives from ch. It waits as long as ctx allows, or the bound of [ClassWait]
// when ctx has no deadline. As with a plain receive, a closed channel gives the zero
// value, at once and without an error.
func Receive[T any](ctx context.Context, ch <-chan T) (T, error) {
	select {
	case v := <-ch: // a value that is there is not refused because ctx is done
		return v, nil
	default:
	}
	start := now()
	expired, stop := ClassWait.timer(ctx)
	defer stop()
	select {
	case v := <-ch:
		return v, nil
	case <-expired:
	case <-ctx.Done():
	}

	var zero T
	o := operation{class: ClassWait, op: "receive", resource: fmt.Sprintf("%T", ch)}
	return zero, o.giveUp(ctx, &TimeoutError{Waited: now() - start}, nil)
}

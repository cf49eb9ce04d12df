package metrics

import (
	"context"
	"time"

	"github.com/timeoutlint/timeoutlint/bounded"
)

// stall waits for a result that does not come.
func stall() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Millisecond)
	defer cancel()
	_, _ = bounded.Receive(ctx, make(chan int))
}

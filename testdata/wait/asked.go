package wait

import "context"

// maintainer is asked over a channel of channels. Each has room for the answer, so that
// it need not wait for whoever asked and has gone.
type maintainer struct {
	start chan chan error
}

func (m *maintainer) ask() <-chan error {
	done := make(chan error, 1)
	m.start <- done
	return done
}

func (m *maintainer) askInPassing() <-chan error {
	done := make(chan error, 1)
	select {
	case m.start <- done:
	default:
	}
	return done
}

func (m *maintainer) serve(ctx context.Context, tick <-chan int, work func() error) error {
	for {
		var done chan error
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick:
		case done = <-m.start:
		}
		err := work()
		if done != nil {
			done <- err
		}
	}
}

func (m *maintainer) next(ctx context.Context) {
	done := <-m.start // want wait
	done <- ctx.Err()
}

// rushed has no room for the answer: one that nobody waits for any more stops it.
type rushed struct {
	start chan chan error
}

func (r *rushed) ask(ctx context.Context) error {
	done := make(chan error)
	select {
	case r.start <- done:
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (r *rushed) serve(ctx context.Context, work func() error) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case done := <-r.start:
			done <- work() // want wait
		}
	}
}

// A slot is kept until its work is done; the channel came over one that is in no field.
type slot struct {
	done chan<- bool
}

type keeper struct {
	slot slot
}

func grant(want []chan chan bool) {
	done := make(chan bool, 8)
	want[0] <- done
	<-done
}

func (k *keeper) take(ctx context.Context, granted chan chan bool) {
	select {
	case <-ctx.Done():
	case done := <-granted:
		k.fill(done)
	}
}

func (k *keeper) fill(done chan<- bool) {
	defer func() {
		if k.slot.done == nil {
			done <- false
		}
	}()
	k.slot = slot{done: done}
}

func (k *keeper) finish(ctx context.Context) {
	k.slot.done <- ctx.Err() == nil
}

// A borrower has a channel of its own, too, that did not come over another one.
type borrower struct {
	done chan<- bool
}

func (b *borrower) own() {
	b.done = make(chan bool, 8)
}

func (b *borrower) finish(ctx context.Context) {
	b.done <- ctx.Err() == nil // want wait
}

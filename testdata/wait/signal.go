package wait

import (
	"context"
	"os"
	"os/signal"
)

func stopSignals() <-chan os.Signal {
	ch := make(chan os.Signal, 1)
	signal.Notify(ch, os.Interrupt)
	return ch
}

// untilSignal is how long a program runs.
func untilSignal(ctx context.Context, failed chan error) error {
	stop := stopSignals()
	select {
	case err := <-failed:
		return err
	case <-stop:
		return nil
	}
}

func untilFailed(ctx context.Context, failed, other chan error) error {
	select { // want wait
	case err := <-failed:
		return err
	case err := <-other:
		return err
	}
}

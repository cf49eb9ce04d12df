package dial

import (
	"time"

	"example.org/store"
)

// Another module dials, in what is called here, and has no timeout.
func openStore(addr string) error {
	c, err := store.Dial(addr) // want dial "reaches net\\.Dial"
	if err != nil {
		return err
	}
	return c.Close()
}

// The same function again is told of there.
func pingStore(addr string) bool {
	c, err := store.Dial(addr)
	if err != nil {
		return false
	}
	c.Close()
	return true
}

// It has one that takes a timeout.
func openStoreSoon(addr string) (*store.Client, error) {
	return store.DialTimeout(addr, 5*time.Second)
}

// A socket of the same machine is no peer that can be gone.
func openLocal(path string) (*store.Client, error) {
	return store.DialLocal(path)
}

// Nobody waits for the goroutine that dials.
func keepStore(addr string) {
	store.Keep(addr)
}

// Who gives up waits no longer than that.
func openOrGiveUp(addr string) *store.Client {
	done := make(chan *store.Client, 1)
	go func() {
		c, _ := store.Dial(addr)
		done <- c
	}()
	select {
	case c := <-done:
		return c
	case <-time.After(time.Second):
		return nil
	}
}

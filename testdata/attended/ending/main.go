// Ending is a program that leaves goroutines behind, some of them when it ends.
package main

import (
	"errors"
	"net/http"
	"os"
	"os/signal"
	"time"
)

var errLate = errors.New("late")

func main() {
	interrupt := make(chan os.Signal, 1)
	signal.Notify(interrupt, os.Interrupt)
	if err := prepare(); err != nil {
		os.Exit(1)
	}
	for range 3 {
		if err := try(work); err != nil {
			os.Exit(1)
		}
	}
	served := make(chan error)
	go func() {
		served <- work()
	}()
	go handle(http.DefaultServeMux)
	select {
	case <-served:
	case <-interrupt:
	}
}

func work() error { return nil }

// prepare is called once, by main.
func prepare() error {
	done := make(chan error)
	go func() {
		done <- work()
	}()
	select {
	case err := <-done:
		return err
	case <-time.After(time.Second):
		return errLate
	}
}

// try is called again and again: each time, it may leave a goroutine behind.
func try(work func() error) error {
	done := make(chan error)
	go func() {
		done <- work() // want wait "receiver may have left"
	}()
	select {
	case err := <-done:
		return err
	case <-time.After(time.Second):
		return errLate
	}
}

// handle starts what is called for each request.
func handle(mux *http.ServeMux) {
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		done := make(chan error)
		go func() {
			done <- work() // want wait "receiver may have left"
		}()
		select {
		case <-done:
		case <-r.Context().Done():
		}
	})
}

// check is called by a function that nobody is seen to call.
func check() error {
	done := make(chan error)
	go func() {
		done <- work() // want wait "receiver may have left"
	}()
	select {
	case err := <-done:
		return err
	case <-time.After(time.Second):
		return errLate
	}
}

// A checker may be called by anybody.
type checker struct{}

func (checker) check() error { return check() }

package httpserver

import (
	"context"
	"log"
	"net/http"
	"os"
	"sync"
	"time"
)

func serverFor(h http.Handler) *http.Server {
	return &http.Server{Addr: ":8080", Handler: h, ReadHeaderTimeout: time.Second}
}

// last shuts down in a goroutine that does nothing after it, and serve has returned then.
func last(h http.Handler, stop chan os.Signal) error {
	srv := serverFor(h)
	go func() {
		<-stop
		if err := srv.Shutdown(context.Background()); err != nil {
			log.Printf("shutting down: %v", err)
		}
	}()
	return srv.ListenAndServe()
}

// awaited closes a channel for who waits until all requests are done.
func awaited(h http.Handler, stop chan os.Signal) {
	srv := serverFor(h)
	idle := make(chan struct{})
	go func() {
		<-stop
		if err := srv.Shutdown(context.Background()); err != nil { // want wait
			log.Printf("shutting down: %v", err)
		}
		close(idle)
	}()
	srv.ListenAndServe()
	<-idle
}

func counted(h http.Handler, stop chan os.Signal) {
	srv := serverFor(h)
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		<-stop
		srv.Shutdown(context.Background()) // want wait
	}()
	srv.ListenAndServe()
	wg.Wait()
}

// next has another server to shut down.
func next(a, b *http.Server, stop chan os.Signal) {
	go func() {
		<-stop
		a.Shutdown(context.Background()) // want wait
		b.Shutdown(context.Background())
	}()
}

func inFront(srv *http.Server, stop chan os.Signal) {
	<-stop
	srv.Shutdown(context.Background()) // want wait
}

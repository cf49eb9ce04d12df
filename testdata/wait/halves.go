package wait

import "io"

// One of two goroutines is waited for: the other never gets rid of its value.
func bridge(a, b io.ReadWriter) {
	done := make(chan bool)
	go half(a, b, done)
	go half(b, a, done)
	<-done
}

func half(from io.Reader, to io.Writer, done chan bool) {
	defer func() {
		done <- true // want wait "receiver may have left"
	}()
	io.Copy(to, from)
}

func bridgeWithRoom(a, b io.ReadWriter) {
	done := make(chan bool, 1)
	go halfWithRoom(a, b, done)
	go halfWithRoom(b, a, done)
	<-done
}

func halfWithRoom(from io.Reader, to io.Writer, done chan<- bool) {
	io.Copy(to, from)
	done <- true
}

func bridgeBoth(a, b io.ReadWriter) {
	done := make(chan bool)
	go halfOfBoth(a, b, done)
	go halfOfBoth(b, a, done)
	<-done
	<-done
}

func halfOfBoth(from io.Reader, to io.Writer, done chan<- bool) {
	io.Copy(to, from)
	done <- true
}

// drainer takes what the others send.
func bridgeDrained(a, b io.ReadWriter) {
	done := make(chan bool)
	go drainer(done)
	go halfDrained(a, b, done)
	go halfDrained(b, a, done)
	<-done
}

func drainer(done chan bool) {
	for range done {
	}
}

func halfDrained(from io.Reader, to io.Writer, done chan<- bool) {
	io.Copy(to, from)
	done <- true
}

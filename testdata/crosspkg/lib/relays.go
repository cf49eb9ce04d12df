package lib

import "io"

// CopyBoth copies in both directions, and returns with the end of the first.
func CopyBoth(a, b io.ReadWriter) {
	done := make(chan struct{}, 2)
	go relay(a, b, done)
	go relay(b, a, done)
	<-done
}

// CopyAll returns with the end of both.
func CopyAll(a, b io.ReadWriter) {
	done := make(chan struct{}, 2)
	go relay(a, b, done)
	go relay(b, a, done)
	<-done
	<-done
}

func relay(dst io.Writer, src io.Reader, done chan struct{}) {
	io.Copy(dst, src)
	done <- struct{}{}
}

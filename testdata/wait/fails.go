package wait

import (
	"io"
	"log"
	"time"
)

// outbox writes what it is sent until a write fails. Who comes later waits forever.
type outbox struct {
	out chan []byte
	w   io.Writer
}

func newOutbox(w io.Writer) *outbox {
	o := &outbox{out: make(chan []byte, 16), w: w}
	go o.loop()
	return o
}

func (o *outbox) loop() {
	for b := range o.out {
		if _, err := o.w.Write(b); err != nil {
			log.Print(err)
			return
		}
	}
}

func (o *outbox) put(b []byte) {
	o.out <- b // want wait "leaves when .*Write fails"
}

// outboxTwo has another way out, too.
type outboxTwo struct {
	out chan []byte
	end chan struct{}
	w   io.Writer
}

func newOutboxTwo(w io.Writer) *outboxTwo {
	o := &outboxTwo{out: make(chan []byte), end: make(chan struct{}), w: w}
	go func() {
		if err := o.loop(); err != nil {
			log.Print(err)
		}
	}()
	return o
}

func (o *outboxTwo) loop() error {
	for n := 0; ; n++ {
		select {
		case <-time.After(time.Minute):
			log.Print(n)
		case b := <-o.out:
			_, err := o.w.Write(b)
			if err != nil {
				return err
			}
		}
	}
}

func (o *outboxTwo) put(b []byte) {
	o.out <- b // want wait "leaves when .*Write fails"
}

// The receiver that leaves is the same.
func (o *outboxTwo) putLast(b []byte) {
	o.out <- b // told at put
}

// outboxLogs goes on after a failure.
type outboxLogs struct {
	out chan []byte
	w   io.Writer
}

func newOutboxLogs(w io.Writer) *outboxLogs {
	o := &outboxLogs{out: make(chan []byte, 16), w: w}
	go o.loop()
	return o
}

func (o *outboxLogs) loop() {
	for b := range o.out {
		if _, err := o.w.Write(b); err != nil {
			log.Print(err)
		}
	}
}

func (o *outboxLogs) put(b []byte) { o.out <- b }

// outboxDrains lets nobody wait after a failure.
type outboxDrains struct {
	out chan []byte
	w   io.Writer
}

func newOutboxDrains(w io.Writer) *outboxDrains {
	o := &outboxDrains{out: make(chan []byte, 16), w: w}
	go o.loop()
	return o
}

func (o *outboxDrains) loop() {
	for b := range o.out {
		if _, err := o.w.Write(b); err != nil {
			for range o.out {
			}
			return
		}
	}
}

func (o *outboxDrains) put(b []byte) { o.out <- b }

// outboxAgain starts its loop again after a failure.
type outboxAgain struct {
	out  chan []byte
	dial func() (io.Writer, error)
}

func newOutboxAgain(dial func() (io.Writer, error)) *outboxAgain {
	o := &outboxAgain{out: make(chan []byte, 16), dial: dial}
	go o.run()
	return o
}

func (o *outboxAgain) run() {
	for {
		if w, err := o.dial(); err == nil {
			o.loop(w)
		}
		time.Sleep(time.Second)
	}
}

func (o *outboxAgain) loop(w io.Writer) {
	for b := range o.out {
		if _, err := w.Write(b); err != nil {
			return
		}
	}
}

func (o *outboxAgain) put(b []byte) { o.out <- b }

// three has room for one result, and takes another one.
func three(a, b, c func() error) error {
	errs := make(chan error, 1)
	go func() { errs <- a() }() // want wait "may have left"
	go func() { errs <- b() }() // told at the first
	go func() { errs <- c() }()
	return <-errs
}

// two do not block: one takes the room of the other.
func two(a, b func() error) error {
	errs := make(chan error, 1)
	go func() { errs <- a() }()
	go func() { errs <- b() }()
	return <-errs
}

// threeRoom has room for those that it leaves.
func threeRoom(a, b, c func() error) error {
	errs := make(chan error, 2)
	go func() { errs <- a() }()
	go func() { errs <- b() }()
	go func() { errs <- c() }()
	return <-errs
}

// threeAll takes all.
func threeAll(a, b, c func() error) (err error) {
	errs := make(chan error, 1)
	go func() { errs <- a() }()
	go func() { errs <- b() }()
	go func() { errs <- c() }()
	for range 3 {
		err = <-errs
	}
	return err
}

// tries starts two goroutines three times, for all of which there is room, and takes the first answer.
func tries(a, b func() error) error {
	errs := make(chan error, 6)
	started := 0
	for i := 0; i < 3; i++ {
		go func() { errs <- a() }()
		started++
		go func() { errs <- b() }()
		started++
	}
	var err error
	for i := 0; i < started; i++ {
		if err = <-errs; err == nil {
			return nil
		}
	}
	return err
}

// triesAtOnce has room for none, and takes the first answer.
func triesAtOnce(a, b func() error) error {
	errs := make(chan error)
	for i := 0; i < 3; i++ {
		go func() { errs <- a() }() // want wait "may have left"
		go func() { errs <- b() }()
	}
	var err error
	for i := 0; i < 6; i++ {
		if err = <-errs; err == nil {
			return nil
		}
	}
	return err
}

// triesAgain has room for one of two rounds.
func triesAgain(a, b func() error) error {
	errs := make(chan error, 6)
	for i := 0; i < 6; i++ {
		go func() { errs <- a() }() // want wait "may have left"
		go func() { errs <- b() }()
	}
	return <-errs
}

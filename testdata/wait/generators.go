package wait

import "errors"

// numbers sends all of them: who leaves before the last keeps its goroutine waiting.
func numbers(n int) <-chan int {
	ch := make(chan int)
	go func() {
		defer close(ch)
		for i := range n {
			ch <- i // want wait "may leave before the last"
		}
	}()
	return ch
}

func isAmong(n, x int) bool {
	for v := range numbers(n) {
		if v == x {
			return true
		}
	}
	return false
}

// squares are read by those who read them all.
func squares(n int) <-chan int {
	ch := make(chan int)
	go func() {
		defer close(ch)
		for i := range n {
			ch <- i * i
		}
	}()
	return ch
}

func sumOfSquares(n int) (sum int) {
	for v := range squares(n) {
		if v%2 == 0 {
			continue
		}
		sum += v
	}
	return sum
}

// A row may be the last, with an error.
type row struct {
	text string
	err  error
}

func rows(texts []string) <-chan row {
	ch := make(chan row)
	go func() {
		defer close(ch)
		for _, t := range texts {
			if t == "" {
				ch <- row{err: errors.New("empty")}
				return
			}
			ch <- row{text: t}
		}
	}()
	return ch
}

func readRows(texts []string) error {
	for r := range rows(texts) {
		if r.err != nil {
			return r.err
		}
	}
	return nil
}

// told can be stopped.
func told(n int, stop <-chan struct{}) <-chan int {
	ch := make(chan int)
	go func() {
		defer close(ch)
		for i := range n {
			select {
			case ch <- i:
			case <-stop:
				return
			}
		}
	}()
	return ch
}

func isTold(n, x int) bool {
	stop := make(chan struct{})
	defer close(stop)
	for v := range told(n, stop) {
		if v == x {
			return true
		}
	}
	return false
}

// readToEnd reads the others, too.
func readToEnd(n, x int) (found bool) {
	ch := cubes(n)
	for v := range ch {
		if v == x {
			found = true
			break
		}
	}
	for range ch {
	}
	return found
}

func cubes(n int) <-chan int {
	ch := make(chan int)
	go func() {
		defer close(ch)
		for i := range n {
			ch <- i * i * i
		}
	}()
	return ch
}

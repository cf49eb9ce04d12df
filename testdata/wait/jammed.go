package wait

import "sync"

// checkAll takes a place for each check, and reads what they report when all have begun.
func checkAll(names []string, check func(string) error) (errs []error) {
	places := make(chan struct{}, 8)
	out := make(chan error, 8)
	var wg sync.WaitGroup
	for _, name := range names {
		places <- struct{}{} // want wait "only read after the loop"
		wg.Add(1)
		go func() {
			defer func() {
				<-places
				wg.Done()
			}()
			if err := check(name); err != nil {
				out <- err
			}
		}()
	}
	go func() {
		wg.Wait()
		close(out)
	}()
	for err := range out {
		errs = append(errs, err)
	}
	return errs
}

// sums does so with results that are counted.
func sums(parts [][]int, sum func([]int) int) int {
	places := make(chan struct{}, 4)
	out := make(chan int)
	for _, part := range parts {
		places <- struct{}{} // want wait "only read after the loop"
		go func() {
			out <- sum(part)
			<-places
		}()
	}
	total := 0
	for range parts {
		total += <-out
	}
	return total
}

// givenBackFirst gives the place back before it reports.
func givenBackFirst(parts [][]int, sum func([]int) int) int {
	places := make(chan struct{}, 4)
	out := make(chan int)
	for _, part := range parts {
		places <- struct{}{}
		go func() {
			n := sum(part)
			<-places
			out <- n
		}()
	}
	total := 0
	for range parts {
		total += <-out
	}
	return total
}

// takenInside takes the place in the goroutine, so that the loop ends.
func takenInside(parts [][]int, sum func([]int) int) int {
	places := make(chan struct{}, 4)
	out := make(chan int)
	for _, part := range parts {
		go func() {
			places <- struct{}{}
			out <- sum(part)
			<-places
		}()
	}
	total := 0
	for range parts {
		total += <-out
	}
	return total
}

// roomForEach has room for all results.
func roomForEach(parts [][]int, sum func([]int) int) int {
	places := make(chan struct{}, 4)
	out := make(chan int, len(parts))
	for _, part := range parts {
		places <- struct{}{}
		go func() {
			out <- sum(part)
			<-places
		}()
	}
	total := 0
	for range parts {
		total += <-out
	}
	return total
}

// readMeanwhile has a goroutine that reads the results.
func readMeanwhile(parts [][]int, sum func([]int) int) int {
	places := make(chan struct{}, 4)
	out := make(chan int)
	all := make(chan int, 1)
	go func() {
		total := 0
		for range parts {
			total += <-out
		}
		all <- total
	}()
	for _, part := range parts {
		places <- struct{}{}
		go func() {
			out <- sum(part)
			<-places
		}()
	}
	return <-all
}

// readInside reads one whenever there is one.
func readInside(parts [][]int, sum func([]int) int) int {
	places := make(chan struct{}, 4)
	out := make(chan int, 4)
	total, begun := 0, 0
	for _, part := range parts {
		if begun >= 4 {
			total += <-out
		}
		places <- struct{}{}
		begun++
		go func() {
			out <- sum(part)
			<-places
		}()
	}
	return total
}

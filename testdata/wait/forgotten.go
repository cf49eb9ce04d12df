package wait

// A survey collects answers, and says when there are no more: it should.
type survey struct {
	answers chan int
	done    chan struct{}
	quit    chan struct{}
	n       int
}

func newSurvey(ask func() []int) *survey {
	s := &survey{answers: make(chan int), done: make(chan struct{}), quit: make(chan struct{})}
	go func() {
		for _, n := range ask() {
			select {
			case s.answers <- n:
			case <-s.quit:
			}
		}
	}()
	return s
}

func (s *survey) next() (int, bool) {
	select { // want wait "nobody sends on s\\.done or closes it"
	case n := <-s.answers:
		return n, true
	case <-s.done:
		return s.n, false
	}
}

func (s *survey) nextOrQuit() (int, bool) {
	select {
	case n := <-s.answers:
		return n, true
	case <-s.quit:
		return s.n, false
	}
}

// It waits for work on purpose.
func (s *survey) count() {
	for {
		select {
		case n := <-s.answers:
			s.n += n
		case <-s.done:
			return
		}
	}
}

func (s *survey) close() { close(s.quit) }

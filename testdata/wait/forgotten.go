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

// A relayer waits for an error that nobody reports.
type relayer struct {
	errs, late chan error
	stop       chan struct{}
}

func newRelayer() *relayer {
	return &relayer{errs: make(chan error), late: make(chan error), stop: make(chan struct{})}
}

func (r *relayer) run() error {
	return <-r.errs // want wait "nobody sends on r\\.errs or closes it"
}

// wait ends with close.
func (r *relayer) wait() { <-r.stop }

func (r *relayer) close() { close(r.stop) }

// failed is told by who has the channel from failures.
func (r *relayer) failed() error { return <-r.late }

func (r *relayer) failures() chan<- error { return r.late }

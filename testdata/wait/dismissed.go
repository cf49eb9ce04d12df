package wait

// A meal is what a kitchen is asked for, or that it is to close.
type meal struct {
	dish  string
	close bool
	ready chan error
}

// kitchen closes with a meal of its own.
type kitchen struct{ orders chan meal }

func newKitchen() *kitchen {
	k := &kitchen{orders: make(chan meal)}
	go k.cook()
	return k
}

func (k *kitchen) cook() {
	for {
		o := <-k.orders
		o.ready <- nil
		if o.close {
			return
		}
	}
}

func (k *kitchen) do(o meal) error {
	o.ready = make(chan error, 1)
	k.orders <- o // want wait "leaves after a message whose close is set"
	return <-o.ready
}

// Cook waits forever if the kitchen has closed.
func (k *kitchen) Cook(dish string) error { return k.do(meal{dish: dish}) }

// Close ends the kitchen.
func (k *kitchen) Close() error { return k.do(meal{close: true}) }

// kitchenToo asks first whether it has been closed.
type kitchenToo struct {
	orders chan meal
	closed bool
}

func newKitchenToo() *kitchenToo {
	k := &kitchenToo{orders: make(chan meal)}
	go k.cook()
	return k
}

func (k *kitchenToo) cook() {
	for {
		o := <-k.orders
		o.ready <- nil
		if o.close {
			return
		}
	}
}

func (k *kitchenToo) do(o meal) error {
	if k.closed {
		return nil
	}
	o.ready = make(chan error, 1)
	k.orders <- o
	return <-o.ready
}

// Cook cooks.
func (k *kitchenToo) Cook(dish string) error { return k.do(meal{dish: dish}) }

// Close ends the kitchen.
func (k *kitchenToo) Close() error { return k.do(meal{close: true}) }

// A leaflet is what a reader gets, the last one says so.
type leaflet struct {
	text string
	last bool
}

// book is read by one who leaves with the last leaflet, after which nobody sends.
type book struct{ pages chan leaflet }

func newBook(texts []string) *book {
	b := &book{pages: make(chan leaflet)}
	go func() {
		for i, t := range texts {
			b.pages <- leaflet{t, i == len(texts)-1}
		}
	}()
	go b.read()
	return b
}

func (b *book) read() {
	for {
		p := <-b.pages
		if p.last {
			return
		}
	}
}

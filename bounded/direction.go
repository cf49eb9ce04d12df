package bounded

import "time"

// A direction has the deadlines of reading from a connection, or of writing to it. The
// connection has the earlier of the two.
type direction struct {
	set   func(time.Time) error
	ours  time.Time // the latest bound of the operations under way, or zero
	user  time.Time // what the user of the connection has set, or zero
	count int       // of the operations under way
}

// begin is called before an operation that may take until t.
func (d *direction) begin(t time.Time) error {
	d.ours = t
	if err := d.apply(); err != nil {
		return err
	}
	d.count++
	return nil
}

// end is called after an operation. When that was ended by a deadline, the result says
// whether it was ours.
func (d *direction) end() (ours bool) {
	if d.count--; d.count == 0 {
		d.ours = time.Time{}
	}
	return d.user.IsZero() || time.Now().Before(d.user)
}

// postpone gives the operations under way until t.
func (d *direction) postpone(t time.Time) error {
	d.ours = t
	return d.apply()
}

// setUser sets the deadline of the user. It holds for operations under way, too.
func (d *direction) setUser(t time.Time) error {
	d.user = t
	return d.apply()
}

func (d *direction) apply() error {
	t := d.ours
	if t.IsZero() || !d.user.IsZero() && d.user.Before(t) {
		t = d.user
	}
	return d.set(t)
}

package contexts

import (
	"context"
	"database/sql"
)

// A syncer writes one name after the other, as long as there are some.
type syncer struct {
	db    *sql.DB
	names chan string
}

// run would end for good with a timeout around all rounds.
func (s *syncer) run() {
	s.loop(context.Background())
}

func (s *syncer) loop(ctx context.Context) {
	for s.next(ctx) {
	}
}

func (s *syncer) next(ctx context.Context) bool {
	select {
	case name, ok := <-s.names:
		if ok {
			_, _ = s.db.ExecContext(ctx, "INSERT INTO names VALUES (?)", name)
		}
		return ok
	default:
		return false
	}
}

// start gets a function that goes on to use the context.
func (s *syncer) start() func() error {
	again, _ := s.prepare(context.Background())
	return again
}

func (s *syncer) prepare(ctx context.Context) (func() error, error) {
	again := func() error {
		_, err := s.db.ExecContext(ctx, "DELETE FROM names")
		return err
	}
	return again, again()
}

// once has a statement for each of a few names.
func (s *syncer) once() error {
	return s.all(context.Background(), []string{"a", "b"})
}

func (s *syncer) all(ctx context.Context, names []string) error {
	for _, name := range names {
		if _, err := s.db.ExecContext(ctx, "INSERT INTO names VALUES (?)", name); err != nil {
			return err
		}
	}
	return func() error {
		_, err := s.db.ExecContext(ctx, "DELETE FROM names WHERE old")
		return err
	}()
}

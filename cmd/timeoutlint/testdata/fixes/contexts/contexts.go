// Package contexts makes calls that could take a context.
package contexts

import (
	"context"
	"database/sql"
	"net/http"
)

type store struct{ db *sql.DB }

func (s *store) inScope(ctx context.Context) error {
	_, err := s.db.Exec("delete from t")
	return err
}

func (s *store) handler(w http.ResponseWriter, r *http.Request) {
	s.db.Exec("delete from t")
}

func (s *store) none() error {
	_, err := s.db.Exec("delete from t")
	return err
}

// used: ctx and cancel are taken.
func (s *store) used() error {
	ctx, cancel := 1, 2
	if err := s.db.Ping(); err != nil {
		return err
	}
	_, err := s.db.Exec("insert into t", ctx, cancel)
	return err
}

func (s *store) loop(names []string) error {
	for _, n := range names {
		_, err := s.db.Exec("delete from t where n = ?", n)
		if err != nil {
			return err
		}
	}
	return nil
}

// root replaces a context that has no deadline.
func (s *store) root() error {
	_, err := s.db.ExecContext(context.Background(), "delete from t")
	return err
}

func (s *store) scan() (n int, err error) {
	err = s.db.QueryRow("select 1").Scan(&n)
	return n, err
}

func (s *store) local() (n int, err error) {
	rows, err := s.db.Query("select 1")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		n++
	}
	return n, rows.Err()
}

// returned is repaired only where the caller has a context.
func (s *store) returned() (*sql.Rows, error) {
	return s.db.Query("select 1")
}

// Package embedded asks a database that runs in the process: a query waits for
// no peer.
package embedded

import (
	"context"
	"database/sql"
	"sync"

	"example.com/testdata/embedded/layer"
	_ "github.com/mattn/go-sqlite3"
)

type store struct {
	mu sync.Mutex
	db *sql.DB
}

func (s *store) set(v int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err := s.db.Exec("UPDATE t SET v = ?", v)
	return err
}

func (s *store) get() (v int, err error) {
	err = s.db.QueryRowContext(context.Background(), "SELECT v FROM t").Scan(&v)
	return v, err
}

func (s *store) begin() (*sql.Tx, error) {
	return layer.Begin(context.Background(), s.db)
}

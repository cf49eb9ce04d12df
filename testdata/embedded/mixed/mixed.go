// Package mixed may ask either.
package mixed

import (
	"context"
	"database/sql"

	"example.com/testdata/embedded/layer"
	_ "github.com/lib/pq"
	_ "github.com/mattn/go-sqlite3"
)

func set(db *sql.DB, v int) error {
	_, err := db.Exec("UPDATE t SET v = ?", v) // want sql
	return err
}

func begin(db *sql.DB) (*sql.Tx, error) {
	return layer.Begin(context.Background(), db) // want sql
}

// Package mixed may ask either.
package mixed

import (
	"database/sql"

	_ "github.com/lib/pq"
	_ "github.com/mattn/go-sqlite3"
)

func set(db *sql.DB, v int) error {
	_, err := db.Exec("UPDATE t SET v = ?", v) // want sql
	return err
}

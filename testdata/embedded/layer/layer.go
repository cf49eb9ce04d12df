// Package layer is between the database and those who use it: it does not know
// what drivers they have.
package layer

import (
	"context"
	"database/sql"
)

// Begin waits with the context of its caller.
func Begin(ctx context.Context, db *sql.DB) (*sql.Tx, error) {
	return db.BeginTx(ctx, nil)
}

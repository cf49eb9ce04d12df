// Package sqls asks databases.
package sqls

import (
	"context"
	"database/sql"
	"net/http"
	"time"
)

func query(db *sql.DB) (*sql.Rows, error) {
	return db.Query("SELECT 1") // want sql "QueryContext"
}

func queryRow(db *sql.DB) (n int, err error) {
	err = db.QueryRow("SELECT 1").Scan(&n) // want sql "QueryRowContext"
	return n, err
}

func exec(db *sql.DB) error {
	_, err := db.Exec("DELETE FROM t") // want sql "ExecContext"
	return err
}

func ping(db *sql.DB) error {
	return db.Ping() // want sql "PingContext"
}

func prepare(db *sql.DB) (*sql.Stmt, error) {
	return db.Prepare("SELECT 1") // want sql "PrepareContext"
}

func begin(db *sql.DB) (*sql.Tx, error) {
	return db.Begin() // want sql "BeginTx"
}

func stmtExec(s *sql.Stmt) error {
	_, err := s.Exec(1) // want sql "Stmt\\)?\\.ExecContext"
	return err
}

func stmtQuery(s *sql.Stmt) (*sql.Rows, error) {
	return s.Query(1) // want sql "QueryContext"
}

func txExec(tx *sql.Tx) error {
	_, err := tx.Exec("DELETE FROM t") // want sql "ExecContext"
	return err
}

func txStmt(tx *sql.Tx, s *sql.Stmt) *sql.Stmt {
	return tx.Stmt(s) // want sql "StmtContext"
}

func queryTimeout(db *sql.DB) (*sql.Rows, error) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return db.QueryContext(ctx, "SELECT 1")
}

func queryBackground(db *sql.DB) (*sql.Rows, error) {
	return db.QueryContext(context.Background(), "SELECT 1") // want sql
}

func execTODO(s *sql.Stmt) error {
	_, err := s.ExecContext(context.TODO(), 1) // want sql
	return err
}

func beginBackground(c *sql.Conn) (*sql.Tx, error) {
	return c.BeginTx(context.Background(), nil) // want sql
}

func queryCallers(ctx context.Context, db *sql.DB) (*sql.Rows, error) {
	return db.QueryContext(ctx, "SELECT 1")
}

func handler(db *sql.DB) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if _, err := db.ExecContext(r.Context(), "UPDATE t SET n = n + 1"); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	}
}

func handlerBare(db *sql.DB) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if _, err := db.Exec("UPDATE t SET n = n + 1"); err != nil { // want sql
			http.Error(w, err.Error(), http.StatusInternalServerError)
		}
	}
}

// commit cannot be bounded: it takes no context.
func commit(tx *sql.Tx) error {
	defer tx.Rollback()
	return tx.Commit()
}

// store is how most programs hold their database.
type store struct{ db *sql.DB }

func (s *store) count() (n int, err error) {
	err = s.db.QueryRow("SELECT count(*) FROM t").Scan(&n) // want sql
	return n, err
}

func (s *store) countContext(ctx context.Context) (n int, err error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	err = s.db.QueryRowContext(ctx, "SELECT count(*) FROM t").Scan(&n)
	return n, err
}

// querier is what a *sql.DB and a *sql.Tx have in common.
type querier interface {
	QueryRow(query string, args ...any) *sql.Row
}

// Through the interface nothing is known, but for the value that is passed.
func countOf(q querier) (n int, err error) {
	err = q.QueryRow("SELECT count(*) FROM t").Scan(&n)
	return n, err
}

// open does not connect.
func open(dsn string) (*sql.DB, error) {
	return sql.Open("driver", dsn)
}

// A driver has both: whoever wants a deadline calls the other one.
type driver struct{ db *sql.DB }

func (d *driver) Begin() (*sql.Tx, error) {
	return d.BeginTx(context.Background(), nil)
}

func (d *driver) BeginTx(ctx context.Context, opts *sql.TxOptions) (*sql.Tx, error) {
	return d.db.BeginTx(ctx, opts)
}

// Start is no variant of it.
func (d *driver) Start() (*sql.Tx, error) {
	return d.BeginTx(context.Background(), nil) // want sql
}

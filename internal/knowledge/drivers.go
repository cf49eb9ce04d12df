package knowledge

// Drivers are the import paths of well-known drivers for database/sql, and
// whether their database runs in the process.
var Drivers = map[string]bool{
	"github.com/glebarez/go-sqlite":          true,
	"github.com/glebarez/sqlite":             true,
	"github.com/marcboeker/go-duckdb":        true,
	"github.com/mattn/go-sqlite3":            true,
	"github.com/ncruces/go-sqlite3":          true,
	"github.com/ncruces/go-sqlite3/driver":   true,
	"github.com/rqlite/go-sqlite3":           true,
	"gorm.io/driver/sqlite":                  true,
	"modernc.org/sqlite":                     true,
	"github.com/ClickHouse/clickhouse-go":    false,
	"github.com/ClickHouse/clickhouse-go/v2": false,
	"github.com/denisenkom/go-mssqldb":       false,
	"github.com/go-sql-driver/mysql":         false,
	"github.com/godror/godror":               false,
	"github.com/jackc/pgx/v4/stdlib":         false,
	"github.com/jackc/pgx/v5/stdlib":         false,
	"github.com/lib/pq":                      false,
	"github.com/microsoft/go-mssqldb":        false,
	"github.com/sijms/go-ora/v2":             false,
	"github.com/snowflakedb/gosnowflake":     false,
	"gorm.io/driver/mysql":                   false,
	"gorm.io/driver/postgres":                false,
}

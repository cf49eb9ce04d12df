package knowledge

import "github.com/timeoutlint/timeoutlint/internal/kind"

// sql: database/sql. Commit and Rollback are left out, because no caller can
// bound them: they take no context, and the driver's own timeouts are the only
// end. Rows and Row end with the query that they come from, and Open does not
// connect.
var sqls = Tables{
	Ops: []Op{
		{Func: Func{"database/sql", "Conn", "BeginTx"}, Kind: kind.SQL, On: Recv, Ctx: Arg0},
		{Func: Func{"database/sql", "Conn", "ExecContext"}, Kind: kind.SQL, On: Recv, Ctx: Arg0},
		{Func: Func{"database/sql", "Conn", "PingContext"}, Kind: kind.SQL, On: Recv, Ctx: Arg0},
		{Func: Func{"database/sql", "Conn", "PrepareContext"}, Kind: kind.SQL, On: Recv, Ctx: Arg0},
		{Func: Func{"database/sql", "Conn", "QueryContext"}, Kind: kind.SQL, On: Recv, Ctx: Arg0},
		{Func: Func{"database/sql", "Conn", "QueryRowContext"}, Kind: kind.SQL, On: Recv, Ctx: Arg0},
		{Func: Func{"database/sql", "DB", "Begin"}, Kind: kind.SQL, On: Recv, Instead: Func{"database/sql", "DB", "BeginTx"}},
		{Func: Func{"database/sql", "DB", "BeginTx"}, Kind: kind.SQL, On: Recv, Ctx: Arg0},
		{Func: Func{"database/sql", "DB", "Conn"}, Kind: kind.SQL, On: Recv, Ctx: Arg0},
		{Func: Func{"database/sql", "DB", "Exec"}, Kind: kind.SQL, On: Recv, Instead: Func{"database/sql", "DB", "ExecContext"}},
		{Func: Func{"database/sql", "DB", "ExecContext"}, Kind: kind.SQL, On: Recv, Ctx: Arg0},
		{Func: Func{"database/sql", "DB", "Ping"}, Kind: kind.SQL, On: Recv, Instead: Func{"database/sql", "DB", "PingContext"}},
		{Func: Func{"database/sql", "DB", "PingContext"}, Kind: kind.SQL, On: Recv, Ctx: Arg0},
		{Func: Func{"database/sql", "DB", "Prepare"}, Kind: kind.SQL, On: Recv, Instead: Func{"database/sql", "DB", "PrepareContext"}},
		{Func: Func{"database/sql", "DB", "PrepareContext"}, Kind: kind.SQL, On: Recv, Ctx: Arg0},
		{Func: Func{"database/sql", "DB", "Query"}, Kind: kind.SQL, On: Recv, Instead: Func{"database/sql", "DB", "QueryContext"}},
		{Func: Func{"database/sql", "DB", "QueryContext"}, Kind: kind.SQL, On: Recv, Ctx: Arg0},
		{Func: Func{"database/sql", "DB", "QueryRow"}, Kind: kind.SQL, On: Recv, Instead: Func{"database/sql", "DB", "QueryRowContext"}},
		{Func: Func{"database/sql", "DB", "QueryRowContext"}, Kind: kind.SQL, On: Recv, Ctx: Arg0},
		{Func: Func{"database/sql", "Stmt", "Exec"}, Kind: kind.SQL, On: Recv, Instead: Func{"database/sql", "Stmt", "ExecContext"}},
		{Func: Func{"database/sql", "Stmt", "ExecContext"}, Kind: kind.SQL, On: Recv, Ctx: Arg0},
		{Func: Func{"database/sql", "Stmt", "Query"}, Kind: kind.SQL, On: Recv, Instead: Func{"database/sql", "Stmt", "QueryContext"}},
		{Func: Func{"database/sql", "Stmt", "QueryContext"}, Kind: kind.SQL, On: Recv, Ctx: Arg0},
		{Func: Func{"database/sql", "Stmt", "QueryRow"}, Kind: kind.SQL, On: Recv, Instead: Func{"database/sql", "Stmt", "QueryRowContext"}},
		{Func: Func{"database/sql", "Stmt", "QueryRowContext"}, Kind: kind.SQL, On: Recv, Ctx: Arg0},
		{Func: Func{"database/sql", "Tx", "Exec"}, Kind: kind.SQL, On: Recv, Instead: Func{"database/sql", "Tx", "ExecContext"}},
		{Func: Func{"database/sql", "Tx", "ExecContext"}, Kind: kind.SQL, On: Recv, Ctx: Arg0},
		{Func: Func{"database/sql", "Tx", "Prepare"}, Kind: kind.SQL, On: Recv, Instead: Func{"database/sql", "Tx", "PrepareContext"}},
		{Func: Func{"database/sql", "Tx", "PrepareContext"}, Kind: kind.SQL, On: Recv, Ctx: Arg0},
		{Func: Func{"database/sql", "Tx", "Query"}, Kind: kind.SQL, On: Recv, Instead: Func{"database/sql", "Tx", "QueryContext"}},
		{Func: Func{"database/sql", "Tx", "QueryContext"}, Kind: kind.SQL, On: Recv, Ctx: Arg0},
		{Func: Func{"database/sql", "Tx", "QueryRow"}, Kind: kind.SQL, On: Recv, Instead: Func{"database/sql", "Tx", "QueryRowContext"}},
		{Func: Func{"database/sql", "Tx", "QueryRowContext"}, Kind: kind.SQL, On: Recv, Ctx: Arg0},
		{Func: Func{"database/sql", "Tx", "Stmt"}, Kind: kind.SQL, On: Recv, Instead: Func{"database/sql", "Tx", "StmtContext"}},
		{Func: Func{"database/sql", "Tx", "StmtContext"}, Kind: kind.SQL, On: Recv, Ctx: Arg0},
	},
}

package knowledge

// runs: functions that call a function they are given. What that function waits
// for is then waited for by the caller, by another goroutine, or by whoever
// calls the function that comes back.
var runs = Tables{
	Runs: []Run{
		{Func: Func{"context", "", "AfterFunc"}, Fn: Arg1, How: AfterCtx, Ctx: Arg0},

		{Func: Func{"database/sql", "Conn", "Raw"}, Fn: Arg0, How: Calls},

		{Func: Func{"golang.org/x/sync/errgroup", "Group", "Go"}, Fn: Arg0, How: Goes},
		{Func: Func{"golang.org/x/sync/errgroup", "Group", "TryGo"}, Fn: Arg0, How: Goes},

		{Func: Func{"golang.org/x/sync/singleflight", "Group", "Do"}, Fn: Arg1, How: Calls},
		{Func: Func{"golang.org/x/sync/singleflight", "Group", "DoChan"}, Fn: Arg1, How: Goes},

		{Func: Func{"io/fs", "", "WalkDir"}, Fn: Arg2, How: Calls},

		{Func: Func{"maps", "", "DeleteFunc"}, Fn: Arg1, How: Calls},

		// A handler runs in the goroutine of its connection, without the locks of
		// the function that registers it.
		{Func: Func{"net/http", "", "HandleFunc"}, Fn: Arg1, How: Goes},
		{Func: Func{"net/http", "ServeMux", "HandleFunc"}, Fn: Arg1, How: Goes},

		{Func: Func{"path/filepath", "", "Walk"}, Fn: Arg1, How: Calls},
		{Func: Func{"path/filepath", "", "WalkDir"}, Fn: Arg1, How: Calls},

		{Func: Func{"runtime", "", "AddCleanup"}, Fn: Arg1, How: Goes},

		{Func: Func{"runtime/pprof", "", "Do"}, Fn: Arg2, How: Calls},

		{Func: Func{"runtime/trace", "", "WithRegion"}, Fn: Arg2, How: Calls},

		{Func: Func{"slices", "", "BinarySearchFunc"}, Fn: Arg2, How: Calls},
		{Func: Func{"slices", "", "ContainsFunc"}, Fn: Arg1, How: Calls},
		{Func: Func{"slices", "", "DeleteFunc"}, Fn: Arg1, How: Calls},
		{Func: Func{"slices", "", "IndexFunc"}, Fn: Arg1, How: Calls},
		{Func: Func{"slices", "", "MaxFunc"}, Fn: Arg1, How: Calls},
		{Func: Func{"slices", "", "MinFunc"}, Fn: Arg1, How: Calls},
		{Func: Func{"slices", "", "SortFunc"}, Fn: Arg1, How: Calls},
		{Func: Func{"slices", "", "SortStableFunc"}, Fn: Arg1, How: Calls},

		{Func: Func{"sort", "", "Search"}, Fn: Arg1, How: Calls},
		{Func: Func{"sort", "", "Slice"}, Fn: Arg1, How: Calls},
		{Func: Func{"sort", "", "SliceStable"}, Fn: Arg1, How: Calls},

		{Func: Func{"sync", "", "OnceFunc"}, Fn: Arg0, How: Returned},
		{Func: Func{"sync", "", "OnceValue"}, Fn: Arg0, How: Returned},
		{Func: Func{"sync", "", "OnceValues"}, Fn: Arg0, How: Returned},
		{Func: Func{"sync", "Map", "Range"}, Fn: Arg0, How: Calls},
		{Func: Func{"sync", "Once", "Do"}, Fn: Arg0, How: Calls},
		{Func: Func{"sync", "WaitGroup", "Go"}, Fn: Arg0, How: Goes},

		{Func: Func{"syscall", "RawConn", "Control"}, Fn: Arg0, How: Calls},
		{Func: Func{"syscall", "RawConn", "Read"}, Fn: Arg0, How: Calls},
		{Func: Func{"syscall", "RawConn", "Write"}, Fn: Arg0, How: Calls},

		{Func: Func{"time", "", "AfterFunc"}, Fn: Arg1, How: AfterTime, Timeout: Arg0},
	},
}

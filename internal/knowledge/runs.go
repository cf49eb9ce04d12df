package knowledge

var runs = Tables{
	Runs: []Run{
		{Func: Func{"sync", "Once", "Do"}, Fn: Arg0, How: Calls},
		{Func: Func{"time", "", "AfterFunc"}, Fn: Arg1, How: AfterTime, Timeout: Arg0},
		{Func: Func{"context", "", "AfterFunc"}, Fn: Arg1, How: AfterCtx, Ctx: Arg0},
	},
}

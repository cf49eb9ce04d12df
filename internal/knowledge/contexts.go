package knowledge

var contexts = Tables{
	Contexts: []Context{
		{Func: Func{"context", "", "Background"}},
		{Func: Func{"context", "", "TODO"}},
		{Func: Func{"context", "", "WithTimeout"}, Parent: Arg0, Timeout: Arg1},
		{Func: Func{"context", "", "WithDeadline"}, Parent: Arg0, Timeout: Arg1},
		{Func: Func{"context", "", "WithCancel"}, Parent: Arg0},
		{Func: Func{"net/http", "Request", "Context"}, Cancel: true},
	},
}

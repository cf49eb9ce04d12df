package knowledge

import "github.com/timeoutlint/timeoutlint/internal/kind"

var httpRows = Tables{
	Ops: []Op{
		{Func: Func{"net/http", "", "Get"}, Kind: kind.HTTPClient},
		{Func: Func{"net/http", "Client", "Do"}, Kind: kind.HTTPClient, On: Recv, Field: "Timeout", Ctx: Arg0},
		{Func: Func{"net/http", "Client", "Get"}, Kind: kind.HTTPClient, On: Recv, Field: "Timeout"},
		{Func: Func{"net/http", "", "ListenAndServe"}, Kind: kind.HTTPServer},
	},
	Contexts: []Context{
		// A request carries the context that it was made with.
		{Func: Func{"net/http", "", "NewRequest"}},
		{Func: Func{"net/http", "", "NewRequestWithContext"}, Parent: Arg0},
	},
	Literals: []Literal{
		{"net/http", "Server", kind.HTTPServer, []string{"ReadHeaderTimeout", "ReadTimeout"}, "ReadHeaderTimeout"},
		{"net/http", "Client", kind.HTTPClient, []string{"Timeout"}, "Timeout"},
	},
}

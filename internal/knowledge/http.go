package knowledge

import "github.com/timeoutlint/timeoutlint/internal/kind"

// http: clients and servers. A request carries the context that it was made
// with; requests that a test makes with httptest are an incoming request, whose
// context nobody waits on. Methods of http.Server are judged by the value of
// the struct: the Literals row.
var httpRows = Tables{
	Ops: []Op{
		// These give up after three seconds.
		{Func: Func{"github.com/valyala/fasthttp", "", "Dial"}, Kind: kind.Dial, Bounded: true},
		{Func: Func{"github.com/valyala/fasthttp", "", "DialDualStack"}, Kind: kind.Dial, Bounded: true},
		{Func: Func{"github.com/valyala/fasthttp", "", "DialDualStackTimeout"}, Kind: kind.Dial, Timeout: Arg1},
		{Func: Func{"github.com/valyala/fasthttp", "", "DialTimeout"}, Kind: kind.Dial, Timeout: Arg1},
		{Func: Func{"github.com/valyala/fasthttp", "", "Do"}, Kind: kind.HTTPClient, Instead: Func{"github.com/valyala/fasthttp", "", "DoTimeout"}},
		{Func: Func{"github.com/valyala/fasthttp", "", "DoDeadline"}, Kind: kind.HTTPClient, Timeout: Arg2},
		{Func: Func{"github.com/valyala/fasthttp", "", "DoRedirects"}, Kind: kind.HTTPClient, Instead: Func{"github.com/valyala/fasthttp", "", "DoTimeout"}},
		{Func: Func{"github.com/valyala/fasthttp", "", "DoTimeout"}, Kind: kind.HTTPClient, Timeout: Arg2},
		{Func: Func{"github.com/valyala/fasthttp", "", "Get"}, Kind: kind.HTTPClient, Instead: Func{"github.com/valyala/fasthttp", "", "GetTimeout"}},
		{Func: Func{"github.com/valyala/fasthttp", "", "GetDeadline"}, Kind: kind.HTTPClient, Timeout: Arg2},
		{Func: Func{"github.com/valyala/fasthttp", "", "GetTimeout"}, Kind: kind.HTTPClient, Timeout: Arg2},
		{Func: Func{"github.com/valyala/fasthttp", "", "ListenAndServe"}, Kind: kind.HTTPServer, Instead: Func{"github.com/valyala/fasthttp", "Server", "ListenAndServe"}},
		{Func: Func{"github.com/valyala/fasthttp", "", "ListenAndServeTLS"}, Kind: kind.HTTPServer, Instead: Func{"github.com/valyala/fasthttp", "Server", "ListenAndServeTLS"}},
		{Func: Func{"github.com/valyala/fasthttp", "", "Post"}, Kind: kind.HTTPClient, Instead: Func{"github.com/valyala/fasthttp", "", "DoTimeout"}},
		{Func: Func{"github.com/valyala/fasthttp", "", "Serve"}, Kind: kind.HTTPServer, Instead: Func{"github.com/valyala/fasthttp", "Server", "Serve"}},
		{Func: Func{"github.com/valyala/fasthttp", "", "ServeTLS"}, Kind: kind.HTTPServer, Instead: Func{"github.com/valyala/fasthttp", "Server", "ServeTLS"}},
		{Func: Func{"github.com/valyala/fasthttp", "Client", "Do"}, Kind: kind.HTTPClient, On: Recv, Field: "ReadTimeout", Instead: Func{"github.com/valyala/fasthttp", "Client", "DoTimeout"}},
		{Func: Func{"github.com/valyala/fasthttp", "Client", "DoDeadline"}, Kind: kind.HTTPClient, On: Recv, Timeout: Arg2},
		{Func: Func{"github.com/valyala/fasthttp", "Client", "DoRedirects"}, Kind: kind.HTTPClient, On: Recv, Field: "ReadTimeout", Instead: Func{"github.com/valyala/fasthttp", "Client", "DoTimeout"}},
		{Func: Func{"github.com/valyala/fasthttp", "Client", "DoTimeout"}, Kind: kind.HTTPClient, On: Recv, Timeout: Arg2},
		{Func: Func{"github.com/valyala/fasthttp", "Client", "Get"}, Kind: kind.HTTPClient, On: Recv, Field: "ReadTimeout", Instead: Func{"github.com/valyala/fasthttp", "Client", "GetTimeout"}},
		{Func: Func{"github.com/valyala/fasthttp", "Client", "GetDeadline"}, Kind: kind.HTTPClient, On: Recv, Timeout: Arg2},
		{Func: Func{"github.com/valyala/fasthttp", "Client", "GetTimeout"}, Kind: kind.HTTPClient, On: Recv, Timeout: Arg2},
		{Func: Func{"github.com/valyala/fasthttp", "Client", "Post"}, Kind: kind.HTTPClient, On: Recv, Field: "ReadTimeout", Instead: Func{"github.com/valyala/fasthttp", "Client", "DoTimeout"}},
		{Func: Func{"github.com/valyala/fasthttp", "HostClient", "Do"}, Kind: kind.HTTPClient, On: Recv, Field: "ReadTimeout", Instead: Func{"github.com/valyala/fasthttp", "HostClient", "DoTimeout"}},
		{Func: Func{"github.com/valyala/fasthttp", "HostClient", "DoDeadline"}, Kind: kind.HTTPClient, On: Recv, Timeout: Arg2},
		{Func: Func{"github.com/valyala/fasthttp", "HostClient", "DoRedirects"}, Kind: kind.HTTPClient, On: Recv, Field: "ReadTimeout", Instead: Func{"github.com/valyala/fasthttp", "HostClient", "DoTimeout"}},
		{Func: Func{"github.com/valyala/fasthttp", "HostClient", "DoTimeout"}, Kind: kind.HTTPClient, On: Recv, Timeout: Arg2},
		{Func: Func{"github.com/valyala/fasthttp", "HostClient", "Get"}, Kind: kind.HTTPClient, On: Recv, Field: "ReadTimeout", Instead: Func{"github.com/valyala/fasthttp", "HostClient", "GetTimeout"}},
		{Func: Func{"github.com/valyala/fasthttp", "HostClient", "GetDeadline"}, Kind: kind.HTTPClient, On: Recv, Timeout: Arg2},
		{Func: Func{"github.com/valyala/fasthttp", "HostClient", "GetTimeout"}, Kind: kind.HTTPClient, On: Recv, Timeout: Arg2},
		{Func: Func{"github.com/valyala/fasthttp", "HostClient", "Post"}, Kind: kind.HTTPClient, On: Recv, Field: "ReadTimeout", Instead: Func{"github.com/valyala/fasthttp", "HostClient", "DoTimeout"}},

		{Func: Func{"golang.org/x/net/context/ctxhttp", "", "Do"}, Kind: kind.HTTPClient, On: Arg1, Ctx: Arg0, Field: "Timeout"},
		{Func: Func{"golang.org/x/net/context/ctxhttp", "", "Get"}, Kind: kind.HTTPClient, On: Arg1, Ctx: Arg0, Field: "Timeout"},
		{Func: Func{"golang.org/x/net/context/ctxhttp", "", "Head"}, Kind: kind.HTTPClient, On: Arg1, Ctx: Arg0, Field: "Timeout"},
		{Func: Func{"golang.org/x/net/context/ctxhttp", "", "Post"}, Kind: kind.HTTPClient, On: Arg1, Ctx: Arg0, Field: "Timeout"},
		{Func: Func{"golang.org/x/net/context/ctxhttp", "", "PostForm"}, Kind: kind.HTTPClient, On: Arg1, Ctx: Arg0, Field: "Timeout"},

		{Func: Func{"net/http", "", "Get"}, Kind: kind.HTTPClient, Instead: Func{"net/http", "Client", "Do"}},
		{Func: Func{"net/http", "", "Head"}, Kind: kind.HTTPClient, Instead: Func{"net/http", "Client", "Do"}},
		{Func: Func{"net/http", "", "ListenAndServe"}, Kind: kind.HTTPServer, Instead: Func{"net/http", "Server", "ListenAndServe"}},
		{Func: Func{"net/http", "", "ListenAndServeTLS"}, Kind: kind.HTTPServer, Instead: Func{"net/http", "Server", "ListenAndServeTLS"}},
		{Func: Func{"net/http", "", "Post"}, Kind: kind.HTTPClient, Instead: Func{"net/http", "Client", "Do"}},
		{Func: Func{"net/http", "", "PostForm"}, Kind: kind.HTTPClient, Instead: Func{"net/http", "Client", "Do"}},
		{Func: Func{"net/http", "", "Serve"}, Kind: kind.HTTPServer, Instead: Func{"net/http", "Server", "Serve"}},
		{Func: Func{"net/http", "", "ServeTLS"}, Kind: kind.HTTPServer, Instead: Func{"net/http", "Server", "ServeTLS"}},
		{Func: Func{"net/http", "Client", "Do"}, Kind: kind.HTTPClient, On: Recv, Ctx: Arg0, Field: "Timeout"},
		{Func: Func{"net/http", "Client", "Get"}, Kind: kind.HTTPClient, On: Recv, Field: "Timeout", Instead: Func{"net/http", "Client", "Do"}},
		{Func: Func{"net/http", "Client", "Head"}, Kind: kind.HTTPClient, On: Recv, Field: "Timeout", Instead: Func{"net/http", "Client", "Do"}},
		{Func: Func{"net/http", "Client", "Post"}, Kind: kind.HTTPClient, On: Recv, Field: "Timeout", Instead: Func{"net/http", "Client", "Do"}},
		{Func: Func{"net/http", "Client", "PostForm"}, Kind: kind.HTTPClient, On: Recv, Field: "Timeout", Instead: Func{"net/http", "Client", "Do"}},
		{Func: Func{"net/http", "RoundTripper", "RoundTrip"}, Kind: kind.HTTPClient, On: Recv, Ctx: Arg0},
		{Func: Func{"net/http", "Transport", "RoundTrip"}, Kind: kind.HTTPClient, On: Recv, Ctx: Arg0},

		{Func: Func{"net/http/httputil", "ReverseProxy", "ServeHTTP"}, Kind: kind.HTTPClient, On: Recv, Ctx: Arg1},
	},
	Literals: []Literal{
		{Pkg: "github.com/valyala/fasthttp", Type: "Server", Kind: kind.HTTPServer, AnyOf: []string{"ReadTimeout"}, Instead: "ReadTimeout"},
		{
			Pkg: "net/http", Type: "Client", Kind: kind.HTTPClient, AnyOf: []string{"Timeout"}, Instead: "Timeout",
			Part: Part{Field: "Transport", Pkg: "net/http", Type: "Transport", AnyOf: []string{"ResponseHeaderTimeout"}},
		},
		{Pkg: "net/http", Type: "Server", Kind: kind.HTTPServer, AnyOf: []string{"ReadHeaderTimeout", "ReadTimeout"}, Instead: "ReadHeaderTimeout"},
	},
}

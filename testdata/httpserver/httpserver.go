// Package httpserver serves HTTP to clients that may be slow on purpose.
package httpserver

import (
	"net"
	"net/http"
	"time"
)

func listen(h http.Handler) error {
	return http.ListenAndServe(":80", h) // want http-server "use an http.Server with ReadHeaderTimeout"
}

func listenTLS(h http.Handler) error {
	return http.ListenAndServeTLS(":443", "cert", "key", h) // want http-server
}

func serve(ln net.Listener, h http.Handler) error {
	return http.Serve(ln, h) // want http-server
}

func bare(h http.Handler) *http.Server {
	return &http.Server{Addr: ":80", Handler: h} // want http-server "ReadHeaderTimeout"
}

func readHeaderTimeout(h http.Handler) *http.Server {
	return &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second}
}

func readTimeout(h http.Handler) *http.Server {
	return &http.Server{Handler: h, ReadTimeout: time.Minute}
}

// writeTimeout begins when the header has been read.
func writeTimeout(h http.Handler) *http.Server {
	return &http.Server{Handler: h, WriteTimeout: time.Minute} // want http-server
}

func idleTimeout(h http.Handler) *http.Server {
	return &http.Server{Handler: h, IdleTimeout: time.Minute} // want http-server
}

func zero(h http.Handler) *http.Server {
	return &http.Server{Handler: h, ReadHeaderTimeout: 0} // want http-server
}

func parameter(h http.Handler, d time.Duration) *http.Server {
	return &http.Server{Handler: h, ReadHeaderTimeout: d}
}

func later(h http.Handler) error {
	s := &http.Server{Addr: ":80", Handler: h}
	s.ReadHeaderTimeout = 10 * time.Second
	return s.ListenAndServe()
}

func laterValue(h http.Handler) error {
	s := http.Server{Addr: ":80"}
	s.Handler = h
	s.ReadTimeout = 10 * time.Second
	return s.ListenAndServe()
}

func zeroLater(h http.Handler) error {
	s := &http.Server{Addr: ":80", Handler: h} // want http-server
	s.ReadHeaderTimeout = 0
	return s.ListenAndServe()
}

func otherLater(a, b http.Handler) (*http.Server, *http.Server) {
	s := &http.Server{Handler: a} // want http-server
	t := &http.Server{Handler: b}
	t.ReadHeaderTimeout = time.Second
	return s, t
}

// serveBare is one finding, at the literal.
func serveBare(ln net.Listener, h http.Handler) error {
	s := &http.Server{Handler: h} // want http-server
	return s.Serve(ln)
}

func variable(h http.Handler) error {
	var s http.Server // want http-server
	s.Handler = h
	return s.ListenAndServe()
}

func variableBounded(h http.Handler) error {
	var s http.Server
	s.Handler = h
	s.ReadHeaderTimeout = time.Second
	return s.ListenAndServe()
}

// daemon keeps its server in a field and configures it elsewhere.
type daemon struct{ srv *http.Server }

func newDaemon(h http.Handler) *daemon {
	d := &daemon{srv: &http.Server{Handler: h}}
	d.srv.ReadHeaderTimeout = time.Second
	return d
}

func (d *daemon) run(ln net.Listener) error { return d.srv.Serve(ln) }

var global = http.Server{ReadHeaderTimeout: time.Second}

var bareGlobal = http.Server{Addr: ":81"} // want http-server

func runGlobal() error     { return global.ListenAndServe() }
func runBareGlobal() error { return bareGlobal.ListenAndServe() }

// handler is called by a server that bounds it; it reads and writes no
// connection that it could set a deadline on.
func handler(w http.ResponseWriter, r *http.Request) {
	w.Write([]byte("ok"))
}

func newServer(h http.Handler) *http.Server {
	s := new(http.Server) // want http-server
	s.Handler = h
	return s
}

func newServerBounded(h http.Handler) *http.Server {
	s := new(http.Server)
	s.Handler, s.ReadHeaderTimeout = h, 10*time.Second
	return s
}

// Only who is on the machine reaches it, and could do worse.
func debug() error      { return http.ListenAndServe("localhost:6060", nil) }
func debugAtIP() error  { return http.ListenAndServe("127.0.0.1:6060", nil) }
func debugAtIP6() error { return http.ListenAndServe("[::1]:6060", nil) }

func debugForAll() error { return http.ListenAndServe(":6060", nil) }                      // want http-server
func debugByName() error { return http.ListenAndServe("localhost.example.com:6060", nil) } // want http-server

// admin serves who is on the machine, by its socket.
func admin(path string) error {
	l, err := net.Listen("unix", path)
	if err != nil {
		return err
	}
	return http.Serve(l, nil)
}

func debugOn() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	return http.Serve(l, nil)
}

func public(addr string) error {
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	return http.Serve(l, nil) // want http-server
}

func debugServer(h http.Handler) *http.Server {
	return &http.Server{Addr: "localhost:6060", Handler: h}
}

// parts is set part by part: there is no literal to look at.
type parts struct {
	name string
	srv  http.Server // want http-server "ReadHeaderTimeout"
}

func (p *parts) run(h http.Handler) error {
	p.srv.Addr, p.srv.Handler = ":80", h
	return p.srv.ListenAndServe()
}

type partsBounded struct{ srv http.Server }

func (p *partsBounded) run(ln net.Listener, h http.Handler) error {
	p.srv.Handler = h
	p.srv.ReadHeaderTimeout = 10 * time.Second
	return p.srv.Serve(ln)
}

// whole is one finding, at the literal.
type whole struct{ srv http.Server }

func (w *whole) run(ln net.Listener, h http.Handler) error {
	w.srv = http.Server{Handler: h} // want http-server
	return w.srv.Serve(ln)
}

// Open is for its users to set.
type Open struct{ Server http.Server }

func (o *Open) Run(h http.Handler) error {
	o.Server.Handler = h
	return o.Server.ListenAndServe()
}

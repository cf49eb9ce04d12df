// Package response writes the answers of HTTP handlers: a server has timeouts for them,
// but for those that go on until the client has enough.
package response

import (
	"fmt"
	"io"
	"net/http"
	"time"
)

type hub struct{ events chan string }

// stream sends one event after the other: a client that reads no more keeps it forever.
func (h *hub) stream(w http.ResponseWriter, r *http.Request) {
	for {
		select {
		case <-r.Context().Done():
			return
		case e := <-h.events:
			if _, err := fmt.Fprintf(w, "data: %s\n\n", e); err != nil { // want conn-write "ResponseController"
				return
			}
		}
	}
}

// ServeHTTP does so over a channel that is closed in the end.
func (h *hub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	for e := range h.events {
		if _, err := io.WriteString(w, e); err != nil { // want conn-write
			return
		}
	}
}

// boundedStream gives each event a time.
func (h *hub) boundedStream(w http.ResponseWriter, r *http.Request) {
	rc := http.NewResponseController(w)
	for {
		select {
		case <-r.Context().Done():
			return
		case e := <-h.events:
			if err := rc.SetWriteDeadline(time.Now().Add(time.Minute)); err != nil {
				return
			}
			if _, err := fmt.Fprintf(w, "data: %s\n\n", e); err != nil {
				return
			}
		}
	}
}

// list writes what there is, in a loop that waits for nothing.
func list(w http.ResponseWriter, r *http.Request, names []string) {
	for _, n := range names {
		fmt.Fprintln(w, n)
	}
}

// one waits for one event, and answers.
func (h *hub) one(w http.ResponseWriter, r *http.Request) {
	select {
	case <-r.Context().Done():
		http.Error(w, "late", http.StatusGatewayTimeout)
	case e := <-h.events:
		io.WriteString(w, e)
	}
}

// deadliner is what it needs of a controller.
type deadliner interface{ SetWriteDeadline(time.Time) error }

func control(w http.ResponseWriter) deadliner { return http.NewResponseController(w) }

func (h *hub) controlledStream(w http.ResponseWriter, r *http.Request) {
	d := control(w)
	for e := range h.events {
		_ = d.SetWriteDeadline(time.Now().Add(time.Minute))
		if _, err := io.WriteString(w, e); err != nil {
			return
		}
	}
}

// A subscriber keeps the response of its handler, to which others send.
type subscriber struct {
	w       http.ResponseWriter
	flusher http.Flusher
	bounded bool
}

func (s *subscriber) send(event string) error {
	if _, err := fmt.Fprintf(s.w, "data: %s\n\n", event); err != nil { // want conn-write "ResponseController"
		return err
	}
	s.flusher.Flush()
	return nil
}

func (s *subscriber) sendBounded(event string) error {
	rc := http.NewResponseController(s.w)
	if err := rc.SetWriteDeadline(time.Now().Add(time.Minute)); err != nil {
		return err
	}
	if _, err := fmt.Fprintf(s.w, "data: %s\n\n", event); err != nil {
		return err
	}
	return rc.Flush()
}

// add leaves the sending to the server.
func (s *subscriber) add(event string) error {
	_, err := fmt.Fprintf(s.w, "data: %s\n\n", event)
	return err
}

// A counter is a response itself.
type counter struct {
	http.ResponseWriter
	n int
}

func (c *counter) WriteNow(p []byte) (int, error) {
	n, err := c.ResponseWriter.Write(p)
	c.n += n
	c.ResponseWriter.(http.Flusher).Flush()
	return n, err
}

// A flusher is a writer for a handler.
type flusher struct{ w http.ResponseWriter }

func (f flusher) Write(p []byte) (int, error) {
	n, err := f.w.Write(p)
	f.w.(http.Flusher).Flush()
	return n, err
}

func relay(w http.ResponseWriter, body io.Reader) error {
	_, err := io.Copy(flusher{w}, body)
	return err
}

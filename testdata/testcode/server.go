package tests

import (
	"io"
	"net/http"
	"net/http/httptest"
)

// Fetch helps tests, too: nobody else has an httptest.Server.
func Fetch(s *httptest.Server) ([]byte, error) {
	r, err := http.Get(s.URL) // want[tests] http-client
	if err != nil {
		return nil, err
	}
	defer r.Body.Close()
	return io.ReadAll(r.Body)
}

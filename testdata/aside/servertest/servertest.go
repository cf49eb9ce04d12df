// Package servertest is named as packages that tests import are, whatever it imports.
package servertest

import "net/http"

func get(u string) (*http.Response, error) {
	return http.Get(u) // want[tests] http-client
}

// Package latest only sounds like one of tests.
package latest

import "net/http"

func get(u string) (*http.Response, error) {
	return http.Get(u) // want http-client
}

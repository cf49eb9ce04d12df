// Package e2e is in a folder of tests: off by default, whatever it imports.
package e2e

import "net/http"

func get(u string) (*http.Response, error) {
	return http.Get(u) // want[tests] http-client
}

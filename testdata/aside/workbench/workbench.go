// Package workbench only sounds like a benchmark.
package workbench

import "net/http"

func get(u string) (*http.Response, error) {
	return http.Get(u) // want http-client
}

// Package loadbench ends as a benchmark does.
package loadbench

import "net/http"

func get(u string) (*http.Response, error) {
	return http.Get(u) // want[tests] http-client
}

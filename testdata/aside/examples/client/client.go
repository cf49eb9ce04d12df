// Package client is an example.
package client

import "net/http"

func get(u string) (*http.Response, error) {
	return http.Get(u) // want[tests] http-client
}

// Package benchmark is for people who measure, as its folder says.
package benchmark

import "net/http"

func get(u string) (*http.Response, error) {
	return http.Get(u) // want[tests] http-client
}

// Package sample shows how something is used.
package sample

import "net/http"

func get(u string) (*http.Response, error) {
	return http.Get(u)
}

package latest

import "net/http"

func getReal(u string) (*http.Response, error) {
	return http.Get(u) // want http-client
}

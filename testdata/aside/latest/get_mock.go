package latest

import "net/http"

// getMock is in a file that is named as generators of mocks name theirs.
func getMock(u string) (*http.Response, error) {
	return http.Get(u)
}

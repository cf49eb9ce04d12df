// Package ctxhttp is what the corpus needs of requests that are given their client.
package ctxhttp

import (
	"context"
	"net/http"
)

// Get sends a request with a context.
func Get(ctx context.Context, client *http.Client, url string) (*http.Response, error) {
	return nil, nil
}

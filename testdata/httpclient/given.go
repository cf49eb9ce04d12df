package httpclient

import (
	"context"
	"net/http"
	"time"

	"golang.org/x/net/context/ctxhttp"
)

// given is only ever used with a deadline.
var given = &http.Client{}

func getGiven(ctx context.Context, url string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	resp, err := ctxhttp.Get(ctx, given, url)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

var givenBare = &http.Client{} // want http-client

func getGivenBare(url string) error {
	resp, err := ctxhttp.Get(context.Background(), givenBare, url)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

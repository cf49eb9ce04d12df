package app

import (
	"net"
	"time"

	"example.com/testdata/crosspkg/lib"
)

// openSession leaves its connection to who closes it in time.
func openSession(addr string) (*lib.Session, error) {
	c, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return nil, err
	}
	return lib.NewSession(c, &lib.Config{}), nil
}

func openPipeline(addr string) (*lib.Pipeline, error) {
	c, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return nil, err
	}
	return lib.NewPipeline(c), nil // want conn-read
}

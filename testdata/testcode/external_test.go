package tests_test

import (
	"net"
	"testing"
)

func TestListen(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	if testing.Short() {
		return
	}
	c, err := ln.Accept() // want[tests] accept
	if err == nil {
		c.Close()
	}
}

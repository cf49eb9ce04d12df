// Service is a program that others wait for.
package main

import (
	"net"
	"os"
)

func main() {
	l, err := net.Listen("tcp", os.Args[1])
	if err != nil {
		os.Exit(1)
	}
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		keep(c.RemoteAddr().String())
		c.Close()
	}
}

func keep(addr string) error {
	return os.WriteFile("last", []byte(addr), 0o600) // want disk-write
}

package handshake

import (
	"net"
	"time"

	"golang.org/x/crypto/tlsfork"
)

func fork(addr string) error {
	conn, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	return tlsfork.Client(conn).Handshake() // want handshake
}

func forkBounded(conn *tlsfork.Conn) error {
	if err := conn.SetDeadline(time.Now().Add(time.Second)); err != nil {
		return err
	}
	return conn.Handshake()
}

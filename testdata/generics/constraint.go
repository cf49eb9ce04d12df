package generics

import "net"

type shaped interface{ ~struct{ conn net.Conn } }

type plainShape struct{ conn net.Conn }

// A field can be named through a type parameter only in a composite literal.
func shape[T shaped](conn net.Conn) T { return T{conn: conn} }

func readShape(conn net.Conn, buf []byte) (int, error) {
	return shape[plainShape](conn).conn.Read(buf) // want conn-read
}

func pointed[T ~struct{ conn net.Conn }](to *T, conn net.Conn) { *to = T{conn: conn} }

func readPointed(conn net.Conn, buf []byte) (int, error) {
	var s plainShape
	pointed(&s, conn)
	return s.conn.Read(buf) // want conn-read
}

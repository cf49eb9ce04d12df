// Shell asks the person in front of it what to send.
package main

import (
	"bufio"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/peterh/liner"
)

func main() {
	c, err := net.DialTimeout("tcp", os.Args[1], time.Second)
	if err != nil {
		os.Exit(1)
	}
	defer c.Close()
	go serveMetrics(os.Args[2])
	in, line := bufio.NewReader(c), liner.NewLiner()
	for {
		text, err := line.Prompt("> ")
		if err != nil {
			return
		}
		if _, err := c.Write([]byte(text)); err != nil { // told at the answer
			return
		}
		if _, err := in.ReadString('\n'); err != nil { // want[strict] conn-read "an interrupt"
			return
		}
	}
}

// Who asks for the metrics does not sit there.
func serveMetrics(addr string) {
	http.ListenAndServe(addr, nil) // want http-server
}

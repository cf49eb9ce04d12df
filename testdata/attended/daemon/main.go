// Daemon never ends by itself: nobody sits in front of it.
package main

import (
	"os"
	"time"
)

func main() {
	for {
		os.WriteFile("alive", nil, 0o600) // want disk-write
		time.Sleep(time.Minute)
	}
}

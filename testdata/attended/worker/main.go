// Worker does something meanwhile.
package main

import "os"

func main() {
	done := make(chan error, 1)
	go func() {
		done <- os.WriteFile("out", nil, 0o600) // want disk-write
	}()
	<-done
}

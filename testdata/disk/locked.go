package disk

import (
	"bufio"
	"encoding/json"
	"os"
)

// A lockedFile is a file, deadlines or not: it embeds one.
type lockedFile struct{ inner }

type inner struct{ *os.File }

type cache struct{ state *lockedFile }

func (c *cache) save(v any) error {
	if _, err := c.state.Write([]byte("{}")); err != nil { // want disk-write
		return err
	}
	return json.NewEncoder(c.state).Encode(v) // named with the one above
}

func (c *cache) lines() (n int) {
	for s := bufio.NewScanner(c.state); s.Scan(); {
		n++
	}
	return n
}

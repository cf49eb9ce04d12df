// Command brokerctl asks a broker for something.
package main

import (
	"flag"
	"fmt"
	"os"
	"strconv"

	"github.com/timeoutlint/timeoutlint/examples/broker/client"
	"github.com/timeoutlint/timeoutlint/examples/broker/frame"
)

const usage = `usage: brokerctl [-addr address] command [arguments]

	publish topic record
	fetch topic [index]
	create|delete|pause|resume topic
	status
`

func main() {
	addr := flag.String("addr", "127.0.0.1:7070", "`address` of the broker")
	flag.Usage = func() { fmt.Fprint(os.Stderr, usage) }
	flag.Parse()
	if err := run(*addr, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "brokerctl:", err)
		os.Exit(1)
	}
}

var changes = map[string]frame.Type{
	"create": frame.CreateTopic, "delete": frame.DeleteTopic,
	"pause": frame.PauseTopic, "resume": frame.ResumeTopic,
}

func run(addr string, args []string) error {
	if len(args) == 0 || args[0] != "status" && len(args) < 2 || args[0] == "publish" && len(args) < 3 {
		flag.Usage()
		os.Exit(2)
	}
	c, err := client.Dial(addr)
	if err != nil {
		return err
	}
	defer c.Close()
	switch args[0] {
	case "status":
		s, err := c.Status()
		fmt.Println(s)
		return err
	case "publish":
		index, err := c.Publish(args[1], []byte(args[2]))
		fmt.Println(index)
		return err
	case "fetch":
		return fetch(c, args[1], args[2:])
	}
	change, ok := changes[args[0]]
	if !ok {
		return fmt.Errorf("unknown command %q", args[0])
	}
	return c.Admin(change, args[1])
}

func fetch(c *client.Client, topic string, args []string) error {
	from := uint64(1)
	if len(args) > 0 {
		var err error
		if from, err = strconv.ParseUint(args[0], 10, 64); err != nil {
			return err
		}
	}
	records, err := c.Fetch(topic, from)
	for i, r := range records {
		fmt.Printf("%d\t%s\n", from+uint64(i), r)
	}
	return err
}

// Command broker runs a broker until it is interrupted.
package main

import (
	"context"
	"flag"
	"log"
	"os"
	"os/signal"
	"time"

	"github.com/timeoutlint/timeoutlint/examples/broker/broker"
)

func main() {
	var cfg broker.Config
	flag.StringVar(&cfg.ID, "id", "broker-1", "`name` of this broker")
	flag.StringVar(&cfg.Dir, "dir", "data", "`directory` of the data")
	flag.StringVar(&cfg.Clients, "clients", "127.0.0.1:7070", "`address` for clients")
	flag.StringVar(&cfg.Admins, "admins", "127.0.0.1:7071", "`address` for administrators")
	flag.StringVar(&cfg.Leader, "leader", "", "`address` for followers")
	flag.StringVar(&cfg.Follow, "follow", "", "`address` of the leader to follow")
	flag.DurationVar(&cfg.Flush, "flush", 2*time.Millisecond, "how `long` a batch is kept open; 0 waits until it is full")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	b, err := broker.Start(cfg)
	if err != nil {
		log.Fatal(err)
	}
	log.Printf("clients at %s, administrators at %s", b.Clients(), b.Admins())
	<-ctx.Done()
	if err := b.Close(); err != nil {
		log.Fatal(err)
	}
}

package broker_test

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/timeoutlint/timeoutlint/examples/broker/broker"
	"github.com/timeoutlint/timeoutlint/examples/broker/client"
	"github.com/timeoutlint/timeoutlint/examples/broker/frame"
)

func start(t *testing.T, dir string, change func(*broker.Config)) *broker.Broker {
	t.Helper()
	cfg := broker.Config{
		ID: "one", Dir: dir, Clients: "127.0.0.1:0", Admins: "127.0.0.1:0",
		Leader: "127.0.0.1:0", Flush: time.Millisecond,
	}
	if change != nil {
		change(&cfg)
	}
	b, err := broker.Start(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func dial(t *testing.T, addr string) *client.Client {
	t.Helper()
	c, err := client.Dial(addr)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// TestRestart publishes, restarts the broker, and finds everything again.
func TestRestart(t *testing.T) {
	dir := t.TempDir()
	b := start(t, dir, nil)
	if err := dial(t, b.Admins()).Admin(frame.CreateTopic, "orders"); err != nil {
		t.Fatal(err)
	}
	c := dial(t, b.Clients())
	for i := range 3 {
		index, err := c.Publish("orders", fmt.Appendf(nil, "order %d", i))
		if err != nil || index != uint64(i+1) {
			t.Fatalf("publish %d: index %d, error %v", i, index, err)
		}
	}
	if err := c.SaveOffset("billing", 2); err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}

	b = start(t, dir, nil)
	defer b.Close()
	c = dial(t, b.Clients())
	if offset, err := c.Offset("billing"); err != nil || offset != 2 {
		t.Errorf("offset %d, error %v", offset, err)
	}
	records, err := c.Fetch("orders", 2)
	if err != nil {
		t.Fatal(err)
	}
	if got := string(bytes.Join(records, []byte(","))); got != "order 1,order 2" {
		t.Errorf("fetched %q", got)
	}
	if index, err := c.Publish("orders", []byte("order 3")); err != nil || index != 4 {
		t.Errorf("publish after restart: index %d, error %v", index, err)
	}
}

// TestAdmin creates, pauses, resumes and deletes a topic.
func TestAdmin(t *testing.T) {
	b := start(t, t.TempDir(), nil)
	defer b.Close()
	admin, c := dial(t, b.Admins()), dial(t, b.Clients())
	if _, err := c.Publish("events", nil); err == nil {
		t.Error("published to a topic that does not exist")
	}
	steps := []struct {
		change frame.Type
		taken  bool
	}{
		{frame.CreateTopic, true}, {frame.PauseTopic, false}, {frame.ResumeTopic, true}, {frame.DeleteTopic, false},
	}
	for _, s := range steps {
		if err := admin.Admin(s.change, "events"); err != nil {
			t.Fatalf("change %d: %v", s.change, err)
		}
		if _, err := c.Publish("events", []byte("e")); (err == nil) != s.taken {
			t.Errorf("after change %d: publish returns %v", s.change, err)
		}
	}
	if status, err := admin.Status(); err != nil || status != `term 1, leader "one", applied 4, refused 0, peers []` {
		t.Errorf("status %q, error %v", status, err)
	}
}

// TestFollower copies the records of a leader.
func TestFollower(t *testing.T) {
	leader := start(t, t.TempDir(), nil)
	defer leader.Close()
	if err := dial(t, leader.Admins()).Admin(frame.CreateTopic, "orders"); err != nil {
		t.Fatal(err)
	}
	if _, err := dial(t, leader.Clients()).Publish("orders", []byte("first")); err != nil {
		t.Fatal(err)
	}
	follower := start(t, t.TempDir(), func(cfg *broker.Config) {
		cfg.ID, cfg.Leader, cfg.Follow = "two", "", leader.Followers()
	})
	defer follower.Close()
	c := dial(t, follower.Clients())
	var records [][]byte
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline) && len(records) == 0; time.Sleep(10 * time.Millisecond) {
		records, _ = c.Fetch("orders", 1) // the topic may not be there yet
	}
	if len(records) != 1 || string(records[0]) != "first" {
		t.Errorf("follower has %q", records)
	}
}

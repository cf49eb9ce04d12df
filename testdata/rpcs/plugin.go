package rpcs

import (
	"context"
	"net/rpc"

	"example.org/store"
)

// A plugin has one client for all that it is asked: one finding for all calls of it.
type plugin struct{ client *rpc.Client }

func (p *plugin) open(name string) error {
	return p.client.Call("Plugin.Open", name, nil) // want rpc "p.client.Call"
}

func (p *plugin) read(n int, to *string) error { return p.client.Call("Plugin.Read", n, to) }
func (p *plugin) write(text string) error      { return p.client.Call("Plugin.Write", text, nil) }
func (p *plugin) flush() error                 { return p.client.Call("Plugin.Flush", 0, nil) }
func (p *plugin) remove(name string) error     { return p.client.Call("Plugin.Remove", name, nil) }

// A cache could be called with another context in each place.
type cache struct{ store store.Store }

func (c *cache) first() (string, error)  { return c.store.Get(context.TODO(), "1") } // want rpc
func (c *cache) second() (string, error) { return c.store.Get(context.TODO(), "2") } // want rpc
func (c *cache) third() (string, error)  { return c.store.Get(context.TODO(), "3") } // want rpc
func (c *cache) fourth() (string, error) { return c.store.Get(context.TODO(), "4") } // want rpc
func (c *cache) fifth() (string, error)  { return c.store.Get(context.TODO(), "5") } // want rpc

// Package client talks to a broker.
package client

import (
	"errors"
	"net"
	"time"

	"github.com/timeoutlint/timeoutlint/examples/broker/frame"
)

const (
	connectTimeout = 5 * time.Second
	requestTimeout = 40 * time.Second // longer than the broker waits for its disk
)

// A Client is a connection to a broker, for one goroutine at a time.
type Client struct{ conn net.Conn }

// Dial connects to the broker at addr.
func Dial(addr string) (*Client, error) {
	conn, err := net.DialTimeout("tcp", addr, connectTimeout)
	if err != nil {
		return nil, err
	}
	return &Client{conn}, nil
}

// Close closes the connection.
func (c *Client) Close() error { return c.conn.Close() }

// Publish adds a record to a topic and returns its index.
func (c *Client) Publish(topic string, record []byte) (uint64, error) {
	f, err := c.ask(frame.Publish, frame.AppendBytes(frame.AppendBytes(nil, topic), record))
	if err != nil {
		return 0, err
	}
	return f.Uint(), f.Err()
}

// Fetch returns records of a topic, from an index on.
func (c *Client) Fetch(topic string, from uint64) ([][]byte, error) {
	f, err := c.ask(frame.Fetch, frame.AppendUint(frame.AppendBytes(nil, topic), from))
	if err != nil {
		return nil, err
	}
	var records [][]byte
	for range f.Uint() {
		r := f.Bytes()
		if err := f.Err(); err != nil {
			return nil, err
		}
		records = append(records, r)
	}
	return records, f.Err()
}

// SaveOffset remembers how far a consumer has read, and Offset tells.
func (c *Client) SaveOffset(consumer string, offset uint64) error {
	_, err := c.ask(frame.SaveOffset, frame.AppendUint(frame.AppendBytes(nil, consumer), offset))
	return err
}

// Offset is how far a consumer has read.
func (c *Client) Offset(consumer string) (uint64, error) {
	f, err := c.ask(frame.LoadOffset, frame.AppendBytes(nil, consumer))
	if err != nil {
		return 0, err
	}
	return f.Uint(), f.Err()
}

// Admin asks for a change of a topic: CreateTopic, DeleteTopic, PauseTopic or
// ResumeTopic.
func (c *Client) Admin(what frame.Type, topic string) error {
	_, err := c.ask(what, frame.AppendBytes(nil, topic))
	return err
}

// Status describes the node in words.
func (c *Client) Status() (string, error) {
	reply, err := c.exchange(frame.Frame{Type: frame.Status})
	return string(reply.Body), err
}

func (c *Client) ask(t frame.Type, body []byte) (*frame.Fields, error) {
	reply, err := c.exchange(frame.Frame{Type: t, Body: body})
	if err != nil {
		return nil, err
	}
	return frame.NewFields(reply.Body), nil
}

func (c *Client) exchange(req frame.Frame) (frame.Frame, error) {
	if err := c.conn.SetDeadline(time.Now().Add(requestTimeout)); err != nil {
		return frame.Frame{}, err
	}
	if err := frame.Write(c.conn, req); err != nil {
		return frame.Frame{}, err
	}
	reply, err := frame.Read(c.conn)
	if err == nil && reply.Type == frame.Error {
		err = errors.New(string(reply.Body))
	}
	return reply, err
}

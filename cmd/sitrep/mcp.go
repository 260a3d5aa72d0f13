package main

import (
	"context"
	"errors"
	"io"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"sitrep/internal/desk"
	"sitrep/internal/mcp"
)

// mcpCmd answers a language model's host over standard input and output.
type mcpCmd struct {
	inputs
}

// Run serves until standard input ends.
func (c *mcpCmd) Run(a *app) (err error) {
	var names *desk.Names
	if c.stored() {
		s, err := a.settled(&c.inputs)
		if err != nil {
			return err
		}
		defer s.Close()
		names = s.names()
	} else {
		found, err := a.open(&c.inputs, desk.CaseOptions{})
		if err != nil {
			return err
		}
		names = desk.NewNames(desk.OpenBook(found), nil)
	}
	err = mcp.New(names, version()).Run(a.ctx, &sdk.IOTransport{Reader: io.NopCloser(a.stdin), Writer: flushed{a.stdout.(*pipe)}})
	if errors.Is(err, io.EOF) || errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// flushed hands each message on at once.
type flushed struct{ *pipe }

func (f flushed) Write(p []byte) (int, error) {
	n, err := f.pipe.Write(p)
	return n, errors.Join(err, f.pipe.Flush())
}

func (flushed) Close() error { return nil }

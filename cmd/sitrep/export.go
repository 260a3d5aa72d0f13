package main

import (
	"encoding/json"
	"errors"
)

// exportCmd prints everything in the store.
type exportCmd struct {
	kept
	Format  string `enum:"jsonl" default:"jsonl" help:"jsonl: one object a line, each with its type: report, reading, story, decision or feed."`
	Workers int    `placeholder:"N" help:"Reports read at once (default: the number of cores)."`
}

// Run settles the store and prints it.
func (c *exportCmd) Run(a *app) (err error) {
	s, err := a.settled(&inputs{kept: c.kept, Workers: c.Workers})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	e := json.NewEncoder(a.stdout)
	e.SetEscapeHTML(false)
	return s.Export(a.ctx, func(v any) error { return e.Encode(v) })
}

package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"sitrep"
)

// readCmd prints the reports that the input holds.
type readCmd struct {
	inputs
	Format string `enum:"jsonl,table,json" default:"jsonl" help:"jsonl, table or json."`
}

// Run hands each report on as it is read, so that an endless input gives an endless output.
func (c *readCmd) Run(a *app) error {
	switch c.Format {
	case "table":
		t := newTable(a.stdout, "published", "outlet", "title", "words", "language", "report")
		if err := a.reports(&c.inputs, func(r *sitrep.Report) error {
			t.row(r.Published.String(), r.Outlet, r.Title, fmt.Sprint(len(strings.Fields(r.Text))), r.Language, string(r.ID))
			return nil
		}); err != nil {
			return err
		}
		return t.flush()
	case "json":
		var rows []*sitrep.Report
		if err := a.reports(&c.inputs, func(r *sitrep.Report) error {
			rows = append(rows, r)
			return nil
		}); err != nil {
			return err
		}
		return indented(a.stdout, nonNil(rows))
	}
	e := json.NewEncoder(a.stdout)
	e.SetEscapeHTML(false)
	return a.reports(&c.inputs, func(r *sitrep.Report) error { return e.Encode(r) })
}

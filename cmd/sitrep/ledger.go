package main

import (
	"sitrep"
	"sitrep/internal/desk"
	"sitrep/internal/ledger"
)

// ledgerCmd prints each story's figures by claimant.
type ledgerCmd struct {
	inputs
	Asof   string `placeholder:"TIME" help:"As it stood then: nothing published later is known."`
	Since  string `placeholder:"TIME" help:"Only what changed after this time."`
	One    bool   `help:"Treat all input as one story."`
	Story  string `placeholder:"ID" help:"Only this story."`
	Top    int    `default:"10" placeholder:"N" help:"The N largest stories (default 10)."`
	Format string `enum:"table,csv,json,svg,ucdp" default:"table" help:"table, csv, json, svg (the chart of one story) or ucdp (best, low, high)."`
}

// Run builds the ledgers and prints them.
func (c *ledgerCmd) Run(a *app) error {
	asof, err := stamp("--asof", c.Asof)
	if err != nil {
		return err
	}
	since, err := stamp("--since", c.Since)
	if err != nil {
		return err
	}
	found, err := a.open(&c.inputs, desk.CaseOptions{AsOf: asof, One: c.One})
	if err != nil {
		return err
	}
	stories, err := pick(found, c.Story, c.Top)
	if err != nil {
		return err
	}
	if !since.IsZero() {
		return c.changes(a, found, stories, since)
	}
	var books []sitrep.Ledger
	for _, s := range stories {
		if l := found.Ledger(s); len(l.Series) > 0 || c.Story != "" {
			books = append(books, l)
		}
	}
	switch c.Format {
	case "json":
		return indented(a.stdout, nonNil(books))
	case "csv":
		return ledger.WriteCSV(a.stdout, books)
	case "ucdp":
		return ledger.WriteUCDP(a.stdout, books)
	case "svg":
		if len(books) == 0 {
			return usage("--format svg: no story in the input has a figure to draw")
		}
		return ledger.WriteSVG(a.stdout, books[0])
	}
	return ledger.WriteTable(a.stdout, books)
}

func (c *ledgerCmd) changes(a *app, found *desk.Case, stories []sitrep.Story, since sitrep.Stamp) error {
	var changes []ledger.Change
	for _, s := range stories {
		changes = append(changes, found.Since(s, since)...)
	}
	if c.Format == "json" {
		return indented(a.stdout, nonNil(changes))
	}
	return ledger.WriteChanges(a.stdout, changes)
}

// pick chooses the one story asked for, or the n largest.
func pick(c *desk.Case, id string, n int) ([]sitrep.Story, error) {
	if id != "" {
		s, err := c.Story(sitrep.StoryID(id))
		if err != nil {
			return nil, usage("--story: there is no story %s in this input; `sitrep stories` lists them", id)
		}
		return []sitrep.Story{s}, nil
	}
	if n <= 0 || n > len(c.Stories) {
		n = len(c.Stories)
	}
	return c.Stories[:n], nil
}

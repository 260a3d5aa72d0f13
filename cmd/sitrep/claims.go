package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"sitrep"
	"sitrep/internal/desk"
)

// claimsCmd prints who says what.
type claimsCmd struct {
	inputs
	Format string `enum:"table,jsonl,json" default:"table" help:"table, jsonl or json."`
}

// Run reads the input and prints its claims, report by report.
func (c *claimsCmd) Run(a *app) error {
	var rows []sitrep.Claim
	t := newTable(a.stdout, "who", "does", "what", "report")
	err := a.readings(&c.inputs, func(r *sitrep.Reading) error {
		switch c.Format {
		case "jsonl":
			return jsonl(a.stdout, r.Claims)
		case "json":
			rows = append(rows, r.Claims...)
			return nil
		}
		for i := range r.Claims {
			cl := &r.Claims[i]
			who := string(cl.Speaker)
			if who == "" {
				who = "(nobody named)"
			}
			t.row(who, string(cl.Kind), words(r.Report, cl.In, what(cl)), string(cl.Report))
		}
		return nil
	})
	if err != nil {
		return err
	}
	if c.Format == "json" {
		return indented(a.stdout, nonNil(rows))
	}
	return t.flush()
}

// what is the claim's content or, where it has none, what it is about or its cue.
func what(c *sitrep.Claim) []sitrep.Span {
	for _, spans := range [][]sitrep.Span{c.Content, c.About, c.Cue} {
		if len(spans) > 0 {
			return spans
		}
	}
	return nil
}

// words joins the words of several spans of a report.
func words(r *sitrep.Report, in sitrep.Field, spans []sitrep.Span) string {
	s := ""
	for i, sp := range spans {
		if i > 0 {
			s += " … "
		}
		s += r.In(in)[sp.Start:sp.End]
	}
	return s
}

// readings reads the input and hands on what was read of each report, in order.
func (a *app) readings(in *inputs, each func(*sitrep.Reading) error) error {
	if in.stored() {
		return a.keptReadings(in, each)
	}
	d, err := a.openDesk(in)
	if err != nil {
		return err
	}
	reports, err := a.all(in)
	if err != nil {
		return err
	}
	bar := a.progress(len(reports), "reading")
	unread, left := map[string]int{}, desk.Case{}
	err = d.Each(a.ctx, reports, func(s *desk.Sheet) error {
		bar.Add(1)
		if s.Unread != "" {
			unread[s.Unread]++
		}
		if s.Failed != nil {
			left.Failed = append(left.Failed, s.Failed)
		}
		return each(&s.Reading)
	})
	bar.Finish()
	if err != nil {
		return err
	}
	left.Unread = desk.CountUnread(unread)
	a.unread(&left)
	return nil
}

func nonNil[T any](rows []T) []T {
	if rows == nil {
		return []T{}
	}
	return rows
}

// table prints aligned columns; cells are cut to keep a row on a terminal's line.
type table struct {
	w     *tabwriter.Writer
	heads []string
	begun bool
}

func newTable(w io.Writer, heads ...string) *table {
	return &table{w: tabwriter.NewWriter(w, 2, 8, 2, ' ', 0), heads: heads}
}

func (t *table) row(cells ...string) {
	if !t.begun {
		t.begun = true
		t.line(t.heads)
	}
	t.line(cells)
}

func (t *table) line(cells []string) {
	for i, c := range cells {
		if i > 0 {
			fmt.Fprint(t.w, "\t")
		}
		fmt.Fprint(t.w, shorten(c, 34))
	}
	fmt.Fprintln(t.w)
}

func (t *table) flush() error { return t.w.Flush() }

package main

import (
	"fmt"
	"strings"

	"sitrep"
	"sitrep/internal/desk"
)

// storiesCmd prints the grouping.
type storiesCmd struct {
	inputs
	Asof   string `placeholder:"TIME" help:"As it stood then: nothing published later is known."`
	One    bool   `help:"Treat all input as one story."`
	Format string `enum:"table,jsonl,json" default:"table" help:"table, jsonl or json (with each report's tie and the story's events)."`
}

// Run groups the input and prints its stories, largest first.
func (c *storiesCmd) Run(a *app) error {
	asof, err := stamp("--asof", c.Asof)
	if err != nil {
		return err
	}
	found, err := a.open(&c.inputs, desk.CaseOptions{AsOf: asof, One: c.One, Group: true})
	if err != nil {
		return err
	}
	switch c.Format {
	case "jsonl":
		return jsonl(a.stdout, found.Stories)
	case "json":
		return indented(a.stdout, detailed(found.Stories))
	}
	for i, s := range found.Stories {
		if i > 0 {
			fmt.Fprintln(a.stdout)
		}
		printStory(a, s)
	}
	return nil
}

func stamp(flag, s string) (sitrep.Stamp, error) {
	t, err := sitrep.ParseStamp(s)
	if err != nil {
		return t, usage("%s: %s", flag, strings.TrimPrefix(err.Error(), sitrep.Invalid.Error()+": "))
	}
	return t, nil
}

// detail is a story with what tied each report and the events told apart in it.
type detail struct {
	sitrep.Story
	Events []sitrep.Event `json:"events"`
	Ties   []sitrep.Tie   `json:"ties"`
}

func detailed(stories []sitrep.Story) []detail {
	out := make([]detail, len(stories))
	for i, s := range stories {
		out[i] = detail{s, nonNil(s.Events), nonNil(s.Ties)}
	}
	return out
}

func printStory(a *app, s sitrep.Story) {
	fmt.Fprintf(a.stdout, "%s\n", shorten(s.Headline, 78))
	days := day(s.First)
	if d := day(s.Last); d != days {
		days += " to " + d
	}
	fmt.Fprintf(a.stdout, "  %s  %s\n", s.ID, days)
	fmt.Fprintf(a.stdout, "  %s\n", desk.Lineage(s))
	for _, o := range s.Origins {
		if len(o.Reports) < 2 {
			continue
		}
		fmt.Fprintf(a.stdout, "    %s (%s): %d reports", o.Name, o.Kind, len(o.Reports))
		if n := copied(o); n > 0 {
			fmt.Fprintf(a.stdout, ", %d of them copies", n)
		}
		fmt.Fprintln(a.stdout)
	}
}

// copied counts the reports that share another's text.
func copied(o sitrep.Origin) int {
	n := 0
	for _, set := range o.Copies {
		n += max(0, len(set)-1)
	}
	return n
}

func day(s sitrep.Stamp) string {
	if s.IsZero() {
		return "undated"
	}
	if t := s.String(); len(t) > 10 {
		return t[:10]
	}
	return s.String()
}

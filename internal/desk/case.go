package desk

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"

	"sitrep"
	"sitrep/internal/brief"
	"sitrep/internal/check"
	"sitrep/internal/ledger"
	"sitrep/internal/origin"
	"sitrep/internal/story"
	"sitrep/internal/text"
)

// CaseOptions says how far to go.
type CaseOptions struct {
	One      bool         // all reports are one story
	AsOf     sitrep.Stamp // nothing published later is known; zero: everything
	Group    bool         // stop at the grouping: claims and figures are not read
	Progress func()       // called for each report read
}

// Case is a set of reports taken through every step up to stories; ledgers, briefs and checks are
// made from it on demand.
type Case struct {
	Reports map[sitrep.ReportID]*sitrep.Report
	Stories []sitrep.Story // largest first
	Unread  []Unread
	Failed  []error // reports whose claims and figures this program failed to read
	// LeftOut counts the reports that AsOf excluded, Undated those of them without a date.
	LeftOut, Undated int
	// Next is when the first of the reports that AsOf excluded came out.
	Next sitrep.Stamp

	desk     *Desk
	asof     sitrep.Stamp
	readings map[sitrep.ReportID]sitrep.Reading
	// decisions are what the desk settled; none of a case opened from files.
	decisions []sitrep.Decision
}

// Open reads the reports and groups them.
func (d *Desk) Open(ctx context.Context, reports []*sitrep.Report, o CaseOptions) (*Case, error) {
	c := &Case{desk: d, asof: o.AsOf, Reports: map[sitrep.ReportID]*sitrep.Report{}, readings: map[sitrep.ReportID]sitrep.Reading{}}
	reports = c.known(reports)
	grouper := story.New(story.Options{})
	copies := origin.NewIndex()
	read := make(map[sitrep.ReportID]*origin.Reading, len(reports))
	unread := map[string]int{}
	step := d.Read
	if o.Group {
		step = d.Segment
	}
	sheet := func(i int) *Sheet {
		s := step(reports[i])
		s.Outline = grouper.Outline(story.Report{Report: s.Report, Body: s.Body, Title: s.Title})
		s.Origin = origin.Read(origin.Report{Report: s.Report, Body: s.Body, Title: s.Title, Claims: s.Claims})
		return s
	}
	err := inOrder(ctx, d.workers, len(reports), sheet, func(_ int, s *Sheet) error {
		if o.Progress != nil {
			o.Progress()
		}
		if s.Unread != "" {
			unread[s.Unread]++
		}
		if s.Failed != nil {
			c.Failed = append(c.Failed, s.Failed)
		}
		c.Reports[s.Report.ID] = s.Report
		c.readings[s.Report.ID] = s.Reading
		grouper.Place(s.Outline, copies.Add(s.Report.ID, s.Origin.Words))
		read[s.Report.ID] = s.Origin
		return nil
	})
	if err != nil {
		return nil, err
	}
	c.Unread = CountUnread(unread)
	c.Stories = grouper.Stories()
	if o.One {
		c.Stories = one(reports, c.Stories)
	}
	err = inOrder(ctx, d.workers, len(c.Stories), func(i int) []sitrep.Origin { return c.trace(&c.Stories[i], read) }, func(at int, found []sitrep.Origin) error {
		c.Stories[at].Origins = found
		return nil
	})
	if err != nil {
		return nil, err
	}
	sort.SliceStable(c.Stories, func(i, j int) bool { return len(c.Stories[i].Articles) > len(c.Stories[j].Articles) })
	return c, nil
}

// known leaves out what was published after AsOf and puts the rest in time order, those of one time in
// the order of their ids; undated reports come last, in the order they came in, and are left out of a dated view: they can't be shown to be
// older.
func (c *Case) known(reports []*sitrep.Report) []*sitrep.Report {
	var out []*sitrep.Report
	for _, r := range reports {
		if !c.asof.IsZero() {
			if r.Published.IsZero() {
				c.LeftOut++
				c.Undated++
				continue
			}
			if r.Published.End().After(c.asof.End()) {
				c.LeftOut++
				if c.Next.IsZero() || r.Published.Start().Before(c.Next.Start()) {
					c.Next = r.Published
				}
				continue
			}
		}
		out = append(out, r)
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i].Published, out[j].Published
		if a.IsZero() != b.IsZero() {
			return b.IsZero()
		}
		if a.IsZero() || a.End().Equal(b.End()) {
			return !a.IsZero() && out[i].ID < out[j].ID
		}
		return a.End().Before(b.End())
	})
	return out
}

// one makes a single story of all reports, with the events of those that they were grouped into.
func one(reports []*sitrep.Report, grouped []sitrep.Story) []sitrep.Story {
	if len(reports) == 0 {
		return nil
	}
	s := sitrep.Story{ID: sitrep.StoryID("s-" + string(reports[0].ID))}
	for _, r := range reports {
		s.Articles = append(s.Articles, r.ID)
		if s.Headline == "" {
			s.Headline = r.Title
		}
		if r.Published.IsZero() {
			continue
		}
		if s.First.IsZero() {
			s.First = r.Published
		}
		s.Last = r.Published
	}
	of := map[sitrep.ReportID]bool{}
	for _, id := range s.Articles {
		of[id] = true
	}
	at := map[sitrep.EventID]int{}
	for _, g := range grouped {
		for _, e := range g.Events {
			e.ID = sitrep.EventID(string(s.ID) + strings.TrimPrefix(string(e.ID), string(g.ID)))
			e.Reports = slices.DeleteFunc(slices.Clone(e.Reports), func(id sitrep.ReportID) bool { return !of[id] })
			n, known := at[e.ID]
			switch {
			case len(e.Reports) == 0:
			case known:
				s.Events[n].Reports = append(s.Events[n].Reports, e.Reports...)
			default:
				at[e.ID] = len(s.Events)
				s.Events = append(s.Events, e)
			}
		}
	}
	return []sitrep.Story{s}
}

// trace finds the origins of a story. What was not read of its reports before is read now; they are segmented anew: keeping every text's layers
// would cost more memory than cutting a few again costs time.
func (c *Case) trace(s *sitrep.Story, read map[sitrep.ReportID]*origin.Reading) []sitrep.Origin {
	rows := make([]origin.Report, len(s.Articles))
	for i, id := range s.Articles {
		segment := func() (body, title *text.Doc) {
			sheet := c.desk.Segment(c.Reports[id])
			return sheet.Body, sheet.Title
		}
		rows[i] = origin.Report{Report: c.Reports[id], Claims: c.readings[id].Claims, Reading: read[id], Segment: segment}
		if rows[i].Reading == nil {
			rows[i].Body, rows[i].Title = segment()
		}
	}
	return origin.Trace(rows)
}

// Story finds a story by its id.
func (c *Case) Story(id sitrep.StoryID) (sitrep.Story, error) {
	for _, s := range c.Stories {
		if s.ID == id {
			return s, nil
		}
	}
	return sitrep.Story{}, fmt.Errorf("story %s: %w", id, sitrep.NotFound)
}

// Readings are those of a story's reports, in their order.
func (c *Case) Readings(s sitrep.Story) []sitrep.Reading {
	out := make([]sitrep.Reading, 0, len(s.Articles))
	for _, id := range s.Articles {
		out = append(out, c.readings[id])
	}
	return out
}

func (c *Case) ledgerInput(s sitrep.Story, readings []sitrep.Reading) ledger.Input {
	return ledger.Input{Story: s, Readings: readings, Registry: c.desk.registry, Language: c.desk.counts, AsOf: c.asof}
}

// Ledger builds a story's ledger.
// It takes in the figures of every language that is read.
func (c *Case) Ledger(s sitrep.Story) sitrep.Ledger {
	return ledger.Build(c.ledgerInput(s, c.Readings(s)))
}

// written are a story's readings with those of other languages than the desk writes in left unread: a brief
// quotes reports in its own language, and a text is checked against such.
func (c *Case) written(s sitrep.Story) []sitrep.Reading {
	readings := c.Readings(s)
	for i := range readings {
		if r := &readings[i]; r.Unread == "" && r.Report != nil {
			if l, _ := c.desk.language(r.Report); l != c.desk.writes {
				readings[i] = sitrep.Reading{Report: r.Report, Unread: l.Code}
			}
		}
	}
	return readings
}

// Since tells what changed in a story after a time.
func (c *Case) Since(s sitrep.Story, since sitrep.Stamp) []ledger.Change {
	return ledger.Since(c.ledgerInput(s, c.Readings(s)), since)
}

// Brief writes a story's situation report; words caps its body (0: the default).
func (c *Case) Brief(s sitrep.Story, words int) sitrep.Brief {
	return Edit(brief.Write(c.briefInput(s, words)), c.decisions)
}

func (c *Case) briefInput(s sitrep.Story, words int) brief.Input {
	readings := c.written(s)
	return brief.Input{
		Story: s, Ledger: ledger.Build(c.ledgerInput(s, readings)), Readings: readings, Registry: c.desk.registry, Claims: c.desk.claims,
		Language: c.desk.writes, Words: words, AsOf: c.asof,
	}
}

// Reworded is Brief with what a writer words better: a language model; nil: nobody does. Sentences that the desk pinned stay as they
// are. The brief is whole whatever happens; refused are the writer's sentences that did not pass, and the error says why it wrote
// none.
func (c *Case) Reworded(ctx context.Context, by brief.Writer, s sitrep.Story, words int) (b sitrep.Brief, refused []sitrep.Refusal, err error) {
	b = c.Brief(s, words)
	if by == nil || b.Headline.Text == "" {
		return b, nil, nil
	}
	pinned := map[string]bool{}
	for _, d := range standing(c.decisions) {
		if d.Kind == sitrep.Pin && d.Story == b.Story {
			pinned[bare(d.Text)] = true
		}
	}
	out, refused, err := brief.Reword(ctx, c.briefInput(s, words), b, by, func(sentence string) bool { return pinned[bare(sentence)] })
	if err != nil {
		return b, nil, err
	}
	return Edit(out, c.decisions), refused, nil
}

// Check gives a verdict on each sentence of a text, against every story of the case.
func (c *Case) Check(s string) sitrep.Checked {
	in := check.Input{Registry: c.desk.registry, Claims: c.desk.claims, Language: c.desk.writes}
	for _, st := range c.Stories {
		readings := c.written(st)
		in.Stories = append(in.Stories, check.Story{Story: st, Ledger: ledger.Build(c.ledgerInput(st, readings)), Readings: readings})
	}
	return check.Text(s, in)
}

// Doc segments one of a report's texts.
func (c *Case) Doc(id sitrep.ReportID, in sitrep.Field) *text.Doc {
	s := c.desk.Segment(c.Reports[id])
	if in == sitrep.InTitle {
		return s.Title
	}
	return s.Body
}

// Package desk runs the steps in their order and keeps the results: it is the one place where
// they meet. Reports are read one by one, on as many cores as there are; stories are grouped by
// one writer, in time order; ledgers and briefs are made story by story. The result does
// not depend on how the work was shared.
package desk

import (
	"context"
	"fmt"
	"sort"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/claim"
	"sitrep/internal/figure"
	"sitrep/internal/lang"
	"sitrep/internal/origin"
	"sitrep/internal/story"
	"sitrep/internal/text"
	"sitrep/internal/victim"
)

// Options is what a desk works with.
type Options struct {
	Languages []*lang.Language // those it can read; others are grouped but left unread. It writes in the first
	Registry  *actor.Registry  // who is who
	Workers   int              // reports read at once; 0 means 1
}

// Desk runs the steps. It is safe for concurrent use.
type Desk struct {
	languages map[string]*lang.Language
	writes    *lang.Language // the language of briefs and of what is checked
	counts    *lang.Language // the same with the words of all languages for groups and places
	registry  *actor.Registry
	claims    *claim.Reader
	workers   int
}

// New makes a desk.
func New(o Options) (*Desk, error) {
	claims, err := claim.NewReader()
	if err != nil {
		return nil, err
	}
	d := &Desk{languages: map[string]*lang.Language{}, registry: o.Registry, claims: claims, workers: max(1, o.Workers)}
	for _, l := range o.Languages {
		d.languages[l.Code] = l
	}
	if len(o.Languages) > 0 {
		d.writes = o.Languages[0]
		counts := *d.writes
		counts.Ledger = lang.Together(o.Languages)
		d.counts = &counts
	}
	return d, nil
}

// Sheet is one report with its layers and what was read from it.
type Sheet struct {
	sitrep.Reading
	Body, Title *text.Doc
	// Outline and Origin are what the report is grouped and its origin told by, where that is wanted. Placing has one writer, so
	// they are made by those who segment.
	Outline *story.Outline
	Origin  *origin.Reading
	// Failed is what went wrong while claims and figures were read, if anything did: a fault of this
	// program. One report's fault costs no other report anything.
	Failed error
}

// language is how to read a report: English unless it is said or seen to be something else. Pages say that they are in a language that they are
// not in; what is seen to be in another isn't read as the one it is said to be in.
func (d *Desk) language(r *sitrep.Report) (l *lang.Language, unread string) {
	code := primary(r.Language)
	if code == "" || d.languages[code] != nil {
		if seen := lang.Detect(r.Title + "\n" + r.Text[:min(len(r.Text), lang.Sampled)]); seen != "" {
			code = seen
		}
	}
	if code == "" {
		code = "en"
	}
	if l := d.languages[code]; l != nil {
		return l, ""
	}
	return &lang.None, code
}

func primary(code string) string {
	for i, r := range code {
		if r == '-' || r == '_' {
			return code[:i]
		}
	}
	return code
}

// Segment lays sentences and words over a report, and reads nothing else.
func (d *Desk) Segment(r *sitrep.Report) *Sheet {
	l, unread := d.language(r)
	s := &Sheet{Body: text.New(l, r, sitrep.InText), Title: text.New(l, r, sitrep.InTitle)}
	s.Report, s.Unread = r, unread
	return s
}

// Read takes one report through every step that looks at no other report.
func (d *Desk) Read(r *sitrep.Report) *Sheet {
	s := d.Segment(r)
	if s.Unread == "" {
		s.Failed = d.read(s)
	}
	return s
}

// read finds the claims and figures of a sheet.
func (d *Desk) read(s *Sheet) (err error) {
	defer func() {
		if p := recover(); p != nil {
			s.Claims, s.Figures, s.Victims = nil, nil, nil
			err = fmt.Errorf("%s: a fault of this program while claims and figures were read: %v", s.Report.ID, p)
		}
	}()
	cast := actor.Find(d.registry, s.Body, s.Title)
	head, body := d.claims.Find(s.Title, cast), d.claims.Find(s.Body, cast)
	s.Claims = joined(head, body)
	s.Figures = joined(figure.Find(s.Title, cast, head), figure.Find(s.Body, cast, body))
	s.Victims = victim.Find(cast, s.Body, s.Title)
	cast.Done()
	return nil
}

// joined is what a title says and then what a text says; most titles say nothing.
func joined[T any](head, body []T) []T {
	if len(head) == 0 {
		return body
	}
	return append(head, body...)
}

// Each reads the reports on several cores and hands on their sheets in the reports' order.
func (d *Desk) Each(ctx context.Context, reports []*sitrep.Report, each func(*Sheet) error) error {
	return inOrder(ctx, d.workers, len(reports), func(i int) *Sheet { return d.Read(reports[i]) }, func(_ int, s *Sheet) error { return each(s) })
}

// inOrder computes at(0..n-1) on several goroutines and hands on the results in order, holding
// only a few of them at a time.
func inOrder[T any](ctx context.Context, workers, n int, at func(int) T, each func(int, T) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	type slot chan T
	queue := make(chan slot, 4*workers)
	go func() {
		defer close(queue)
		room := make(chan struct{}, workers)
		for i := range n {
			s := make(slot, 1)
			select {
			case queue <- s:
			case <-ctx.Done():
				return
			}
			room <- struct{}{}
			go func() {
				defer func() { <-room }()
				s <- at(i)
			}()
		}
	}()
	i := 0
	for s := range queue {
		if err := each(i, <-s); err != nil {
			return err
		}
		i++
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// Unread counts the reports left alone for their language.
type Unread struct {
	Language string
	Reports  int
}

// CountUnread lists the counts by language.
func CountUnread(counts map[string]int) []Unread {
	var out []Unread
	for l, n := range counts {
		out = append(out, Unread{l, n})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Language < out[j].Language })
	return out
}

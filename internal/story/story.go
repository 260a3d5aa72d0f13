// Package story tells which running matter, and which event in it, a report belongs to.
package story

import (
	"sitrep"
	"sitrep/internal/text"
)

// Report is a report with its texts segmented and the earlier reports it is a copy of.
type Report struct {
	*sitrep.Report
	Body, Title *text.Doc
	CopyOf      []sitrep.ReportID
}

// Options say how to group. The zero value is the default.
type Options struct{}

// Grouper places reports in stories, one by one.
type Grouper struct {
	reports []Report
}

// New makes an empty grouper.
func New(Options) *Grouper { return &Grouper{} }

// Add places a report. Reports come in time order, undated ones last; a late one finds its place.
func (g *Grouper) Add(r Report) sitrep.Tie {
	g.reports = append(g.reports, r)
	return sitrep.Tie{Report: r.ID}
}

// Stories lists the stories, largest first.
func (g *Grouper) Stories() []sitrep.Story {
	out := make([]sitrep.Story, 0, len(g.reports))
	for _, r := range g.reports {
		out = append(out, sitrep.Story{ID: sitrep.StoryID("s-" + r.ID), Headline: r.Title.Text, Articles: []sitrep.ReportID{r.ID},
			First: r.Published, Last: r.Published})
	}
	return out
}

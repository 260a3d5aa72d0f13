package desk

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"sitrep"
)

// This file is what a person at the desk settles, applied to what the steps found. Each function is a plain one of
// its input: decisions are replayed over every new reading and every new grouping, and an undone one leaves no
// trace in the outcome.

// standing are the decisions that are not undone, in order. An undoing can be undone too.
func standing(list []sitrep.Decision) []sitrep.Decision {
	undone := map[int64]bool{}
	var out []sitrep.Decision
	for _, d := range slices.Backward(list) {
		switch {
		case undone[d.ID]:
		case d.Kind == sitrep.Undo:
			undone[d.Undoes] = true
		default:
			out = append(out, d)
		}
	}
	slices.Reverse(out)
	return out
}

// concerns reports whether a decision changes how a story is told.
func concerns(d sitrep.Decision, s *sitrep.Story) bool {
	switch d.Kind {
	case sitrep.Reject, sitrep.Correct:
		return d.Cite != nil && slices.Contains(s.Articles, d.Cite.Report)
	case sitrep.Pin, sitrep.Strike:
		return d.Story == s.ID
	}
	return false
}

// Amend applies what the desk rejected and corrected to a reading. A decision names the words it is about; it
// holds for whatever is read from those words, now or by a later build.
func Amend(r sitrep.Reading, decisions []sitrep.Decision) sitrep.Reading {
	for _, d := range standing(decisions) {
		if d.Cite == nil || r.Report == nil || d.Cite.Report != r.Report.ID {
			continue
		}
		switch d.Kind {
		case sitrep.Reject:
			r = reject(r, *d.Cite)
		case sitrep.Correct:
			if d.Figure != nil {
				r.Figures = correct(r.Figures, *d.Cite, *d.Figure)
			}
		}
	}
	return r
}

// reject takes out the figures that overlap the cited words, or else the claims whose content or cue they are.
func reject(r sitrep.Reading, c sitrep.Citation) sitrep.Reading {
	figures := slices.DeleteFunc(slices.Clone(r.Figures), func(f sitrep.Figure) bool { return f.In == c.In && f.Overlaps(c.Span) })
	if len(figures) < len(r.Figures) {
		r.Figures = figures
		return r
	}
	within := func(list []sitrep.Span) bool {
		return slices.ContainsFunc(list, func(s sitrep.Span) bool { return s.Contains(c.Span) || c.Span.Contains(s) })
	}
	r.Claims = slices.DeleteFunc(slices.Clone(r.Claims), func(x sitrep.Claim) bool {
		return x.In == c.In && (within(x.Content) || within(x.Cue))
	})
	return r
}

// correct puts the desk's reading of the cited words in place of the program's; words in which no figure was
// read get one.
func correct(figures []sitrep.Figure, c sitrep.Citation, as sitrep.Figure) []sitrep.Figure {
	as.Report, as.In = c.Report, c.In
	if as.Len() == 0 {
		as.Span = c.Span
	}
	as.Confidence = 1
	out := make([]sitrep.Figure, 0, len(figures)+1)
	done := false
	for _, f := range figures {
		if f.In != c.In || !f.Overlaps(c.Span) {
			out = append(out, f)
			continue
		}
		if !done {
			if as.Sentence.Len() == 0 {
				as.Sentence = f.Sentence
			}
			out, done = append(out, as), true
		}
	}
	if !done {
		if as.Sentence.Len() == 0 {
			as.Sentence = as.Span
		}
		out = append(out, as)
	}
	return out
}

// Edit applies what the desk struck from a brief: a struck sentence is in none of its parts. The headline
// stands, for a brief has one.
func Edit(b sitrep.Brief, decisions []sitrep.Decision) sitrep.Brief {
	struck := map[string]bool{}
	for _, d := range standing(decisions) {
		if d.Kind == sitrep.Strike && d.Story == b.Story {
			struck[bare(d.Text)] = true
		}
	}
	if len(struck) == 0 {
		return b
	}
	for _, list := range []*[]sitrep.Unit{&b.Points, &b.Body, &b.Disputed, &b.Unknown} {
		*list = slices.DeleteFunc(slices.Clone(*list), func(u sitrep.Unit) bool { return struck[bare(u.Text)] })
	}
	return b
}

// Fact is what arranging stories needs to know of a report.
type Fact struct {
	Number    int64
	Item      sitrep.ItemID
	Published sitrep.Stamp
	Title     string
}

// Arrange applies what the desk joined, split and locked to stories, in the order of the decisions. A decision names
// stories by the ids they had; an id that is no more leads to the story that holds the report it was made from.
func Arrange(stories []sitrep.Story, decisions []sitrep.Decision, fact func(sitrep.ReportID) Fact) []sitrep.Story {
	a := &arrangement{stories: stories, fact: fact}
	for _, d := range standing(decisions) {
		switch d.Kind {
		case sitrep.Join:
			a.join(d)
		case sitrep.Split:
			a.split(d)
		case sitrep.Lock:
			a.lock(d)
		}
	}
	return a.stories
}

type arrangement struct {
	stories []sitrep.Story
	fact    func(sitrep.ReportID) Fact
}

// find is where in the list the story of an id stands now, or -1.
func (a *arrangement) find(id sitrep.StoryID) int {
	at := slices.IndexFunc(a.stories, func(s sitrep.Story) bool { return s.ID == id })
	if at >= 0 {
		return at
	}
	report := sitrep.ReportID(strings.TrimPrefix(string(id), "s-"))
	return slices.IndexFunc(a.stories, func(s sitrep.Story) bool { return slices.Contains(s.Articles, report) })
}

func (a *arrangement) join(d sitrep.Decision) {
	to, from := a.find(d.Story), a.find(d.Other)
	if to < 0 || from < 0 || to == from {
		return
	}
	s, o := a.stories[to], a.stories[from]
	if len(o.Articles) > len(s.Articles) {
		s.Headline = o.Headline
	}
	s.Articles = slices.Concat(s.Articles, o.Articles)
	s.Ties = slices.Concat(s.Ties, o.Ties)
	s.Events = slices.Concat(s.Events, o.Events)
	a.stories[to] = a.ordered(s)
	a.stories = slices.Delete(slices.Clone(a.stories), from, from+1)
}

// split parts the named reports, and the later ones that were placed because of them, from a story.
func (a *arrangement) split(d sitrep.Decision) {
	at := a.find(d.Story)
	if at < 0 {
		return
	}
	s := a.stories[at]
	ties := map[sitrep.ReportID]sitrep.ReportID{}
	for _, t := range s.Ties {
		ties[t.Report] = t.To
	}
	named := a.items(d.Parts)
	leaves := func(id sitrep.ReportID) bool {
		for range len(ties) + 1 {
			f := a.fact(id)
			if named[f.Item] {
				return true
			}
			if f.Number <= d.After || ties[id] == "" {
				return false
			}
			id = ties[id]
		}
		return false
	}
	a.part(at, leaves, d.ID)
}

// lock keeps a story as it was when the desk locked it: those reports are in it and no others.
func (a *arrangement) lock(d sitrep.Decision) {
	at := a.find(d.Story)
	if at < 0 {
		return
	}
	locked := a.items(d.Parts)
	stays := func(id sitrep.ReportID) bool { return locked[a.fact(id).Item] }
	for i := range a.stories {
		if i != at && slices.ContainsFunc(a.stories[i].Articles, stays) {
			s := pieceOf(a.stories[i], stays)
			a.stories[i] = a.ordered(pieceOf(a.stories[i], func(id sitrep.ReportID) bool { return !stays(id) }))
			a.stories[at].Articles = slices.Concat(a.stories[at].Articles, s.Articles)
			a.stories[at].Ties = slices.Concat(a.stories[at].Ties, s.Ties)
			a.stories[at].Events = slices.Concat(a.stories[at].Events, s.Events)
		}
	}
	a.stories[at] = a.ordered(a.stories[at])
	a.part(at, func(id sitrep.ReportID) bool { return !stays(id) }, d.ID)
	a.stories = slices.DeleteFunc(slices.Clone(a.stories), func(s sitrep.Story) bool { return len(s.Articles) == 0 })
}

func (a *arrangement) items(ids []sitrep.ReportID) map[sitrep.ItemID]bool {
	out := map[sitrep.ItemID]bool{}
	for _, id := range ids {
		if f := a.fact(id); f.Number > 0 {
			out[f.Item] = true
		}
	}
	return out
}

// part makes a story of those reports of one that leave it; what stays keeps the id.
func (a *arrangement) part(at int, leaves func(sitrep.ReportID) bool, decision int64) {
	s := a.stories[at]
	gone := pieceOf(s, leaves)
	if len(gone.Articles) == 0 || len(gone.Articles) == len(s.Articles) {
		return
	}
	first := slices.MinFunc(gone.Articles, func(x, y sitrep.ReportID) int { return cmp.Compare(a.fact(x).Number, a.fact(y).Number) })
	gone.ID, gone.Headline = sitrep.StoryID("s-"+string(first)), a.fact(first).Title
	if slices.ContainsFunc(a.stories, func(o sitrep.Story) bool { return o.ID == gone.ID }) {
		gone.ID = sitrep.StoryID(fmt.Sprintf("s-%s-d%d", first, decision))
	}
	stays := pieceOf(s, func(id sitrep.ReportID) bool { return !leaves(id) })
	if !slices.ContainsFunc(stays.Articles, func(id sitrep.ReportID) bool { return a.fact(id).Title == stays.Headline }) {
		stays.Headline = a.fact(stays.Articles[0]).Title
	}
	a.stories = slices.Clone(a.stories)
	a.stories[at] = a.ordered(stays)
	a.stories = append(a.stories, a.ordered(gone))
}

// pieceOf is a story with some of its reports.
func pieceOf(s sitrep.Story, in func(sitrep.ReportID) bool) sitrep.Story {
	out := s
	out.Articles, out.Ties, out.Events = nil, nil, nil
	for _, id := range s.Articles {
		if in(id) {
			out.Articles = append(out.Articles, id)
		}
	}
	for _, t := range s.Ties {
		if in(t.Report) {
			if !in(t.To) {
				t = sitrep.Tie{Report: t.Report}
			}
			out.Ties = append(out.Ties, t)
		}
	}
	for _, e := range s.Events {
		e.Reports = slices.DeleteFunc(slices.Clone(e.Reports), func(id sitrep.ReportID) bool { return !in(id) })
		if len(e.Reports) > 0 {
			out.Events = append(out.Events, e)
		}
	}
	return out
}

// ordered puts a story's reports in time order, undated ones last, and sets its first and last time.
func (a *arrangement) ordered(s sitrep.Story) sitrep.Story {
	slices.SortStableFunc(s.Articles, func(x, y sitrep.ReportID) int {
		p, q := a.fact(x), a.fact(y)
		switch {
		case p.Published.IsZero() && q.Published.IsZero():
			return cmp.Compare(p.Number, q.Number)
		case p.Published.IsZero():
			return 1
		case q.Published.IsZero():
			return -1
		}
		return cmp.Or(p.Published.End().Compare(q.Published.End()), cmp.Compare(p.Number, q.Number))
	})
	s.First, s.Last = sitrep.Stamp{}, sitrep.Stamp{}
	for _, id := range s.Articles {
		if p := a.fact(id).Published; !p.IsZero() {
			if s.First.IsZero() {
				s.First = p
			}
			s.Last = p
		}
	}
	return s
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

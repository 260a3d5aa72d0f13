package story

import (
	"slices"
	"strings"
	"unicode/utf8"

	"sitrep"
)

// write makes a story of its reports.
func write(id sitrep.StoryID, members []*entry) sitrep.Story {
	members = slices.Clone(members)
	slices.SortFunc(members, func(a, b *entry) int { return a.seq - b.seq })
	s := sitrep.Story{ID: id, Headline: best(members)}
	slices.SortStableFunc(members, earlier)
	for _, e := range members {
		s.Articles = append(s.Articles, e.id)
		s.Ties = append(s.Ties, e.tie)
		if e.stamp.IsZero() {
			continue
		}
		if s.First.IsZero() {
			s.First = e.stamp
		}
		s.Last = e.stamp
	}
	s.Events = events(s.ID, members)
	return s
}

// earlier orders by publication, undated reports last.
func earlier(a, b *entry) int {
	switch {
	case a.stamp.IsZero() || b.stamp.IsZero():
		if a.stamp.IsZero() == b.stamp.IsZero() {
			return 0
		}
		if b.stamp.IsZero() {
			return -1
		}
		return 1
	}
	return a.stamp.End().Compare(b.stamp.End())
}

// best is the headline of the report most like the rest, so long as it reads like one.
func best(members []*entry) string {
	var pick *entry
	for _, e := range members {
		if e.title == "" {
			continue
		}
		if pick == nil || score(e) > score(pick) {
			pick = e
		}
	}
	if pick == nil {
		return ""
	}
	return pick.title
}

func score(e *entry) float64 {
	s := 1 + e.central
	if n := len(strings.Fields(e.title)); n < 4 || n > 18 {
		s /= 2
	}
	if strings.ContainsAny(e.title, "?|") || strings.HasSuffix(e.title, "…") {
		s /= 2
	}
	return s
}

// headline is a report's title or, if it has none, the beginning of its text.
func headline(r *Report) string {
	if t := strings.TrimSpace(r.Report.Title); t != "" {
		return strings.Clone(t)
	}
	if r.Body == nil || len(r.Body.Sentences) == 0 {
		return ""
	}
	s := strings.Join(strings.Fields(r.Body.Slice(r.Body.Sentences[0].Span)), " ")
	if utf8.RuneCountInString(s) <= 100 {
		return s
	}
	s = string([]rune(s)[:100])
	if at := strings.LastIndexByte(s, ' '); at > 40 {
		s = s[:at]
	}
	return s + "…"
}

package brief

import (
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// furniture reports whether a text is of the page and not of the report: calls to click,
// captions, credits, tags.
func furniture(l *lang.Language, s string) bool {
	low := strings.ToLower(strings.TrimSpace(s))
	return lang.BeginsWith(low, l.Brief.Furniture.Begins) || lang.ContainsAny(low, l.Brief.Furniture.Holds)
}

// opinion reports whether a report is somebody's opinion: its address says so, or its headline begins with its author in
// capitals ("JANE DOE: What nobody says").
func opinion(l *lang.Language, r *sitrep.Report) bool {
	for _, part := range strings.Split(strings.ToLower(r.URL), "/") {
		if l.Brief.Furniture.Views.Has(part) {
			return true
		}
	}
	head, _, ok := strings.Cut(r.Title, ":")
	return ok && strings.Contains(strings.TrimSpace(head), " ") && head == strings.ToUpper(head) && head != strings.ToLower(head)
}

// digest reports whether a report is a newsletter or the like, which tells of one matter after the other: whom "he" means
// and what belongs together, its lines don't show.
func digest(l *lang.Language, r *sitrep.Report) bool {
	return lang.ContainsAny(strings.ToLower(r.Title), l.Brief.Furniture.Digest) || lang.ContainsAny(strings.ToLower(r.Text), l.Brief.Furniture.Digest)
}

// titleTails part a headline from the outlet's name behind it.
var titleTails = []string{" | ", " – ", " — ", " - ", " :: ", " · "}

// longestTitle and leastTitle are how many words a headline has at most, and at least where what stands behind a dash is cut off.
const longestTitle, leastTitle = 24, 6

// trimTitle finds the part of a headline that says something, and whether it is fit to print:
// a statement, not a question, a list or a call.
func trimTitle(d *text.Doc) (sitrep.Span, bool) {
	s := sitrep.Span{Start: d.Tokens[0].Start, End: d.Tokens[len(d.Tokens)-1].End}
	for cut := true; cut; {
		cut = false
		words := d.Slice(s)
		if head, rest, ok := strings.Cut(words, ":"); ok && label(d.Language, head) {
			s.Start += len(head) + 1 + len(rest) - len(strings.TrimLeft(rest, " \u00a0"))
			cut = s.Start < s.End
		}
		if !cut && s.Start >= s.End {
			return s, false
		}
	}
	words := d.Slice(s)
	for _, tail := range titleTails {
		for cuts := 0; cuts < 3; cuts++ { // behind an outlet's name there may be its sections': "... - Region - World - The Lorn Herald"
			at := strings.LastIndex(words, tail)
			if at <= 0 || at*3 <= len(words) || !outletLike(words[at+len(tail):]) || cuts > 0 && strings.Contains(words[at+len(tail):], " ") {
				break
			}
			s.End = s.Start + at
			words = d.Slice(s)
		}
	}
	for _, mark := range []string{" — ", " – ", " - ", "; "} {
		if at := strings.Index(words, mark); len(strings.Fields(words)) > longestTitle && at > 0 && len(strings.Fields(words[:at])) >= leastTitle {
			s.End = s.Start + at // what stands behind it goes on
			words = d.Slice(s)
		}
	}
	if head, _, ok := strings.Cut(words, ":"); ok && strings.Contains(head, " ") && head == strings.ToUpper(head) {
		return s, false // "JANE DOE: What nobody says ..." is an opinion
	}
	if onlyDay(d) {
		return s, false
	}
	low := strings.ToLower(words)
	for _, se := range d.Sentences {
		if firstPerson(d, se) {
			return s, false
		}
	}
	switch {
	case furniture(d.Language, words), strings.HasSuffix(words, "?"), strings.HasSuffix(words, "…"), strings.HasSuffix(words, ".."),
		lang.ContainsAny(low, d.Language.Brief.Furniture.Shows), lang.BeginsWith(low, d.Language.Brief.Furniture.Asks):
		return s, false
	}
	return s, len(strings.TrimSpace(words)) > 0
}

// onlyDay reports whether a headline is nothing but a day: "Saturday, 4 May 2024".
func onlyDay(d *text.Doc) bool {
	covered := 0
	for _, t := range text.Times(d) {
		covered += t.Last - t.First
	}
	for i := range d.Tokens {
		if d.Tokens[i].Kind == text.Punct {
			covered++
		}
	}
	return covered >= len(d.Tokens)
}

// label reports whether the words before a headline's colon are a label: "Watch", "Quake live updates".
func label(l *lang.Language, s string) bool {
	s = strings.ToLower(strings.TrimSpace(s))
	if l.Brief.Furniture.Labels.Has(s) {
		return true
	}
	return len(s) < 40 && (strings.HasSuffix(s, " live updates") || strings.HasSuffix(s, " live") || strings.HasSuffix(s, " briefing"))
}

// outletLike reports whether a headline's tail looks like the name of an outlet or section: few words,
// most of them capitalised.
func outletLike(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 5 {
		return false
	}
	capital := 0
	for _, w := range words {
		if w[0] >= 'A' && w[0] <= 'Z' {
			capital++
		}
	}
	return capital*2 > len(words)
}

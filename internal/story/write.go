package story

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sitrep"
)

// written is a story and the arrival of the report that is first in time.
type written struct {
	sitrep.Story
	from int
}

// write makes a story of its reports, which come by arrival and are put in order of time.
func write(id sitrep.StoryID, members []*entry) written {
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
	return written{s, members[0].seq}
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

// best is the headline that says most of what the others say, so long as it reads like one.
func best(members []*entry) string {
	said := make(map[string]float64) // a word to the share of titles it stands in
	words := make([][]string, len(members))
	for i, e := range members {
		words[i] = titleWords(e.title)
		for _, w := range words[i] {
			said[w] += 1 / float64(len(members))
		}
	}
	pick, most := -1, 0.0
	for i, e := range members {
		if e.title == "" {
			continue
		}
		if s := score(e, words[i], said); pick < 0 || s > most {
			pick, most = i, s
		}
	}
	if pick < 0 {
		return ""
	}
	return members[pick].title
}

// titleWords are the longer words of a title, lower-cased, each once.
func titleWords(title string) []string {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	words = slices.DeleteFunc(words, func(w string) bool { return utf8.RuneCountInString(w) < 4 })
	slices.Sort(words)
	return slices.Compact(words)
}

func score(e *entry, words []string, said map[string]float64) float64 {
	s := 0.1 + 0.01*min(e.central, 10)
	for _, w := range words {
		s += said[w]
	}
	s /= math.Sqrt(3 + float64(len(words)))
	if n := len(strings.Fields(e.title)); n == 0 {
		return 0
	} else if n < 4 || n > 18 {
		s /= 2
	}
	if strings.ContainsAny(e.title, "?|") || broken(e.title) || strings.HasSuffix(e.title, "…") {
		s /= 2
	}
	return s
}

// broken reports whether a title seems cut off: it ends with a short word in small letters ("one of").
func broken(title string) bool {
	f := strings.Fields(title)
	last := f[len(f)-1]
	return utf8.RuneCountInString(last) <= 3 && unicode.IsLower([]rune(last)[0])
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

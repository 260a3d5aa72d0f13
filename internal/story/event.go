package story

import (
	"math"
	"slices"
	"strings"
	"time"

	"sitrep"
	"sitrep/internal/text"
)

// incident is what a report's head says happened: what, where, on which day.
type incident struct {
	what, where string
	day         float64 // days since 1970; 0 when unknown
	// stated is the first full date in the head, days since 1970; 0 when there is none.
	stated float64
}

// headWords is how far into a text an incident is looked for.
const headWords = 80

// incidentOf reads a report's head. The title says best what happened, the first sentences where and when.
func incidentOf(title, body *text.Doc) incident {
	var in incident
	for _, d := range []*text.Doc{title, body} {
		if d == nil {
			continue
		}
		h := headOf(d)
		if kind := what(&h); in.what == "" || in.what == unclear && waged[kind] {
			in.what = kind
		}
		if in.where == "" && in.what != "" {
			in.where = where(&h)
			if h.Headline && spoken().of(strings.ToLower(in.where)) == "" {
				in.where = "" // in a headline of capitals only a country can be told from other words
			}
		}
		in.date(&h)
	}
	return in
}

// headOf is the beginning of a text, to the end of a sentence if there is one in reach.
func headOf(d *text.Doc) text.Doc {
	h := *d
	h.Quotes = nil
	for s := range d.Sentences {
		if d.Sentences[s].Last > headWords && s > 0 {
			h.Sentences, h.Tokens = d.Sentences[:s], d.Tokens[:d.Sentences[s].First]
			return h
		}
	}
	if len(d.Tokens) > headWords {
		h.Sentences, h.Tokens = nil, d.Tokens[:headWords]
	}
	return h
}

// unclear is the kind of event that is work laid down or bombs dropped.
const unclear = "strike"

// what is the first kind of event a text names, or the first of war if that one is unclear.
func what(d *text.Doc) string {
	first := ""
	for i := range d.Tokens {
		n, kind := d.Language.Story.Events.Match(d.Lower, i)
		if n == 0 {
			continue
		}
		if first == "" {
			first = kind
		}
		if first != unclear || waged[kind] {
			return kind
		}
	}
	return first
}

// where is the first name that stands after a word of place: "in the eastern town of Douma".
func where(d *text.Doc) string {
	for i := range d.Tokens {
		if !d.Language.Story.At.Has(d.Tokens[i].Lower) {
			continue
		}
		if at := nameAfter(d, i+1); at != "" {
			return at
		}
	}
	return ""
}

// nameAfter is the run of capitalised words that begins no more than five words on, with no
// punctuation between.
func nameAfter(d *text.Doc, i int) string {
	for stop := min(i+5, len(d.Tokens)); i < stop; i++ {
		t := &d.Tokens[i]
		if t.Kind != text.Word {
			return ""
		}
		if !capital(t) {
			if t.Lower == "and" || d.Language.Story.At.Has(t.Lower) {
				return ""
			}
			continue
		}
		if dated(d, t.Lower) {
			return ""
		}
		j := i + 1
		for j < len(d.Tokens) && capital(&d.Tokens[j]) && !d.Tokens[j].Line {
			j++
		}
		return strings.Clone(d.Slice(d.Span(i, j)))
	}
	return ""
}

func capital(t *text.Token) bool {
	return t.Kind == text.Word && (t.Shape == text.Title || t.Shape == text.Upper || t.Shape == text.Mixed)
}

// dated reports whether a word belongs to a time ("in October").
func dated(d *text.Doc, word string) bool {
	_, ok := d.Language.Time.Words[word]
	return ok
}

// date takes the first day that is not after publication.
func (in *incident) date(d *text.Doc) {
	for _, t := range text.Times(d) {
		if t.Precision != text.OfDay || t.Rate {
			continue
		}
		at, err := time.Parse("2006-01-02", t.Date)
		if err != nil || !d.Published.IsZero() && at.After(d.Published.End()) {
			continue
		}
		days := float64(at.Unix()) / 86400
		if in.stated == 0 && d.Published.IsZero() {
			in.stated = days
		}
		if in.day == 0 {
			in.day = days
		}
		return
	}
}

// events sorts a story's reports into incidents: of one kind, at one place, on one day. A report that names
// no place or no day goes with the incident of its kind nearest in time, if that is unmistakable.
func events(story sitrep.StoryID, entries []*entry) []sitrep.Event {
	type key struct {
		what, where string
		day         float64
	}
	found := make(map[key]int)
	var out []sitrep.Event
	entries = datedByReport(entries)
	for _, e := range entries {
		in := e.incident
		if in.what == "" || in.where == "" || in.day == 0 {
			continue
		}
		k := key{in.what, placed(in.where), math.Floor(in.day)}
		n, ok := found[k]
		if !ok {
			n = len(out)
			found[k] = n
			out = append(out, sitrep.Event{
				ID:   sitrep.EventID(string(story) + "/" + day(in.day) + "/" + slug(in.what+" "+in.where)),
				What: in.what, Where: in.where, When: day(in.day),
			})
		}
		out[n].Reports = append(out[n].Reports, e.id)
	}
	vague(out, entries)
	slices.SortStableFunc(out, func(a, b sitrep.Event) int {
		if c := strings.Compare(a.When, b.When); c != 0 {
			return c
		}
		return strings.Compare(string(a.ID), string(b.ID))
	})
	return out
}

// atOnce is within how many days reports of one place that name no day are taken to tell of one incident.
const atOnce = 2

// datedByReport gives the incidents of a war that name no day the day of their report, where a story tells of such ones at one
// place for longer than one incident is news: told of a week apart they are two, though nothing says so.
func datedByReport(entries []*entry) []*entry {
	type site struct{ what, where string }
	spans := make(map[site]span)
	at := func(e *entry) (site, float64, bool) {
		in := e.incident
		if !waged[in.what] || in.where == "" || e.stamp.IsZero() {
			return site{}, 0, false
		}
		return site{in.what, placed(in.where)}, math.Floor(float64(e.stamp.End().Unix()) / 86400), true
	}
	for _, e := range entries {
		if s, day, ok := at(e); ok {
			known, seen := spans[s]
			if !seen {
				known = unknownSpan()
			}
			spans[s] = known.with(span{day, day})
		}
	}
	out := slices.Clone(entries)
	for i, e := range out {
		if s, day, ok := at(e); ok && e.incident.day == 0 && spans[s].days() > atOnce {
			dated := *e
			dated.incident.day = day
			out[i] = &dated
		}
	}
	return out
}

// placed is what a place is compared by: its country, if its name holds one ("central Turkey", "Turkish"), or the name.
func placed(where string) string {
	where = strings.ToLower(where)
	for _, word := range strings.Fields(where) {
		if thing := spoken().of(word); thing != "" {
			return thing
		}
	}
	return where
}

// vague adds the reports whose incident lacks a place or a day to the only event that fits them.
func vague(events []sitrep.Event, entries []*entry) {
	for _, e := range entries {
		in := e.incident
		if in.what == "" || in.where != "" && in.day != 0 {
			continue
		}
		fit := -1
		for i := range events {
			ev := &events[i]
			if ev.What != in.what || in.where != "" && placed(ev.Where) != placed(in.where) || in.day != 0 && ev.When != day(in.day) {
				continue
			}
			if fit >= 0 {
				fit = -2
				break
			}
			fit = i
		}
		if fit >= 0 {
			events[fit].Reports = append(events[fit].Reports, e.id)
		}
	}
}

func day(days float64) string {
	return time.Unix(int64(math.Floor(days))*86400, 0).UTC().Format("2006-01-02")
}

func slug(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), "-") }

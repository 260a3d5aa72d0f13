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
		for ; j < len(d.Tokens) && capital(&d.Tokens[j]) && !d.Tokens[j].Line; j++ {
			if n, _ := d.Language.Story.Events.Match(d.Lower, j); n > 0 {
				return "" // "In Gas Attack": a headline's words
			}
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
// no place or no day goes with the incident of its kind nearest in time, if that is unmistakable; and where a story tells of one sudden event, all of it is of that one.
func events(story sitrep.StoryID, entries []*entry) []sitrep.Event {
	type key struct {
		what, where string
		day         float64
	}
	found := make(map[key]int)
	var out []occurrence
	entries = datedByReport(placedTowns(entries))
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
			out = append(out, occurrence{what: in.what, where: in.where, at: siteOf(in.where), day: math.Floor(in.day)})
		}
		out[n].add(e)
	}
	if one, ok := ofOne(out, entries); ok {
		out = one
	} else {
		out = vague(joined(out), entries)
	}
	list := make([]sitrep.Event, len(out))
	for i := range out {
		list[i] = out[i].event(story)
	}
	slices.SortStableFunc(list, func(a, b sitrep.Event) int {
		if c := strings.Compare(a.When, b.When); c != 0 {
			return c
		}
		return strings.Compare(string(a.ID), string(b.ID))
	})
	return list
}

// occurrence is an event on its way: what, where and on which day (days since 1970, 0 for unknown), and who tells of it.
type occurrence struct {
	what, where string
	at          site
	day         float64
	told        []*entry
}

// site is what a place is compared by (placed), and whether that is a country.
type site struct {
	name    string
	country bool
}

func siteOf(where string) site {
	name := placed(where)
	return site{name, spoken().of(name) != ""}
}

// fits reports whether two sites may be one: they are, or one is unknown or a country where the other is a town.
func (a site) fits(b site) bool {
	return a == b || a.name == "" || b.name == "" || a.country != b.country
}

func (o *occurrence) add(e *entry) {
	if !slices.Contains(o.told, e) {
		o.told = append(o.told, e)
	}
}

func (o *occurrence) event(story sitrep.StoryID) sitrep.Event {
	ev := sitrep.Event{What: o.what, Where: o.where}
	if o.day != 0 {
		ev.When = day(o.day)
	}
	parts := slices.DeleteFunc([]string{string(story), ev.When, slug(o.what + " " + o.where)}, func(s string) bool { return s == "" })
	ev.ID = sitrep.EventID(strings.Join(parts, "/"))
	for _, e := range o.told {
		ev.Reports = append(ev.Reports, e.id)
	}
	return ev
}

// sudden are the kinds of event that come once, are over within hours or days, and are told of ever after.
var sudden = map[string]bool{
	"aftershock": true, "avalanche": true, "bombing": true, "collapse": true, "crash": true, "crush": true, "derailment": true, "earthquake": true, "eruption": true,
	"explosion": true, "fire": true, "flood": true, "hostage-taking": true, "implosion": true, "landslide": true, "shooting": true, "sinking": true, "stabbing": true, "storm": true,
	"tornado": true, "tsunami": true,
}

// mostlyOne is one report in so many that must name the kind of the sudden event a story is of; of a story of many reports, whose headlines come to speak of what is around the event,
// one in partlyOne, if they are manyNaming or more and no others name as many kinds.
const mostlyOne, partlyOne, manyNaming = 3, 6, 20

// ofOne makes one event of a story that tells of one: of the kind, place and day that most of its reports give. Reports of a fire name the days on which somebody spoke
// of it, so its own is one on which it was first told, or before.
func ofOne(found []occurrence, entries []*entry) ([]occurrence, bool) {
	kinds, places, days := votes[string]{}, votes[string]{}, votes[float64]{}
	first, named := math.Inf(1), 0
	for _, e := range entries {
		if sudden[e.incident.what] {
			kinds.add(e.incident.what)
		}
		if e.incident.what != "" {
			named++
		}
		if !e.stamp.IsZero() {
			first = min(first, math.Floor(float64(e.stamp.End().Unix())/86400))
		}
	}
	what, n := kinds.most()
	mostly := mostlyOne*n >= len(entries) || n >= manyNaming && partlyOne*n >= len(entries) && 2*n > named
	if n == 0 || !mostly || atWar(what, n, found, entries) {
		return nil, false
	}
	spelled := map[string]*votes[string]{}
	for _, e := range entries {
		in := e.incident
		if in.what != what {
			continue
		}
		if in.where != "" {
			at := placed(in.where)
			places.add(at)
			if spelled[at] == nil {
				spelled[at] = &votes[string]{}
			}
			spelled[at].add(in.where)
		}
		if in.day != 0 {
			if d := math.Floor(in.day); d <= first+1 {
				days.add(d)
			}
		}
	}
	on, _ := days.most()
	one := occurrence{what: what, day: on}
	if at, k := places.most(); k > 0 {
		one.where, _ = spelled[at].most()
	}
	one.told = entries
	return []occurrence{one}, true
}

// atWar reports whether the event that n reports of a story name is one of a war's: as many tell of what armies do, or it is such itself and there are others, on other days.
func atWar(what string, n int, found []occurrence, entries []*entry) bool {
	others := 0
	for _, e := range entries {
		if in := e.incident.what; waged[in] && in != what {
			others++
		}
	}
	return others >= n || waged[what] && slices.ContainsFunc(found, func(o occurrence) bool { return waged[o.what] && o.day != found[0].day })
}

// votes counts how often each of some values comes; of those that come as often, the first is the most.
type votes[T comparable] struct {
	of   map[T]int
	list []T
}

func (c *votes[T]) add(v T) {
	if c.of == nil {
		c.of = map[T]int{}
	}
	if c.of[v]++; c.of[v] == 1 {
		c.list = append(c.list, v)
	}
}

func (c *votes[T]) most() (most T, n int) {
	for _, v := range c.list {
		if c.of[v] > n {
			most, n = v, c.of[v]
		}
	}
	return most, n
}

// joined makes one of two events of a day that differ by how they are told: of kinds that may be one, of which the place of the one is unknown to lie elsewhere
// (a country beside a town), and no third event of that day fits either.
func joined(list []occurrence) []occurrence {
	of := map[float64][]int{} // by day
	for i := range list {
		of[list[i].day] = append(of[list[i].day], i)
	}
	into := make([]int, len(list))
	for i := range list {
		into[i] = -1
		for _, k := range of[list[i].day] {
			if i == k || !list[i].fits(list[k].what, list[k].at) || !list[i].wider(&list[k]) {
				continue
			}
			if into[i] >= 0 {
				into[i] = -2
				break
			}
			into[i] = k
		}
	}
	var out []occurrence
	at := make([]int, len(list))
	for i := range list {
		if into[i] < 0 {
			at[i] = len(out)
			out = append(out, list[i])
		}
	}
	for i := range list {
		if k := into[i]; k >= 0 && into[k] < 0 {
			for _, e := range list[i].told {
				out[at[k]].add(e)
			}
		} else if k >= 0 {
			out = append(out, list[i]) // it would join one that joins another
		}
	}
	return out
}

// wider reports whether an event is told less closely than another: its place is a country, or its kind says only that there was an attack.
func (o *occurrence) wider(p *occurrence) bool {
	if o.at.country != p.at.country {
		return o.at.country
	}
	return o.at == p.at && loose[o.what] && !loose[p.what]
}

// loose are the kinds that say only that somebody attacked.
var loose = map[string]bool{"attack": true, unclear: true, "explosion": true, "massacre": true}

// fits reports whether an event may be what a report tells of by its kind and place, either of which may be unknown.
func (o *occurrence) fits(what string, at site) bool {
	if o.what != what && what != "" && !(loose[what] && (waged[o.what] || loose[o.what])) && !(loose[o.what] && waged[what]) {
		return false
	}
	return o.at.fits(at)
}

// placedTowns gives the incidents that are told at a country's place the place alone: where a text lost its marks, "Lorns Arlen" is Arlen.
func placedTowns(entries []*entry) []*entry {
	out := slices.Clone(entries)
	for i, e := range out {
		first, rest, more := strings.Cut(e.incident.where, " ")
		bare, owner := strings.CutSuffix(strings.ToLower(first), "s")
		if thing := spoken().of(bare); more && owner && thing != "" && thing == spoken().of(bare+"s") {
			placed := *e
			placed.incident.where = rest
			out[i] = &placed
		}
	}
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

// news is for how many days an event is what a report tells of that names no day.
const news = 1

// vague adds the reports whose incident lacks a place or a day to the only event that fits them. One without a day fits what came to pass on the day it was published, or the day before.
func vague(list []occurrence, entries []*entry) []occurrence {
	for _, e := range entries {
		in := e.incident
		if in.what == "" || in.where != "" && in.day != 0 {
			continue
		}
		var fit []int
		at := siteOf(in.where)
		for i := range list {
			o := &list[i]
			if !o.fits(in.what, at) || in.day != 0 && o.day != math.Floor(in.day) {
				continue
			}
			if in.day == 0 && len(list) > 1 {
				if e.stamp.IsZero() {
					continue
				}
				if out := math.Floor(float64(e.stamp.End().Unix())/86400) - o.day; out < 0 || out > news {
					continue
				}
			}
			fit = append(fit, i)
		}
		if same := slices.DeleteFunc(slices.Clone(fit), func(i int) bool { return list[i].what != in.what }); len(same) == 1 {
			fit = same
		}
		if len(fit) == 1 {
			list[fit[0]].add(e)
		}
	}
	return list
}

func day(days float64) string {
	return time.Unix(int64(math.Floor(days))*86400, 0).UTC().Format("2006-01-02")
}

func slug(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), "-") }

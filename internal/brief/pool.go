package brief

import (
	"math"
	"sort"
	"strings"

	"sitrep"
	"sitrep/internal/text"
)

// perReport and perStory bound the pool: a story of ten thousand reports is written from its
// first sentences, its figures and its reactions, and from the reports that say most.
const (
	perReport = 12
	perStory  = 4000
)

// candidate is a sentence that could stand in the brief.
type candidate struct {
	sitrep.Unit
	reading *sitrep.Reading
	order   int // the report's place in time order
	place   int // the sentence's place in its report; 0 is the first
	title   bool
	words   map[string]bool // content words, shortened to a crude stem
	length  int             // words
	figures []*sitrep.Figure
	claims  []*sitrep.Claim
	score   float64 // how central its words are to the story's reports, 0 to about 1
}

// pool is the story's sentences that are fit to print, and the weight of its words.
type pool struct {
	sentences []*candidate
	titles    []*candidate
	weight    map[string]float64 // the share of reports that hold the word near their top
	reports   int
}

func (p *pool) empty() bool { return len(p.sentences) == 0 && len(p.titles) == 0 }

func newPool(in Input) *pool {
	p := &pool{weight: map[string]float64{}, reports: len(in.Readings)}
	count := map[string]int{}
	for i := range in.Readings {
		r := &in.Readings[i]
		near := map[string]bool{}
		title := text.New(in.Language, r.Report, sitrep.InTitle)
		for _, s := range title.Sentences {
			stems(title, s.First, s.Last, near)
		}
		if c := titleCandidate(r, title, i); c != nil {
			p.titles = append(p.titles, c)
		}
		body := text.New(in.Language, r.Report, sitrep.InText)
		kept := 0
		for k, s := range body.Sentences {
			if k < 3 {
				stems(body, s.First, s.Last, near)
			}
			if kept >= perReport && !figureOrReaction(r, s.Span) || len(p.sentences) >= perStory {
				continue
			}
			if c := sentenceCandidate(r, body, k, i); c != nil {
				p.sentences = append(p.sentences, c)
				kept++
			}
		}
		for w := range near {
			count[w]++
		}
	}
	for w, n := range count {
		p.weight[w] = float64(n) / float64(max(1, p.reports))
	}
	for _, list := range [][]*candidate{p.titles, p.sentences} {
		for _, c := range list {
			c.score = p.centrality(c)
		}
	}
	return p
}

// centrality is the mean weight of a sentence's words, damped for very short ones: what many reports
// put near their top is what the story is about (the centroid method of Radev et al., 2004, with
// reports for documents).
func (p *pool) centrality(c *candidate) float64 {
	if len(c.words) == 0 {
		return 0
	}
	weights := make([]float64, 0, len(c.words))
	for w := range c.words {
		weights = append(weights, p.weight[w])
	}
	sort.Float64s(weights) // so that the sum doesn't depend on the map's order
	sum := 0.0
	for _, x := range weights {
		sum += x
	}
	return sum / math.Pow(float64(len(c.words))+4, 0.75)
}

func figureOrReaction(r *sitrep.Reading, s sitrep.Span) bool {
	for i := range r.Figures {
		if r.Figures[i].In == sitrep.InText && s.Contains(r.Figures[i].Span) {
			return true
		}
	}
	for i := range r.Claims {
		c := &r.Claims[i]
		if c.In == sitrep.InText && c.Kind != sitrep.Statement && len(c.Cue) > 0 && s.Contains(c.Cue[0]) {
			return true
		}
	}
	return false
}

// stems adds the content words of tokens [first, last) to a set.
func stems(d *text.Doc, first, last int, into map[string]bool) {
	for i := first; i < last; i++ {
		if w := stem(d, i); w != "" {
			into[w] = true
		}
	}
}

// stem is a token's word cut to a crude stem, or "" for a function word. Six letters tell most
// English words apart and hold most inflections together.
func stem(d *text.Doc, i int) string {
	t := &d.Tokens[i]
	w := t.Lower
	if t.Kind == text.Punct || len(w) < 3 && t.Kind != text.Number || d.Language.Text.Starters.Has(w) || hollow[w] {
		return ""
	}
	w = strings.TrimSuffix(w, "s")
	if len(w) > 6 && t.Kind == text.Word {
		cut := 6
		for cut < len(w) && w[cut]&0xC0 == 0x80 {
			cut++
		}
		w = w[:cut]
	}
	return w
}

// hollow are words that say nothing of what a sentence is about.
var hollow = map[string]bool{
	"said": true, "say": true, "says": true, "has": true, "have": true, "had": true, "was": true, "were": true, "are": true, "been": true,
	"being": true, "will": true, "would": true, "could": true, "can": true, "may": true, "might": true, "should": true, "than": true,
	"which": true, "into": true, "over": true, "about": true, "more": true, "who": true, "whom": true, "them": true, "him": true, "its": true,
	"told": true, "'s": true, "him.": true, "all": true, "other": true, "such": true, "through": true, "between": true, "during": true, "did": true, "does": true,
}

// overlap is the share of the smaller set's words that both have.
func overlap(a, b map[string]bool) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 {
		return 0
	}
	n := 0
	for w := range a {
		if b[w] {
			n++
		}
	}
	return float64(n) / float64(len(a))
}

// titleCandidate makes a candidate of a report's headline, or nil when it isn't fit to print.
func titleCandidate(r *sitrep.Reading, d *text.Doc, order int) *candidate {
	if len(d.Tokens) == 0 || d.AllCaps {
		return nil
	}
	span, ok := trimTitle(d)
	if !ok {
		return nil
	}
	c := &candidate{reading: r, order: order, title: true, words: map[string]bool{}}
	c.Text = d.Slice(span)
	c.Citations = []sitrep.Citation{{Report: r.Report.ID, In: sitrep.InTitle, Span: span}}
	c.fill(d, span)
	if c.length < 3 || c.length > 24 {
		return nil
	}
	return c
}

// sentenceCandidate makes a candidate of a body sentence, or nil when it isn't fit to print.
func sentenceCandidate(r *sitrep.Reading, d *text.Doc, k, order int) *candidate {
	t, ok := trim(r, d, k)
	if !ok {
		return nil
	}
	c := &candidate{reading: r, order: order, place: k, words: map[string]bool{}, Unit: t.Unit}
	c.fill(d, d.Sentences[k].Span)
	if c.length < 5 || c.length > 48 {
		return nil
	}
	return c
}

// fill notes what was read from the candidate's span.
func (c *candidate) fill(d *text.Doc, span sitrep.Span) {
	first, last := d.TokenAt(span.Start), d.TokenAt(span.End)
	if last < len(d.Tokens) && d.Tokens[last].Start < span.End {
		last++
	}
	stems(d, first, last, c.words)
	for i := first; i < last; i++ {
		if d.Tokens[i].Kind != text.Punct && d.Tokens[i].Lower != "'s" {
			c.length++
		}
	}
	for i := range c.reading.Figures {
		f := &c.reading.Figures[i]
		if f.In == d.In && span.Contains(f.Span) {
			c.figures = append(c.figures, f)
		}
	}
	for i := range c.reading.Claims {
		cl := &c.reading.Claims[i]
		if cl.In == d.In && len(cl.Cue) > 0 && span.Overlaps(cl.Cue[0]) {
			c.claims = append(c.claims, cl)
		}
	}
}

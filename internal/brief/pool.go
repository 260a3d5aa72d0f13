package brief

import (
	"strings"

	"sitrep"
	"sitrep/internal/lang"
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
	reading  *sitrep.Reading
	order    int // the report's place in time order
	place    int // the sentence's place in its report; 0 is the first
	title    bool
	speaker  string      // of a transcript's sentence
	leaning  bool        // it begins with "The total", "The lawmaker": known from the sentences before it
	loaded   bool        // it takes a side in the report's own voice
	slanted  bool        // it does so in somebody's indirect speech
	coming   bool        // it tells of what is to come
	behind   bool        // it may stand only behind the sentence before it in its report
	floating bool        // it gives a day that only its own report's readers can know
	words    []wordCount // content words
	length   int         // words
	figures  []*sitrep.Figure
	claims   []*sitrep.Claim
	score    float64 // how central its words are to the story's reports
}

// pool is the story's sentences that are fit to print.
type pool struct {
	sentences []*candidate
	titles    []*candidate
	following []*candidate // of a report's opening: sentences that may stand only behind the one before
	chance    []float64    // by word: that an editor's text has it
	refs      []reference
	clock     *clock
	refused   map[string]int // sentences not fit to print, by reason
}

func (p *pool) empty() bool { return len(p.sentences) == 0 && len(p.titles) == 0 }

// newPool gathers the candidates and weighs their words.
func newPool(in Input) *pool {
	p := &pool{refused: map[string]int{}, clock: newClock(&in.Story, in.Readings)}
	v := &vocabulary{ids: map[string]int32{}}
	all := 0.0
	for i := range in.Readings {
		r := &in.Readings[i]
		if r.Unread != "" {
			continue // what can't be read can't be chosen from
		}
		title := text.New(in.Language, r.Report, sitrep.InTitle)
		body := text.New(in.Language, r.Report, sitrep.InText)
		weight := p.clock.recency(r.Report.Published)
		all += weight
		p.refs = append(p.refs, v.reference(title, body, in.Words, weight))
		if c := titleCandidate(r, title, i, v); c != nil {
			p.titles = append(p.titles, c)
		}
		kept := 0
		talk, l, opens := turnsOf(r), newLeaf(r, body), len(in.Readings) <= maxReferences
		for k, s := range body.Sentences {
			if kept >= perReport && !figureOrReaction(r, s.Span) || len(p.sentences) >= perStory {
				continue
			}
			c := p.sentenceCandidate(l, k, i, v, talk)
			if c != nil {
				p.sentences = append(p.sentences, c)
				kept++
			}
			if opens = opens && talk == nil && k < mostOpening; opens && (c == nil || c.leaning) {
				if c = followingCandidate(l, k, i, v); c != nil {
					p.following = append(p.following, c)
				}
			}
			opens = opens && c != nil
		}
	}
	p.chance = v.chances(all)
	for _, c := range p.titles {
		c.score = v.centrality(c.words, c.length, all, p.clock.recency(c.reading.Report.Published))
	}
	for _, c := range p.sentences {
		c.score = v.centrality(c.words, c.length, all, 0)
	}
	return p
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

// stem is a token's word cut to a crude stem, or "" for a function word. Six letters tell most
// English words apart and hold most inflections together.
func stem(d *text.Doc, i int) string {
	t := &d.Tokens[i]
	w := t.Lower
	if t.Kind == text.Punct || len(w) < 3 && t.Kind != text.Number || d.Language.Text.Starters.Has(w) || d.Language.Brief.Is(w, lang.BriefHollow) {
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

// titleCandidate makes a candidate of a report's headline, or nil when it isn't fit to print.
func titleCandidate(r *sitrep.Reading, d *text.Doc, order int, v *vocabulary) *candidate {
	if len(d.Tokens) == 0 || d.AllCaps {
		return nil
	}
	span, ok := trimTitle(d)
	if !ok {
		return nil
	}
	c := &candidate{reading: r, order: order, title: true}
	c.Text = d.Slice(span)
	c.Citations = []sitrep.Citation{{Report: r.Report.ID, In: sitrep.InTitle, Span: span}}
	c.fill(d, span, v)
	if c.length < 3 || c.length > 24 {
		return nil
	}
	return c
}

// sentenceCandidate makes a candidate of a body sentence, or nil when it isn't fit to print.
func (p *pool) sentenceCandidate(l *leaf, k, order int, v *vocabulary, talk turns) *candidate {
	r, d := l.reading, l.Doc
	var u sitrep.Unit
	var why, speaker string
	var floating bool
	if talk != nil {
		speaker = talk.speaker(d, d.Sentences[k])
		u, why = spoken(l, k, speaker)
	} else {
		u, floating, why = trim(l, k)
	}
	if why != "" {
		p.refused[why]++
		return nil
	}
	c := &candidate{reading: r, order: order, place: k, Unit: u, speaker: speaker, floating: floating}
	c.fill(d, d.Sentences[k].Span, v)
	c.leaning = k > 0 && (leaning(d, d.Sentences[k]) || c.others() || c.unnamed(d)) || leansBack(d, d.Sentences[k], k == 0)
	if c.length < 5 || c.length > 60 {
		p.refused["length"]++
		return nil
	}
	return c
}

// mostOpening is how many sentences of a report's opening can follow one another in a brief; of a story of very many
// reports, only sentences that stand by themselves are asked.
const mostOpening = 6

// followingCandidate makes a candidate of a sentence that leans on the one before it, or nil when more than that keeps it
// from being printed. It stays as it stands in the report: "He said so on Monday" is plain right behind what it leans on,
// provided that all before it in the report stand there too.
func followingCandidate(l *leaf, k, order int, v *vocabulary) *candidate {
	if k == 0 {
		return nil
	}
	u, floating, why := trimBehind(l, k)
	if why != "" {
		return nil
	}
	c := &candidate{reading: l.reading, order: order, place: k, Unit: u, floating: floating, behind: true}
	c.fill(l.Doc, l.Sentences[k].Span, v)
	if c.length < 5 || c.length > 60 {
		return nil
	}
	return c
}

// leaning reports whether a sentence begins with "the" and one common noun: who or what that is, the
// sentences before it say.
func leaning(d *text.Doc, s text.Sentence) bool {
	if s.Last-s.First < 4 || d.Lower(s.First) != "the" {
		return false
	}
	noun, next := &d.Tokens[s.First+1], s.First+2
	return noun.Kind == text.Word && noun.Shape == text.Lower && (d.Tokens[next].Shape == text.Lower && d.Lower(next) != "of" || d.Raw(next) == ",")
}

// others reports whether a candidate's first count comes on top of one that it doesn't give ("another 12").
func (c *candidate) others() bool {
	return len(c.figures) > 0 && c.figures[0].Additional
}

// unnamed reports whether who says so is only pointed at ("the source said").
func (c *candidate) unnamed(d *text.Doc) bool {
	for _, cl := range c.claims {
		if cl.SpeakerKind != sitrep.Anonymous || len(cl.Source) == 0 {
			continue
		}
		words := strings.Fields(d.Slice(cl.Source[0]))
		if len(words) == 2 && strings.EqualFold(words[0], "the") && words[1] == strings.ToLower(words[1]) && strings.Contains(strings.ToLower(c.Text), "the "+words[1]) {
			return true
		}
	}
	return false
}

// leansBack reports whether a sentence holds a phrase that only the sentences before it explain ("the same day"). In a
// report's first sentence such a phrase leans on what stands in the sentence itself.
func leansBack(d *text.Doc, s text.Sentence, first bool) bool {
	if d.Raw(s.First+1) == ":" {
		return true // a place or a label before the sentence
	}
	if first := d.Lower(s.First); d.Language.Brief.Is(first, lang.BriefConnective) && !d.Language.Brief.Is(first, lang.BriefCoordinator) && d.Raw(s.First+1) != "," {
		return true // "Meanwhile the army said ..."
	}
	return !first && lang.ContainsAny(strings.ToLower(d.Slice(s.Span)), d.Language.Brief.Furniture.Leans)
}

// fill counts the candidate's words and notes what was read from its span.
func (c *candidate) fill(d *text.Doc, span sitrep.Span, v *vocabulary) {
	first, last := d.TokenAt(span.Start), d.TokenAt(span.End)
	if last < len(d.Tokens) && d.Tokens[last].Start < span.End {
		last++
	}
	c.words = v.count(d, first, last)
	c.length = len(strings.Fields(c.Text))
	for i := first; i < last; i++ {
		if d.Language.Brief.Is(d.Tokens[i].Lower, lang.BriefLoaded) && !inQuote(d, i) {
			c.slanted = true
			c.loaded = c.loaded || !c.attributed(d.Span(i, i+1), d.In)
		}
	}
	for i := first; i+1 < last; i++ {
		if d.Language.Brief.Is(d.Tokens[i].Lower, lang.BriefComing) && !inQuote(d, i) {
			c.coming = true
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

// attributed reports whether somebody named says the words.
func (c *candidate) attributed(at sitrep.Span, in sitrep.Field) bool {
	for i := range c.reading.Claims {
		cl := &c.reading.Claims[i]
		if cl.In != in || cl.Speaker == "" {
			continue
		}
		for _, s := range cl.Content {
			if s.Contains(at) {
				return true
			}
		}
	}
	return false
}

package brief

import (
	"sort"
	"strings"

	"sitrep"
)

// fit reports whether a candidate may be shown at all: it states no figure that the ledger holds for a
// relay's slip or an unsure reading, and none in a report's own voice where somebody is known to
// give the count.
func (w *writer) fit(p *plan, c *candidate) bool {
	for _, f := range c.figures {
		if _, barred := p.barred[f.Cite()]; barred {
			return false
		}
		if f.Confidence > 0 && f.Confidence < 0.35 {
			return false
		}
		if f.Claimant == "" && !f.Implicit && measureWeight[f.Measure] > 0 && w.claimed(f.Measure) {
			return false
		}
	}
	return true
}

// claimed reports whether a named claimant stands behind a count of the measure.
func (w *writer) claimed(m sitrep.Measure) bool {
	for i := range w.Ledger.Series {
		s := &w.Ledger.Series[i]
		if s.Measure != m {
			continue
		}
		for _, l := range s.Claimants {
			if l.Kind == sitrep.Named || l.Kind == sitrep.Office {
				return true
			}
		}
	}
	return false
}

// stale reports whether a candidate states a figure that its claimant has since changed.
func (w *writer) stale(p *plan, c *candidate) bool {
	for _, f := range c.figures {
		if !p.standing[f.Cite()] && !f.Implicit && measureWeight[f.Measure] > 0 {
			return true
		}
	}
	return false
}

// value is how good a candidate is as a sentence of the brief.
func (w *writer) value(c *candidate) float64 {
	v := c.score
	if c.place == 0 {
		v *= 1.25 // leads are written to stand alone
	}
	v *= 0.6 + 0.4*w.recency(c.reading.Report.Published)
	if c.length > 36 {
		v *= 0.85
	}
	if strings.ContainsAny(c.Text, "\"“") {
		v *= 0.95
	}
	return v
}

// best is the candidate of the highest value that passes, is not told yet and passes the gate.
func (w *writer) best(list []*candidate, room int, limit float64, ok func(*candidate) bool) *candidate {
	type scored struct {
		c *candidate
		v float64
	}
	var rank []scored
	for _, c := range list {
		if c.length <= room && ok(c) && !w.told.again(c, limit) {
			rank = append(rank, scored{c, w.value(c)})
		}
	}
	sort.SliceStable(rank, func(i, j int) bool { return rank[i].v > rank[j].v })
	for i, s := range rank {
		if i >= 25 {
			break // the gate has refused what there is of this kind
		}
		if w.pass(s.c.Unit) {
			return s.c
		}
	}
	return nil
}

// stating finds the sentence that states a row best: it names the claimant itself.
func (w *writer) stating(p *plan, r row, list []*candidate, room int) *candidate {
	wanted := map[sitrep.Citation]bool{}
	for _, c := range r.step.Figures {
		wanted[c] = true
	}
	return w.best(list, room, 0.75, func(c *candidate) bool {
		if !w.fit(p, c) || w.stale(p, c) && r.step.Status == sitrep.Active {
			return false
		}
		for _, f := range c.figures {
			if wanted[f.Cite()] {
				return f.Claimant == "" || names(c, string(f.Claimant))
			}
		}
		return false
	})
}

// names reports whether a candidate's own words hold a name, or most of it.
func names(c *candidate, name string) bool {
	low := strings.ToLower(c.Text)
	hit, n := 0, 0
	for _, word := range strings.Fields(strings.ToLower(name)) {
		if len(word) < 3 || word == "the" {
			continue
		}
		n++
		if strings.Contains(low, word) {
			hit++
		}
	}
	return hit*2 >= n
}

// headline is the weightiest figure in a report's own headline that names who gives it; or that
// figure phrased; or, where nothing is counted, the most central headline.
func (w *writer) headline(p *plan) sitrep.Unit {
	for i, r := range p.rows {
		if i >= 3 {
			break
		}
		if i > 0 && r.weight < 0.5*p.rows[0].weight {
			break
		}
		if c := w.stating(p, r, w.pool.titles, 20); c != nil {
			return w.head(c)
		}
		if u, ok := w.phraseHeadline(r); ok && w.pass(u) {
			w.tellRow(r)
			return u
		}
	}
	plain := func(c *candidate) bool { return w.fit(p, c) && !w.stale(p, c) }
	if c := w.best(w.pool.titles, 24, 1, plain); c != nil {
		return w.head(c)
	}
	if c := w.best(w.pool.sentences, 30, 1, plain); c != nil {
		return w.head(c)
	}
	// Nothing passes: the report's own headline, as it stands.
	for _, c := range w.pool.titles {
		if u := c.Unit; w.pass(u) {
			return u
		}
	}
	return sitrep.Unit{}
}

func (w *writer) head(c *candidate) sitrep.Unit {
	w.told.texts[c.Text] = true
	u := c.Unit
	u.Text = strings.TrimRight(u.Text, ".")
	return u
}

func (w *writer) tellRow(r row) {
	for _, c := range r.step.Figures {
		if f := w.figures[c]; f != nil {
			w.told.figures[figureKey(f)] = true
		}
	}
}

// body is the paragraph: where things stand, who says what, who reacted, how it moved.
func (w *writer) body(p *plan) []sitrep.Unit {
	room := w.Words
	var out []*candidate
	take := func(c *candidate) bool {
		if c == nil {
			return false
		}
		out = append(out, c)
		w.told.tell(c)
		room -= c.length
		return true
	}
	current := func(c *candidate) bool { return w.fit(p, c) && !w.stale(p, c) }
	// The lead: what happened, latest first; a sentence that carries the main figure if there is one.
	var lead *candidate
	if len(p.rows) > 0 {
		lead = w.stating(p, p.rows[0], w.pool.sentences, room)
	}
	if lead == nil {
		lead = w.best(w.pool.sentences, room, 0.8, current)
	}
	take(lead)
	for i, r := range p.rows {
		if i >= 6 || room < w.Words*2/5 {
			break
		}
		if i > 0 && r.weight < 0.12*p.rows[0].weight || w.rowTold(r) {
			continue
		}
		take(w.stating(p, r, w.pool.sentences, room))
	}
	acts := 0
	for _, r := range p.reactions {
		if acts >= 3 || room < w.Words/5 {
			break
		}
		if r.kind != sitrep.Support && take(w.acting(p, r, room)) {
			acts++
		}
	}
	for n := 0; room > 8 && n < 12; n++ {
		if !take(w.best(w.pool.sentences, room, 0.5, current)) {
			break
		}
	}
	return units(out)
}

// acting finds the sentence that tells of an act best.
func (w *writer) acting(p *plan, r reaction, room int) *candidate {
	wanted := map[*sitrep.Claim]bool{}
	for _, c := range r.claims {
		wanted[c] = true
	}
	return w.best(w.pool.sentences, room, 0.6, func(c *candidate) bool {
		if !w.fit(p, c) || w.stale(p, c) {
			return false
		}
		for _, cl := range c.claims {
			if wanted[cl] && names(c, string(cl.Speaker)) {
				return true
			}
		}
		return false
	})
}

// points are up to three things to know: the main figures by other claimants, an act, what
// else the reports put first. Headlines serve here as well as sentences.
func (w *writer) points(p *plan) []sitrep.Unit {
	var out []*candidate
	all := append(append([]*candidate(nil), w.pool.sentences...), w.pool.titles...)
	local := told{}
	local.begin()
	// What the body will say may be said here in short; the same thing twice among the points may not.
	keep := w.told
	w.told = local
	w.told.texts = keep.texts
	defer func() { w.told = keep }()
	take := func(c *candidate) bool {
		if c == nil || len(out) == 3 {
			return false
		}
		out = append(out, c)
		w.told.tell(c)
		keep.texts[c.Text] = true
		return true
	}
	for i, r := range p.rows {
		if len(out) == 2 || i >= 5 {
			break
		}
		if i > 0 && r.weight < 0.2*p.rows[0].weight || w.rowTold(r) {
			continue
		}
		if !take(w.stating(p, r, all, 32)) {
			if u, ok := w.phraseRow(r); ok && w.pass(u) {
				take(&candidate{Unit: u, words: map[string]bool{}})
				w.tellRow(r)
			}
		}
	}
	for _, r := range p.reactions {
		if len(out) == 3 || r.kind == sitrep.Support || r.kind == sitrep.Demand {
			continue
		}
		if take(w.acting(p, r, 34)) {
			break
		}
	}
	for len(out) < 3 {
		if !take(w.best(all, 32, 0.5, func(c *candidate) bool { return w.fit(p, c) && !w.stale(p, c) })) {
			break
		}
	}
	return units(out)
}

func units(list []*candidate) []sitrep.Unit {
	out := make([]sitrep.Unit, len(list))
	for i, c := range list {
		out[i] = c.Unit
	}
	return out
}

package figure

import (
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// reach is how many tokens a verb may stand behind its subject.
const reach = 30

// link is a way to a measure.
type link struct {
	how     how
	at      int // token of the measure word
	far     int // tokens between
	passive bool
	// contested: a past form with a number on either side may be either's.
	contested bool
	listed    bool // no measure: the phrase goes on with the next candidate ("five men and two women")
}

// govern finds the measure of each candidate of a sentence by itself: the verb behind it, the verb
// before it, or the noun it counts.
func (v *layer) govern(cs []*candidate, first, last int) {
	after := make([]link, len(cs))
	before := make([]link, len(cs))
	for i, c := range cs {
		after[i] = v.after(c, cs, i, last)
		before[i] = v.before(c, first)
	}
	for i, c := range cs {
		a, b := after[i], before[i]
		// "Two soldiers killed five": a past form between two numbers is the second's, but in "Three
		// killed five injured", where that has a verb of its own right behind it
		if a.contested {
			if i+1 < len(cs) && after[i+1].how == byAfter && after[i+1].far <= 2 {
				before[i+1] = link{}
			} else {
				a = link{}
				after[i] = a
			}
		}
		c.choose(v, a, b)
	}
	for i, c := range cs {
		if after[i].listed && c.how == unlinked && i+1 < len(cs) {
			c.of = cs[i+1]
		}
	}
	for i := len(cs) - 2; i >= 0; i-- {
		if c := cs[i]; c.how == unlinked && c.of != nil && c.of.how == byAfter {
			c.inherit(c.of, byList)
		}
	}
}

// choose settles between the measure behind, the measure before and the noun's own.
func (c *candidate) choose(v *layer, a, b link) {
	n := &c.n
	switch {
	case n.event >= 0:
		c.take(v, link{how: byNoun, at: n.event})
	case a.how == byAfter && (b.how == unlinked || b.how == byToll || a.far == 0 && b.how == byAct):
		c.take(v, a)
	case b.how != unlinked && b.how != byToll && !(a.how == byAfter && isClaim(v.d.Tokens[b.at].Lower)):
		c.take(v, b)
	case a.how != unlinked:
		c.take(v, a)
	case n.attr >= 0:
		c.take(v, link{how: byAttribute, at: n.attr})
	case b.how == byToll && n.level != 1:
		c.take(v, b)
	}
	if c.how != unlinked && n.attr >= 0 && c.at != n.attr && v.measure(n.attr) == sitrep.Killed && c.measure == sitrep.Strength {
		c.take(v, link{how: byAttribute, at: n.attr})
	}
}

// take sets the measure by a link, unless the word befalls things too and nothing speaks for people.
func (c *candidate) take(v *layer, l link) {
	w := v.words[l.at]
	if w.Parts.Has(lang.Strict) && !c.isPeople() && l.how != byNoun && !(c.n.head < 0 && l.far == 0 && (l.how == byBefore || l.how == byAfter && w.Parts.Has(lang.Done))) {
		return
	}
	if c.n.thing && c.n.event < 0 || l.how == byNoun && w.Parts.Has(lang.Strict) && !v.taken(c) {
		return
	}
	if w.Parts.Has(lang.Taking) && w.Parts.Has(lang.Do) {
		if w.Parts.Has(lang.Strict) && isClaim(v.d.Tokens[l.at].Lower) && !v.holdsCause(max(0, l.at-16), l.at) {
			return // who says, and not what kills
		}
	}
	c.how, c.at, c.reach, c.passive = l.how, l.at, l.far, l.passive
	c.measure = sitrep.Measure(w.Measure)
	c.strict = w.Parts.Has(lang.Strict)
	c.atEnd = v.next(l.at)
	v.joinMeasures(c)
}

// isClaim reports whether a verb says as well as takes ("claimed").
func isClaim(w string) bool { return strings.HasPrefix(w, "claim") }

// taken reports whether the lives counted were lost: "claimed 40 lives", "40 lives were lost".
func (v *layer) taken(c *candidate) bool {
	k := v.prev(c.first)
	for n := 0; k > 0 && n < 4 && (v.part(k).Has(lang.Det) || v.adverb(k)); n++ {
		k = v.prev(k)
	}
	if k >= 0 && v.part(k).Has(lang.Taking) {
		return true
	}
	for k, n := c.n.end, 0; k < len(v.words) && n < 4; k, n = v.next(k), n+1 {
		if v.d.Tokens[k].Lower == "lost" {
			return true
		}
		if !v.part(k).Has(lang.Be | lang.Have) {
			return false
		}
	}
	return false
}

func (c *candidate) isPeople() bool { return c.n.level >= 1 && !c.n.thing }

func (c *candidate) inherit(from *candidate, h how) {
	if c.n.thing || from.strict && !c.isPeople() && c.n.head >= 0 {
		return
	}
	c.strict = from.strict
	from.listed = from.listed || h == byList
	c.how, c.measure, c.at, c.atEnd, c.of, c.passive = h, from.measure, from.at, from.atEnd, from, from.passive
	c.reach = from.reach
}

// joinMeasures reads "killed and wounded", "dead or missing" as one measure of both: casualties, or
// losses when more than killed and wounded are counted together.
func (v *layer) joinMeasures(c *candidate) {
	first, last := c.at, c.atEnd
	set := []sitrep.Measure{c.measure}
	const any = lang.Done | lang.Do | lang.Being | lang.Fell | lang.Event | lang.Act
	own := v.part(c.at)
	for k := last; k < len(v.words); {
		j := k
		joint := false
		for j < len(v.words) && j < k+4 && (v.part(j).Has(lang.Conj) || v.adverb(j) || v.d.Tokens[j].Lower == "," || v.d.Tokens[j].Lower == "/") {
			joint = joint || !v.adverb(j)
			j = v.next(j)
		}
		if !joint || j >= len(v.words) || !v.part(j).Has(any) || v.number[j] != 0 || v.objectFollows(j) && c.how != byBefore {
			break
		}
		if own.Has(lang.Event) != v.part(j).Has(lang.Event) {
			break
		}
		set = append(set, v.measure(j))
		last = v.next(j)
		k = last
	}
	for k := first; k > 0; {
		j := v.prev(k)
		joint := false
		for j >= 0 && j > k-4 && (v.part(j).Has(lang.Conj) || v.adverb(j) || v.d.Tokens[j].Lower == "," || v.d.Tokens[j].Lower == "/") {
			joint = joint || !v.adverb(j)
			j = v.prev(j)
		}
		if !joint || j < 0 || !v.part(j).Has(any) || v.inside[j] || c.how != byBefore && c.how != byNoun || j < c.last && j >= c.first {
			break
		}
		if own.Has(lang.Event) != v.part(j).Has(lang.Event) {
			break
		}
		if c.how == byBefore && v.passiveBefore(j) {
			break
		}
		set = append(set, v.measure(j))
		first, k = j, j
	}
	c.at, c.atEnd = first, last
	c.measure = together(set)
}

// together is the measure of several counted in one number.
func together(set []sitrep.Measure) sitrep.Measure {
	same, toll, more := true, true, false
	for _, m := range set {
		same = same && m == set[0]
		switch m {
		case sitrep.Killed, sitrep.Wounded, sitrep.Casualties:
		case sitrep.Missing, sitrep.Captured, sitrep.Losses:
			more = true
		default:
			toll = false
		}
	}
	switch {
	case same || !toll:
		return set[0]
	case more:
		for _, m := range set {
			if m == sitrep.Killed || m == sitrep.Losses || m == sitrep.Casualties {
				if len(set) == 2 && (set[0] == sitrep.Captured || set[1] == sitrep.Captured) {
					return sitrep.Killed // "abducted and killed", "captured and shot dead"
				}
				return sitrep.Losses
			}
		}
		return set[0]
	}
	return sitrep.Casualties
}

// after looks behind a candidate for what befell it.
func (v *layer) after(c *candidate, cs []*candidate, i, end int) link {
	n := &c.n
	k := n.end
	if n.head >= 0 && n.event < 0 && n.end == n.last && n.last < n.head+1 {
		k = n.head + 1
	}
	far, be, plain, rel := 0, false, 0, false
	sub := n.subset >= 0
	for k < end && far < reach {
		w := v.part(k)
		t := &v.d.Tokens[k]
		if v.breaks[k] {
			return link{}
		}
		if t.Kind == text.Punct {
			next, ok := v.over(k, end)
			if !ok {
				return v.listAfter(k, cs, i)
			}
			far++
			k = next
			continue
		}
		if id := v.number[k]; id != 0 {
			q := &v.numbers[id-1]
			if q.Unit == text.Count {
				if k > 0 && v.part(k-1).Has(lang.Conj) || k > 1 && v.part(k-2).Has(lang.Conj) && v.part(k-1).Has(lang.Det) {
					return v.listAfter(k-1, cs, i)
				}
				if !v.partOfPhrase(k) {
					return link{}
				}
			}
			k, far = q.Last, far+1
			continue
		}
		if v.inside[k] && !w.Has(lang.Measured) {
			k, far = k+1, far+1
			continue
		}
		switch {
		case w.Has(lang.Be):
			if next := v.part(v.next(k)); next.Has(lang.Prep) && !next.Has(lang.Measured|lang.Among) && v.width[v.next(k)] == 1 && far == 0 && !rel {
				return link{} // "were on the boat": the verb is spent
			}
			be = true
		case w.Has(lang.Subset) && !sub:
			// "including two women": what is part of it stands between
			if k = v.overSubset(k, end, cs, i); v.part(k).Has(lang.Rel) {
				return link{} // "including six who drowned"
			}
			far++
			continue
		case w.Has(lang.Rel) && t.Lower != "that":
			rel = true
		case w.Has(lang.Leave) && !w.Has(lang.Measured) && t.Lower != "found" && t.Lower != "seen" && t.Lower != "with":
			return link{}
		case w.Has(lang.Done | lang.Fell | lang.Being):
			if l, stop := v.befalls(c, k, far, be, rel, plain); l.how != unlinked || stop {
				if l.how != unlinked && (v.under(c) && !rel && (be || far > 2) || c.implicit && (far > 12 || plain > 0)) {
					return link{} // "a mother of 12 was killed"
				}
				if main := v.mainVerb(l, rel, far); main.how != unlinked {
					return main
				}
				return l
			}
		case w.Has(lang.Do) && !w.Has(lang.Befallen), w.Has(lang.Act):
			return link{}
		case w.Has(lang.Sub) && !w.Has(lang.Prep) && t.Lower != "as":
			return link{}
		case w.Has(lang.Say) && !be:
			return link{}
		case w.Has(lang.Conj) && i+1 < len(cs) && v.startsAt(cs[i+1], v.next(k)):
			return v.listAfter(k, cs, i)
		case w == 0 && t.Shape == text.Lower && verbal(t.Lower):
			if plain++; plain > 2 {
				return link{}
			}
		}
		k = v.next(k)
		far++
	}
	return link{}
}

// mainVerb goes on from a relative clause's verb to the main one: "people who had been abducted
// were freed".
func (v *layer) mainVerb(l link, rel bool, far int) link {
	if !rel || l.how == unlinked {
		return link{}
	}
	k := v.next(l.at)
	be := false
	for n := 0; k < len(v.words) && n < 5; n++ {
		w := v.part(k)
		switch {
		case w.Has(lang.Be | lang.Have):
			be = true
		case be && w.Has(lang.Done|lang.Being), w.Has(lang.Fell) && n < 2:
			return link{how: byAfter, at: k, far: far + n + 1, passive: true}
		case !v.adverb(k):
			return link{}
		}
		k = v.next(k)
	}
	return link{}
}

// under reports whether a preposition holds the candidate, so that it is no subject.
func (v *layer) under(c *candidate) bool {
	k := v.prev(c.first)
	if k < 0 || !v.part(k).Has(lang.Prep) || v.part(k).Has(lang.Sub|lang.Subset|lang.Place) || v.inside[k] {
		return false
	}
	switch v.d.Tokens[k].Lower {
	case "to", "from", "between", "among", "than":
		return false
	}
	return true
}

// befalls reads the measure word at token k behind a candidate; stop says to look no further.
func (v *layer) befalls(c *candidate, k, far int, be, rel bool, plain int) (link, bool) {
	w := v.part(k)
	before := v.prev(k)
	if !be && w.Has(lang.Being|lang.Done) && v.ofThing(k, far) {
		return link{}, true // "36 million dead trees", "on board a missing submarine"
	}
	switch {
	case w.Has(lang.Fell):
		if w.Has(lang.Strict) && !c.isPeople() {
			return link{}, true
		}
		if v.part(before).Has(lang.Det) && far > 0 {
			return link{}, false
		}
		return link{how: byAfter, at: k, far: far}, true
	case w.Has(lang.Done):
		if far > 0 && !be && before >= 0 && (v.part(before).Has(lang.Prep|lang.Det) || v.attribute(k, len(v.words), lang.People)) && !v.adverb(before) {
			return link{}, false // a noun's attribute: "from the besieged city"
		}
		if !be && v.objectFollows(k) {
			j := v.next(k)
			if j < len(v.number) && v.number[j] != 0 {
				return link{how: byAfter, at: k, far: far, contested: true}, true
			}
			return link{}, true // active: what went before did it
		}
		if !be && plain > 0 && far > 6 {
			return link{}, true
		}
		return link{how: byAfter, at: k, far: far, passive: be}, true
	case w.Has(lang.Being):
		if v.d.Tokens[k].Lower == "missing" && v.objectFollows(k) {
			return link{}, true // "missing the game"
		}
		if be || far <= 2 || v.leftOpen(c) || v.part(before).Has(lang.Fear|lang.Hedge) {
			if far > 0 && !be && v.attribute(k, len(v.words), lang.People) {
				return link{}, false
			}
			if before >= 0 && v.part(before).Has(lang.Det) && v.d.Lower(before) == "the" {
				return link{}, false // "the dead"
			}
			return link{how: byAfter, at: k, far: far, passive: true}, true
		}
	}
	return link{}, false
}

// ofThing reports whether the state at token k is that of a thing named right behind it.
func (v *layer) ofThing(k, far int) bool {
	j := v.next(k)
	if j >= len(v.words) || v.punct(j) || v.inside[j] || v.number[j] != 0 || v.breaks[j] || v.d.Tokens[j].Line {
		return false
	}
	p := v.part(j)
	if p.Has(lang.Thing) && !p.Has(lang.Say|lang.Give|lang.Source|lang.People|lang.NoPlace|lang.Strikes|lang.Event) {
		return true
	}
	return far > 0 && v.part(k).Has(lang.Being) && v.part(k)&lang.Done == 0 && p == 0 && !v.adverb(j) && !verbal(v.d.Tokens[j].Lower) && v.width[k] == 1
}

// leftOpen reports whether a verb that puts somebody into a state stands before the candidate:
// "left 25 militants of the group dead".
func (v *layer) leftOpen(c *candidate) bool {
	for k := c.first - 1; k >= 0 && k > c.first-4; k-- {
		if v.part(k).Has(lang.Leave) {
			return true
		}
		if v.punct(k) {
			return false
		}
	}
	return false
}

// objectFollows reports whether what follows the verb at token k reads as its object.
func (v *layer) objectFollows(k int) bool {
	j := v.next(k)
	for j < len(v.words) && v.adverb(j) {
		j = v.next(j)
	}
	if j >= len(v.words) || v.d.Tokens[j].Line || v.punct(j) {
		return false
	}
	w := v.part(j)
	if v.number[j] != 0 {
		return v.numbers[v.number[j]-1].Unit == text.Count
	}
	if v.inside[j] {
		return false
	}
	switch {
	case w.Has(lang.Refl | lang.Pron):
		return true
	case w.Has(lang.Det) && !w.Has(lang.Rel):
		return true
	case w.Has(lang.Many | lang.One):
		return !w.Has(lang.Done)
	}
	return false
}

// passiveBefore reports whether a form of "be" governs the word at token k.
func (v *layer) passiveBefore(k int) bool {
	for j := v.prev(k); j >= 0 && j > k-5; j = v.prev(j) {
		w := v.part(j)
		switch {
		case w.Has(lang.Be):
			return true
		case v.adverb(j) || w.Has(lang.Neg|lang.Hedge):
		default:
			return false
		}
	}
	return false
}

// over steps over a punctuation mark behind a candidate, where the clause goes on: quotation marks,
// brackets, an apposition between commas.
func (v *layer) over(k, end int) (int, bool) {
	switch v.d.Tokens[k].Lower {
	case "\"", "“", "”", "'", "‘", "’", "-", "/":
		return k + 1, true
	case "(", "[":
		for j := k + 1; j < end && j < k+25; j++ {
			if w := v.d.Tokens[j].Lower; w == ")" || w == "]" {
				return j + 1, true
			}
		}
		return k, false
	case ",", "–", "—":
		if k+1 < end && (v.part(k+1).Has(lang.Rel|lang.Be) || v.part(k+1).Has(lang.Have)) {
			return k + 1, true
		}
		if k+1 < end && v.part(k+1).Has(lang.Subset) {
			return k + 1, true
		}
		for j := k + 1; j < end && j < k+16; j++ {
			if v.d.Tokens[j].Lower != v.d.Tokens[k].Lower {
				continue
			}
			m := j + 1
			for m < end && v.adverb(m) {
				m++
			}
			if m < end && v.part(m).Has(lang.Be|lang.Have|lang.Modal|lang.Fell|lang.Done) && !v.objectFollows(m) {
				return j + 1, true
			}
			return k, false
		}
	}
	return k, false
}

// partOfPhrase reports whether the number at token k belongs to a noun's phrase and starts no clause:
// "aged 4 to 6", "in two vehicles".
func (v *layer) partOfPhrase(k int) bool {
	return k > 0 && v.part(k-1).Has(lang.Prep) && v.d.Lower(k-1) != "with"
}

// overSubset steps over "including two women and a child" and returns where the clause goes on.
func (v *layer) overSubset(k, end int, cs []*candidate, i int) int {
	k = v.next(k)
	for i++; i < len(cs); i++ {
		c := cs[i]
		if c.first < k {
			continue
		}
		gap := true
		for j := k; j < c.first; j++ {
			w := v.part(j)
			if !w.Has(lang.Conj|lang.Det|lang.Adverb) && v.d.Tokens[j].Lower != "," {
				gap = false
			}
		}
		if !gap {
			break
		}
		k = max(c.n.end, c.last)
	}
	if k < end && v.d.Tokens[k].Lower == "," {
		return k + 1
	}
	return k
}

// listAfter reports whether the candidate's phrase goes on with the next one: "five men, two women".
func (v *layer) listAfter(k int, cs []*candidate, i int) link {
	if i+1 >= len(cs) {
		return link{}
	}
	for k < cs[i+1].first {
		w := v.part(k)
		if !w.Has(lang.Conj|lang.Adverb|lang.Det) && v.d.Tokens[k].Lower != "," {
			return link{}
		}
		k = v.next(k)
	}
	return link{listed: true}
}

func (v *layer) startsAt(c *candidate, k int) bool {
	for k < c.first && (v.part(k).Has(lang.Det) || v.adverb(k)) {
		k++
	}
	return k == c.first
}

// before looks in front of a candidate for the verb it is the object of, the noun that takes it
// with "of", or a running count.
func (v *layer) before(c *candidate, first int) link {
	k := v.prev(c.first)
	far := 0
	for k >= first && far < 5 && (v.part(k).Has(lang.Det) && !v.part(k).Has(lang.Rel) || v.adverb(k) || v.quoteMark(k) || v.part(k).Has(lang.Hedge)) {
		k = v.prev(k)
		far++
	}
	if k < first {
		return link{}
	}
	if l := v.object(c, k, far, first); l.how != unlinked {
		return l
	}
	if j := v.prev(k); j > first && v.part(k) == 0 && !v.inside[k] && !v.punct(k) {
		// "killed and crucified five", "Kills, Maims 5"
		if verbal(v.d.Tokens[k].Lower) && v.part(j).Has(lang.Conj) {
			if l := v.object(c, v.prev(j), far+1, first); l.how == byBefore {
				return l
			}
		}
		if v.part(j).Has(lang.Do) && v.d.Tokens[j].Shape == text.Title && strings.HasSuffix(v.d.Tokens[k].Lower, "s") {
			return link{how: byBefore, at: j, far: far + 1}
		}
	}
	// "killed himself and four others", "killing its commander and four others"
	if v.part(k).Has(lang.Conj) {
		j := v.prev(k)
		for n := 0; j >= first && n < 5; n++ {
			w := v.part(j)
			if w.Has(lang.Do|lang.Done|lang.Act) && n > 0 {
				if l := v.object(c, j, far+n+1, first); l.how == byBefore || l.how == byAct {
					return l
				}
				break
			}
			if v.punct(j) && !v.quoteMark(j) || v.inside[j] || w.Has(lang.Prep|lang.Be|lang.Sub|lang.Say|lang.Have|lang.Conj) {
				break
			}
			j = v.prev(j)
		}
		return link{}
	}
	return v.tollBefore(c, k, first)
}

// object reads the word at token k right before a candidate.
func (v *layer) object(c *candidate, k, far, first int) link {
	w := v.part(k)
	switch {
	case w.Has(lang.Act):
		return link{how: byAct, at: k, far: far}
	case w.Has(lang.Do):
		return link{how: byBefore, at: k, far: far}
	case w.Has(lang.Done):
		if v.passiveBefore(k) {
			return link{}
		}
		return link{how: byBefore, at: k, far: far}
	}
	return link{}
}

// tollBefore finds a running count to the left: "the death toll in the region has risen to 40".
func (v *layer) tollBefore(c *candidate, k, first int) link {
	w := v.part(k)
	if v.d.Lower(k) == "of" || v.d.Lower(k) == ":" {
		// "casualties of 3,000", "dead: 12"
		j := v.prev(k)
		if j >= first && v.part(j).Has(lang.Toll|lang.Event) {
			return link{how: byToll, at: j}
		}
		if j >= first && v.d.Lower(k) == ":" && v.part(j).Has(lang.Done|lang.Being) {
			return link{how: byToll, at: j}
		}
	}
	if !w.Has(lang.Link|lang.Be|lang.Prep|lang.Toll) && v.d.Lower(k) != ":" {
		return link{}
	}
	if w.Has(lang.Prep) && v.d.Lower(k) != "to" && v.d.Lower(k) != "at" && v.d.Lower(k) != "of" && v.d.Lower(k) != "from" && v.d.Lower(k) != "than" && v.d.Lower(k) != "over" {
		return link{}
	}
	if l := v.tollAfter(c, k); l.how != unlinked {
		return l
	}
	linked := w.Has(lang.Link|lang.Toll) || v.d.Lower(k) == "at"
	for far := 0; k >= first && far < 24; far++ {
		w := v.part(k)
		switch {
		case w.Has(lang.Toll):
			return link{how: byToll, at: k, far: far}
		case w.Has(lang.Event) && linked && !w.Has(lang.Befallen|lang.Do|lang.Strict):
			return link{how: byToll, at: k, far: far}
		case v.d.Lower(k) == "number" && linked:
			if at := v.measureAfter(k, c.first); at >= 0 {
				return link{how: byToll, at: at, far: far}
			}
		case v.d.Lower(k) == ";" || v.d.Lower(k) == ".":
			return link{}
		}
		linked = linked || w.Has(lang.Link|lang.Be)
		k = v.prev(k)
	}
	return link{}
}

// tollAfter reads "brought to 49 the number killed": the running count stands behind its number.
func (v *layer) tollAfter(c *candidate, k int) link {
	if v.d.Lower(k) != "to" || !v.part(v.prev(k)).Has(lang.Link) {
		return link{}
	}
	j := c.n.end
	for j < len(v.words) && v.part(j).Has(lang.Det) {
		j++
	}
	if j >= len(v.words) || j > c.n.end+1 {
		return link{}
	}
	if v.part(j).Has(lang.Toll) {
		return link{how: byToll, at: j}
	}
	if w := v.d.Lower(j); w == "number" || w == "total" || w == "count" || w == "tally" {
		if at := v.measureAfter(j, min(len(v.words), j+9)); at >= 0 {
			return link{how: byToll, at: at}
		}
	}
	return link{}
}

// measureAfter finds the measure of "the number of people killed in ..." between tokens k and end.
func (v *layer) measureAfter(k, end int) int {
	for j := k + 1; j < end && j < k+9; j++ {
		if v.part(j).Has(lang.Done | lang.Being | lang.Fell | lang.Event | lang.Befallen) {
			return j
		}
	}
	return -1
}

// verbal reports whether a lower-case word is likely a past form.
func verbal(w string) bool {
	return len(w) > 4 && w[len(w)-2:] == "ed"
}

package figure

import (
	"sitrep/internal/lang"
)

// meant reports whether what befalls those counted is told as a thing hoped for, asked, planned, tried or refused, and
// not as done. Three forms say so: an infinitive, which tells what for and not what came of it, but behind a word that
// makes it true ("to free 12", not "managed to free 12"); a noun or gerund of the act that such a word governs ("chances
// of rescuing the five", "called for the release of 90"); and such a word with those counted between ("urged 300 people
// to leave").
func (v *layer) meant(c *candidate, s *scope) bool {
	root := c
	for n := 0; n < 16 && root.how == byList && root.of != nil && root.of.sentence == c.sentence; n++ {
		root = root.of
	}
	if v.l.Free || c.zero || c.at < s.first || c.at >= s.last {
		return false
	}
	switch root.how {
	case byBefore, byAct:
		return v.aimed(c.at, s.first, root.how == byAct)
	case byNoun:
		return v.aimed(root.opens, s.first, true)
	case byAfter:
		return v.urged(root, s.first)
	}
	return false
}

// aimed reports whether the verb or the noun of an act at token k is only meant.
func (v *layer) aimed(k, first int, noun bool) bool {
	j := v.prev(k)
	for n := 0; j >= first && n < 4 && (v.part(j).Has(lang.Det) && !v.part(j).Has(lang.Rel) || v.adverb(j) || v.quoteMark(j) || noun && v.ordinary(j) && !v.inside[j] && !v.punct(j) && v.meansBefore(j, first)); n++ {
		j = v.prev(j)
	}
	if j < first {
		return false
	}
	if v.part(j).Has(lang.Conj) && !noun {
		if verb := v.prev(j); verb > first && !v.plural(verb) && (v.part(v.prev(verb)).Has(lang.Attempt) || v.infinitive(v.prev(verb))) {
			j = v.prev(verb) // "to find and free 12"
		}
	}
	gerund := v.l.Ends(v.d.Lower(k), v.l.Participles)
	switch w := v.part(j); {
	case w.Has(lang.Attempt):
		return true
	case v.infinitive(j) && !noun && !gerund:
		return v.purpose(j, first)
	case w.Has(lang.Prep) && !v.inside[j]:
		return (noun || gerund) && v.wished(v.prev(j), first)
	case v.sense(j, lang.Asks):
		return noun || gerund && v.verbal(v.d.Lower(j)) // but "a warning, killing six"
	case noun && v.sense(j, lang.Gains):
		switch i := v.prev(j); {
		case i < first:
		case v.infinitive(i) && !v.l.Ends(v.d.Lower(j), v.l.Participles):
			return v.purpose(i, first) // "to secure the release of"
		case v.part(i).Has(lang.Attempt):
			return true
		case v.part(i).Has(lang.Prep) && v.l.Ends(v.d.Lower(j), v.l.Participles):
			return v.wished(v.prev(i), first) // "aimed at securing the release of"
		}
	}
	return false
}

// meansBefore reports whether an adjective at token j stands between the noun of an act and what governs it: "the immediate
// release of".
func (v *layer) meansBefore(j, first int) bool {
	i := v.prev(j)
	return i >= first && v.part(i).Has(lang.Det|lang.Prep|lang.Attempt) && !v.infinitive(i)
}

// infinitive reports whether token j is the "to" of one.
func (v *layer) infinitive(j int) bool {
	return v.is(j, lang.To) && v.width[j] == 1 && v.d.Lower(j) == "to" && !v.inside[j]
}

// purpose reports whether the infinitive that opens at token to tells what for: no word before it makes it true.
func (v *layer) purpose(to, first int) bool {
	g := v.prev(to)
	for g >= first && v.adverb(g) && !v.sense(g, lang.Managed) {
		g = v.prev(g)
	}
	if g < first || v.punct(g) {
		return true
	}
	if v.sense(g, lang.Managed) {
		return v.part(v.prev(g)).Has(lang.Neg)
	}
	if v.part(g).Has(lang.Hedge|lang.Fear|lang.Project|lang.Link) || v.part(g).Has(lang.Say) && !v.sense(g, lang.Wish) {
		return false
	}
	return !v.brought(g, first)
}

// brought reports whether a verb that makes an infinitive true governs it with its object between: "used a rope to",
// "took nine hours to".
func (v *layer) brought(g, first int) bool {
	for n := 0; g >= first && n < 8 && !v.punct(g); g, n = v.prev(g), n+1 {
		if v.sense(g, lang.Wish) || v.part(g).Has(lang.Say|lang.Sub|lang.Modal) {
			return false
		}
		if v.sense(g, lang.Managed) && v.part(g)&(lang.Have|lang.Adverb) == 0 && !v.sense(g, lang.Formerly|lang.Lately) {
			return true
		}
	}
	return false
}

// wished reports whether a word for what is only meant stands at token g or before what little describes it.
func (v *layer) wished(g, first int) bool {
	for n := 0; g >= first && n < 2 && (v.adverb(g) || v.part(g).Has(lang.Pron|lang.Refl)); n++ {
		g = v.prev(g)
	}
	return g >= first && (v.sense(g, lang.Wish) || v.part(g).Has(lang.Attempt|lang.Fear))
}

// urged reports whether the verb behind those counted is an infinitive that has not come true: "300 were told to leave",
// "urged 300 people to flee", "45 to be freed".
func (v *layer) urged(c *candidate, first int) bool {
	to := -1
	for k := max(c.n.end, c.last); k < c.at; k = v.next(k) {
		switch w := v.part(k); {
		case v.infinitive(k) && !v.part(v.prev(k)).Has(lang.Hedge|lang.Say):
			to = k
		case to >= 0 && w.Has(lang.Have), to >= 0 && !w.Has(lang.Be) && !v.adverb(k):
			to = -1 // "believed to have been"
		}
	}
	if to < 0 {
		return false
	}
	g := v.prev(to)
	for g >= c.n.end && v.adverb(g) && !v.sense(g, lang.Managed) {
		g = v.prev(g)
	}
	if g >= max(c.n.end, c.last) {
		switch {
		case v.sense(g, lang.Managed):
			return v.part(v.prev(g)).Has(lang.Neg)
		case v.part(g).Has(lang.Hedge | lang.Fear | lang.Project | lang.Say | lang.Be | lang.Link | lang.Give):
			return v.sense(g, lang.Wish)
		}
		return true // "were asked to leave", "were sentenced to be hanged"
	}
	for k, n := v.prev(c.opens), 0; k >= first && n < 5 && !v.punct(k); k, n = v.prev(k), n+1 {
		if v.sense(k, lang.Managed) && v.part(k)&(lang.Have|lang.Adverb) == 0 || v.sense(k, lang.Wish) {
			return !v.sense(k, lang.Managed)
		}
		if v.part(k).Has(lang.Say | lang.Sub) {
			break
		}
	}
	return v.part(v.next(to)).Has(lang.Be)
}

// governed reports whether the attempt told at token k is at what befell those counted: no other verb, mark or clause stands
// between. "An attempt to land killed 12", "trying to reach 40 trapped men" is at something else.
func (v *layer) governed(k int, c *candidate) bool {
	if v.l.Free {
		return k < max(c.at, c.first)
	}
	end := c.first
	if c.at >= 0 && c.at < c.first {
		end = c.at
	} else if c.at > c.last {
		if k < c.n.end {
			return false
		}
		end = c.at
	}
	if k >= end {
		return false
	}
	n := 0
	for j := v.next(k); j < end; j = v.next(j) {
		w := v.part(j)
		if n++; n > 6 || v.punct(j) && !v.quoteMark(j) || w.Has(lang.Measured|lang.Say|lang.Sub|lang.Rel) {
			return false
		}
	}
	return true
}

package figure

import (
	"sort"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// besides marks the figures of a sentence that are of another event or time and are told to hold this one against it:
// behind "compared with" and "than the", behind "the worst since", in a sentence that says it compares, of a cause that
// is another of its kind ("a similar crash"), or of a war that the text names once and goes on from.
func (v *layer) besides(cs []*candidate, s *scope) {
	if v.l.Free {
		return
	}
	cue := -1
	for k := s.first; k < s.last && cue < 0; k = v.next(k) {
		if v.sense(k, lang.Comparing) {
			cue = k
		}
	}
	behind := false // a figure stands behind the cue
	for _, c := range cs {
		behind = behind || cue >= 0 && c.first > cue && c.how != unlinked && !c.implicit
	}
	for i, c := range cs {
		if c.how == unlinked || c.how == byNothing || c.zero {
			continue
		}
		if i > 0 && cs[i-1].how != unlinked && cs[i-1].measure == c.measure && v.heldAgainst(c, cs[i-1]) {
			c.compared = true
			continue
		}
		p := c.of
		switch {
		case cue >= 0 && (c.first > cue && v.opensClause(cue, s.first) || c.first < cue && !behind && !c.implicit),
			v.against(c, s.first), v.rankedSince(c, s.first), v.likewise(c, s), v.warOnce(c, s),
			p != nil && p.sentence == c.sentence && p.compared && p.first < c.first,
			i > 0 && cs[i-1].compared && (v.follows(cs[i-1], c) || v.shareClause(cs[i-1], c)):
			c.compared = true
		}
	}
}

// opensClause reports whether nothing but a mark or a conjunction stands before token k in its sentence, or it stands in its
// own clause.
func (v *layer) opensClause(k, first int) bool {
	p := v.prev(k)
	return p < first || v.punct(p) || v.part(p).Has(lang.Conj|lang.Sub)
}

// shareClause reports whether two figures have one subject: nothing but a conjunction and the second's verb parts them.
func (v *layer) shareClause(p, c *candidate) bool {
	if p.how != byBefore || c.how != byBefore || c.at <= p.last {
		return false
	}
	for k := max(p.n.end, p.last); k < c.at; k = v.next(k) {
		if !v.part(k).Has(lang.Conj) && !v.adverb(k) && v.d.Tokens[k].Lower != "," {
			return false
		}
	}
	return true
}

// farRank is how many words may stand between a rank and the time since when it holds.
const farRank = 9

// farBeside is how many words may stand between what holds two counts against each other and the second of them.
const farBeside = 14

// against reports whether a word that holds a count against another stands before a candidate in its clause: "compared
// with 40 a year earlier", "fewer than the 900 who died", "as many as last year's 40", "than in 1999, when 17,000 died".
func (v *layer) against(c *candidate, first int) bool {
	start := min(c.opens, c.first)
	if c.whole {
		return false // "more than half of the 11,000 sent"
	}
	named := false // the other is told apart by an article, an owner or a clause
	for k, n := v.prev(start), 0; k >= first && n < farBeside; k, n = v.prev(k), n+1 {
		w := v.part(k)
		switch {
		case v.d.Tokens[k].Lower == ";" || v.d.Tokens[k].Lower == ":" || w.Has(lang.Conj) && !w.Has(lang.Contrast):
			return false
		case v.d.Tokens[k].Lower == ",":
			if next := v.part(k + 1); !next.Has(lang.Rel) && !next.Has(lang.Sub) {
				return false // "compared with last year, 300 have died"
			}
			named = true
		case w.Has(lang.Contrast) && w.Has(lang.Conj):
			return true
		case v.d.Tokens[k].Lower == ".":
			return false
		case v.inside[k] && v.number[k] == 0 && !v.dated(k):
		case v.is(k, lang.Than) && !v.inside[k]:
			return named && !v.unitBehind(k) && !v.is(v.prev(k), lang.Other)
		case v.is(k, lang.That) && v.is(k+1, lang.Of) && k+2 < start:
			return named && v.countBefore(k, first) // "twice that of the 2015 quake, which killed 9,000"
		case v.is(k, lang.Above) && k+1 < start && v.number[k+1] == 0:
			return named && v.countBefore(k, first) // "passed that of the 1999 quake, which killed 17,118"
		case v.is(k, lang.As) && named && v.is(v.prev(v.prev(k)), lang.As) && !v.inside[k]:
			return true
		case w.Has(lang.Say|lang.Link) && !v.is(k, lang.Reported):
			return false
		}
		named = named || v.is(k, lang.The|lang.These) || v.dated(k) || v.d.Lower(k) == "'s" || v.d.Lower(k) == "’s" || w.Has(lang.Rel)
	}
	return false
}

// unitBehind reports whether a length or a stretch of time stands behind the "than" at token k, which then bounds it:
// "in more than a century".
func (v *layer) unitBehind(k int) bool {
	for j := k + 1; j < len(v.words) && j < k+5 && !v.punct(j); j++ {
		if v.d.Language.Time.Words[v.d.Lower(j)].Kind == lang.TimeUnit {
			return !v.is(k+1, lang.The) && !v.part(k+1).Has(lang.Prep)
		}
	}
	return v.is(k+1, lang.A)
}

// countBefore reports whether a toll, a rank or what kills is told of before token k: of it is said that it passes another.
func (v *layer) countBefore(k, first int) bool {
	for j, n := v.prev(k), 0; j >= first && n < farBeside; j, n = v.prev(j), n+1 {
		if v.part(j).Has(lang.Toll|lang.Cause) || v.is(j, lang.Tally|lang.Victims) || v.is(j, lang.Superlative) && !v.inside[j] {
			return true
		}
	}
	return false
}

// dated reports whether token k stands in a time.
func (v *layer) dated(k int) bool {
	i := sort.Search(len(v.times), func(i int) bool { return v.times[i].Last > k })
	return i < len(v.times) && v.times[i].First <= k
}

// rankedSince reports whether a candidate is of what an event is called the worst since: "the deadliest since the 1999 one,
// which killed 17,000", "since 17,000 died in 1999".
func (v *layer) rankedSince(c *candidate, first int) bool {
	start, rel := min(c.opens, c.first), false
	if c.at >= first && c.at < start {
		start = c.at
	}
	for k, n := v.prev(start), 0; k > first && n < farBeside; k, n = v.prev(k), n+1 {
		w := v.part(k)
		switch {
		case v.d.Tokens[k].Lower == ";" || v.d.Tokens[k].Lower == "." || w.Has(lang.Conj|lang.Say) || v.is(k, lang.With):
			return false
		case v.d.Tokens[k].Lower == ",":
			if next := v.part(k + 1); !next.Has(lang.Rel) && !next.Has(lang.Sub) {
				return false
			}
			rel = true
		case w.Has(lang.Rel):
			rel = true
		case v.is(k, lang.SinceWord) || rel && v.is(k, lang.Why) && w.Has(lang.Sub) && v.is(k+1, lang.The):
			for j, m := v.prev(k), 0; j >= first && m < farRank && !v.punct(j) && !v.part(j).Has(lang.Conj); j, m = v.prev(j), m+1 {
				if v.is(j, lang.Superlative) && !v.inside[j] {
					return rel || v.predicated(j, first) // "the worst after the 1985 crash that killed 520"
				}
			}
			return false
		}
	}
	return false
}

// predicated reports whether the rank at token j is said of something: "the deadliest attack since Friday killed 40" tells of
// that attack.
func (v *layer) predicated(j, first int) bool {
	for k := v.prev(j); k >= first && k > j-10; k = v.prev(k) {
		if !v.part(k).Has(lang.Det) && v.d.Lower(k) != "'s" && !v.inside[k] && (v.d.Tokens[k].Shape == text.Lower || v.punct(k)) {
			return true
		}
	}
	return false
}

// likewise reports whether a candidate's cause is called another of its kind: "a similar crash killed 114", "died in
// the previous wreck".
func (v *layer) likewise(c *candidate, s *scope) bool {
	if c.at < s.first || c.at >= s.last {
		return false
	}
	if t, ok := v.when(c, s); ok && len(t.Date) > len("2006") {
		return false // its day tells it from others
	}
	alike := func(k int) bool {
		for n := 0; k >= s.first && n < 3 && (v.ordinary(k) || v.part(k).Has(lang.Cause|lang.NoPlace)); k, n = v.prev(k), n+1 {
			if v.sense(k, lang.Likewise) {
				return true
			}
		}
		return v.sense(k, lang.Likewise)
	}
	from, to := s.first, min(c.first, c.at)
	for k, n := v.prev(to), 0; c.how == byBefore && k >= from && n < 10 && !v.punct(k) && v.part(k)&(lang.Say|lang.Sub) == 0; k, n = v.prev(k), n+1 {
		if v.part(k).Has(lang.Cause) && alike(v.prev(k)) {
			return true
		}
	}
	for k, n := max(c.atEnd, c.n.end), 0; (c.how == byAfter || c.how == byNoun) && k < s.last && n < 8 && !v.punct(k) && v.number[k] == 0; k, n = v.next(k), n+1 {
		if v.part(k).Has(lang.Cause) && v.part(max(c.atEnd, c.n.end)).Has(lang.Prep) && alike(v.prev(k)) {
			return true
		}
	}
	return false
}

// warOnce reports whether a candidate is set in a war that has a name of its own ("in the Civil War") which the text names
// nowhere else, and the verb is no perfect: not the war it tells of.
func (v *layer) warOnce(c *candidate, s *scope) bool {
	if v.d.In == sitrep.InTitle || v.d.AllCaps || v.perfect(c, s) {
		return false
	}
	for k := s.first; k < s.last; k++ {
		if !v.sense(k, lang.Epoch) || k+1 < s.last && v.d.Tokens[k+1].Shape == text.Title || v.d.Tokens[k].Shape != text.Title || k == s.first || v.d.Tokens[k-1].Shape != text.Title && v.d.Tokens[k-1].Shape != text.Upper {
			continue
		}
		from := k
		for from > s.first && (v.d.Tokens[from-1].Shape == text.Title || v.d.Tokens[from-1].Shape == text.Upper) {
			from--
		}
		held := v.part(v.prev(from)).Has(lang.Prep) || v.part(v.prev(from)).Has(lang.Det) && v.part(v.prev(v.prev(from))).Has(lang.Prep)
		if !held || v.farFrom(c, from, k+1, s) > tooFar {
			continue
		}
		for j := range v.d.Tokens {
			if j != k && v.d.Tokens[j].Word == v.d.Tokens[k].Word && (v.d.Tokens[j].Shape == text.Title || v.d.Tokens[j].Shape == text.Lower) {
				return false
			}
		}
		return true
	}
	return false
}

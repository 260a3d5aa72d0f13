package figure

import (
	"sort"
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// cause is what killed, hurt or drove away those counted, and perpetrator who, as far as the
// sentence says: the subject of an active verb, or what stands behind "by" and "in".
func (v *layer) cause(c *candidate, s *scope) (cause, perpetrator sitrep.Words) {
	if c.at < s.first || c.measure == sitrep.Strength {
		return "", ""
	}
	if c.how == byBefore || c.how == byList && c.at < c.first {
		from, to := v.subject(c.at, s.first)
		if from < to {
			if v.holdsCause(from, to) {
				cause = v.phrase(v.causeIn(from, to))
			} else if from, to = v.doer(from, to); from < to && v.agent(from, to) && !v.is(c.at, lang.LostWord) {
				perpetrator = v.phrase(from, to)
			}
		}
	}
	for k := max(c.atEnd, c.n.end); k < s.last; k++ {
		w := v.part(k)
		if w.Has(lang.Say) || v.d.Tokens[k].Lower == ";" || v.number[k] != 0 && !v.inside[k] {
			break
		}
		if !w.Has(lang.Prep|lang.Sub) || v.inside[k] {
			continue
		}
		switch {
		case v.is(k, lang.By):
			from, to := v.nominal(v.next(k), s.last)
			if from < to && v.holdsCause(from, to) {
				if cause == "" {
					cause = v.phrase(v.causeFirst(from, to))
				}
			} else if from < to && perpetrator == "" && v.agent(from, to) {
				perpetrator = v.phrase(from, to)
			}
		case v.is(k, lang.Why):
			from, to := v.nominal(v.next(k), s.last)
			if cause == "" && from < to && v.holdsCause(from, to) {
				cause = v.phrase(v.causeFirst(from, to))
			}
		}
	}
	return cause, perpetrator
}

func (v *layer) phrase(from, to int) sitrep.Words { return sitrep.Words(v.d.Slice(v.d.Span(from, to))) }

// subject is the phrase before an active verb at token k.
func (v *layer) subject(k, first int) (from, to int) {
	to = k
	for to > first && (v.part(v.prev(to)).Has(lang.Have|lang.Modal|lang.Hedge) || v.adverb(v.prev(to))) {
		to = v.prev(to)
	}
	to = v.beforeTime(to, first)
	from = to
	for n := 0; from > first && n < 14; n++ {
		j := v.prev(from)
		w := v.part(j)
		if v.punct(j) && !v.quoteMark(j) || v.inside[j] || w.Has(lang.Sub|lang.Say|lang.Rel|lang.Be|lang.Have|lang.Done|lang.Fell) && !w.Has(lang.Det|lang.Cause) {
			break
		}
		from = j
	}
	for from < to && v.quoteMark(from) {
		from++
	}
	if to > first && v.part(v.prev(to)).Has(lang.Conj) {
		// "killed 41 people and injured": the subject is that of the verb before
		for j, n := v.prev(v.prev(to)), 0; j > first && n < 14; j, n = v.prev(j), n+1 {
			if v.part(j).Has(lang.Done | lang.Do) {
				return v.subject(j, first)
			}
			if v.punct(j) {
				break
			}
		}
		return to, to
	}
	return from, to
}

// beforeTime is where a time that ends at token k begins, else k: "The president on Monday put".
func (v *layer) beforeTime(k, first int) int {
	i := sort.Search(len(v.times), func(i int) bool { return v.times[i].Last >= k })
	if i < len(v.times) && v.times[i].Last == k && v.times[i].First > first {
		return v.times[i].First
	}
	return k
}

// doer is the noun phrase in what stands before an active verb: what follows "that", up to the
// first verb.
func (v *layer) doer(from, to int) (int, int) {
	for k := from; k < to; k++ {
		if v.is(k, lang.That) || v.part(k).Has(lang.Say) || v.breaks[k] {
			from = k + 1
		}
	}
	for from < to && (v.part(from).Has(lang.Prep) || v.number[from] != 0) {
		from++
	}
	for k := from; k < to; k++ {
		if v.part(k)&^lang.NoPlace == lang.Strikes || v.part(k).Has(lang.Be|lang.Have|lang.Prep) || v.verbal(v.d.Tokens[k].Lower) && v.d.Tokens[k].Shape == text.Lower && k > from && v.part(k) == 0 && strings.IndexByte(v.d.Tokens[k].Lower, '-') < 0 {
			to = k
		}
	}
	if from < to && v.d.Tokens[from].Shape == text.Lower && v.verbal(v.d.Tokens[from].Lower) {
		return to, to
	}
	return from, min(to, from+9)
}

// nominal is the noun phrase that begins at token k, without what follows it.
func (v *layer) nominal(k, last int) (from, to int) {
	from = k
	for k < last && k < from+10 {
		w := v.part(k)
		if v.punct(k) || v.inside[k] || w.Has(lang.Sub|lang.Say|lang.Rel|lang.Be|lang.Have|lang.Modal|lang.Prep) && !w.Has(lang.Det|lang.Cause) {
			break
		}
		if w.Has(lang.Conj) || w.Has(lang.Done|lang.Do|lang.Fell) && !w.Has(lang.Cause|lang.Event) {
			break
		}
		k = v.next(k)
	}
	return from, min(k, last)
}

func (v *layer) holdsCause(from, to int) bool {
	for k := from; k < to; k++ {
		if v.part(k).Has(lang.Cause) {
			return true
		}
	}
	return false
}

// causeIn is the phrase around the last noun for a cause between two tokens: in what stands before a
// verb that may be more than its subject ("was hit by floods that").
func (v *layer) causeIn(from, to int) (int, int) {
	last := to - 1
	for last > from && !v.part(last).Has(lang.Cause) {
		last--
	}
	a := last
	for a > from {
		j := v.prev(a)
		w := v.part(j)
		if w.Has(lang.Prep|lang.Rel|lang.Be|lang.Have|lang.Conj|lang.Sub|lang.Say|lang.Done|lang.Fell) && !w.Has(lang.Det|lang.Cause) || v.breaks[j] ||
			v.d.Tokens[j].Shape == text.Lower && w == 0 && v.verbal(v.d.Tokens[j].Lower) && strings.IndexByte(v.d.Tokens[j].Lower, '-') < 0 {
			break
		}
		if a = j; w.Has(lang.Det) {
			break
		}
	}
	if a == from && to-from <= 9 && !v.part(v.prev(to)).Has(lang.Rel) {
		return from, to // what follows it belongs to it: "bombs dropped from helicopters"
	}
	return a, last + 1
}

// causeFirst ends a phrase behind its first nouns for a cause: "a flood ripped", "storm Ada causes".
func (v *layer) causeFirst(from, to int) (int, int) {
	k := from
	for k < to && !v.part(k).Has(lang.Cause) {
		k = v.next(k)
	}
	for k < to && v.part(k).Has(lang.Cause) {
		k = v.next(k)
	}
	return from, min(k, to)
}

// agent reports whether a phrase names people or a body that can do harm.
func (v *layer) agent(from, to int) bool {
	for k := from; k < to; k++ {
		if v.people(k, lang.People) > 0 {
			return true
		}
		if s := v.d.Tokens[k].Shape; (s == text.Title || s == text.Upper) && k > from {
			return true
		}
		if v.is(k, lang.Armed) {
			return true
		}
	}
	return false
}

package check

import (
	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// The numbers of a statement beside those of a passage.

// isNumber reports whether a token belongs to a number that is compared as such.
func (s *saying) isNumber(i int) bool {
	for _, q := range s.numbers {
		if q.first <= i && i < q.last {
			return true
		}
	}
	return false
}

// compareNumbers looks for the statement's numbers in a passage: the same, the same with another modifier, or
// another number of the same thing.
func (s *saying) compareNumbers(r *reply, near []int32) {
	for _, q := range s.numbers {
		found := false
		number, bound := "", ""
		for _, p := range near {
			d, first, last := s.x.tokens(p)
			for _, o := range s.x.layer(d).numbers {
				if o.first < first || o.last > last {
					continue
				}
				words := d.Slice(d.Span(o.first, min(o.last+1, last)))
				switch {
				case o.key == q.key && otherTime(s.d, q, d, o):
					if p == r.passage && number == "" {
						number = d.Slice(d.Span(o.first, min(o.end+1, last)))
					}
				case o.key == q.key && p != r.passage && len(q.key) == 1 && q.unit(s.d) != "" && o.unit(d) != "" && !s.sameThing(q, d, o):
					// "nine dead" in the headline are not the nine warnings
				case o.key == q.key && (o.modifier == q.modifier || s.onlyThat(q, d, o)):
					found, bound = true, ""
					if p == r.passage && r.bound == "" {
						r.bound = s.borrowed(q, d, first, last, o)
					}
				case o.key == q.key:
					if !found {
						bound = words
					}
					found = true
				case p == r.passage && number == "" && s.sameThing(q, d, o):
					number = words
				}
			}
			if found {
				break
			}
		}
		switch {
		case found && bound != "" && r.bound == "":
			r.bound = bound
		case found:
		case number != "" && r.number == "":
			r.number = number
		case r.number == "" && s.single(q, r.passage) != "":
			r.number = s.single(q, r.passage)
		default:
			r.missing = append(r.missing, term{word: s.d.Lower(q.core), at: q.core, num: true})
		}
	}
}

// otherTime reports whether two numbers are of unlike units of time: "ten months", "10 days".
func otherTime(a *text.Doc, q quantity, b *text.Doc, o quantity) bool {
	if a.Language.Time.Words[a.Lower(q.end)].Kind != lang.TimeUnit || b.Language.Time.Words[b.Lower(o.end)].Kind != lang.TimeUnit {
		return false
	}
	return q.unit(a) != o.unit(b)
}

// borrowed are the words of the number that stands in a passage between the statement's number and all that the statement
// says of it: the number is there, but of something else. "12,000 were evacuated, and 2,000 of them live in schools".
func (s *saying) borrowed(q quantity, d *text.Doc, first, last int, o quantity) string {
	words := ""
	n := 0
	ts := terms(d, first, last)
	for _, t := range s.terms {
		if t.at < q.last || t.name || t.num || s.d.Language.Ledger.Groups[s.low(t.at)] != "" {
			continue
		}
		for _, u := range ts {
			if u.word != t.word {
				continue
			}
			n++
			between := ""
			for _, v := range s.x.layer(d).numbers {
				lo, hi := o.last, u.at
				if u.at < o.first {
					lo, hi = u.at, o.first
				}
				if v.first >= lo && v.last <= hi && v.key != q.key && joined(d, o.last, v.first) {
					between = d.Slice(d.Span(v.first, v.last))
				}
			}
			if between == "" {
				return ""
			}
			words = between
			break
		}
	}
	if n == 0 {
		return ""
	}
	return words
}

// joined reports whether "and" or "but" stands between two tokens.
func joined(d *text.Doc, from, to int) bool {
	for i := from; i < to; i++ {
		if c := d.Language.Claims.Words[d.Lower(i)]; c == lang.AndWord && d.Lower(i) != "or" || c == lang.ButWord {
			return true
		}
	}
	return false
}

// single are the words by which a passage counts one of what a number of the statement counts: "a year" for "two years".
func (s *saying) single(q quantity, p int32) string {
	unit := q.unit(s.d)
	if unit == "" || s.d.Language.Time.Words[s.d.Lower(q.end)].Kind != lang.TimeUnit {
		return ""
	}
	d, first, last := s.x.tokens(p)
	for i := first + 1; i < last; i++ {
		if w := d.Lower(i - 1); (w == "a" || w == "an" || w == "one") && d.Language.Time.Words[d.Lower(i)].Kind == lang.TimeUnit && (stem(d.Lower(i)) == unit || meaning(d.Language, d.Lower(i)) == unit) {
			return d.Slice(d.Span(i-1, i+1))
		}
	}
	return ""
}

// sameThing reports whether two numbers count the same thing: the word before or behind them.
func (s *saying) sameThing(q quantity, d *text.Doc, o quantity) bool {
	l := d.Language
	if a, b := meaning(l, s.d.Lower(q.first-1)), meaning(l, d.Lower(o.first-1)); a != "" && (a == b || a == o.unit(d)) {
		return true // "magnitude 6.8"
	}
	if a := namesBefore(s.d, q); len(a) > 0 && s.d.Lower(q.first-1) == "," && d.Lower(o.first-1) == "," {
		for w := range namesBefore(d, o) {
			if a[w] {
				return true // "Suleman, 19"
			}
		}
	}
	a, b := q.unit(s.d), o.unit(d)
	return a != "" && a == b
}

// namesBefore are the names among the three words before a number.
func namesBefore(d *text.Doc, q quantity) map[string]bool {
	out := map[string]bool{}
	for i := q.first - 1; i >= 0 && i >= q.first-4; i-- {
		if t := &d.Tokens[i]; t.Kind == text.Word && t.Shape != text.Lower {
			out[meaning(d.Language, t.Lower)] = true
		}
	}
	delete(out, "")
	return out
}

// onlyThat reports whether two numbers are told as no more than they are: "no more than four", "only four".
func (s *saying) onlyThat(q quantity, d *text.Doc, o quantity) bool {
	few := func(d *text.Doc, q quantity) bool {
		if q.modifier == sitrep.UpTo {
			return true
		}
		for i := q.first; i >= 0 && i >= q.first-1; i-- {
			if w := d.Lower(i); w == "only" || w == "just" || w == "merely" {
				return true
			}
		}
		return false
	}
	return few(s.d, q) && few(d, o)
}

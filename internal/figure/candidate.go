package figure

import (
	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// how a candidate's measure was found, surest first; the confidence rests on it.
type how uint8

const (
	unlinked    how = iota
	byNoun          // "29 deaths"
	byAfter         // "29 were killed"
	byBefore        // "killed 29"
	byAct           // "the killing of 29"
	byToll          // "the toll rose to 29"
	byList          // with its neighbour in a list
	bySubset        // of the figure it is part of
	byAttribute     // "29 injured persons"
	byBefallen      // "29 hostages"
	byAmong         // "29 were among the dead"
	byNothing       // people counted with nothing said of them
)

// candidate is a number of people that may be a figure.
type candidate struct {
	first, last int // tokens of the value
	q           text.Quantity
	implicit    bool
	zero        bool
	n           noun
	how         how
	measure     sitrep.Measure
	at          int // the measure's word: a token, -1 when it has none of its own
	atEnd       int
	of          *candidate // what it is part of or listed with
	subset      bool
	reach       int // tokens between the value and its measure
	passive     bool
	sentence    int
	from        sitrep.Bound
	fromAt      int // where what it was before is told, 0 if it is not
	drop        bool
	listed      bool  // others in a list take their measure from it
	strict      bool  // its measure's word befalls things too
	cut         int32 // bytes of the number in a word it is joined to, "14-member"; 0 for a word of its own
	basis       sitrep.Basis
	whole       bool  // "two of the 12": of whom another number is a part
	ahead       bool  // a whole that stands before its part: "of the 12, two"
	tally       bool  // "the total to 41": counts what was counted before
	fate        int32 // one more than the token where the words that tell it begin, "none of the nine survived"; 0 if its own do
	compared    bool  // of another event, told to hold this one against it
	fresh       bool  // told by a later count, and not by who told the one before it
	told        bool  // with a word for a former count
	former      bool  // told as a count that another has replaced
	behindRel   bool  // its verb is behind "that" or "who", and tells of something else
	opens       int   // where its words begin: its first, or those of the body it is the size of, "a crew of 24"
}

// candidates lists the numbers of a sentence that may count people, and its single persons.
func (v *layer) candidates(first, last, sentence int) []*candidate {
	var out []*candidate
	for i := first; i < last; {
		if id := v.number[i]; id != 0 {
			q := v.numbers[id-1]
			if q.Unit == text.Count && q.Last <= last {
				if c := v.counted(q, first, last); c != nil {
					if c.n.head >= 0 && v.sense(c.n.head, lang.Others) {
						c.n.thing = len(out) > 0 // "shot down 40 rockets and 12 others"
						for _, o := range out {
							c.n.thing = c.n.thing && o.n.thing
						}
						c.n.thing = c.n.thing || v.thingsBefore(q.First, first)
					}
					if n := len(out); n > 0 && out[n-1].implicit && c.opens < c.first && out[n-1].first >= c.opens {
						out = out[:n-1] // "a family of five"
					}
					c.sentence = sentence
					out = append(out, c)
				}
			}
			i = max(v.overFigures(q, last), i+1)
			continue
		}
		if c := v.none(i, last); c != nil {
			c.sentence = sentence
			out = append(out, c)
			i = max(c.last, i+1)
			continue
		}
		c := v.compound(i, last)
		if c == nil {
			c = v.single(i, last)
		}
		if c == nil {
			c = v.lone(i)
			if n := len(out); n > 0 && c != nil && i < out[n-1].n.last {
				c = nil // counted already: "jedna osoba"
			}
		}
		if c != nil {
			c.sentence = sentence
			out = append(out, c)
			i = max(c.n.head+1, i+1)
			continue
		}
		i++
	}
	return out
}

// thingsBefore reports whether the last number before token end of a sentence that no preposition holds counts things, and
// no people stand between: "640 rockets struck while 30 others", where the first is no candidate.
func (v *layer) thingsBefore(end, first int) bool {
	for k := end - 1; k >= first; k-- {
		if id := v.number[k]; id != 0 && v.numbers[id-1].Unit == text.Count && !v.part(v.prev(k)).Has(lang.Prep) {
			n := v.noun(v.numbers[id-1].Last, end, lang.Many)
			return n.head >= 0 && n.level == 0 && n.event < 0
		}
		if v.people(k, lang.People) > 1 || v.d.Tokens[k].Lower == ";" {
			return false
		}
	}
	return false
}

// compound makes a candidate of a number that a hyphen joins to a word for those it counts, before the one word for
// all of them: "a 14-member crew", "the five-man patrol".
func (v *layer) compound(i, end int) *candidate {
	if !v.d.Tokens[i].Hyphened() || v.inside[i] || v.breaks[i] {
		return nil
	}
	q, cut, ok := text.Compound(v.d, i)
	if !ok || q.Value.N < 2 || !v.l.Words[v.d.Lower(i)[cut+1:]].Parts.Has(lang.Sized) {
		return nil
	}
	c := &candidate{first: i, last: i + 1, opens: i, cut: int32(cut), q: q, at: -1}
	for k := i + 1; k < end && k < i+5; k = v.next(k) {
		w := v.part(k)
		if w.Has(lang.Band) || v.people(k, lang.One) > 2 && v.part(v.next(k))&lang.People == 0 {
			c.n = noun{first: i + 1, last: v.next(k), head: k, level: 3, attr: -1, event: -1, subset: -1, end: v.next(k)}
			v.chain(&c.n, end)
			return c
		}
		if v.punct(k) || v.inside[k] || w.Has(stops|lang.Conj|lang.Det|lang.Thing|lang.Measured) {
			break
		}
	}
	return nil
}

// counted makes a candidate of a number.
func (v *layer) counted(q text.Quantity, first, end int) *candidate {
	want := lang.Many
	if q.Value == sitrep.Of(1) {
		want = lang.People
	}
	v.grown(&q, first)
	c := &candidate{first: q.First, last: q.Last, q: q, at: -1, n: v.noun(v.overFigures(q, end), end, want)}
	if k := q.Last; v.l.Bare && q.Value.Known && q.Value.N != 1 && v.part(k).Has(lang.One) && !v.part(k).Has(lang.Many) {
		return nil // an ordinal: "11 osobę" is the eleventh
	}
	if q.Weak && c.n.level < 2 && !(c.n.event >= 0) && !(v.l.Free && v.part(q.Last).Has(lang.Being|lang.Done)) {
		return nil
	}
	if q.Modifier == sitrep.Vague && (v.is(q.First-1, lang.HowWord) || c.n.head < 0 && (v.is(q.First-1, lang.As) || v.is(q.Last-1, lang.Pair))) {
		return nil // "how many were hurt"; "a couple" is two of a kind and not a number of them
	}
	if q.Modifier == sitrep.Vague && q.Last == q.First+1 && v.is(q.First-1, lang.As) && v.part(v.prev(q.First-1)).Has(lang.Conj) {
		return nil // "and as many wounded": as many as were told of before
	}
	if q.Modifier == sitrep.Vague && v.is(q.Last-1, lang.Tally) && c.n.head < 0 {
		return nil // "a number reported by officials"
	}
	if c.n.event >= 0 && v.measure(c.n.event) == sitrep.Affected && (q.Modifier == sitrep.Vague && (v.is(q.First-1, lang.Holds) || v.sense(q.Core, lang.Sweeping) && !v.part(v.prev(c.n.event)).Has(lang.Measured|lang.Final) && q.End == q.Core+1) || q.Value.N == 1 && c.n.partitive) {
		return nil // "in many cases", "one of the cases"
	}
	if e := c.n.event; e >= 0 && v.measure(e) == sitrep.Captured && v.sense(e-1, lang.Likewise) {
		return nil // "has four prior arrests": one person's
	}
	if c.n.head < 0 && c.n.subset < 0 && v.version(&q, first) {
		return nil // "Internet Explorer 10 is not affected"
	}
	if raw := v.d.Raw(q.Core); !q.Words && (v.yearOf(&q, &c.n) || len(raw) > 1 && raw[0] == '0') {
		return nil // the year of a model, an edition or an older event; a telephone number
	}
	if c.n.head < 0 && (q.Modifier == sitrep.LessThan || q.Modifier == sitrep.MoreThan) && q.Value.N <= 115 && v.part(v.prev(q.First)).Has(lang.Subset) && q.Last < len(v.words) && (v.punct(q.Last) || v.d.Tokens[q.Last].Line) {
		return nil // "most of them under two"
	}
	if c.n.head < 0 && q.Modifier == sitrep.Exact && q.Value.N > 0 && q.Value.N <= 13 && v.schoolYear(q.First, first) {
		return nil // "pupils in years 7 and 8"
	}
	if !q.Words && q.Modifier == sitrep.Exact && v.soloYear(&q, &c.n) {
		return nil // "his 2024 rival"
	}
	if c.n.head < 0 && q.Modifier == sitrep.Exact && q.Value.N <= 115 && (v.agesEnd(v.prev(q.First), first) || v.agedLast(&q, first)) {
		return nil // "aged 6, 8 and 11", "a girl, 17"
	}
	if c.n.head < 0 && q.Modifier == sitrep.Exact && !q.Words && q.Value.N <= 115 && v.ageOfNamed(&q, first) {
		return nil // "Ann Roe (pictured), 79, was among the dead"
	}
	if q.Modifier == sitrep.Vague && v.is(q.First, lang.Superlative) && q.First > first && v.is(q.First, lang.Fraction) && (v.is(q.First-1, lang.The|lang.TheirWord) || v.d.Lower(q.First-1) == "'s") {
		return nil // "the most cases", "the port's most wanted men"
	}
	if c.n.head < 0 && c.n.subset < 0 && v.growth(&q, first) {
		return nil // "an increase of three", "140 deaths, up 12 from Monday"
	}
	if v.scored(&q, &c.n, first, end) {
		return nil // "lost 20 - 13"
	}
	if c.n.head < 0 && c.n.subset < 0 && v.is(v.prev(q.First), lang.Of) && v.sense(v.prev(v.prev(q.First)), lang.Parent) {
		return nil // "a mother of two"
	}
	if q.Value == sitrep.Of(1) && c.n.partitive && v.ranked(q.First, q.Last, c.n.head) {
		return nil // "X, one of the greatest players, has died": said of X, and counts nobody
	}
	if k := v.prev(q.First); c.n.head < 0 && !q.Words && q.Value.N <= 115 && k > first && v.is(k, lang.At) && v.part(v.prev(k)).Has(lang.Fell|lang.Being) && !v.part(v.prev(v.prev(k))).Has(lang.Det) {
		return nil // "a composer dies at 94"
	}
	if q.Value == sitrep.Of(1) && q.First > first && c.n.head == q.Last && v.is(q.First-1, lang.From|lang.Holds) {
		return nil // "three children from one family"
	}
	c.whole = v.isWhole(q, first, end)
	v.sized(c, first)
	c.whole = c.whole || c.opens < c.first && v.shareOf(c.opens, first)
	for k := c.opens - 1; c.whole && k >= first && !v.inside[k]; k-- {
		if c.ahead = k == first || v.punct(k); c.ahead {
			break
		}
	}
	if v.part(q.First-1).Has(lang.Det) && q.First > 0 {
		c.n.definite = v.is(q.First-1, lang.The|lang.These|lang.Other)
	}
	if v.rate(q, &c.n, end) || v.exception(q.First, first) || v.is(q.Core, lang.OneWord) && c.n.partitive && v.every(q.First-1) {
		return nil // "all but two of the 19 were drowned", "every one of the 19 was"
	}
	if v.is(q.Core, lang.OneWord) && q.End == q.Core+1 {
		// "one another", "the one who", "no one", "that one", "one day"
		if v.is(q.Core+1, lang.AfterOne) || v.is(q.First-1, lang.BeforeOne) && c.n.level == 0 {
			return nil
		}
	}
	return c
}

// version reports whether a number in figures ends the name of a thing, with a verb of one behind it, which ends as plural nouns
// do: "Channel 2 is".
func (v *layer) version(q *text.Quantity, first int) bool {
	if q.Words || q.Modifier != sitrep.Exact || q.Value.N > 20 || v.l.Free || q.Value == sitrep.Of(1) || q.Last >= len(v.words) || !v.part(q.Last).Has(lang.Be|lang.Have) || !v.plural(q.Last) {
		return false
	}
	k := v.prev(q.First)
	if k < first || v.d.Tokens[k].Shape == text.Lower || v.part(k) != 0 || v.inside[k] || v.punct(k) {
		return false
	}
	for k >= first && v.d.Tokens[k].Shape != text.Lower && v.part(k) == 0 && !v.punct(k) {
		k = v.prev(k)
	}
	return k < first || !v.part(k).Has(lang.Prep)
}

// agesEnd reports whether a list of ages ends at token k, a comma or "and" behind it.
func (v *layer) agesEnd(k, first int) bool {
	for n := 0; k > first && n < 12 && (v.d.Tokens[k].Lower == "," || v.part(k).Has(lang.Conj)); n++ {
		for k = v.prev(k); k > first && (v.d.Tokens[k].Lower == "," || v.inside[k] && v.number[k] == 0); k = v.prev(k) {
		}
		if v.number[k] == 0 {
			return false
		}
		q := &v.numbers[v.number[k]-1]
		if q.Unit != text.Count {
			return q.Unit == text.Age
		}
		k = v.prev(k)
	}
	return false
}

// grown takes the second number of what reads as a range and tells by how much a count moved and to what: "the toll rose
// by three to 40".
func (v *layer) grown(q *text.Quantity, first int) {
	if q.Modifier != sitrep.Range || !q.Max.Known || v.l.Free {
		return
	}
	k := v.prev(q.First)
	if v.is(k, lang.By) {
		k = v.prev(k)
	} else if q.Min.Known && q.Min.N*4 > q.Max.N {
		return // "climbed 30 to 40 steps"
	}
	if k < first || !v.part(k).Has(lang.Link) {
		return
	}
	for to := q.First + 1; to+1 < q.Last; to++ {
		if v.is(to, lang.To) {
			q.First, q.Core, q.Min, q.Value, q.Modifier = to+1, to+1, q.Max, q.Max, sitrep.Exact
			return
		}
	}
}

// growth reports whether a number tells only by how much a count moved: "an increase of three", ", up 12 from Monday".
func (v *layer) growth(q *text.Quantity, first int) bool {
	k := v.prev(q.First)
	if k <= first || v.l.Free {
		return false
	}
	if p := v.prev(k); v.is(k, lang.Of) && v.width[k] == 1 && v.part(p).Has(lang.Link) && !v.part(p).Has(lang.Toll|lang.Event) && !v.is(p, lang.Tally) {
		return p > first && (v.part(v.prev(p)).Has(lang.Det) || v.plain(v.prev(p)))
	}
	w := v.d.Lower(k)
	return v.part(k).Has(lang.Link) && v.punct(k-1) && v.is(q.Last, lang.From) && !v.verbal(w) && !v.l.Ends(w, v.l.Participles)
}

// agedLast reports whether a number that ends its sentence or clause behind a single person and a comma is an age.
func (v *layer) agedLast(q *text.Quantity, first int) bool {
	k := v.prev(q.First)
	if q.Words || k <= first || v.d.Tokens[k].Lower != "," || q.Last < len(v.words) && !v.punct(q.Last) && !v.d.Tokens[q.Last].Line {
		return false
	}
	return v.people(v.prev(k), lang.One) > 2 && !v.part(v.prev(k)).Has(lang.Many)
}

// ageOfNamed reports whether a number between commas, or with a verb behind it, stands behind a name, with brackets between or without.
func (v *layer) ageOfNamed(q *text.Quantity, first int) bool {
	k := v.prev(q.First)
	if q.Last >= len(v.words) || k <= first || v.d.Tokens[k].Lower != "," || v.d.Tokens[q.Last].Lower != "," && v.d.Tokens[q.Last].Lower != "." && !v.part(q.Last).Has(lang.Be|lang.Have) {
		return false
	}
	k = v.prev(k)
	bracketed := v.d.Tokens[k].Lower == ")"
	for n := 0; bracketed && k > first && n < 8 && v.d.Tokens[k].Lower != "("; n++ {
		k = v.prev(k)
	}
	if bracketed {
		k = v.prev(k)
	}
	name := func(k int) bool {
		return k >= first && v.d.Tokens[k].Kind == text.Word && v.d.Tokens[k].Shape == text.Title && !v.inside[k] && v.part(k)&(lang.Done|lang.Be|lang.Have|lang.Prep|lang.Measured) == 0
	}
	words := 0
	for name(k) {
		k, words = v.prev(k), words+1
	}
	return words > 1 && (k < first || !v.part(k).Has(lang.Prep)) // "in Upper Vesk, 79 were killed"
}

// scored reports whether a number is a side's points in a game, written with spaces around the hyphen: "lost 20 - 13".
func (v *layer) scored(q *text.Quantity, n *noun, first, end int) bool {
	hyphen := func(k int) bool {
		return k >= first && k < end && (v.d.Tokens[k].Lower == "-" || v.d.Tokens[k].Lower == "–")
	}
	few := func(o *text.Quantity) bool {
		return !o.Words && o.Unit == text.Count && o.Modifier == sitrep.Exact && o.Value.Known && o.Value.N < 200
	}
	if q.Words || n.head >= 0 && n.level > 0 || n.subset >= 0 || !few(q) {
		return false
	}
	if k := q.Last; hyphen(k) && k+1 < end && v.number[k+1] != 0 {
		o := &v.numbers[v.number[k+1]-1]
		of := v.noun(o.Last, end, lang.Many)
		return few(o) && (of.head < 0 || of.level == 0) && of.subset < 0 && !v.part(o.Last).Has(lang.Measured)
	}
	return hyphen(q.First-1) && q.First-2 >= first && v.inside[q.First-2] && v.countAt(q.First-2) && !v.part(q.Last).Has(lang.Measured)
}

// sized reads "a crew of 24": the number is of the body named before it.
func (v *layer) sized(c *candidate, first int) {
	c.opens = c.first
	of := v.prev(c.first)
	body := v.prev(of)
	if c.n.head >= 0 && c.n.level == 1 && !c.n.thing && body >= first && v.is(of, lang.Of) && v.width[of] == 1 && v.part(body).Has(lang.Band) {
		c.n.level = 2 // "a party of nine ski tourers"
	}
	if c.n.head >= 0 && (c.n.level > 0 || !v.verbal(v.d.Lower(c.n.head))) || c.n.subset >= 0 || c.n.partitive || c.q.Value == sitrep.Of(1) || body < first || !v.is(of, lang.Of) || v.width[of] != 1 ||
		!v.part(body).Has(lang.Band) || v.d.Tokens[body].Shape == text.Title && body > first {
		return
	}
	c.n.head, c.n.first, c.n.last, c.n.level, c.n.thing, c.n.end = body, body, body+1, 3, false, c.last
	for c.opens = body; c.opens > first && c.opens > body-4 && !v.punct(c.opens-1) && v.part(c.opens-1)&(stops|lang.Measured|lang.Conj) == 0; c.opens-- {
		if v.part(c.opens - 1).Has(lang.Det) {
			c.opens--
			break
		}
	}
}

// rate reports whether a number is one of the two of a rate: "one in ten people", "of every 100".
func (v *layer) rate(q text.Quantity, n *noun, end int) bool {
	round := func(n int64) bool { return n > 1 && n <= 10 || n == 20 || n == 100 || n == 1000 || n == 10000 }
	k := v.prev(q.First)
	if v.sense(k, lang.Per) && (n.head < 0 || n.level > 1) {
		return true // "38 deaths per 100,000 people"
	}
	if k > 0 && v.every(k) && v.part(v.prev(k)).Has(lang.Prep|lang.OutOf) && v.inside[max(v.prev(v.prev(k)), 0)] {
		return true // "one in every 900"
	}
	if k > 0 && q.Modifier == sitrep.Exact && round(q.Value.N) && !n.thing {
		if p := v.prev(k); v.is(k, lang.Holds) && v.part(k).Has(lang.Prep) && v.inside[p] && v.smaller(p, q) {
			return true
		}
		if v.every(k) && v.part(v.prev(k)).Has(lang.Prep) {
			return true
		}
	}
	if k := v.next(min(q.Last, len(v.words)-1)); k+1 < end && v.part(q.Last).Has(lang.Prep|lang.OutOf) && v.every(k) && v.number[k+1] != 0 {
		return true // "one in every 500"
	}
	if q.Last+1 >= end || !v.is(q.Last, lang.Holds) || !v.part(q.Last).Has(lang.Prep) || v.number[q.Last+1] == 0 {
		return false
	}
	o := v.numbers[v.number[q.Last+1]-1]
	of := v.noun(o.Last, end, lang.Many)
	return o.Unit == text.Count && o.Modifier == sitrep.Exact && round(o.Value.N) && q.Value.Known && q.Value.N < o.Value.N && !of.thing && (of.head < 0 || of.level > 1)
}

// smaller reports whether token k is in a count below another.
func (v *layer) smaller(k int, q text.Quantity) bool {
	for k > 0 && v.inside[k] && v.number[k] == 0 {
		k--
	}
	if v.number[k] == 0 {
		return false
	}
	o := v.numbers[v.number[k]-1]
	return o.Unit == text.Count && o.Value.Known && o.Value.N < q.Value.N
}

// every reports whether token k is "every" or its like.
func (v *layer) every(k int) bool {
	return v.is(k, lang.BeforeOne) && v.part(k).Has(lang.Det) && !v.part(k).Has(lang.Rel) && !v.is(k, lang.The|lang.No)
}

// exception reports whether the number at token k is what a whole is told without: "all but two".
func (v *layer) exception(k, first int) bool {
	j := v.prev(k)
	return j >= first && v.part(j).Has(lang.Except)
}

// yearOf reports whether a number in figures is the year of what is named behind it: "the 2011 model", "her
// 2011 drowning death", "the 2011 killings".
func (v *layer) yearOf(q *text.Quantity, n *noun) bool {
	if len(v.d.Raw(q.Core)) != 4 || q.Modifier != sitrep.Exact || q.Value.N < 1800 || q.Value.N >= 2100 || n.level > 0 || n.head < 0 {
		return false
	}
	return n.event < 0 || !v.plural(n.event) || q.First > 0 && (v.part(q.First-1).Has(lang.Det) || v.d.Lower(q.First-1) == "'s")
}

// schoolYear reports whether the number at token k is that of a school year, by itself or behind another: "years 9 and 10".
func (v *layer) schoolYear(k, first int) bool {
	for n := 0; k > first && n < 6; n++ {
		k = v.prev(k)
		if v.sense(k, lang.Schooling) && !v.dated(k) {
			return !v.part(v.prev(k)).Has(lang.Prep) || !v.is(v.prev(k), lang.Holds) || v.plural(k) || v.d.Tokens[k].Shape == text.Title
		}
		if v.number[k] == 0 && !v.inside[k] && !v.part(k).Has(lang.Conj) && v.d.Lower(k) != "," && !v.is(k, lang.To) {
			return false
		}
	}
	return false
}

// soloYear reports whether a number of four figures stands before a word for one person alone, of whom it is the year.
func (v *layer) soloYear(q *text.Quantity, n *noun) bool {
	return len(v.d.Raw(q.Core)) == 4 && q.Value.N >= 1800 && q.Value.N < 2100 && n.head >= 0 && n.head <= q.Last+2 && v.part(n.head).Has(lang.One) && !v.part(n.head).Has(lang.Many)
}

// ranked reports whether "one of the" at tokens [first, last) goes on with a rank or a number before its head and says
// of somebody named what they are: after a comma, "is", "was", "as".
func (v *layer) ranked(first, last, head int) bool {
	rank := false
	for k := last; k < head; k++ {
		rank = rank || v.is(k, lang.Superlative) || v.number[k] != 0
	}
	k := v.prev(first)
	return rank && k >= 0 && (v.d.Tokens[k].Lower == "," || v.part(k).Has(lang.Be) || v.is(k, lang.As))
}

// overFigures is the token behind a number and the same in figures, as documents write it:
// "nine (9) persons".
func (v *layer) overFigures(q text.Quantity, end int) int {
	k := q.Last
	if k+2 >= end || !q.Words || v.d.Tokens[k].Lower != "(" || v.number[k+1] == 0 {
		return k
	}
	if same := &v.numbers[v.number[k+1]-1]; same.Value == q.Value && same.Last < end && v.d.Tokens[same.Last].Lower == ")" {
		return same.Last + 1
	}
	return k
}

// isWhole reports whether a number is the whole of which a share is spoken of: "two of the 12", "a third
// of the 90", "of the 12 aboard, two", "two out of 12", "out of a crew of 12, two". What befell the share
// is not told of it.
func (v *layer) isWhole(q text.Quantity, first, end int) bool {
	k := v.prev(q.First)
	if k < first {
		return false
	}
	det := v.part(k).Has(lang.Det) && !v.part(k).Has(lang.Rel)
	if v.d.Lower(k) == "'s" {
		// "five of the town's 300 children"
		for n := 0; k > first && n < 5 && !v.is(k, lang.Of) && (n == 0 || !v.punct(k) && v.part(k)&(stops|lang.Measured) == 0); n++ {
			k = v.prev(k)
		}
		det = true
	} else if det {
		k = v.prev(k)
	}
	these := func(k int) bool { return v.width[k] == 2 && v.is(k+1, lang.These) } // "of these 40" is a phrase
	of := func(k int) bool {
		return k >= first && (v.is(k, lang.Of) && (v.width[k] == 1 || these(k)) || v.part(k).Has(lang.OutOf))
	}
	det = det || of(k) && these(k)
	if !of(k) {
		return false
	}
	j := v.prev(k)
	if !det && j > first && v.people(j, lang.People) > 1 && v.part(v.prev(j)).Has(lang.Det) {
		if o := v.prev(v.prev(j)); of(o) {
			k, j = o, v.prev(o) // "of a crew of 24"
		}
	}
	out := v.part(k).Has(lang.OutOf)
	if j > first && v.is(j, lang.OneWord) && v.every(v.prev(j)) {
		return false // "every one of the 19" are all
	}
	opens := k == first || v.punct(j)
	switch {
	case det && (opens || v.inside[j] || v.is(j, lang.Fraction|lang.That|lang.NobodyWord)):
		return true
	case j >= first && v.is(j, lang.Fraction) && v.is(k, lang.Of):
		return true // "half of 60 evacuees"
	case j >= first && (v.inside[j] && v.countAt(j) || out && v.people(j, lang.People) > 1):
		return true
	case opens:
		return v.shareFollows(q, end)
	}
	return false
}

// shareOf reports whether a body that opens at token k is what a share is told of: "half of a crew of 24", "most of
// the garrison of 800".
func (v *layer) shareOf(k, first int) bool {
	j := v.prev(k)
	if j > first && v.is(j, lang.Of) && v.width[j] == 1 {
		j = v.prev(j)
	}
	return j >= first && v.is(j, lang.Fraction)
}

// countAt reports whether token k is in a plain count.
func (v *layer) countAt(k int) bool {
	for k > 0 && v.inside[k] && v.number[k] == 0 {
		k--
	}
	return v.number[k] != 0 && v.numbers[v.number[k]-1].Unit == text.Count
}

// shareFollows reports whether a mark and a smaller number stand behind a number: "of 350 aboard, 17".
func (v *layer) shareFollows(q text.Quantity, end int) bool {
	mark := false
	for k := q.Last; k < end; k++ {
		if id := v.number[k]; id != 0 && mark {
			o := &v.numbers[id-1]
			return o.Unit == text.Count && (!o.Value.Known || !q.Value.Known || o.Value.N <= q.Value.N)
		}
		mark = mark || v.punct(k) && !v.quoteMark(k)
	}
	return false
}

// none makes a candidate of "no", "nobody" and the like: a count of zero.
func (v *layer) none(i, end int) *candidate {
	if !v.is(i, lang.No|lang.NobodyWord|lang.Without) && !v.part(i).Has(lang.Neg) { // most words
		return nil
	}
	last, value := i+1, i+1
	person := false
	switch {
	case v.is(i, lang.No):
		if v.is(i+1, lang.OneWord) {
			last, value, person = i+2, i+2, true
		}
		if v.is(i+1, lang.ReportsWord) && v.is(v.next(i+1), lang.Of) || i+1 < len(v.width) && v.width[i+1] == 2 && v.is(i+1, lang.ReportsWord) && v.is(i+2, lang.Of) {
			last = i + 3 // "no reports of casualties"
		}
	case v.is(i, lang.NobodyWord):
		person = true
	case v.part(i).Has(lang.Neg) && v.is(i+1, lang.OneWord):
		last, value, person = i+2, i+2, true // "not one of the passengers"
	case v.part(i).Has(lang.Neg) && v.is(i+1, lang.A) && v.width[i] == 1:
		// "not a soul was lost", "not a single life": but "not a soldier who" is no count
		n := v.noun(i+2, end, lang.One)
		if n.level < 3 && n.event < 0 || n.thing || !v.part(n.end).Has(lang.Be|lang.Have|lang.Fell) {
			return nil
		}
		c := &candidate{first: i, last: i + 2, opens: i, zero: true, at: -1, n: n}
		c.q = text.Quantity{First: i, Last: i + 2, Core: i, End: i + 2, Min: sitrep.Of(0), Max: sitrep.Of(0), Value: sitrep.Of(0), Modifier: sitrep.Exact}
		return c
	case v.is(i, lang.Without):
		// "without causing more deaths"
		for last < end && last < i+4 && !v.part(last).Has(lang.Event) && (v.part(last).Has(lang.Det) || v.is(last, lang.More) || v.l.Ends(v.d.Lower(last), v.l.Participles)) {
			last++
		}
		if !v.part(last).Has(lang.Event) || last >= end {
			return nil
		}
		c := &candidate{first: i, last: i + 1, opens: i, zero: true, at: -1, n: v.noun(last, end, lang.People)}
		c.q = text.Quantity{First: i, Last: i + 1, Core: i, End: i + 1, Min: sitrep.Of(0), Max: sitrep.Of(0), Value: sitrep.Of(0), Modifier: sitrep.Exact}
		if c.n.event < 0 {
			return nil
		}
		return c
	default:
		return nil
	}
	if v.l.Free && !person {
		// "nie ma ofiar", "nie było rannych"
		for last < end && v.part(last).Has(lang.Be|lang.Have) {
			last = v.next(last)
		}
		if last == i+1 {
			return nil
		}
	}
	c := &candidate{first: i, last: value, opens: i, zero: true, at: -1}
	c.q = text.Quantity{First: i, Last: value, Core: i, End: value, Min: sitrep.Of(0), Max: sitrep.Of(0), Value: sitrep.Of(0), Modifier: sitrep.Exact}
	if person && v.is(last, lang.Else) {
		last++
	}
	c.n = v.noun(last, end, lang.People)
	if person {
		if c.n.subset < 0 && !c.n.partitive {
			c.n = noun{first: last, last: last, head: -1, attr: -1, event: -1, subset: -1, end: last}
		}
		if c.n.head < 0 {
			c.n.level = 2 // "none of the nine" are people
		}
		return c
	}
	if c.n.event < 0 && c.n.level < 2 || c.n.event >= 0 && v.part(c.n.end).Has(lang.Modal) && v.is(c.n.end, lang.AfterOne) {
		return nil // "no death should be in vain"
	}
	return c
}

// single makes a candidate of a bare singular: "a child", "another soldier".
func (v *layer) single(i, end int) *candidate {
	if !v.is(i, lang.A|lang.Another) || v.width[i] != 1 {
		return nil
	}
	if i+1 < end && v.compound(i+1, end) != nil {
		return nil
	}
	n := v.noun(i+1, end, lang.One)
	if n.head < 0 || n.level < 2 || n.event >= 0 || n.thing {
		return nil
	}
	c := &candidate{first: i, last: i + 1, opens: i, implicit: true, n: n, at: -1}
	c.drop = v.part(n.head).Has(lang.Band) // "a family" counts nobody as one, though what befell it is told of it
	c.q = text.Quantity{First: i, Last: i + 1, Core: i, End: i + 1, Min: sitrep.Of(1), Max: sitrep.Of(1), Value: sitrep.Of(1), Modifier: sitrep.Exact}
	return c
}

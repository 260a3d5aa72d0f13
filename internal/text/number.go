package text

import (
	"math"
	"strings"

	"sitrep"
	"sitrep/internal/lang"
)

// Unit says what a number is of, as far as the words right beside it show.
type Unit string

// Units of a number. A plain count has none.
const (
	Count    Unit = ""
	Percent  Unit = "percent"
	Money    Unit = "money"
	Age      Unit = "age"
	Dated    Unit = "date" // part of a date, a time or a duration
	Decimal  Unit = "decimal"
	Score    Unit = "score" // "3-2"
	Labelled Unit = "label" // "Article 5", "Flight 370"
)

// Quantity is a number in digits or words with its modifier, or a quantity that names none.
type Quantity struct {
	// First and Last are its tokens [First, Last) with the modifier, Core and End those of the
	// number alone.
	First, Last, Core, End int
	// Min and Max bound the value as the modifier does ("more than 29": 30 and unknown); Value is
	// the number as it is said (29), unknown for a vague one and a range.
	Min, Max, Value sitrep.Bound
	Modifier        sitrep.Modifier
	Unit            Unit
	// Weak marks a vague word that is a quantity only right before what it counts ("some").
	Weak bool
	// More marks a count on top of another ("another 12", "12 more").
	More bool
	// Words marks a number written in words, not digits.
	Words bool
}

// Numbers finds the numbers of a text, in order and without overlap. Numbers that count nothing
// (dates, ages, money) are there too, with their Unit.
func Numbers(d *Doc) []Quantity { return NumbersBesides(d, Times(d)) }

// NumbersBesides is Numbers for a caller who has the times already.
func NumbersBesides(d *Doc, times []Time) []Quantity { return NumbersIn(nil, d, times) }

// NumbersIn is NumbersBesides in the room of a slice that holds nothing.
func NumbersIn(room []Quantity, d *Doc, times []Time) []Quantity {
	if d.Language.Number.Words == nil {
		return nil
	}
	p := numberParser{d: d, l: &d.Language.Number}
	out := room
	t, known := 0, &d.Language.Known
	for i := 0; i < len(d.Tokens); {
		if word := &d.Tokens[i]; !known.At(word.Word).In.Has(lang.NumberList) && !word.figures() { // most words
			i++
			continue
		}
		n, ok := p.number(i)
		if !ok {
			i++
			continue
		}
		for t < len(times) && times[t].Last <= n.Core {
			t++
		}
		if n.Unit == Count && t < len(times) && times[t].First < n.End {
			n.Unit = Dated
		}
		if k := len(out) - 1; n.Unit == Count && k >= 0 && out[k].Unit == Age && n.First == out[k].Last+1 && (p.low(out[k].Last) == p.l.And || p.l.To.Has(p.low(out[k].Last))) && p.ageEnds(n.Last) {
			n.Unit = Age // "aged ten and 11"
		}
		out = append(out, n)
		i = n.Last
	}
	return out
}

type numberParser struct {
	d *Doc
	l *lang.Number
}

func (p *numberParser) low(i int) string { return p.d.Lower(i) }

// starts reports whether a number or its modifier can begin at token i; most words are passed over by
// this one look-up.
func (p *numberParser) starts(i int) bool {
	t := &p.d.Tokens[i]
	return p.d.Language.Known.At(t.Word).In.Has(lang.NumberList) || t.figures()
}

// figures reports whether a token is a number in digits or a compound, which may have one in it.
func (t *Token) figures() bool { return t.signs&figured != 0 }

// number reads modifier, number and what follows at token i.
func (p *numberParser) number(i int) (Quantity, bool) {
	if !p.starts(i) {
		return Quantity{}, false
	}
	modifier, core, more := p.before(i)
	if core == i && !p.d.Tokens[i].figures() && !p.d.Listed(i).In.Has(lang.CardinalList|lang.BetweenList|lang.VagueList) {
		return Quantity{}, false // only the first word of a modifier, and none follows
	}
	n, ok := p.quantity(core)
	if !ok {
		if core == i {
			return Quantity{}, false
		}
		// "some" and "about" can be part of a quantity as well as a modifier
		if n, ok = p.quantity(i); !ok {
			return Quantity{}, false
		}
		modifier, core = "", i
	}
	n.First, n.More = i, more
	if modifier != "" && (n.Modifier == sitrep.Exact || n.Modifier == sitrep.Range) {
		n.modify(modifier)
	}
	p.after(&n)
	if n.Unit == Count {
		n.Unit = p.unit(&n)
	}
	return n, true
}

// before reads the modifiers at token i and returns the first that bounds and where they end.
func (p *numberParser) before(i int) (modifier sitrep.Modifier, core int, more bool) {
	core = i
	for k := 0; k < 4; k++ {
		words, value := p.l.Before.MatchKnown(p.d.id(core), p.low, core)
		if words == 0 {
			break
		}
		if value != "-" && modifier == "" {
			modifier = sitrep.Modifier(value)
		}
		if p.l.Another.Has(p.low(core)) || words == 2 && p.l.More.Has(p.low(core+1)) {
			more = true
		}
		core += words
	}
	return modifier, core, more
}

// quantity reads a number, a range or a vague quantity at token i.
func (p *numberParser) quantity(i int) (Quantity, bool) {
	in := p.d.Listed(i).In
	if words, value := p.vague(i); words > 0 {
		if _, _, ok := p.cardinal(i); !ok || words > 1 {
			n := Quantity{Core: i, End: i + words, Last: i + words, Modifier: sitrep.Vague, Weak: value == "weak", Words: true}
			p.of(&n)
			return n, true
		}
	}
	if !in.Has(lang.CardinalList|lang.BetweenList) && !(i < len(p.d.Tokens) && p.d.Tokens[i].figures()) {
		return Quantity{}, false
	}
	if q, cut, ok := Compound(p.d, i); ok {
		if words, value := p.l.After.Match(func(k int) string { return p.tailOf(i, cut, k) }, 0); words == 1 {
			q.modify(sitrep.Modifier(value)) // "thirty-odd", "30-plus"
			return q, true
		}
	}
	opened := in.Has(lang.BetweenList)
	at := i
	if opened {
		at++
		if _, core, _ := p.before(at); core > at {
			at = core
		}
	}
	value, end, ok := p.cardinal(at)
	if !ok {
		return Quantity{}, false
	}
	n := Quantity{Core: i, End: end, Last: end, Words: p.d.Tokens[at].Kind == Word}
	if low, high, last, ok := p.rangeEnd(at, end, value, opened); ok {
		value = low
		n.Min, n.Max, n.Modifier, n.End, n.Last = bound(value), bound(high), sitrep.Range, last, last
		if value != math.Trunc(value) {
			n.Unit = Decimal
		}
		return n, true
	}
	if opened {
		return Quantity{}, false
	}
	if value != math.Trunc(value) || value > math.MaxInt64/4 {
		n.Unit = Decimal
		n.Modifier = sitrep.Exact
		return n, true
	}
	if p.score(at, end) {
		n.Unit = Score
	}
	n.Value = sitrep.Of(int64(value))
	n.Min, n.Max, n.Modifier = n.Value, n.Value, sitrep.Exact
	return n, true
}

// vague reads words that name no number at token i.
func (p *numberParser) vague(i int) (words int, value string) {
	if !p.d.Listed(i).In.Has(lang.VagueList) {
		return 0, ""
	}
	return p.l.Vague.MatchKnown(p.d.id(i), p.low, i)
}

// tailOf is what stands behind the hyphen of the word at token i, as a text of one word.
func (p *numberParser) tailOf(i, cut, k int) string {
	if k > 0 {
		return ""
	}
	return p.low(i)[cut+1:]
}

// rangeEnd reads the other end of a range that begins with the number [at, end).
func (p *numberParser) rangeEnd(at, end int, low float64, opened bool) (from, to float64, last int, ok bool) {
	joint := p.low(end)
	if opened && joint != p.l.And || !opened && !p.l.To.Has(joint) {
		return 0, 0, 0, false
	}
	if !opened && at > 0 && p.l.From.Has(p.low(at-1)) {
		return 0, 0, 0, false
	}
	next := end + 1
	if _, core, _ := p.before(next); core > next {
		if !opened && p.d.Tokens[end].Kind == Punct && p.d.Tokens[next].Shape != Lower {
			return 0, 0, 0, false // "12 May 2024 - About 11,000 people"
		}
		next = core
	}
	high, last, ok := p.cardinal(next)
	if !ok {
		return 0, 0, 0, false
	}
	if low < 1000 && high >= 1000 && low == math.Trunc(low) {
		// "two to three thousand" means thousands at both ends
		if w, scaled := p.l.Words[p.low(last-1)]; scaled && w.Scale && w.N >= 1000 && high/float64(w.N) > low && last-next > 1 {
			low *= float64(w.N)
		}
	}
	if high <= low || p.d.Tokens[end].Line {
		return 0, 0, 0, false
	}
	return low, high, last, true
}

// score reports whether digits are joined to others without being a range: "lost 3-0".
func (p *numberParser) score(at, end int) bool {
	glued := func(i, j int) bool {
		return i >= 0 && j < len(p.d.Tokens) && p.d.Tokens[i].Kind == Number && p.d.Tokens[j].Kind == Number &&
			p.d.Tokens[i].End == p.d.Tokens[i+1].Start && p.d.Tokens[j-1].End == p.d.Tokens[j].Start &&
			(p.low(i+1) == "-" || p.low(i+1) == "–" || p.low(i+1) == ":" || p.low(i+1) == "/")
	}
	return end == at+1 && (glued(at, at+2) || glued(at-2, at))
}

// modify bounds the number by a modifier.
func (n *Quantity) modify(m sitrep.Modifier) {
	low, high := n.Min, n.Max
	if m == sitrep.About && n.Modifier == sitrep.Range {
		return
	}
	n.Modifier = m
	switch m {
	case sitrep.AtLeast:
		n.Min, n.Max = low, sitrep.Bound{}
	case sitrep.MoreThan:
		n.Min, n.Max = sitrep.Bound{N: high.N + 1, Known: high.Known}, sitrep.Bound{}
	case sitrep.UpTo, sitrep.LessThan, sitrep.Nearly:
		n.Min, n.Max = sitrep.Bound{}, high
	}
}

// after reads what stands behind the number: "or more", "of" before what is counted.
func (p *numberParser) after(n *Quantity) {
	if p.l.More.Has(p.low(n.Last)) {
		n.More = true
	}
	if words, value := p.l.After.MatchKnown(p.d.id(n.Last), p.low, n.Last); words > 0 && n.Modifier != sitrep.Vague {
		if p.d.Tokens[n.Last].Kind == Punct && p.d.Tokens[n.Last].Start > p.d.Tokens[n.Last-1].End {
			return
		}
		if next := n.Last + words; next < len(p.d.Tokens) {
			if _, _, ok := p.cardinal(next); ok {
				return // "in 2017 at least 14": the modifier is the next number's
			}
		}
		if _, core, _ := p.before(n.Last + 1); core > n.Last+words {
			return // "rose to 32 and more than 115 wounded"
		}
		n.Last += words
		if n.Modifier == sitrep.Exact {
			n.modify(sitrep.Modifier(value))
		}
	}
}

// of takes the "of" into a vague quantity's words, where what is counted follows.
func (p *numberParser) of(n *Quantity) {
	if p.low(n.End) == p.l.Of && n.End+1 < len(p.d.Tokens) && p.d.Tokens[n.End+1].Kind == Word {
		n.Last = n.End + 1
	}
}

func (p *numberParser) unit(n *Quantity) Unit {
	if n.First > 0 {
		if kind, ok := p.l.UnitsBefore[p.low(n.First-1)]; ok && !p.d.Tokens[n.First].Line && n.Modifier != sitrep.Vague {
			if kind == "money" && p.d.Tokens[n.First-1].Kind == Word || n.Modifier == sitrep.Exact || kind == "money" || kind == "age" {
				if kind == "title" {
					if n.Words && n.Last-n.First == 1 && p.d.Tokens[n.Core].Shape == Title && p.d.Tokens[n.First-1].Shape == Title {
						return Labelled // "World War Two"
					}
				} else if kind == "dial" {
					if p.ageEnds(n.Last) && p.d.Tokens[n.Core].Kind == Number {
						return Labelled // "called 911 and"
					}
				} else if kind == "label" && p.counts(n.First-1) {
					return Count
				} else if kind != "label" || p.d.Tokens[n.Core].Kind == Number && n.Last-n.Core == 1 {
					return unitOf(kind)
				}
			}
		}
	}
	if n.Core > n.First {
		if kind := p.l.UnitsBefore[p.low(n.Core-1)]; kind == "money" {
			return Money
		}
	}
	if p.suspended(n) {
		return Labelled
	}
	if p.age(n) {
		return Age
	}
	if n.Last < len(p.d.Tokens) && !p.d.Tokens[n.Last].Line {
		if kind, ok := p.l.Units[p.low(n.Last)]; ok {
			return unitOf(kind)
		}
	}
	if p.l.Units[p.low(n.Last+1)] == "money" && n.Last < len(p.d.Tokens) && p.d.Tokens[n.Last].Shape == Title {
		return Money // "1.4 billion Swiss francs"
	}
	if n.End < n.Last {
		if kind, ok := p.l.Units[p.low(n.End)]; ok {
			return unitOf(kind)
		}
	}
	return Count
}

// counts reports whether the label at token i is a verb behind those it counts: "the dead number 1,218".
func (p *numberParser) counts(i int) bool {
	f := &p.d.Language.Figure
	return i > 1 && f.Words[p.low(i)].Parts.Has(lang.Link) && f.Words[p.low(i-1)].Parts.Has(lang.Being|lang.Done|lang.Many) && f.Words[p.low(i-2)].Parts.Has(lang.Det)
}

// age reports whether the number is an age by its place: "Ivan Petrov, 23, was", and "16 - year - old"
// in a typography that parts hyphens.
func (p *numberParser) age(n *Quantity) bool {
	if p.low(n.Last) == "-" && p.l.Units[p.low(n.Last+1)] == "duration" {
		return true
	}
	if n.First > 1 && p.low(n.First-1) == p.l.Of && p.l.UnitsBefore[p.low(n.First-2)] == "age" {
		return true
	}
	if n.First < 2 || n.Last-n.First != 1 || n.Last >= len(p.d.Tokens) || !n.Value.Known || n.Value.N > 115 || n.Words {
		return false
	}
	next := p.low(n.Last)
	named := p.d.Tokens[n.First-2].Kind == Word && p.d.Language.Time.Words[p.low(n.First-2)].Kind == lang.NoTime
	switch {
	case p.low(n.First-1) == ",":
		// "his sons, 17 and 22, were"
		return named && (next == "," || next == "." && p.d.Tokens[n.First-2].Shape == Title ||
			next == p.l.And && n.Last+2 < len(p.d.Tokens) && p.d.Tokens[n.Last+1].Kind == Number && p.low(n.Last+2) == ",")
	case p.low(n.First-1) == p.l.And:
		return next == "," && n.First > 2 && p.d.Tokens[n.First-2].Kind == Number && p.low(n.First-3) == ","
	}
	return false
}

// suspended reports whether the number is the first part of a compound that a later one completes: "14- and
// 15-year-olds".
func (p *numberParser) suspended(n *Quantity) bool {
	k := n.Last
	if k+2 >= len(p.d.Tokens) || p.low(k) != "-" || p.d.Tokens[k].Start != p.d.Tokens[k-1].End || p.d.Tokens[k+1].Start == p.d.Tokens[k].End {
		return false
	}
	for k++; k < len(p.d.Tokens) && k < n.Last+6; k++ {
		if t := &p.d.Tokens[k]; t.Kind == Word && t.Hyphened() && t.Lower[0] != '-' {
			return true
		}
	}
	return false
}

// ageEnds reports whether what follows a number at token i goes on with no one counted.
func (p *numberParser) ageEnds(i int) bool {
	return i >= len(p.d.Tokens) || p.d.Tokens[i].Kind == Punct || p.d.Language.Figure.Words[p.low(i)].Parts.Has(lang.Be|lang.Have|lang.Prep|lang.Conj|lang.Sub)
}

func unitOf(kind string) Unit {
	switch kind {
	case "money":
		return Money
	case "percent":
		return Percent
	case "age":
		return Age
	case "duration", "clock":
		return Dated
	case "label":
		return Labelled
	}
	return Unit(kind)
}

func bound(v float64) sitrep.Bound {
	if v < 0 || v > math.MaxInt64/4 {
		return sitrep.Bound{}
	}
	return sitrep.Of(int64(v))
}

// Compound reads the number that a hyphen joins to the rest of the word at token i, and its length in bytes:
// "14-member", "five-man".
func Compound(d *Doc, i int) (Quantity, int, bool) {
	if i >= len(d.Tokens) {
		return Quantity{}, 0, false
	}
	t := &d.Tokens[i]
	if !t.Hyphened() {
		return Quantity{}, 0, false
	}
	cut := strings.LastIndexByte(t.Lower, '-')
	if t.Kind != Word || cut < 1 || len(t.Lower) != t.End-t.Start {
		return Quantity{}, 0, false
	}
	name, n := t.Lower[:cut], int64(0)
	if name[0] >= '0' && name[0] <= '9' {
		v, _, ok := parseDigits(name, d.Language.Number.Comma)
		if !ok || v != math.Trunc(v) || v > 1e6 {
			return Quantity{}, 0, false
		}
		n = int64(v)
	} else {
		for len(name) > 0 {
			var piece string
			piece, name, _ = strings.Cut(name, "-")
			w, ok := d.Language.Number.Words[piece]
			if !ok || w.Scale || w.N < 0 {
				return Quantity{}, 0, false
			}
			n += w.N
		}
	}
	value := sitrep.Of(n)
	return Quantity{First: i, Last: i + 1, Core: i, End: i + 1, Min: value, Max: value, Value: value, Modifier: sitrep.Exact, Words: d.Text[t.Start] > '9'}, cut, true
}

package figure

import (
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// passiveBefore reports whether a form of "be" governs the word at token k.
func (v *layer) passiveBefore(k int) bool {
	for j := v.prev(k); j >= 0 && j > k-5; j = v.prev(j) {
		w := v.part(j)
		switch {
		case w.Has(lang.Be):
			return true
		case v.width[j] > 1 && v.l.Lexemes[v.own[j+int(v.width[j])-1]].Parts.Has(lang.Have):
			return false // "is said to have killed"
		case v.adverb(j) || w.Has(lang.Neg|lang.Hedge):
		default:
			return false
		}
	}
	return false
}

// before looks in front of a candidate for the verb it is the object of, the noun that takes it
// with "of", or a running count.
func (v *layer) before(c *candidate, first int) link {
	k := v.prev(c.opens)
	far := 0
	for k >= first && far < 5 && (v.part(k).Has(lang.Det) && !v.part(k).Has(lang.Rel) || v.adverb(k) || v.quoteMark(k) || v.part(k).Has(lang.Hedge) || c.q.Modifier == sitrep.Range && v.is(k, lang.Between)) {
		k = v.prev(k)
		far++
	}
	if k < first {
		return link{}
	}
	if l := v.object(c, k, far, first); l.how != unlinked {
		return l
	}
	if l := v.actApart(k, far, first); l.how != unlinked {
		return l
	}
	if l := v.apposition(c, k, first); l.how != unlinked {
		return l
	}
	if j := v.prev(k); v.part(j).Has(lang.Final) && v.part(j).Has(lang.Done) && j >= first && v.part(k) == 0 && !v.inside[k] && !v.punct(k) {
		return link{how: byBefore, at: j, far: far + 1} // "fatally trampling two"
	}
	if j := v.prev(k); j > first && v.part(k) == 0 && !v.inside[k] && !v.punct(k) {
		// "killed and crucified five", "Kills, Maims 5"
		if v.verbal(v.d.Tokens[k].Lower) && v.part(j).Has(lang.Conj) {
			if l := v.object(c, v.prev(j), far+1, first); l.how == byBefore {
				return l
			}
		}
		if v.part(j).Has(lang.Do) && v.d.Tokens[j].Shape == text.Title && v.plural(k) {
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

// actApart reads the noun of an act that a time parts from the "of" at token k: "the release earlier this year of 16".
func (v *layer) actApart(k, far, first int) link {
	if !v.is(k, lang.Of) || v.width[k] != 1 || v.l.Free {
		return link{}
	}
	j := k - 1
	for n := 0; j > first && n < 8 && v.dated(j); j, n = j-1, n+1 {
	}
	if j == k-1 || j < first || v.width[j] == 0 {
		return link{}
	}
	act := func(i int) string {
		if i == j {
			return v.d.Lower(j)
		}
		return v.d.Lower(k + i - j - 1)
	}
	if words, lexeme := v.l.Match(act, j, v.own[j]); words == 2 && v.l.Lexemes[lexeme].Parts.Has(lang.Act) && v.measure(j) == sitrep.Measure(v.l.Lexemes[lexeme].Measure) {
		return link{how: byAct, at: j, far: far + k - j}
	}
	return link{}
}

// apposition reads a number that stands between commas behind the object of what befalls people, which names no number of
// its own: "freed their last captives, five engineers".
func (v *layer) apposition(c *candidate, k, first int) link {
	if v.d.Tokens[k].Lower != "," || !c.isPeople() || c.n.level < 2 || c.implicit || v.l.Free || k+1 != c.opens || c.n.end < len(v.words) && !v.punct(c.n.end) && !v.d.Tokens[c.n.end].Line && !v.is(c.n.end, lang.Holds) {
		return link{}
	}
	j := v.prev(k)
	if j < first || v.people(j, lang.People) < 3 && !v.part(j).Has(lang.Band|lang.Befallen) {
		return link{}
	}
	for n := 0; j > first && n < 5; j, n = v.prev(j), n+1 {
		w := v.part(j)
		if n > 0 && w.Has(lang.Do|lang.Done) {
			return v.object(c, j, n+1, first)
		}
		if v.punct(j) || v.inside[j] || n > 0 && w.Has(stops&^lang.Adverb|lang.Conj) {
			break
		}
	}
	return link{}
}

// object reads the word at token k right before a candidate.
func (v *layer) object(c *candidate, k, far, first int) link {
	w := v.part(k)
	if j := c.n.end; w.Has(lang.Taking) && v.is(j, lang.TheirWord) && v.part(j+1).Has(lang.Event) && v.part(j+1).Has(lang.Strict) && v.width[j] == 1 {
		return link{how: byBefore, at: j + 1, far: far} // "cost 21 men their lives"
	}
	if v.sense(k, lang.Shooting) && w&lang.Act == 0 && v.measure(k) != sitrep.Killed {
		if !c.isPeople() || v.is(c.first, lang.Over) || v.part(v.prev(k)).Has(lang.Det) || v.part(v.next(k)).Has(lang.Conj) || v.passiveBefore(k) && w.Has(lang.Done) {
			return link{} // "they shot 46", "a shot over two defenders"
		}
		return link{how: byBefore, at: k, far: far, hurt: w&(lang.Do|lang.Done) == 0} // "accused of shooting two guards"
	}
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
	if c.implicit {
		// "claimed the life of a nun"; but "the toll is 60, according to a doctor" tells nothing of the doctor
		j := v.prev(k)
		for i := v.prev(j); v.is(k, lang.Of) && v.part(j).Has(lang.Event) && i >= first; i = v.prev(i) {
			if v.part(i).Has(lang.Taking) {
				return link{how: byToll, at: j}
			}
			if !v.part(i).Has(lang.Det) {
				break
			}
		}
		return link{}
	}
	if c.whole {
		return link{} // "in one of the 12 villages"
	}
	w := v.part(k)
	if c.n.head < 0 {
		if at, ok := v.entry(k, c.last, first); ok {
			return link{how: byToll, at: at, entry: true} // "dead 31, injured 84", "killed, 14; wounded, 52"
		}
	}
	if v.is(k, lang.Of) || v.d.Lower(k) == ":" {
		// "casualties of 3,000", "dead: 12"
		j := v.prev(k)
		if j >= first && v.part(j).Has(lang.Toll|lang.Event) {
			return link{how: byToll, at: j}
		}
		if j >= first && v.d.Lower(k) == ":" && v.part(j).Has(lang.Done|lang.Being) {
			return link{how: byToll, at: j}
		}
	}
	as := v.is(k, lang.As) && v.given(k, first)
	if !w.Has(lang.Link|lang.Be|lang.Prep|lang.Toll) && !as && v.d.Lower(k) != ":" {
		return link{}
	}
	if j := v.prev(k); (as || v.is(k, lang.At)) && j > first && v.part(j).Has(lang.Being|lang.Done) && v.is(j, lang.Victims) && v.given(j, first) {
		return link{how: byToll, at: j} // "put their own dead at six", "gave the dead as 21"
	}
	if j := v.prev(k); w.Has(lang.Be) && j > first && v.part(j).Has(lang.Being|lang.Done) && v.is(j, lang.Victims) && v.is(v.prev(j), lang.The) && c.isPeople() {
		return link{how: byAmong, at: j} // "the dead were five Germans"
	}
	if j := v.prev(k); w.Has(lang.Link) && j > 0 && v.part(j).Has(lang.Being|lang.Done) && v.is(j, lang.Victims) && v.is(v.prev(j), lang.The) {
		return link{how: byToll, at: j} // "the wounded number 45"
	}
	if w.Has(lang.Prep) && !v.is(k, lang.To) && !v.is(k, lang.At) && !v.is(k, lang.Of) && !v.is(k, lang.From) && !v.is(k, lang.Than) && !v.is(k, lang.Over) {
		return link{}
	}
	if l := v.tollAfter(c, k); l.how != unlinked {
		return l
	}
	linked := w.Has(lang.Link|lang.Toll) || v.is(k, lang.At) || as
	for far := 0; k >= first && far < 24; far++ {
		w := v.part(k)
		switch {
		case w.Has(lang.Toll):
			return link{how: byToll, at: k, far: far}
		case w.Has(lang.Event) && linked && !w.Has(lang.Befallen|lang.Do|lang.Strict):
			return link{how: byToll, at: k, far: far}
		case v.is(k, lang.Tally) && (linked || v.part(v.prev(k)).Has(lang.Det) && v.part(v.prev(v.prev(k))).Has(lang.Link)):
			c.tally = c.n.head < 0 && !v.ofOthers(k, c.first) && (v.is(c.first-1, lang.To|lang.At) || v.part(v.prev(c.first)).Has(lang.Be) && c.q.Value.Known && (v.is(v.prev(k), lang.The) || v.is(v.prev(v.prev(k)), lang.The)))
			if at := v.measureAfter(k, c.first); at >= 0 {
				return link{how: byToll, at: at, far: far}
			}
		case v.d.Lower(k) == ";" || v.d.Lower(k) == "." || v.is(k, lang.Saying) && v.d.Lower(k-1) == "," && !v.is(k+1, lang.To):
			return link{} // "the number of cases was 40, adding that tests stood at 900"
		}
		linked = linked || w.Has(lang.Link|lang.Be)
		k = v.prev(k)
	}
	return link{}
}

// ofOthers reports whether the word for a count at token k names what it counts, and that is no people: "the number of
// tests stands at 900".
func (v *layer) ofOthers(k, end int) bool {
	j := v.next(k)
	if !v.is(j, lang.Of) || v.width[j] != 1 {
		return false
	}
	for j, n := v.next(j), 0; j < end && n < 4 && v.part(j)&(lang.Link|lang.Be|lang.Prep|lang.Have) == 0; j, n = v.next(j), n+1 {
		if v.people(j, lang.Many) > 0 || v.part(j).Has(lang.Measured|lang.Pron|lang.State|lang.Det) {
			return false
		}
	}
	return true
}

// given reports whether a verb of giving counts stands within a few words before token k.
func (v *layer) given(k, first int) bool {
	for j, n := v.prev(k), 0; j >= first && n < 10 && !v.punct(j); j, n = v.prev(j), n+1 {
		if v.part(j).Has(lang.Give) {
			return true
		}
	}
	return false
}

// entry is the word for what befell them of a number that is an entry of a list: it stands before the number, a comma
// or colon between or none, and nothing but marks on either side of both: "dead 31, injured 84", "killed, 14;
// wounded, 52", "Missing: 3". With a comma between, the list has to part its entries otherwise.
func (v *layer) entry(k, after, first int) (int, bool) {
	comma, colon := v.d.Tokens[k].Lower == ",", v.d.Tokens[k].Lower == ":"
	if comma || colon {
		k = v.prev(k)
	}
	if k < first || after < len(v.words) && !v.punct(after) && !v.d.Tokens[after].Line && !v.part(after).Has(lang.Conj) {
		return 0, false
	}
	switch w := v.part(k); {
	case w.Has(lang.Being | lang.Event):
	case w.Has(lang.Done):
		if !comma && !colon && !v.is(k, lang.Victims) {
			return 0, false
		}
	case !w.Has(lang.Befallen|lang.Fell) || !comma && !colon:
		return 0, false
	}
	opens := k
	for n := 0; opens > first && n < 2 && !v.punct(opens-1) && (v.people(opens-1, lang.Many) > 1 || v.part(opens-1).Has(lang.Conj)); n++ {
		opens-- // "officers killed, 4"
	}
	if opens > first && !v.punct(opens-1) {
		return 0, false
	}
	mark := func(i int) bool { return i >= first && i < len(v.words) && strings.Contains(";:", v.d.Tokens[i].Lower) }
	return k, !comma || mark(opens-1) || mark(after)
}

// tollAfter reads "brought to 49 the number killed": the running count stands behind its number.
func (v *layer) tollAfter(c *candidate, k int) link {
	if !v.is(k, lang.To) || !v.part(v.prev(k)).Has(lang.Link) {
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
	if v.is(j, lang.Tally) {
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

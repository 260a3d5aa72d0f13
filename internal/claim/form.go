package claim

import (
	"sitrep"
	"sitrep/internal/claim/spans"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// wholly draws sources that stand behind their cue out to all that is said of them: "according to Tariq Malik, 41, a
// shopkeeper from Lahore, …"; what is said begins behind.
func (w *room) wholly() {
	for i := range w.acts {
		a := &w.acts[i]
		at := a.cue.Last
		if a.dropped || a.kind != sitrep.Statement || at >= len(w.d.Tokens) || w.work.Layer.Quote(at) != 0 {
			continue
		}
		s := &w.d.Sentences[a.sentence]
		size, _ := w.c.According.Match(w.d.Lower, a.cue.First)
		according := size > 0 && size == a.cue.Last-a.cue.First
		behind := a.source.First == at && a.source.Last > at && len(a.content) > 0 && (w.saying(a) || a.cue.Last-a.cue.First == 1 && (w.says(a.cue.First) || w.work.Layer.Quote(a.content[0].First) != 0)) && a.content[0].First < a.cue.First
		if !according && !behind {
			continue
		}
		end := w.whole(at, s.Last, a.cue.First == s.First)
		if according && a.source.First == at && w.cutSaid(a, at, s.Last) {
			continue
		}
		if end <= at || a.source.First == at && end <= a.source.Last && !(a.cue.First == s.First && w.d.Raw(end) == "," && w.opensClause(end+1, s.Last)) {
			continue
		}
		a.source = spans.Run{First: at, Last: end}
		content := a.content[:0]
		for _, c := range a.content {
			if c.First < end && c.Last > at {
				c.First = end
			}
			if c.First == end && c.First < c.Last && w.d.Raw(c.First) == "," {
				c.First++
			}
			if c.Last > c.First {
				content = append(content, c)
			}
		}
		a.content = content
		if a.cue.First == s.First && end+2 < s.Last && w.d.Raw(end) == "," {
			if what := w.rest(end+1, a.sentence); len(a.content) != 1 || a.content[0].First > what.First {
				if len(a.content) > 0 {
					what.Last = max(a.content[len(a.content)-1].Last, what.First+1)
				}
				if w.hasVerb(what) {
					a.content = append(a.content[:0], what)
				}
			}
		}
	}
}

// cutSaid ends whom "according to" names where what is said begins without a comma: "According to the watchdog the army lost 20
// men", "according to the watchdog a toll that". It reports whether it did.
func (w *room) cutSaid(a *act, at, last int) bool {
	l := &w.work.Layer
	end, many := w.nounPhrase(at, last), false
	for t := at + 1; t < end; t++ {
		if l.Count(t) && w.d.Tokens[t-1].Kind == text.Word && l.Class(t-1) != lang.DayWord || w.thing(t)&lang.ManyThing != 0 && w.calling(at) && l.Class(t-1) != lang.DetWord && !w.links(t-1) {
			end, many = t, true // "According to the agency 10 miners"
			break
		}
	}
	if end <= at || end >= a.source.Last && !many || w.d.Raw(end) == "," || w.d.Raw(a.source.Last) == "," || l.Went(end, true) || !w.mayAct(spans.Run{First: at, Last: end}) && w.d.Language.Figure.Roles[w.d.Lower(end-1)]&lang.Record == 0 {
		return false
	}
	opens := a.cue.First == w.d.Sentences[a.sentence].First || w.d.Tokens[a.cue.First].Shape == text.Title
	switch {
	case opens && w.opensClause(end, last):
		what := w.rest(end, a.sentence)
		a.content = append(a.content[:0], what)
	case !opens && l.Class(end) == lang.DetWord && w.d.Tokens[end].Shape == text.Lower && !w.bodyAt(w.nounPhrase(end, last)-1) && len(a.content) > 0 && a.content[0].First < a.cue.First:
	default:
		return false
	}
	a.source.Last = end
	return true
}

// saidAfter reads "WHAT, said WHO." where the model did not, or took the subject of what is said for who speaks.
func (w *room) saidAfter(n int) bool {
	s := &w.d.Sentences[n]
	l := &w.work.Layer
	if !l.Holds(n, lang.SayVerb) {
		return false
	}
	for v := s.First + 3; v+1 < s.Last; v++ {
		if l.Class(v) != lang.SayVerb || w.d.Raw(v-1) != "," || l.Quote(v) != 0 || !w.finiteForm(v) || w.d.Tokens[v].Shape != text.Lower || l.Class(v+1) == lang.ThatWord {
			continue
		}
		end := w.whole(v+1, s.Last, false)
		if end <= v+1 && w.c.Told.Has(w.d.Lower(v)) && w.d.Language.Figure.Roles[w.d.Lower(v+1)]&(lang.A|lang.The) != 0 {
			end = w.nounPhrase(v+1, s.Last) // whoever "the coxswain" is: nothing else stands there
		}
		if end <= v+1 || w.skipEnd(end, s.Last) < s.Last {
			continue
		}
		what := spans.Run{First: s.First, Last: v - 1}
		have := w.cuedOver(n, spans.Run{First: v, Last: v + 1})
		if !w.hasVerb(what) || have != nil && (have.source.First > v || have.source.Last > have.source.First && len(have.content) > 0 && have.content[0].First < v) {
			continue
		}
		if have == nil {
			w.add(act{sentence: n, cue: spans.Run{First: v, Last: v + 1}, kind: sitrep.Statement, odds: tagOdds, sure: tagOdds})
			have = &w.acts[len(w.acts)-1]
		}
		have.source, have.content = spans.Run{First: v + 1, Last: end}, []spans.Run{what}
		return true
	}
	return false
}

// nameless drops what only says that somebody is not named: "an officer who asked not to be named".
func (w *room) nameless(n int) {
	l := &w.work.Layer
	for i := range w.home.in(n) {
		a := &w.acts[i]
		if l.Class(a.cue.First-1) == lang.RelativeWord && l.Class(a.cue.Last) == lang.ToWord && l.Class(a.cue.Last+1) == lang.BeWord && l.Past(a.cue.Last+2) {
			a.dropped = true // "who declined to be named"
		}
		if l.Class(a.cue.First) == lang.AskVerb && l.Class(a.cue.First-1) == lang.RelativeWord && l.Class(a.cue.Last) == lang.NotWord && l.Class(a.cue.Last+1) == lang.ToWord {
			a.dropped = true
		}
	}
}

// accordingTo reads "According to WHO, WHAT" and "WHAT, according to WHO." where the model is silent; behind a semicolon it
// opens a part of its own, whatever the model takes from the part before.
func (w *room) accordingTo(n int) {
	s := &w.d.Sentences[n]
	if !w.work.Layer.HoldsIn(n, lang.AccordingList) {
		return
	}
	for t := s.First; t+2 < s.Last; t++ {
		if !w.work.Layer.In(t, lang.AccordingList) {
			continue
		}
		size, _ := w.c.According.MatchKnown(w.d.Tokens[t].Word, w.d.Lower, t)
		if size == 0 || w.work.Layer.Quote(t) != 0 {
			continue
		}
		h := w.half(t, n)
		if t > h.First && w.d.Raw(t-1) != "," {
			continue
		}
		cue := spans.Run{First: t, Last: t + size}
		opening := t == h.First
		end := w.whole(cue.Last, h.Last, opening)
		what := spans.Run{First: h.First, Last: t - 1}
		if opening {
			what = spans.Run{First: min(end+1, h.Last), Last: h.Last}
			for what.Last > what.First && w.work.Layer.Mark(what.Last-1) {
				what.Last--
			}
		}
		if end <= cue.Last {
			continue
		}
		if opening && w.d.Raw(end) != "," {
			if w.cuedOver(n, cue) == nil && !w.links(end) && w.opensClause(end, h.Last) {
				w.add(act{sentence: n, cue: cue, source: spans.Run{First: cue.Last, Last: end}, content: []spans.Run{w.rest(end, n)}, kind: sitrep.Statement, odds: tagOdds, sure: tagOdds})
			}
			continue
		}
		source := spans.Run{First: cue.Last, Last: end}
		if have := w.cuedOver(n, cue); have != nil {
			if opening && t > s.First && what.Last > what.First {
				have.source, have.content = source, []spans.Run{what}
			}
			continue
		}
		if !opening && w.skipEnd(end, h.Last) < h.Last || !w.hasVerb(what) {
			continue
		}
		w.add(act{sentence: n, cue: cue, source: source, content: []spans.Run{what}, kind: sitrep.Statement, odds: tagOdds, sure: tagOdds})
	}
}

// quotedAs reads "WHO was quoted as saying by WHOM" and "WHO was quoted by WHOM as saying": who is quoted speaks, who
// quotes relays.
func (w *room) quotedAs(n int) {
	s := &w.d.Sentences[n]
	l := &w.work.Layer
	if !l.HoldsIn(n, lang.RelayList) || !l.Holds(n, lang.BeWord) {
		return
	}
	for t := s.First + 2; t < s.Last; t++ {
		if l.Class(t-1) != lang.BeWord || !w.work.Layer.In(t, lang.RelayList) || !l.Past(t) || l.Quote(t) != 0 {
			continue
		}
		be := t - 1
		for be-1 > s.First && l.Class(be-1) == lang.HaveWord {
			be--
		}
		who := w.phraseBack(be, s.First)
		if who.Last <= who.First || !w.mayAct(who) {
			continue
		}
		var by spans.Run
		for k := t + 1; k < min(s.Last, t+8); k++ {
			if l.Class(k) == lang.ByWord {
				by = w.phraseAt(k+1, n)
			}
		}
		for i := range w.home.in(n) {
			if a := &w.acts[i]; a.cue.First >= be && a.cue.First < t+12 && len(a.content) > 0 {
				if a.source.Last <= a.source.First || a.source.Last > be {
					a.source = who
				}
				a.via = by
				for k := range a.content {
					if c := &a.content[k]; c.First < who.First && c.Last > who.First && c.Last <= be {
						c.Last = who.First
					}
				}
				if l.Class(a.content[0].First) != lang.ThatWord && a.content[0].First >= who.First && a.content[0].First < t {
					a.dropped = true // "was quoted", beside "as saying that"
					continue
				}
				break
			}
		}
	}
}

// unowned takes the source from what nobody is said to have said: "It was reported that the king had left", "The fort was
// reported to have fallen".
func (w *room) unowned() {
	l := &w.work.Layer
	for i := range w.acts {
		a := &w.acts[i]
		if a.dropped || a.kind != sitrep.Statement || len(a.content) == 0 {
			continue
		}
		if a.source.Last == a.cue.First && a.source.Last > a.source.First && w.spokenTo(a) {
			a.source = spans.Run{}
			if l.Class(a.cue.Last) == lang.ByWord {
				a.source = w.phraseAt(a.cue.Last+1, a.sentence)
			}
			continue
		}
		if w.nobodys(a) {
			a.source = spans.Run{}
			continue
		}
		w.suffered(a)
	}
}

// nobodys reports whether an act is of an "it" that is nobody: "It is hoped training will begin", "it has been learnt that",
// "…, it was revealed".
func (w *room) nobodys(a *act) bool {
	l := &w.work.Layer
	if l.Class(a.source.First) != lang.ItWord || a.source.Last-a.source.First != 1 {
		return false
	}
	be, verb := false, -1
	for t := a.cue.First; t < a.cue.Last; t++ {
		switch c := l.Class(t); {
		case c == lang.BeWord:
			be = true
		case c == lang.HaveWord, c == lang.AdverbWord, c == lang.NotWord, c == lang.AfterWord, w.ly(t):
		case verb < 0 && be && l.Past(t) && !l.Ing(t):
			verb = t
		case verb < 0 || c != lang.ThatWord && !w.marked(t, lang.WhenThing):
			return false
		}
	}
	if verb < 0 {
		return false
	}
	content := a.content[0]
	if content.Last <= a.source.First {
		return true
	}
	return content.First >= a.cue.Last && content.First <= a.cue.Last+2 && (l.Class(content.First) == lang.ThatWord || w.opensClause(content.First, w.d.Sentences[a.sentence].Last))
}

// spokenTo reports whether who stands before a cue is only asked or told: "She was asked about the fire", "had been told that".
func (w *room) spokenTo(a *act) bool {
	l := &w.work.Layer
	be := false
	for t := a.cue.First; t < a.cue.Last; t++ {
		switch c := l.Class(t); {
		case c == lang.BeWord:
			be = true
		case c == lang.HaveWord, c == lang.AdverbWord, c == lang.NotWord, w.ly(t):
		default:
			return be && (c == lang.AskVerb || c == lang.TellVerb) && (l.Past(t) || w.d.Lower(t) == "told") && !w.c.Moods.Has(w.d.Lower(t))
		}
	}
	return false
}

// undone drops what somebody says that others do, which the model took for speech of its own: in "leaders are ordering
// them into assaults, Kirby said" Kirby orders nobody.
func (w *room) undone() {
	l := &w.work.Layer
	w.lay()
	for i := range w.acts {
		a := &w.acts[i]
		if a.kind != sitrep.Statement || a.source.Last > a.source.First || a.dropped || !l.Ing(a.cue.First) || l.Quote(a.cue.First) != 0 {
			continue
		}
		if c := l.Class(a.cue.First); c != lang.SayVerb && c != lang.TellVerb && w.around(i) >= 0 {
			a.dropped = true
		}
	}
}

// reached draws what is said out over speech told in it: "reported that Mr Blair had called the plan foolish".
func (w *room) reached() {
	for i := range w.acts {
		a := &w.acts[i]
		if n := len(a.content); n == 0 || a.dropped || a.content[n-1].First < a.cue.Last {
			continue
		}
		c := &a.content[len(a.content)-1]
		for j := range w.home.in(a.sentence) {
			b := &w.acts[j]
			if j == i || b.dropped || b.cue.First != c.Last || b.source.First < c.First || b.source.Last != c.Last || len(b.content) == 0 {
				continue
			}
			c.Last = max(c.Last, b.content[len(b.content)-1].Last)
		}
	}
}

// added gives the speaker of the clause before to a participle of speech behind a comma that the model left without one,
// or passed over behind a clause that ends in its verb: "rejected the figure, insisting that four had died", "a claim the
// army dismissed, saying that four had died".
func (w *room) added(n int) {
	s := &w.d.Sentences[n]
	l := &w.work.Layer
	if !l.Holds(n, lang.SayVerb) {
		return
	}
	for t := s.First + 3; t+3 < s.Last; t++ {
		if l.Class(t) != lang.SayVerb || !l.Ing(t) || l.Quote(t) != 0 || w.d.Tokens[t].Shape != text.Lower {
			continue
		}
		if w.d.Raw(t-1) != "," {
			if have := w.cuedOver(n, spans.Run{First: t, Last: t + 1}); have != nil && have.source.Last <= have.source.First && have.cue.First == t && l.Class(t-1) != lang.AsWord && w.withBefore(t, s.First).Last == 0 {
				if have.source = w.spokeBefore(have); have.source.Last <= have.source.First { // a comma was lost
					have.source = w.opensWith(s.First, t)
				}
			}
			if who := w.withBefore(t, s.First); who.Last > who.First && w.mayAct(who) && !w.nobody(who) && w.cuedOver(n, spans.Run{First: t, Last: t + 1}) == nil {
				if what := w.rest(t+1, n); w.hasVerb(what) {
					a := act{sentence: n, cue: spans.Run{First: t, Last: t + 1}, source: who, content: []spans.Run{what}, kind: sitrep.Statement, odds: tagOdds, sure: tagOdds}
					w.alone(&a)
					w.add(a)
				}
			}
			continue
		}
		if have := w.cuedOver(n, spans.Run{First: t, Last: t + 1}); have != nil && w.nearer(have, t) {
			continue
		}
		verb := t - 2
		clause := (l.Went(verb, false) || l.Class(verb) >= lang.SayVerb && l.Past(verb)) && w.d.Tokens[verb].Shape == text.Lower
		var who spans.Run
		if clause {
			who = w.phraseBack(verb, s.First)
		}
		clause = clause && who.Last == verb && w.contact(who, s.First)
		have := w.cuedOver(n, spans.Run{First: t, Last: t + 1})
		if have != nil && have.source.Last > have.source.First && !(clause && have.source.First < who.First && have.source.Last == who.Last) {
			continue
		}
		switch {
		case have != nil && !clause:
			last := w.lastSource(have)
			if last.Last <= last.First {
				last = w.spokeBefore(have)
			}
			if last.Last <= last.First {
				last = w.opensWith(s.First, t)
			}
			if last.Last > last.First && l.Class(last.First) != lang.RelativeWord && w.mayAct(last) {
				have.source = last
			}
		case have != nil:
			have.source = who
		case clause:
			if what := w.rest(t+1, n); w.hasVerb(what) {
				w.add(act{sentence: n, cue: spans.Run{First: t, Last: t + 1}, source: who, content: []spans.Run{what}, kind: sitrep.Statement, odds: tagOdds, sure: tagOdds})
			}
		}
	}
}

// nearer gives a participle at token t the speaker who stands behind a comma of what was taken for it: "in the hills and the
// coast, the agency warned, saying".
func (w *room) nearer(a *act, t int) bool {
	if a.source.Last <= a.source.First || a.source.Last >= t {
		return false
	}
	for k := a.source.First + 1; k <= a.source.Last; k++ {
		if w.d.Raw(k) != "," {
			continue
		}
		if who, verb := w.speaksAt(k+1, t); verb >= 0 {
			a.source = who
			return true
		}
	}
	return false
}

// spokeBefore is who spoke last before an act in its sentence, with the verb before them: of "…, said John Roe, the mayor,
// adding that", John Roe.
func (w *room) spokeBefore(a *act) (last spans.Run) {
	at := -1
	for i := range w.home.in(a.sentence) {
		b := &w.acts[i]
		if b != a && !b.dropped && b.cue.First > at && b.cue.Last <= b.source.First && b.source.Last <= a.cue.First && w.saying(b) {
			at, last = b.cue.First, b.source
		}
	}
	return last
}

// opensWith is the noun phrase a sentence opens with, where it is the subject of a verb of its own before token end: "The
// coast guard held a briefing, saying that".
func (w *room) opensWith(first, end int) spans.Run {
	l := &w.work.Layer
	for first < end && (l.Class(first) == lang.ButWord || l.Class(first) == lang.AndWord || l.Class(first) == lang.AdverbWord) {
		first++
	}
	who := spans.Run{First: first, Last: w.nounPhrase(first, end)}
	if last := who.Last - 1; last > first && w.c.Unchanged.Has(w.d.Lower(last)) {
		who.Last = last // "The police put the toll at 40, saying"
	}
	if who.Last <= who.First || who.Last >= end || w.nobody(who) || w.d.Language.Figure.Words[w.d.Lower(who.Last-1)].Parts.Has(lang.Cause) {
		return spans.Run{}
	}
	verb := who.Last
	for verb < end && l.Class(verb) == lang.HaveWord {
		verb++
	}
	for t := verb + 1; t < end; t++ {
		if c := l.Class(t); (c == lang.SayVerb || c == lang.TellVerb) && !l.Ing(t) {
			return spans.Run{} // somebody else may speak: "The fire killed two said the mayor adding that"
		}
	}
	if c := l.Class(verb); w.d.Tokens[verb].Shape != text.Lower || !(c >= lang.SayVerb || l.Past(verb) || l.Went(verb, false) || w.c.Unchanged.Has(w.d.Lower(verb))) {
		return spans.Run{}
	}
	return who
}

// dated takes a paper's place off a source: "New Delhi: Home Minister Amit Shah".
func (w *room) dated() {
	if w.d.In == sitrep.InTitle || w.d.Headline {
		return
	}
	for i := range w.acts {
		a := &w.acts[i]
		if a.source.First != w.d.Sentences[a.sentence].First || a.source.Last > a.cue.First {
			continue
		}
		for t := a.source.First; t < min(a.source.Last-1, a.source.First+4); t++ {
			if w.d.Raw(t) == ":" && t > a.source.First && !w.calling(a.source.First) {
				a.source.First = t + 1
				break
			}
			if w.d.Tokens[t].Shape == text.Lower {
				break
			}
		}
	}
}

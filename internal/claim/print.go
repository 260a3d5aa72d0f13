package claim

import (
	"sitrep"
	"sitrep/internal/claim/spans"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// labelWords is how many words who speaks may have beside a headline's colon.
const labelWords = 6

// printed finds claims that a headline's layout shows: "Ministry: 40 hurt in fire", "40 hurt in fire -
// ministry". The mark is the cue.
func (w *room) printed() {
	w.signed()
	headed := w.d.In == sitrep.InTitle || w.d.Headline
	if !headed && !w.unstopped() || len(w.d.Sentences) == 0 || len(w.d.Sentences) > 2 {
		return
	}
	last := len(w.d.Tokens)
	for last > 0 && w.work.Layer.Mark(last-1) && w.work.Layer.Quote(last-1) == 0 {
		last--
	}
	for t := 1; t < last-1; t++ {
		colon := w.d.Raw(t) == ":"
		if !colon && !w.parting(t) || w.work.Layer.Quote(t) != 0 {
			continue
		}
		label, said := spans.Run{First: 0, Last: t}, spans.Run{First: t + 1, Last: last}
		if !colon || last-t-1 <= labelWords && !w.labels(label) {
			label, said = said, label
		}
		if !w.labels(label) || !headed && !w.calling(label.First) || !colon && w.d.Tokens[label.First].Shape != text.Lower {
			continue // what stands behind a dash in capitals is rather the outlet's name
		}
		if w.attributed(label, said) {
			return
		}
		w.add(act{sentence: max(0, w.d.SentenceOf(t)), cue: spans.Run{First: t, Last: t + 1}, source: label, content: []spans.Run{said},
			kind: sitrep.Statement, odds: 0.7, sure: 0.7})
		return
	}
}

// unstopped reports whether a text is one line that no mark ends, as a headline is.
func (w *room) unstopped() bool {
	n := len(w.d.Tokens)
	return len(w.d.Sentences) == 1 && n < 30 && w.d.Tokens[n-1].Kind != text.Punct
}

// signed finds quotations that stand by themselves with a dash and a name behind them: “Never again.” — Petra Holm.
func (w *room) signed() {
	w.lay()
	for _, q := range w.d.Quotes {
		t := q.Last + 1
		if q.Open || q.First < 1 || q.Last-q.First < 3 || t+1 >= len(w.d.Tokens) || q.First > 1 && !w.d.Tokens[q.First-1].Line || !w.dashed(t) || w.d.Tokens[t].Line {
			continue
		}
		s := w.d.SentenceOf(t + 1)
		if s < 0 {
			continue
		}
		last := w.d.Sentences[s].Last
		for k := t + 1; k < last; k++ {
			if w.d.Tokens[k].Line && k > t+1 {
				last = k
			}
		}
		end := w.whole(t+1, last, false)
		if end > t+1 && w.d.Raw(end) == "," && last-end < 8 && !w.hasVerb(spans.Run{First: end, Last: last}) {
			end = last // "― Lena Faber, Bergen"
			for end > t+1 && w.d.Tokens[end-1].Kind == text.Punct {
				end--
			}
		}
		if end <= t+1 || w.d.Tokens[t+1].Shape == text.Lower || w.skipEnd(end, last) < last {
			continue
		}
		label, said := spans.Run{First: t + 1, Last: end}, spans.Run{First: q.First, Last: q.Last}
		if !w.attributed(label, said) {
			w.add(act{sentence: s, cue: spans.Run{First: t, Last: t + 1}, source: label, content: []spans.Run{said}, kind: sitrep.Statement, odds: tagOdds, sure: tagOdds})
			w.layAct(len(w.acts) - 1)
		}
	}
}

// dashed reports whether token t is a dash.
func (w *room) dashed(t int) bool {
	switch w.d.Raw(t) {
	case "-", "–", "—", "--", "―":
		return true
	}
	return false
}

// parting reports whether token t is a dash with space on both sides.
func (w *room) parting(t int) bool {
	switch w.d.Raw(t) {
	case "-", "–", "—", "--":
		return w.d.Tokens[t].Start > w.d.Tokens[t-1].End && w.d.Tokens[t+1].Start > w.d.Tokens[t].End
	}
	return false
}

// labels reports whether a run can be the label of who speaks: a short phrase for somebody, without a verb.
func (w *room) labels(r spans.Run) bool {
	if r.Last-r.First > labelWords || !w.mayAct(r) {
		return false
	}
	l := &w.work.Layer
	for t := r.First; t < r.Last; t++ {
		if w.thing(t)&lang.LabelThing != 0 || !w.phrase(t) && !w.nounlike(t, r.Last) && !(r.Last == t+1 && w.bodyAt(t)) && l.Class(t) != lang.AndWord && l.Class(t) != lang.ForWord ||
			t > r.First && t+1 < r.Last && w.d.Language.Figure.Words[w.d.Lower(t)].Parts.Has(lang.Done|lang.Do|lang.Fell) {
			return false
		}
	}
	last := &w.d.Tokens[r.Last-1]
	return last.Shape != text.Lower || w.bodyAt(r.Last-1)
}

// bodyAt reports whether a noun for somebody who speaks ends at token i.
func (w *room) bodyAt(i int) bool {
	for t := i; t >= max(0, i-2); t-- {
		if n, _ := w.nounAt(t); n > 0 && t+n == i+1 {
			return true
		}
	}
	return false
}

// attributed reports whether an act has one of the runs as its source already, or speaks within the label.
func (w *room) attributed(label, said spans.Run) bool {
	of := func(i int) bool {
		a := &w.acts[i]
		if a.source.First < label.Last && a.source.Last > label.First {
			return true
		}
		for _, c := range a.content {
			if c.First <= said.First && said.Last <= c.Last {
				return true
			}
		}
		return false
	}
	for _, r := range [...]spans.Run{label, said} {
		for s := w.d.SentenceOf(r.First); s >= 0 && s < len(w.d.Sentences) && w.d.Sentences[s].First < r.Last; s++ {
			for i := range w.lies.in(s) {
				if of(i) {
					return true
				}
			}
		}
	}
	return false
}

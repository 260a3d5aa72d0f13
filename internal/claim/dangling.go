package claim

import (
	"sitrep/internal/claim/spans"
	"sitrep/internal/lang"
)

// dangling draws what is said on to where its sentence or quotation ends, where the model stopped in the middle of a phrase: "is
// in the dark over Roe's", "fears plans could have a".
func (w *room) dangling() {
	for i := range w.acts {
		a := &w.acts[i]
		n := len(a.content)
		if a.dropped || a.turn || n == 0 || a.cue.Last <= a.cue.First {
			continue
		}
		c := &a.content[n-1]
		s := &w.d.Sentences[a.sentence]
		if c.First < a.cue.Last || c.Last <= c.First+1 || c.Last >= s.Last || w.work.Layer.Quote(c.First) != 0 || !w.open(c.Last-1) {
			continue
		}
		end := w.drawn(i, *c)
		if end > c.Last+1 {
			c.Last = end
		}
	}
}

// drawn is how far what is said may go on behind a run: to the sentence's end, before whoever tells of the whole.
func (w *room) drawn(i int, c spans.Run) int {
	a := &w.acts[i]
	end := w.rest(c.First, a.sentence).Last
	for j := range w.home.in(a.sentence) {
		b := &w.acts[j]
		if j == i || b.dropped || !w.holds(b, a.cue) {
			continue
		}
		if b.source.Last > b.source.First && b.source.First >= c.Last {
			end = min(end, b.source.First)
		}
		if b.cue.First >= c.Last {
			end = min(end, b.cue.First)
		}
	}
	for t := c.Last; t+1 < min(end, c.Last+farHalf); t++ {
		if w.d.Raw(t) != "," || w.work.Layer.Quote(t) != 0 {
			continue
		}
		if said := w.clauseAt(t+1, w.d.Sentences[a.sentence].Last); said.verb >= 0 {
			if k := w.work.Layer.Class(said.verb); k == lang.SayVerb || k == lang.TellVerb {
				end = t // ", his spokesman told reporters"
			}
		}
	}
	for end > c.Last && w.work.Layer.Mark(end-1) && w.work.Layer.Quote(end-1) == 0 {
		end--
	}
	return end
}

// open reports whether token t can end no phrase: "the", "of", "whose", "would"; and a mark or a line does not end it.
func (w *room) open(t int) bool {
	l := &w.work.Layer
	if t+1 >= len(w.d.Tokens) || l.Mark(t+1) && l.Quote(t+1) == 0 {
		return false
	}
	switch l.Class(t) {
	case lang.DetWord:
		return w.d.Language.Figure.Roles[w.d.Lower(t)]&(lang.A|lang.The) != 0
	case lang.OfWord, lang.ForWord, lang.AsWord, lang.AndWord, lang.ThatWord, lang.ModalWord, lang.OwnerWord, lang.AskingWord, lang.ToWord:
		return true
	}
	return false
}

package claim

import (
	"sitrep"
	"sitrep/internal/claim/spans"
	"sitrep/internal/lang"
)

// settle says what of an act is content and what it is only about: a reaction that reports no speech
// has no content. Silences have none.
func (w *room) settle(i int) {
	a := &w.acts[i]
	switch a.kind {
	case sitrep.NoComment, sitrep.Unreachable:
		a.about, a.content = a.content, nil
	case sitrep.Condemnation, sitrep.Support, sitrep.Regret:
		if len(a.content) > 0 {
			a.about = a.content[:1]
			if !a.naming && !w.speech(a.content) {
				a.content = nil
			}
		}
	case sitrep.Statement:
	default:
		if len(a.content) > 0 {
			a.about = a.content[:1]
		}
	}
}

// speech reports whether content tells what was said, not only what was spoken of: it holds a quotation or a
// clause, or what somebody is blamed or praised as, or for doing, or what is promised.
func (w *room) speech(content []spans.Run) bool {
	l := &w.work.Layer
	first := content[0]
	switch l.Class(first.First) {
	case lang.ThatWord, lang.SubjectWord, lang.WhetherWord, lang.ToWord:
		return true
	}
	for _, c := range content {
		for i := c.First; i < c.Last; i++ {
			if l.Quote(i) != 0 || i > c.First && l.Class(i) == lang.AsWord || l.Class(i) == lang.ForWord && w.doing(i+1, c.Last) {
				return true
			}
		}
	}
	for i := first.First; i < first.Last; i++ {
		switch l.Class(i) {
		case lang.BeWord, lang.HaveWord, lang.ModalWord, lang.DoWord:
			return true
		case lang.RelativeWord, lang.ThatWord:
			return false
		}
	}
	return false
}

// doing reports whether an -ing form stands at token i, or behind "not" or an adverb.
func (w *room) doing(i, end int) bool {
	for i < end && (w.work.Layer.Class(i) == lang.NotWord || w.work.Layer.Class(i) == lang.AdverbWord || w.ly(i)) {
		i++
	}
	return i < end && w.work.Layer.Ing(i)
}

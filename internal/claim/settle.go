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
			if !w.speech(a.content) {
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

// speech reports whether content tells what was said, not only what was spoken of: it is a quotation or
// a clause.
func (w *room) speech(content []spans.Run) bool {
	l := &w.work.Layer
	first := content[0]
	if l.Quote(first.First) != 0 {
		return true
	}
	switch l.Class(first.First) {
	case lang.ThatWord, lang.SubjectWord, lang.WhetherWord:
		return true
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

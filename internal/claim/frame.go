package claim

import (
	"sitrep"
	"sitrep/internal/claim/spans"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// framed finds the frames of reactions. A frame gives its kind to the act whose cue it touches; where the
// model saw none, the frame's words are the cue of a new one, whose roles the model reads.
func (w *room) framed() {
	for s := range w.d.Sentences {
		w.frameSentence(s)
	}
	for i := range w.acts {
		w.settle(i)
	}
}

func (w *room) frameSentence(s int) {
	sentence := &w.d.Sentences[s]
	// the words but for adverbs, as the frames know them
	w.kept = w.kept[:0]
	for i := sentence.First; i < sentence.Last; i++ {
		if c := w.work.Layer.Class(i); c == lang.AdverbWord || w.work.Layer.Ly(i) {
			continue
		}
		w.kept = append(w.kept, i)
	}
	word := func(k int) string {
		if k < 0 || k >= len(w.kept) {
			return ""
		}
		return w.d.Tokens[w.kept[k]].Lower
	}
	for k := 0; k < len(w.kept); {
		n, kind := w.c.Acts.Match(word, k)
		if n == 0 {
			k++
			continue
		}
		if kind != "-" {
			w.frame(s, k, n, sitrep.Act(kind))
		}
		k += n
	}
}

// frame takes in words kept[k:k+n] of a sentence, which a frame says are an act.
func (w *room) frame(s, k, n int, kind sitrep.Act) {
	cue := spans.Run{First: w.kept[k], Last: w.kept[k+n-1] + 1}
	if !kind.Silent() && (w.unmade(k) || w.noun(k, n)) {
		return
	}
	for i := range w.acts {
		a := &w.acts[i]
		if a.sentence == s && a.cue.First < cue.Last && cue.First < a.cue.Last {
			if !a.framed || kind.Silent() {
				a.kind, a.framed = kind, true
			}
			return
		}
	}
	found := w.m.Roles(&w.work, s, cue)
	a := w.actOf(&found)
	a.kind, a.framed = kind, true
	w.passive(&a, k, n)
	w.acts = append(w.acts, a)
}

// passive finds who did what was done by somebody: "was condemned by X".
func (w *room) passive(a *act, k, n int) {
	if k == 0 || k+n >= len(w.kept) {
		return
	}
	l := &w.work.Layer
	by := w.kept[k+n]
	if l.Class(by) != lang.ByWord {
		return
	}
	last := by + 1
	for last < w.d.Sentences[a.sentence].Last && l.Phrase(last) {
		last++
	}
	if last > by+1 {
		a.source = spans.Run{First: by + 1, Last: last}
	}
}

// unmade reports whether a verb is denied, or told of as to come.
func (w *room) unmade(k int) bool {
	for b := k - 1; b >= 0 && b >= k-3; b-- {
		t := &w.d.Tokens[w.kept[b]]
		if t.Kind == text.Punct {
			return false
		}
		if w.c.Unmade.Has(t.Lower) {
			return b == k-1 || t.Lower != "to"
		}
		switch w.work.Layer.Class(w.kept[b]) {
		case lang.SubjectWord, lang.AndWord, lang.ButWord, lang.ThatWord, lang.RelativeWord:
			return false
		}
	}
	return false
}

// noun reports whether a frame's single word, which may be noun or verb, stands as a noun.
func (w *room) noun(k, n int) bool {
	l := &w.work.Layer
	at := w.kept[k]
	if k == 0 {
		return n == 1 && !w.d.Headline
	}
	prev := l.Class(w.kept[k-1])
	switch prev {
	case lang.SubjectWord, lang.ModalWord, lang.RelativeWord, lang.AndWord, lang.HaveWord, lang.ItWord, lang.ThereWord:
		return false
	}
	lower := w.d.Tokens[at].Lower
	if l.Past(at) {
		return false
	}
	if l.Ing(at) {
		return n == 1 && (prev == lang.DetWord || prev == lang.OwnerWord)
	}
	if n > 1 {
		return false
	}
	switch prev {
	case lang.DetWord, lang.OwnerWord, lang.PrepWord, lang.OfWord, lang.ForWord, lang.ByWord, lang.AboutWord, lang.AfterWord, lang.BeWord, lang.AsWord:
		return lower != "denial" && lower != "denials"
	}
	if l.Plain(w.kept[k-1]) {
		return lower[len(lower)-1] != 's'
	}
	return false
}

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

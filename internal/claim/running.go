package claim

import (
	"sitrep/internal/claim/spans"
)

// ran draws what somebody is quoted as saying out over the quotations that follow it in its paragraph or open the next,
// where nobody else is named for them: `"The roof fell," Roe said on Monday. "Nobody was inside."`
func (w *room) ran() {
	w.lay()
	for s := 0; s+1 < len(w.d.Sentences); s++ {
		if !w.quotedWhole(s+1) || w.toldOf(s+1) {
			continue
		}
		if i := w.quotedLast(s); i >= 0 {
			a := &w.acts[i]
			next := spans.Run{First: w.d.Sentences[s+1].First, Last: w.d.Sentences[s+1].Last}
			if last := &a.content[len(a.content)-1]; last.Last == next.First {
				last.Last = next.Last
			} else {
				a.content = append(a.content, next)
			}
			w.lies.add(s+1, i)
		}
	}
}

// quotedWhole reports whether a sentence lies in one quotation, and in the paragraph of the sentence before it or the next:
// papers begin one anew where somebody goes on.
func (w *room) quotedWhole(n int) bool {
	s := &w.d.Sentences[n]
	if s.Paragraph > w.d.Sentences[n-1].Paragraph+1 || s.Last-s.First < 3 {
		return false
	}
	q := w.work.Layer.Quote(s.First)
	for t := s.First; q != 0 && t < s.Last; t++ {
		if w.work.Layer.Quote(t) != q {
			return false
		}
	}
	return q != 0
}

// toldOf reports whether some act already tells of a sentence's words, or has its cue outside what is quoted there.
func (w *room) toldOf(n int) bool {
	s := &w.d.Sentences[n]
	for i := range w.lies.in(n) {
		a := &w.acts[i]
		if a.dropped || a.kind.Silent() {
			continue
		}
		for _, c := range a.content {
			if c.First < s.Last && c.Last > s.First && (a.cue.First < s.First || a.cue.First >= s.Last) {
				return true
			}
		}
	}
	return false
}

// quotedLast is the act whose quotation is the last of a sentence, or goes on into it; -1 where that is not plain.
func (w *room) quotedLast(n int) int {
	best := -1
	for _, x := range [...]*index{&w.home, &w.lies} {
		for i := range x.in(n) {
			if i == best || !w.quotedUpTo(i, n) {
				continue
			}
			if best >= 0 {
				return -1
			}
			best = i
		}
	}
	return best
}

// quotedUpTo reports whether act i tells of a quotation that is the last of sentence n, or goes on into it.
func (w *room) quotedUpTo(i, n int) bool {
	s, a := &w.d.Sentences[n], &w.acts[i]
	if a.dropped || a.kind.Silent() || len(a.content) == 0 || a.source.Last <= a.source.First || w.work.Layer.Quote(a.cue.First) != 0 || !w.uttered(a) {
		return false
	}
	quoted := false
	for _, c := range a.content {
		quoted = quoted || w.work.Layer.Quote(c.First) != 0
	}
	last := a.content[len(a.content)-1]
	return quoted && (last.Last > s.First || a.sentence == n) && last.First < s.Last && a.sentence <= n
}

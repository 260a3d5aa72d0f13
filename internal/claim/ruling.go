package claim

import (
	"sitrep"
	"sitrep/internal/claim/spans"
	"sitrep/internal/lang"
)

// ruled takes what a court or a judge decides for no position of theirs: who "rejected the claim" or "sided with the union" there has
// ruled. What they say of it stays as what was said.
func (w *room) ruled() {
	for i := range w.acts {
		a := &w.acts[i]
		if a.dropped || !a.framed || a.kind != sitrep.Denial && a.kind != sitrep.Support || !w.rules(a.source) {
			continue
		}
		if a.chain > 0 && len(a.content) > 0 {
			a.kind, a.about = sitrep.Statement, nil
		} else {
			a.dropped = true
		}
	}
}

// rules reports whether a phrase is for a court or a judge.
func (w *room) rules(r spans.Run) bool {
	for t := r.First; t < r.Last; t++ {
		if w.mark(t) && t > r.First {
			break // what is said of somebody between commas
		}
		if w.thing(t)&lang.BenchThing != 0 {
			return true
		}
	}
	return false
}

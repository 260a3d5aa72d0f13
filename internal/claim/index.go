package claim

import "iter"

// index finds acts by sentence, in their order. What is asked for each act about others looks at those of a sentence or two:
// a text of many acts costs its length, not its square.
type index struct {
	ends  []span // by sentence: the first and last link, as places in links
	links []link
}

// span holds the first and the last link of a sentence; 0 for none.
type span struct{ first, last int32 }

type link struct{ act, next int32 }

// clear makes an index of n sentences without acts.
func (x *index) clear(n int) {
	if cap(x.ends) < n {
		x.ends = make([]span, n, n+n/4)
	}
	x.ends = x.ends[:n]
	clear(x.ends)
	x.links = append(x.links[:0], link{})
}

func (x *index) add(sentence, act int) {
	at := int32(len(x.links))
	x.links = append(x.links, link{act: int32(act)})
	e := &x.ends[sentence]
	if e.first == 0 {
		e.first = at
	} else {
		x.links[e.last].next = at
	}
	e.last = at
}

// in gives the acts of a sentence.
func (x *index) in(sentence int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for at := x.ends[sentence].first; at != 0; at = x.links[at].next {
			if !yield(int(x.links[at].act)) {
				return
			}
		}
	}
}

// add keeps an act.
func (w *room) add(a act) {
	a.step = w.step
	w.home.add(a.sentence, len(w.acts))
	w.acts = append(w.acts, a)
}

// lay finds the acts anew by the sentences their sources and contents lie in. Who asks for them lays them first: both change
// from step to step.
func (w *room) lay() {
	w.lies.clear(len(w.d.Sentences))
	for i := range w.acts {
		w.layAct(i)
	}
}

func (w *room) layAct(i int) {
	a := &w.acts[i]
	last := -1 // runs mostly stand in order, and most of them in one sentence
	lay := func(from, to int) {
		s := a.sentence
		if from < w.d.Sentences[s].First || from >= w.d.Sentences[s].Last {
			s = w.d.SentenceOf(from)
		}
		for ; from < to && s >= 0 && s < len(w.d.Sentences) && w.d.Sentences[s].First < to; s++ {
			if s != last {
				w.lies.add(s, i)
			}
			last = s
		}
	}
	lay(a.source.First, a.source.Last)
	for _, c := range a.content {
		lay(c.First, c.Last)
	}
}

package spans

import (
	"sitrep/internal/text"
)

// Model finds cues, and a cue's source and content.
type Model struct {
	cues, roles *Chain
	// Threshold is how likely a token must be to begin a cue.
	Threshold float32
	// Scale is the logistic of a claim's confidence: weights of 1, the log odds of its cue, and the
	// log odds of its source and content.
	Scale [4]float32
}

// Attribution is a cue with its source and content, as runs of tokens.
type Attribution struct {
	Sentence int
	Cue      Run
	Source   []Run
	Content  []Run
	// Odds is how likely the cue is, Sure the least likely label of its roles' borders.
	Odds, Sure float32
}

// Work is room for finding; it is used again from text to text.
type Work struct {
	Layer Layer
	x     lattice
	found []Attribution
	runs  []Run
}

// Find finds the attributions of a text. What it returns is good until the next call with the
// same room.
func (m *Model) Find(w *Work, d *text.Doc) []Attribution {
	l := &w.Layer
	l.Read(d)
	w.found = w.found[:0]
	w.runs = w.runs[:0]
	for s := range d.Sentences {
		m.findCues(w, s)
	}
	for i := range w.found {
		for t := w.found[i].Cue.First; t < w.found[i].Cue.Last; t++ {
			l.isCue[t] = true
		}
	}
	for i := range w.found {
		m.findRoles(w, &w.found[i])
	}
	return w.found
}

// findCues marks the cues of a sentence: a token likely enough to begin one, and those after it as
// long as they are likelier to go on than not.
func (m *Model) findCues(w *Work, s int) {
	sentence := &w.Layer.d.Sentences[s]
	x := &w.x
	w.Layer.cueLattice(x, sentence, false)
	m.cues.rate(x)
	m.cues.posteriors(x)
	for t := 0; t < x.n; t++ {
		p := x.post[t*labels+first]
		if p < m.Threshold || p < x.post[t*labels+second] {
			continue
		}
		end := t + 1
		for end < x.n && x.post[end*labels+second] > 0.5*p {
			end++
		}
		w.found = append(w.found, Attribution{Sentence: s, Cue: Run{sentence.First + t, sentence.First + end}, Odds: p})
		t = end - 1
	}
}

// Roles finds the source and the content of a cue that is known already, after Find on the same text.
func (m *Model) Roles(w *Work, sentence int, cue Run) Attribution {
	a := Attribution{Sentence: sentence, Cue: cue, Odds: 0.5}
	m.findRoles(w, &a)
	return a
}

func (m *Model) findRoles(w *Work, a *Attribution) {
	x := &w.x
	from, _ := w.Layer.roleLattice(x, a.Sentence, a.Cue)
	m.roles.rate(x)
	m.roles.best(x)
	for want := uint8(first); want <= second; want++ {
		start := len(w.runs)
		for t := 0; t < x.n; t++ {
			if x.path[t] != want {
				continue
			}
			end := t + 1
			for end < x.n && x.path[end] == want {
				end++
			}
			w.runs = append(w.runs, Run{from + t, from + end})
			t = end - 1
		}
		if want == first {
			a.Source = w.runs[start:len(w.runs):len(w.runs)]
		} else {
			a.Content = w.runs[start:len(w.runs):len(w.runs)]
		}
	}
}

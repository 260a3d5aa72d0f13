package spans

import (
	"slices"

	"sitrep/internal/text"
)

// Model finds cues, and a cue's source and content.
type Model struct {
	cues, roles *Chain
	groups      *Groups
	judge       judge
	signs       *pairs // of the judge, when it is read; nil while it learns
	// Threshold is how likely a token must be to begin a cue that is looked at; Real and Sure are how likely
	// the cue of an attribution and the whole of it must be for it to be told.
	Threshold, Real, Sure float32
}

// Attribution is a cue with its source and content, as runs of tokens.
type Attribution struct {
	Sentence int
	Cue      Run
	Source   []Run
	Content  []Run
	// Odds is how likely the cue is by itself, Real how likely by what goes with it, Sure how likely cue,
	// source and content are right together.
	Odds, Real, Sure float32

	traits [traits]float32
}

// Work is room for finding; it is used again from text to text.
type Work struct {
	Layer Layer
	x     lattice
	found []Attribution
	runs  []Run
	look  look
	// looks are what the judge saw of each attribution, for learning.
	looks  []look
	learns bool
}

// Find finds the attributions of a text. What it returns is good until the next call with the
// same room.
func (m *Model) Find(w *Work, d *text.Doc) []Attribution {
	l := &w.Layer
	if l.groups != m.groups {
		l.groups = m.groups
		l.company.forget() // it was another model's
	}
	l.Read(d)
	w.found = w.found[:0]
	w.runs = w.runs[:0]
	for s := range d.Sentences {
		m.findCues(w, s)
	}
	for i := range w.found {
		if w.found[i].Odds < likely {
			continue
		}
		for t := w.found[i].Cue.First; t < w.found[i].Cue.Last; t++ {
			l.isCue[t] = true
		}
	}
	w.looks = w.looks[:0]
	l.told, l.maybe = 0, 0
	for i := range w.found {
		if w.found[i].Odds >= even {
			l.told++
		} else {
			l.maybe++
		}
	}
	for i := range w.found {
		m.findRoles(w, &w.found[i])
		m.weighAt(w, i)
	}
	kept := w.found[:0]
	for _, a := range w.found {
		if a.Real >= m.Real && a.Sure >= m.Sure || a.Odds >= even && a.Sure >= m.Sure/3 {
			kept = append(kept, a)
		}
	}
	w.found = kept
	return w.found
}

// even is how likely a cue must be by itself to be told whatever the judge thinks of it.
const even = 0.5

// likely is how likely a cue must be for the roles of others to end at it.
const likely = 0.35

// findCues marks the cues of a sentence: a token likely enough to begin one, and those after it as
// long as they are likelier to go on than not, with the silent ones between them.
func (m *Model) findCues(w *Work, s int) {
	x, l := &w.x, &w.Layer
	l.cueLattice(x, s, m.cues)
	if x.n == 0 {
		return
	}
	m.cues.posteriors(x)
	most := len(w.found) + mostCues
	for t := 0; t < x.n && len(w.found) < most; t++ {
		p := x.post[t*labels+first]
		if p < m.Threshold || p < x.post[t*labels+second] {
			continue
		}
		end := t + 1
		for end < x.n && l.places[end]-l.places[end-1] <= bridge && x.post[end*labels+second] > 0.5*p {
			end++
		}
		w.found = append(w.found, Attribution{Sentence: s, Cue: Run{int(l.places[t]), int(l.places[end-1]) + 1}, Odds: p})
		t = end - 1
	}
}

// mostCues is how many cues of one sentence are looked at: the roles of each are read over the whole of it. No sentence
// of 113,000 of news has more than nine.
const mostCues = 16

// bridge is how far apart two tokens of a cue may stand.
const bridge = 5

// Roles finds the source and the content of a cue that is known already, after Find on the same text.
func (m *Model) Roles(w *Work, sentence int, cue Run) Attribution {
	a := Attribution{Sentence: sentence, Cue: cue, Odds: 0.5}
	m.findRoles(w, &a)
	w.look.traits = a.traits
	w.look.signs = w.Layer.signsOf(w.look.signs[:0], &a, nil, 0)
	a.Real, a.Sure = a.Odds, m.judge.Whole.likelihood(&w.look)
	return a
}

func (m *Model) findRoles(w *Work, a *Attribution) {
	x := &w.x
	from, _ := w.Layer.roleLattice(x, a.Sentence, a.Cue, m.roles)
	m.roles.posteriors(x)
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
			w.runs = append(w.runs[:start], x.surest(w.runs[start:], from, a.Cue)...)
			a.Source = w.runs[start:len(w.runs):len(w.runs)]
		} else {
			a.Content = w.runs[start:len(w.runs):len(w.runs)]
		}
	}
	w.Layer.traitsOf(&a.traits, a, x, from)
}

// weighAt says how likely the attribution found at a place, and its cue, are right.
func (m *Model) weighAt(w *Work, at int) {
	a := &w.found[at]
	w.look.traits = a.traits
	w.look.signs = w.Layer.signsOf(w.look.signs[:0], a, w.found, at)
	if m.signs != nil {
		a.Sure, a.Real = m.judge.likelihoods(m.signs, &w.look)
	} else {
		a.Sure, a.Real = m.judge.Whole.likelihood(&w.look), m.judge.Cue.likelihood(&w.look)
	}
	if w.learns {
		w.looks = append(w.looks, look{w.look.traits, slices.Clone(w.look.signs)})
	}
}

// surest is the run of a source that is likeliest, the one nearest to the cue among equals; hardly anybody speaks
// in two runs.
func (x *lattice) surest(runs []Run, from int, cue Run) []Run {
	if len(runs) < 2 {
		return runs
	}
	best, top := 0, float32(-1)
	for i, r := range runs {
		p := float32(0)
		for t := r.First; t < r.Last; t++ {
			p += x.post[(t-from)*labels+first]
		}
		p /= float32(r.Last - r.First)
		gap := max(r.First-cue.Last, cue.First-r.Last)
		if p -= float32(min(gap, 50)) / 1000; p > top {
			best, top = i, p
		}
	}
	return runs[best : best+1]
}

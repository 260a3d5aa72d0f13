package check

import (
	"fmt"
	"sort"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// The acts of the reports that are held beside a stated one.

// echoes are the acts of the reports on the same matter, most words in common first.
func (a *act) echoes() []echo {
	x := a.x
	var out []echo
	for p := range x.passages {
		ps := &x.passages[p]
		if len(ps.claims) == 0 || !x.chosen[x.sources[ps.source].story] {
			continue
		}
		for _, c := range ps.claims {
			if c.Kind != a.kind && !contrary(c.Kind, a.kind) {
				continue
			}
			if asked(x.doc(int32(p)), c) {
				continue
			}
			e := echo{passage: int32(p), kind: c.Kind, name: oneLine(string(c.Speaker))}
			e.who = x.relate(a.who, x.whoIs(c.Speaker, c.Actor, c.SpeakerKind))
			if e.who != same && c.Via != "" && x.relate(a.who, x.whoIs(c.Via, "", sitrep.Named)) == same {
				e.who = same
			}
			if e.who != same {
				e.who = max(e.who, a.around(ps.claims, c))
			}
			if e.who == maybe {
				if !a.who.loose || !x.kin {
					continue
				}
				e.who, e.unsure = same, true
			}
			about := a.matter()
			e.overlap = 1
			if len(about) > 0 {
				one, _ := x.coverage(about, []int32{int32(p)})
				all, _ := x.coverage(about, x.near(int32(p)))
				e.overlap, e.bare = max(one, 0.9*all), one == 0
				if len(c.About) == 0 && len(c.Content) == 0 && x.kin {
					// "Pyongyang has neither confirmed nor denied it": of what its report tells
					whole, _ := x.coverage(about, x.report(ps.source))
					e.overlap = max(e.overlap, 0.8*whole)
				}
			}
			least := 0.35
			if c.Kind != a.kind {
				least = 0.5
			}
			if e.overlap < least {
				continue
			}
			e.denies = negates(x.doc(int32(p)), append(append([]sitrep.Span(nil), c.About...), c.Content...), c.Sentence)
			out = append(out, e)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].overlap > out[j].overlap })
	return out
}

// asked reports whether what somebody does is only asked: "was asked whether he regretted it".
func asked(d *text.Doc, c *sitrep.Claim) bool {
	if c.Kind == sitrep.Statement || len(c.Cue) == 0 {
		return false
	}
	for k, at := d.TokenAt(c.Cue[0].Start)-1, 0; k >= 0 && at < 4 && d.Tokens[k].Kind != text.Punct; k, at = k-1, at+1 {
		switch d.Language.Claims.Words[d.Lower(k)] {
		case lang.WhetherWord:
			return true
		case lang.ThatWord, lang.ButWord:
			return false
		}
	}
	return false
}

// around says how who acts stands to those whose words tell of an act: "China is not aware, its foreign ministry said".
func (a *act) around(claims []*sitrep.Claim, c *sitrep.Claim) tie {
	best := other
	for _, o := range claims {
		if o == c || o.In != c.In || o.Kind != sitrep.Statement || len(c.Cue) == 0 || !covers(o, c.Cue[0]) {
			continue
		}
		best = max(best, a.x.relate(a.who, a.x.whoIs(o.Speaker, o.Actor, o.SpeakerKind)))
	}
	return best
}

// matter are the terms of what an act is about, without words for any matter at all.
func (a *act) matter() []term {
	var out []term
	for _, t := range a.about {
		if a.d.Language.Claims.Words[t.word] == lang.NoClaimWord && !a.d.Language.Check.Talk.Has(a.d.Lower(t.at)) {
			out = append(out, t)
		}
	}
	return out
}

// contrary reports whether one who did the one did not do the other on the same matter.
func contrary(a, b sitrep.Act) bool {
	pair := func(x, y sitrep.Act) bool { return a == x && b == y || a == y && b == x }
	return pair(sitrep.Denial, sitrep.Confirmation) || pair(sitrep.NoComment, sitrep.Confirmation) ||
		pair(sitrep.NoComment, sitrep.Denial) || pair(sitrep.Condemnation, sitrep.Support)
}

func (a *act) whyEcho(form string, e echo) string {
	r := a.x.sources[a.x.passages[e.passage].source].report
	out := fmt.Sprintf(form, e.name, actWords(e.kind))
	if when := a.x.written(r.Published); when != "" {
		out += " (reported " + when + ")"
	}
	return capital(out) + "."
}

// actWords say what somebody did, in words that go with "has" as well.
func actWords(k sitrep.Act) string {
	switch k {
	case sitrep.NoComment:
		return "declined to comment"
	case sitrep.Unreachable:
		return "left questions unanswered"
	case sitrep.Denial:
		return "denied it"
	case sitrep.Confirmation:
		return "confirmed it"
	case sitrep.Condemnation:
		return "voiced condemnation"
	case sitrep.Accusation:
		return "made an accusation"
	case sitrep.Support:
		return "voiced support"
	case sitrep.Demand:
		return "made a demand"
	case sitrep.Warning:
		return "issued a warning"
	case sitrep.Regret:
		return "voiced regret"
	}
	return "made a " + string(k)
}

func (x *index) echoing(v sitrep.Verdict, why string, es []echo) sitrep.Finding {
	ps := make([]int32, len(es))
	for i := range es {
		ps[i] = es[i].passage
	}
	return sitrep.Finding{Verdict: v, Why: why, Evidence: x.evidence(ps)}
}

// rare reports whether a passage shares with some terms a word that hardly any other has: many may confirm what all
// reports speak of.
func (x *index) rare(ts []term, p int32) bool {
	for _, t := range ts {
		if id, ok := x.ids[t.word]; ok && len(x.posts[id]) <= x.few() && x.has(p, id) {
			return true
		}
	}
	return false
}

// few is how many passages at most hold a rare word: three, or one in 25 up to a dozen.
func (x *index) few() int { return max(3, min(12, len(x.passages)/25)) }

// knownNames reports whether a passage's report knows every name the act is told with.
func (a *act) knownNames(p int32) bool {
	for _, t := range a.content() {
		if t.name && !a.x.inReport(a.x.passages[p].source, t.word) {
			return false
		}
	}
	return true
}

// weight is how much the words say that an act is about.
func (a *act) weight() float64 {
	sum := 0.0
	for _, t := range a.matter() {
		sum += a.x.weight(t.word)
	}
	return sum
}

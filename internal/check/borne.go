package check

import "sitrep"

// What is borne out by the passages found may be the half of a sentence only: a figure that stands, and beside it that
// "Canada promised fresh money". So the words of the whole sentence are held against the passages at the end.

// Three words of meaning that no passage bears are more than another way to say it.
const mostBesides = 2

// addition judges what a sentence says that none of the passages bears which its findings quote; ok is false when that is little.
func (s *sentence) addition(fs []sitrep.Finding) (f sitrep.Finding, ok bool) {
	ps := s.x.shown(fs)
	if len(ps) == 0 {
		return sitrep.Finding{}, false
	}
	bare := s.unborne(ps)
	if t, ok := s.sibling(bare, ps); ok {
		return s.x.replying(sitrep.NotInReports, "No report found speaks of a “"+s.d.Raw(t.at)+"”.", []reply{{passage: ps[0]}}), true
	}
	if len(bare) <= mostBesides {
		return sitrep.Finding{}, false
	}
	words := ""
	for i, t := range bare[:mostBesides+1] {
		if i > 0 {
			words += ", "
		}
		words += "“" + s.d.Raw(t.at) + "”"
	}
	return s.x.replying(sitrep.NotInReports, "No report found says so much: "+words+".", []reply{{passage: ps[0]}}), true
}

// sibling is a word that no passage bears, and in whose place one has another of the same kind: a "mosque" for a hospital.
func (s *sentence) sibling(bare []term, ps []int32) (term, bool) {
	for _, t := range bare {
		for wide, kind := range s.x.wider {
			if t.name || !s.d.Language.Check.Kindred.Has(wide) || !has(kind, t.word) {
				continue
			}
			for _, o := range kind {
				if o != t.word && s.x.anyHas(ps[:1], o) {
					return t, true
				}
			}
		}
	}
	return term{}, false
}

// otherCount judges a number beside the figures of the sentence, of which a passage that bears it out has another of the same
// thing: "in five deployments" for "in two deployments".
func (s *sentence) otherCount(fs []sitrep.Finding) (f sitrep.Finding, ok bool) {
	if len(s.figures) == 0 {
		return sitrep.Finding{}, false
	}
	var ps []int32
	st := s.saying()
	for _, q := range s.x.layer(s.d).within(s.d, s.span) {
		if s.inFigure(q.first) || s.inFigure(q.core) || s.dates.hold(q.core) || s.quoted(q.core) || plain(q.key) < 2 || q.unit(s.d) == "" {
			continue
		}
		if ps == nil {
			ps = s.x.shown(fs)
		}
		theirs, at := "", int32(0)
		for _, p := range ps {
			for _, n := range s.x.near(p) {
				d, first, last := s.x.tokens(n)
				for _, o := range s.x.layer(d).within(d, d.Span(first, last)) {
					if o.key == q.key {
						theirs, at = "", -1
					} else if n == p && at == 0 && !s.x.countedIn(p, d, o) && st.sameThing(q, d, o) {
						theirs, at = d.Slice(d.Span(o.first, min(o.last+1, last))), p
					}
				}
			}
		}
		if theirs != "" && at > 0 {
			return s.x.replying(sitrep.Contradicted, st.whyReply("%s has “"+theirs+"”", &reply{passage: at}), []reply{{passage: at}}), true
		}
	}
	return sitrep.Finding{}, false
}

// unborne are the words of meaning of the sentence that stand neither in some passages nor beside them, nor by words of kin.
// Who gives a count, when, and how many is compared as such and is passed over.
func (s *sentence) unborne(ps []int32) []term {
	var out []term
	ts := s.content()
	if len(s.figures) > 0 {
		for i := range s.claims {
			if c := &s.claims[i]; c.Speaker != "" && s.somebody(c) && !s.countedBy(c.Speaker) {
				ts = append(ts, s.within(c.Source)...) // one who does what was not judged
			}
		}
	}
	for _, t := range ts {
		raw := s.low(t.at)
		if t.num || s.x.weight(t.word) <= commonWeight || s.dates.hold(t.at) || s.inFigure(t.at) || s.measures(t) || s.befalls(t) || s.ofCounting(t) || s.small(t.at) > 0 || s.x.amounted(s.d, t.at) || s.d.Language.Time.Words[raw].Kind != 0 || s.d.Language.Check.Light.Has(t.word) || s.d.Language.Ledger.Groups[raw] != "" {
			continue
		}
		if !s.borne(t, ps) {
			out = append(out, t)
		}
	}
	return out
}

// countedBy reports whether somebody gives or relays a figure of the sentence.
func (s *sentence) countedBy(name sitrep.Words) bool {
	for i := range s.figures {
		if f := &s.figures[i]; f.Claimant == name || f.Via == name {
			return true
		}
	}
	return false
}

// borne reports whether one of some passages, or what stands near it, has a word or one of kin; a name may stand anywhere in
// their reports.
func (s *sentence) borne(t term, ps []int32) bool {
	x := s.x
	for _, p := range ps {
		near := x.near(p)
		if x.anyHas(near, t.word) || !t.name && (x.narrower(near, t.word) || s.kin(near, t) != "") || t.name && x.inReport(x.passages[p].source, t.word) {
			return true
		}
	}
	return false
}

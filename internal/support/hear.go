package support

import (
	"strings"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// hear finds who says what in the unit. What the reading of one bare sentence leaves open is taken from the cited ones: who "the
// harbour master, Piers Holm" behind "said" is; and a figure is given by whoever says the words it stands in.
func (r *rewording) hear() {
	n := len(r.unit.Tokens)
	r.voices = voicesOf(r.unit, r.claims, 0, n, r.support)
	r.settle(r.voices, 0, n)
	whole := *r.voices
	whole.label = append([]*sitrep.Claim(nil), whole.label...)
	for first, i := 0, 1; i <= n; i++ {
		if i == n || r.seam(i) {
			undo := r.rehear(first, i)
			copy(whole.label[first:i], r.voices.label[first:i])
			undo()
			first = i + 1
		}
	}
	figures := r.figures[:0:0]
	for _, f := range r.figures {
		at := r.unit.TokenAt(f.Start)
		if r.voices.region[at] != nil {
			continue // "two diplomats said": no figure, and its words are compared
		}
		if c := whole.label[at]; c != nil {
			f.Claimant, f.Actor = r.read(c)
		}
		figures = append(figures, f)
	}
	r.figures = figures
}

// read is who says something in the unit, by the name that was read for him in a cited sentence.
func (r *rewording) read(c *sitrep.Claim) (sitrep.Words, sitrep.ActorID) {
	for _, s := range r.sources {
		for _, h := range s.speaking() {
			if r.sameVoice(r.voices, c, s.voices, h) {
				return h.Speaker, h.Actor
			}
		}
	}
	return c.Speaker, c.Actor
}

// rehear reads a clause by itself: where somebody speaks in it, that is plainer than in the reading of the whole unit. Where nobody does,
// that reading holds, for who speaks may stand in another clause. It returns how to undo that.
func (r *rewording) rehear(first, last int) (undo func()) {
	whole := r.voices
	undo = func() { r.voices = whole }
	if first == 0 && last == len(r.unit.Tokens) {
		return undo
	}
	span := r.unit.Doc.Span(first, last)
	part := newPage(text.Parse(r.unit.Language, r.unit.Slice(span)), nil)
	if len(part.Tokens) != last-first || r.gate.Claims == nil {
		return undo
	}
	claims := r.gate.Claims.Find(part.Doc, actor.Find(r.gate.Registry, part.Doc, nil))
	v := voicesOf(part, claims, 0, last-first, r.support)
	if !r.speaks(v) {
		return undo
	}
	heard := &voices{label: append([]*sitrep.Claim(nil), whole.label...), region: append([]*sitrep.Claim(nil), whole.region...), days: whole.days, who: v.who}
	copy(heard.label[first:last], v.label)
	copy(heard.region[first:last], v.region)
	r.voices = heard
	r.settle(heard, first, last)
	return undo
}

// speaks reports whether somebody who is named says something.
func (r *rewording) speaks(v *voices) bool {
	for _, c := range v.region {
		if c != nil && v.who[c] != "" && !r.support.Does(strings.ToLower(v.who[c]), lang.RewordStands) {
			return true
		}
	}
	return false
}

// settle finds whom the words beside "said" name where the reading knows nobody, and takes the description behind a name
// ("according to Piers Holm, the harbour master,") out of what is said.
func (r *rewording) settle(v *voices, first, last int) {
	r.accord(v, first, last)
	for i := last - 1; i > first; i-- {
		if c := v.region[i]; c != nil && v.region[i-1] == nil {
			r.titleBefore(v, c, first, i)
		}
	}
	for i := first; i < last; i++ {
		c := v.region[i]
		if c == nil || i+1 >= last || v.region[i+1] != nil {
			continue
		}
		for _, s := range r.sources {
			for _, h := range s.speaking() {
				if c.Speaker == "" && len(c.Source) == 0 {
					r.nameBehind(v, c, i+1, last, s, h)
				} else if r.sameVoice(v, c, s.voices, h) {
					r.description(v, c, i+1, last, s, h)
				}
			}
		}
	}
}

// speaking are those who say something in a cited sentence.
func (s *source) speaking() (out []*sitrep.Claim) {
	for i := s.first; i < s.last; i++ {
		if c := s.region[i]; c != nil && (len(out) == 0 || out[len(out)-1] != c) {
			out = append(out, c)
		}
	}
	return out
}

// beside reports whether a word stands beside a claim of the cited sentence: it belongs to who says it.
func (s *source) beside(word string, h *sitrep.Claim) bool {
	for i := s.first; i < s.last; i++ {
		if s.region[i] == h && s.Lower(i) == word {
			return true
		}
	}
	return false
}

// nameBehind takes the unit's words from i to the clause's end for who says it, if all of them stand beside one who says something in a
// cited sentence and his name is among them.
func (r *rewording) nameBehind(v *voices, c *sitrep.Claim, i, last int, s *source, h *sitrep.Claim) {
	name, found := lastWord(string(h.Speaker)), false
	end := i
	for ; end < last && r.unit.forms[end] != "." && !r.seam(end) && !(found && r.unit.forms[end] == ","); end++ {
		w := r.unit.Lower(end)
		if r.unit.Tokens[end].Kind != text.Punct && !r.support.Is(w, lang.SupportArticle) && !s.beside(w, h) {
			return
		}
		found = found || w == name
	}
	if !found || name == "" {
		return
	}
	for k := i; k < end; k++ {
		v.region[k], v.label[k] = c, nil
	}
	c.Speaker, c.Actor = h.Speaker, h.Actor
}

// titleBefore takes the unit's words before who says it, back to a comma, for his description, if all of them stand beside him in a
// cited sentence.
func (r *rewording) titleBefore(v *voices, c *sitrep.Claim, first, end int) {
	for _, s := range r.sources {
		for _, h := range s.speaking() {
			if !r.sameVoice(v, c, s.voices, h) {
				continue
			}
			i := end - 1
			for i >= first && r.unit.Tokens[i].Kind == text.Word && s.beside(r.unit.Lower(i), h) {
				i--
			}
			if i+1 < end && i >= first && r.unit.forms[i] == "," {
				for k := i + 1; k < end; k++ {
					v.region[k], v.label[k] = c, nil
				}
				return
			}
		}
	}
}

// accord hears who says something where the reading of the unit doesn't: the words around "said" or "according to", between marks, must all
// stand beside one who says something in a cited sentence, the last word of his name among them. The rest of the clause is his.
func (r *rewording) accord(v *voices, first, last int) {
	for i := first; i < last; i++ {
		if v.region[i] != nil {
			return // somebody is heard
		}
	}
	for i := first; i < last; i++ {
		if !r.support.Is(r.unit.Lower(i), lang.SupportSays) || r.unit.quoted[i] {
			continue
		}
		from, to := i, i+1
		for from > first && r.unit.Tokens[from-1].Kind != text.Punct {
			from--
		}
		for to < last && r.unit.Tokens[to].Kind != text.Punct {
			to++
		}
		opens := to // "the agency said nine were killed": the saying ends with its verb
		if from < i {
			opens = i + 1
		}
		for _, s := range r.sources {
			for _, h := range s.speaking() {
				if !r.around(v, from, to, s, h) && from == first && opens < to && r.around(v, from, opens, s, h) {
					to = opens
				}
				if r.around(v, from, to, s, h) {
					c := &sitrep.Claim{Kind: sitrep.Statement, Speaker: h.Speaker, Actor: h.Actor}
					for k := first; k < last; k++ {
						switch {
						case k >= from && k < to && !v.day(k):
							v.region[k], v.label[k] = c, nil
						case k < from || k >= to:
							v.label[k] = c
						}
					}
					return
				}
			}
		}
	}
}

// around reports whether the unit's tokens [from, to) hold nothing but a day, the saying and words beside a claim of a cited sentence.
func (r *rewording) around(v *voices, from, to int, s *source, h *sitrep.Claim) bool {
	name, found := lastWord(string(h.Speaker)), false
	for i := from; i < to; i++ {
		w := r.unit.Lower(i)
		if !v.day(i) && !r.parts(i) && !r.support.Is(w, lang.SupportArticle|lang.SupportIdle) && !s.beside(w, h) {
			return false
		}
		found = found || w == name
	}
	return found && name != ""
}

// description takes the unit's words from i up to the next comma for a description of who says it, if all of them describe him in
// the cited sentence.
func (r *rewording) description(v *voices, c *sitrep.Claim, i, last int, s *source, h *sitrep.Claim) {
	if r.unit.forms[i-1] != "," && r.unit.forms[i] != "," {
		return
	}
	if r.unit.forms[i] == "," {
		i++
	}
	end, solid := i, 0
	for ; end < last && r.unit.forms[end] != "," && r.unit.forms[end] != "."; end++ {
		w := r.unit.Lower(end)
		if !r.support.Is(w, lang.SupportArticle) && !s.beside(w, h) {
			return
		}
		solid++
	}
	if solid == 0 {
		return
	}
	for k := i; k < min(end+1, last); k++ {
		v.region[k], v.label[k] = c, nil
	}
}

// sameVoice reports whether two say the same thing: nobody and nobody, or one by his name or by a part of the words that
// describe him, cut at its commas.
func (r *rewording) sameVoice(av *voices, a *sitrep.Claim, bv *voices, b *sitrep.Claim) bool {
	switch {
	case a == nil || b == nil:
		return a == b
	case a.Speaker == b.Speaker && a.Speaker != "", r.sameSpeaker(a, b) && a.Speaker != "":
		return true
	}
	mine := r.bare(av.who[a])
	if mine == "" {
		return false
	}
	for _, part := range strings.Split(bv.who[b], ",") {
		if r.bare(part) == mine {
			return true
		}
	}
	return false
}

// bare is a description in lower case without its article.
func (r *rewording) bare(s string) string {
	words := strings.Fields(strings.ToLower(s))
	for len(words) > 0 && r.support.Is(words[0], lang.SupportArticle) {
		words = words[1:]
	}
	return strings.Trim(strings.Join(words, " "), ",")
}

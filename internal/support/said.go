package support

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"sitrep"
)

// quotations refuses a quotation that stands in no cited passage letter by letter, one of words that
// nobody is quoted with, and one given to somebody else.
func (t *telling) quotations() error {
	for _, q := range t.unit.Quotes {
		words := t.unit.Slice(q.Span)
		want := strings.TrimRight(fold(words), ".,;:!?")
		found, said, who := false, false, ""
		for _, p := range t.cited {
			if find(p.words, want, 0) < 0 {
				continue
			}
			found = true
			for i, tried := p.first, 0; i < p.last && !said && tried < maxPlaces; i++ {
				if n := p.begins(i, want); n > 0 {
					said, who = t.quotes(p, i, i+n)
					tried++
				}
			}
		}
		switch {
		case !found:
			return fmt.Errorf("nobody said %q in the cited words", short(words))
		case !said && who != "":
			return fmt.Errorf("in the cited words %s said %q", short(who), short(words))
		case !said:
			return fmt.Errorf("in the cited words nobody is quoted with %q", short(words))
		}
	}
	return nil
}

// maxPlaces bounds how many places of one quotation are looked at, for a text that repeats itself.
const maxPlaces = 20

// begins is the number of tokens from i on that a folded phrase covers; 0 when it does not stand there.
func (p *page) begins(i int, want string) int {
	if !strings.HasPrefix(want, p.forms[i]) {
		return 0
	}
	start := p.Tokens[i].Start
	end := min(len(p.Text), start+2*len(want)+16)
	for !utf8.RuneStart(p.Text[min(end, len(p.Text)-1)]) {
		end--
	}
	if !strings.HasPrefix(fold(p.Text[start:end]), want) {
		return 0
	}
	n := 1
	for i+n < len(p.Tokens) && len(fold(p.Text[start:p.Tokens[i+n-1].End])) < len(want) {
		n++
	}
	return n
}

// quotes reports whether tokens of a page are somebody's words, and that somebody is named in the unit;
// who is the one whose words they are.
func (t *telling) quotes(p passage, first, last int) (ok bool, who string) {
	if t.free && !p.quoted[first] && len(p.turns) == 0 {
		return false, "" // the report tells it in words of its own
	}
	span := p.Doc.Span(first, last)
	for i := range p.reading.Claims {
		c := &p.reading.Claims[i]
		if c.In != p.In {
			continue
		}
		for _, s := range c.Content {
			if s.Overlaps(span) {
				who = string(c.Speaker)
				return who == "" || t.mentions(who, c.Actor), who
			}
		}
	}
	return p.quoted[first], ""
}

// mentions reports whether the unit names somebody.
func (t *telling) mentions(name string, id sitrep.ActorID) bool {
	low := strings.ToLower(fold(t.unit.Text))
	hit, words := 0, nameWords(name, &t.unit.Language.Support)
	for _, w := range words {
		if find(low, w, 0) >= 0 {
			hit++
		}
	}
	if 2*hit >= len(words) && hit > 0 || id != "" && find(low, strings.ToLower(string(id)), 0) >= 0 {
		return true
	}
	for i := range t.claims {
		if id != "" && t.claims[i].Actor == id {
			return true
		}
	}
	for i := range t.figures {
		if id != "" && t.figures[i].Actor == id {
			return true
		}
	}
	return false
}

// acts refuses an act (a denial, a condemnation, a silence) that was not read from the
// cited words, or that somebody else did.
func (t *telling) acts() error {
	for i := range t.claims {
		c := &t.claims[i]
		if c.Kind == sitrep.Statement || len(c.Cue) == 0 {
			continue
		}
		kind, actor := false, false
		t.each(func(h *sitrep.Claim) {
			if h.Kind == c.Kind {
				kind = true
				actor = actor || t.sameSpeaker(c, h)
			}
		})
		switch {
		case !kind:
			return fmt.Errorf("the cited words hold no %s", strings.ReplaceAll(string(c.Kind), "_", " "))
		case !actor:
			return fmt.Errorf("the cited words have another actor for the %s than %s", strings.ReplaceAll(string(c.Kind), "_", " "), short(string(c.Speaker)))
		}
	}
	return nil
}

// each calls back for the claims read from the cited words.
func (t *telling) each(f func(*sitrep.Claim)) {
	for _, p := range t.cited {
		for i := range p.reading.Claims {
			c := &p.reading.Claims[i]
			if c.In == p.In && touches(c, p.Span) {
				f(c)
			}
		}
	}
}

func touches(c *sitrep.Claim, s sitrep.Span) bool {
	for _, spans := range [][]sitrep.Span{c.Cue, c.Content, c.Source} {
		for _, o := range spans {
			if s.Overlaps(o) {
				return true
			}
		}
	}
	return false
}

func (t *telling) sameSpeaker(a, b *sitrep.Claim) bool {
	if a.Actor != "" && a.Actor == b.Actor {
		return true
	}
	return t.alike(string(a.Speaker), string(b.Speaker))
}

// speakers refuses a sentence that gives what one said to another, or what somebody said to nobody.
func (t *telling) speakers() error {
	for i := range t.claims {
		c := &t.claims[i]
		if c.Kind != sitrep.Statement || c.Speaker == "" || t.mute(c) {
			continue
		}
		found := false
		t.each(func(h *sitrep.Claim) { found = found || t.sameSpeaker(c, h) })
		for _, p := range t.cited {
			for k := range p.reading.Figures {
				f := &p.reading.Figures[k]
				if f.In == p.In && p.Overlaps(f.Span) {
					found = found || t.alike(string(c.Speaker), string(f.Claimant)) || c.Actor != "" && c.Actor == f.Actor || t.alike(string(c.Speaker), string(f.Via))
				}
			}
		}
		if !found {
			return fmt.Errorf("in the cited words %s says no such thing", short(string(c.Speaker)))
		}
	}
	compared := len(t.figures) > 0 && t.figural() // who gives the figure was compared
	for _, p := range t.cited {
		for i := range p.reading.Claims {
			c := &p.reading.Claims[i]
			if c.In != p.In || c.Speaker == "" || compared && c.SpeakerKind != sitrep.Anonymous || len(c.Content) == 0 || t.mentions(string(c.Speaker), c.Actor) {
				continue
			}
			if t.shared(p.page, c.Content) > 0.6 {
				return fmt.Errorf("it leaves out that %s says so", short(string(c.Speaker)))
			}
		}
	}
	return nil
}

// mute reports whether a claim of the unit is no more than a figure's: "the ministry reported 12 dead".
func (t *telling) mute(c *sitrep.Claim) bool {
	for i := range t.figures {
		if t.figures[i].Claimant == c.Speaker {
			return true
		}
	}
	return false
}

package support

import (
	"errors"
	"fmt"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// takenShare is the part of a unit's words that must stand in one stretch, in order, for the unit to
// be judged as that stretch's sentence.
const takenShare = 0.6

// finding is what came of holding a unit against the sentence it was taken from.
type finding struct {
	why error // nil: it is that sentence
	// other says that most of its words stand elsewhere: it may be a sentence told anew. whole says that it
	// is that sentence but for words left out, put in or changed: then it may still be a figure told
	// anew. Neither: the refusal is final.
	other, whole bool
}

// taken judges a unit most of whose words are one stretch's.
func taken(unit *page, cited []passage) finding {
	a := nearest(unit, cited)
	if a == nil || a.words == 0 || float64(a.paired) < takenShare*float64(a.words) {
		return finding{why: errors.New("its words stand in no one place"), other: true}
	}
	t := &taking{pairing: a, support: &unit.Language.Support, cited: cited}
	t.bounds()
	return t.judge()
}

// taking is a unit that is held against the sentence it was taken from.
type taking struct {
	*pairing
	support *lang.Support
	cited   []passage
	begin   int // the sentence's first token
	end     int // behind its last
	spoken  bool
	// outletSpoke says that it is quoted as its outlet's.
	outletSpoke bool
	around      []sitrep.Span // what was left out as furniture before and behind the sentence
}

// bounds finds where the sentence begins and ends that the paired tokens stand in.
func (t *taking) bounds() {
	low, high := -1, -1
	for _, k := range t.to {
		if k >= 0 {
			if low < 0 {
				low = k
			}
			high = k
		}
	}
	t.begin, _ = t.sentence(low)
	_, t.end = t.sentence(high)
}

// judge looks at every difference between the unit and the sentence.
func (t *taking) judge() finding {
	i, k := 0, t.begin
	for i <= len(t.to) {
		from := i
		for i < len(t.to) && t.to[i] < 0 {
			i++
		}
		next := t.end
		if i < len(t.to) {
			next = t.to[i]
		}
		if from < i || k < next {
			if why := t.differ(k, next, from, i); why != nil {
				return finding{why: why, whole: true}
			}
		}
		if i == len(t.to) {
			break
		}
		k, i = next+1, i+1
	}
	if err := t.marks(); err != nil {
		return finding{why: err}
	}
	return finding{why: t.voice()}
}

// differ judges one difference: the page's tokens [s0, s1) against the unit's [u0, u1).
func (t *taking) differ(s0, s1, u0, u1 int) error {
	starts := []int{s0}
	if s0 == t.begin {
		starts = t.openings(s0, s1)
	}
	ends := []int{s1}
	if s1 == t.end {
		ends = t.closings(s0, s1)
	}
	for _, from := range starts {
		for _, to := range ends {
			if from <= to && t.licensed(from, to, u0, u1) {
				t.around = append(t.around, t.Doc.Span(s0, from), t.Doc.Span(to, s1))
				return nil
			}
		}
	}
	if u0 == 0 && u1 < len(t.to) && t.openSpeech(s0, s1, u1) || t.spoken && u1 == len(t.to) && s0 == s1 && t.only(u0, u1, "\"") {
		return nil
	}
	switch gone, new := short(t.Slice(t.Doc.Span(s0, s1))), short(t.unit.Slice(t.unit.Doc.Span(u0, u1))); {
	case new == "":
		return fmt.Errorf("it leaves out %q of the sentence it is taken from", gone)
	case gone == "":
		return fmt.Errorf("it puts %q into the sentence it is taken from", new)
	default:
		return fmt.Errorf("it says %q where the cited words say %q", new, gone)
	}
}

func (t *taking) only(from, to int, form string) bool {
	return to == from+1 && t.unit.forms[from] == form
}

// marks refuses words that stand between quotation marks on one side and not on the other.
func (t *taking) marks() error {
	for i, k := range t.to {
		if k < 0 || t.unit.Tokens[i].Kind == text.Punct || t.spoken {
			continue
		}
		switch {
		case t.page.quoted[k] && !t.unit.quoted[i]:
			return fmt.Errorf("it leaves out that %q is quoted", t.unit.Raw(i))
		case !t.page.quoted[k] && t.unit.quoted[i]:
			return fmt.Errorf("it quotes %q, which the report says itself", t.unit.Raw(i))
		}
	}
	return nil
}

// voice refuses a sentence whose words are what somebody says, where who says so stands outside of it.
func (t *taking) voice() error {
	if t.spoken && !t.outletSpoke {
		return nil
	}
	var kept sitrep.Span
	for _, k := range t.to {
		if k < 0 || t.Tokens[k].Kind == text.Punct {
			continue
		}
		if kept.End == 0 {
			kept.Start = t.Tokens[k].Start
		}
		kept.End = t.Tokens[k].End
	}
	if now, ok := t.turnAt(kept.Start); ok {
		if now.speaker == "" {
			return errors.New("it leaves out that it is a question from the floor")
		}
		return fmt.Errorf("it leaves out that %s says so", short(now.speaker))
	}
	for i := range t.reading.Claims {
		c := &t.reading.Claims[i]
		if c.In != t.In || len(c.Cue) == 0 || kept.Overlaps(c.Cue[0]) || 2*inside(c.Content, kept) <= kept.Len() {
			continue
		}
		if !t.furniture(c) && !t.toldBy(c, kept) {
			who := string(c.Speaker)
			if who == "" {
				who = "somebody"
			}
			return fmt.Errorf("it leaves out that %s says so", short(who))
		}
	}
	return nil
}

// toldBy reports whether the kept words tell of another claim of the same content: then who says so was
// read twice, and stands there.
func (t *taking) toldBy(c *sitrep.Claim, kept sitrep.Span) bool {
	for i := range t.reading.Claims {
		o := &t.reading.Claims[i]
		if o.In == c.In && len(o.Cue) > 0 && len(o.Source) > 0 && kept.Overlaps(o.Cue[0]) && kept.Overlaps(o.Source[0]) && 2*inside(o.Content, kept) > kept.Len() {
			return true
		}
	}
	return false
}

// furniture reports whether a claim's source is no more than a label, an agency in a dateline or an
// outlet's name, which were left out.
func (t *taking) furniture(c *sitrep.Claim) bool {
	for _, s := range t.around {
		if len(c.Source) > 0 && s.Contains(c.Source[0]) {
			return true
		}
	}
	return false
}

// inside is how many bytes of spans lie inside another.
func inside(spans []sitrep.Span, in sitrep.Span) int {
	n := 0
	for _, s := range spans {
		n += max(0, min(s.End, in.End)-max(s.Start, in.Start))
	}
	return n
}

package support

import (
	"errors"
	"fmt"
	"strings"

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
	around  []sitrep.Span // what was left out as furniture before and behind the sentence
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

// licensed reports whether a difference changes nothing.
func (t *taking) licensed(s0, s1, u0, u1 int) bool {
	s0, s1 = t.idleOff(t.page, s0, s1)
	u0, u1 = t.idleOff(t.unit, u0, u1)
	switch {
	case s0 == s1 && u0 == u1:
		return true
	case s0 == s1:
		return false
	case u0 == u1:
		return t.end == s1 && s1 == s0+1 && t.forms[s0] == "."
	}
	if u1 == len(t.to) && u1 == u0+1 && s1 == s0+1 && t.forms[s0] == t.unit.forms[u0]+"." {
		return true // "... in the U.S": a headline without its last stop
	}
	return t.dated(s0, s1, u0, u1) || t.named(s0, s1, u0, u1) || t.articles(t.page, s0, s1) && t.articles(t.unit, u0, u1)
}

// idleOff takes idle words, and with them the commas beside them, off both ends of a stretch, or all of it.
// Commas alone stay: "the army, said the rebels," is not "the army said the rebels".
func (t *taking) idleOff(p *page, first, last int) (int, int) {
	idle := false
	for i := first; i < last; i++ {
		idle = idle || t.support.Is(p.Lower(i), lang.SupportIdle)
	}
	off := func(i int) bool { return idle && (t.support.Is(p.Lower(i), lang.SupportIdle) || p.forms[i] == ",") }
	for first < last && off(first) {
		first++
	}
	for first < last && off(last-1) {
		last--
	}
	return first, last
}

func (t *taking) articles(p *page, first, last int) bool {
	for i := first; i < last; i++ {
		if !t.support.Is(p.Lower(i), lang.SupportArticle) {
			return false
		}
	}
	return first < last
}

// dated reports whether the unit's words are the day that the page's words were resolved to.
func (t *taking) dated(s0, s1, u0, u1 int) bool {
	if t.support.Is(t.unit.Lower(u0), lang.SupportOn) {
		u0++
	}
	if u0 >= u1 {
		return false
	}
	n, day := dateAt(t.unit, u0)
	if n == 0 || u0+n != u1 || len(day) != len("2006-01-02") {
		return false
	}
	for _, at := range t.page.times {
		if at.First <= s0 && s1 <= at.Last && (at.Date == day || at.Date == day+"/.." || at.Date == "../"+day) {
			return true
		}
	}
	return false
}

// named reports whether the unit's words are the name that was read for the page's words: the full
// name of who speaks in place of "he", "the diplomat" or one word of the name. The name must be cited.
func (t *taking) named(s0, s1, u0, u1 int) bool {
	if u0+1 < u1 && t.support.Is(t.unit.Lower(u0), lang.SupportArticle) {
		u0++
	}
	name := fold(t.unit.Slice(t.unit.Doc.Span(u0, u1)))
	if !t.citesName(name) {
		return false
	}
	s0, s1 = t.bare(s0, s1)
	for i := range t.reading.Claims {
		c := &t.reading.Claims[i]
		if c.In != t.In {
			continue
		}
		if sameName(string(c.Speaker), name) {
			for _, s := range c.Source {
				first, last := t.tokens(s)
				if first, last = t.bare(first, last); first == s0 && s1 == last {
					return true
				}
			}
		}
		if sameName(string(c.Via), name) && s1 == s0+1 && find(name, t.forms[s0], 0) >= 0 && len(c.Cue) > 0 {
			if k, _ := t.tokens(c.Cue[0]); t.begin <= k && k < t.end {
				return true
			}
		}
	}
	return false
}

// bare takes a leading article off.
func (t *taking) bare(first, last int) (int, int) {
	if first+1 < last && t.support.Is(t.Lower(first), lang.SupportArticle) {
		first++
	}
	return first, last
}

func sameName(read, name string) bool { return read != "" && strings.EqualFold(fold(read), name) }

func (t *taking) citesName(name string) bool {
	for _, p := range t.cited {
		if p.Report == t.Report && find(p.words, name, 0) >= 0 {
			return true
		}
	}
	return false
}

// openSpeech reports whether the unit opens with `NAME said: "` where the page is a transcript and the
// named one speaks. The sentence must be quoted from its beginning.
func (t *taking) openSpeech(s0, s1, u1 int) bool {
	if len(t.turns) == 0 || u1 < 4 || t.unit.forms[u1-1] != "\"" || t.unit.forms[u1-2] != ":" || !t.support.Is(t.unit.Lower(u1-3), lang.SupportSays) {
		return false
	}
	who := u1 - 3
	for who > 0 && t.support.Is(t.unit.Lower(who-1), lang.SupportIdle) {
		who--
	}
	now, ok := t.turnAt(t.Tokens[s1].Start)
	if !ok || who == 0 || !t.label(s0, s1) {
		return false
	}
	name := fold(t.unit.Slice(t.unit.Doc.Span(0, who)))
	t.spoken = lastWord(now.speaker) != "" && lastWord(now.speaker) == lastWord(name)
	return t.spoken && t.citesName(name)
}

// lastWord is a name's surname, in lower case: a label may give no more.
func lastWord(name string) string {
	words := strings.Fields(strings.ToLower(fold(name)))
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

// label reports whether tokens [s0, s1) are a transcript's label, or nothing.
func (t *taking) label(s0, s1 int) bool {
	for i := s0; i < s1; i++ {
		if t.small(i) || t.forms[i] == "." && i+1 < s1 {
			return false
		}
	}
	return s0 == s1 || t.forms[s1-1] == ":"
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
	if t.spoken {
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

package support

import (
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// voices says of each token of a page whose words it is.
type voices struct {
	label  []*sitrep.Claim          // who says it; nil: the text itself
	region []*sitrep.Claim          // the words that say who says so: "the minister told reporters in Verrin that"
	days   []dayWords               // days that a clause is told with
	who    map[*sitrep.Claim]string // the words for who says it, folded
}

// dayWords are tokens [first, last) that name a day, with the "on" before them.
type dayWords struct{ first, last int }

// voicesOf lays who says what over the tokens [first, last) of a page.
func voicesOf(p *page, claims []sitrep.Claim, first, last int, sup *lang.Support) *voices {
	v := &voices{label: make([]*sitrep.Claim, len(p.Tokens)), region: make([]*sitrep.Claim, len(p.Tokens)), who: map[*sitrep.Claim]string{}}
	v.days = daysOf(p, first, last, sup)
	var own []*sitrep.Claim
	for i := range claims {
		if c := &claims[i]; attributes(p, c, first, last, sup) {
			own = append(own, c)
		}
	}
	size := make([]int, len(p.Tokens))
	for _, c := range own {
		n := 0
		for _, s := range c.Content {
			n += s.Len()
		}
		for _, s := range c.Content {
			from, to := p.tokens(s)
			for i := max(from, first); i < min(to, last); i++ {
				if size[i] == 0 || n < size[i] { // the innermost says it
					v.label[i], size[i] = c, n
				}
			}
		}
	}
	for _, c := range own {
		if len(c.Source) > 0 {
			v.who[c] = fold(p.Slice(c.Source[0]))
		}
		v.mark(p, c, first, last)
	}
	v.grow(p, own, first, last, sup)
	return v
}

// mark marks the words of who says something and of the saying. A subject that other verbs stand between is theirs; what commas part
// from it ("a guard, who asked not to be named, said") belongs to it.
func (v *voices) mark(p *page, c *sitrep.Claim, first, last int) {
	set := func(from, to int) {
		for i := max(from, first); i < min(to, last); i++ {
			if v.label[i] = nil; !v.day(i) {
				v.region[i] = c
			}
		}
	}
	for _, s := range c.Cue {
		set(p.tokens(s))
	}
	cue, _ := p.tokens(c.Cue[0])
	for _, s := range c.Source {
		from, to := p.tokens(s)
		switch {
		case to > cue: // behind the cue
			set(from, to)
		case to > 0 && to < cue && (p.forms[to] == "," || strings.Contains(v.who[c], ",")) && (p.forms[cue-1] == "," || p.Language.Support.Is(p.Lower(cue-1), lang.SupportIdle)):
			set(from, cue)
		case v.near(p, to, cue):
			set(from, to)
		}
	}
}

// near reports whether nothing but a day or an adverb stands in tokens [from, to).
func (v *voices) near(p *page, from, to int) bool {
	for i := from; i < to; i++ {
		if !v.day(i) && p.Tokens[i].Kind != text.Punct && !p.Language.Support.Is(p.Lower(i), lang.SupportIdle) && !p.Language.Support.Does(p.Lower(i), lang.RewordHas) {
			return false
		}
	}
	return true
}

// attributes reports whether a claim does no more than say who says something.
func attributes(p *page, c *sitrep.Claim, first, last int, sup *lang.Support) bool {
	if c.Kind != sitrep.Statement || len(c.Cue) == 0 || len(c.Content) == 0 || c.In != p.In {
		return false
	}
	for _, s := range c.Cue {
		from, to := p.tokens(s)
		if from < first || to > last {
			return false
		}
		for i := from; i < to; i++ {
			if calendar(p, i) {
				continue // "said Tuesday"
			}
			if w := p.Lower(i); !sup.Is(w, lang.SupportSays|lang.SupportIdle) && !sup.Does(w, lang.RewordTies|lang.RewordHas) || sup.Is(w, lang.SupportTurns) {
				return false
			}
		}
	}
	return true
}

// grow widens who says so by what stands beside it ("told reporters that"), and what is said by the words beside it that
// no mark parts from it.
func (v *voices) grow(p *page, own []*sitrep.Claim, first, last int, sup *lang.Support) {
	stop := func(i int) bool {
		return p.Tokens[i].Kind == text.Punct || sup.Does(p.Lower(i), lang.RewordSeam)
	}
	past := func(i int) bool { // another statement begins
		w := p.Lower(i)
		adjective := i > first && sup.Is(p.Lower(i-1), lang.SupportArticle) // "an unnamed official"
		return stop(i) || tell(p, i, sup) && !adjective || sup.Is(w, lang.SupportTurns|lang.SupportNegates) || sup.Does(w, lang.RewordBe) || sup.Does(w, lang.RewordRelates) && w != "that"
	}
	free := func(i int) bool { return v.label[i] == nil && v.region[i] == nil && !v.day(i) }
	for _, c := range own {
		from, to := p.tokens(c.Cue[0])
		for i := to; i < min(last, to+6) && !past(i); i++ {
			if p.Lower(i) == "that" { // "said the same day that"
				for k := to; k < i; k++ {
					if !v.day(k) {
						v.region[k] = c
					}
					v.label[k] = nil
				}
				break
			}
		}
		for i := to; i < last && !past(i) && (free(i) || v.day(i) && v.label[i] == nil); i++ {
			if !v.day(i) {
				v.region[i] = c
			}
		}
		ahead := c.Content[len(c.Content)-1].Start >= c.Cue[0].End // who speaks stands first: so does what describes him
		for i := from - 1; i >= first && (v.region[i] == c || !past(i)) && (ahead || free(i) || v.region[i] == c || v.day(i) && v.label[i] == nil); i-- {
			if v.label[i] = nil; !v.day(i) {
				v.region[i] = c
			}
		}
	}
	for i := first + 1; i < last; i++ {
		if v.label[i] != nil || v.region[i] != nil || v.label[i-1] == nil {
			continue
		}
		doing := p.forms[i] == "," && i+1 < last && v.label[i+1] == nil && v.region[i+1] == nil && p.small(i+1) && strings.HasSuffix(p.Lower(i+1), "ing")
		if !stop(i) || doing { // ", burying 20 houses" goes on
			v.label[i] = v.label[i-1]
		}
	}
	for i := last - 2; i >= first; i-- {
		if free(i) && !stop(i) && v.label[i+1] != nil {
			v.label[i] = v.label[i+1]
		}
	}
}

func (v *voices) day(i int) bool {
	for _, d := range v.days {
		if d.first <= i && i < d.last {
			return true
		}
	}
	return false
}

// daysOf finds days by name or date that stand by themselves or after "on": where they stand in a clause is free. A day that
// another word ties ("since Friday") is none.
func daysOf(p *page, first, last int, sup *lang.Support) []dayWords {
	var out []dayWords
	for i := first; i < last; i++ {
		n := dayAt(p, i, last)
		if n == 0 {
			continue
		}
		d := dayWords{i, i + n}
		for d.last < last && p.small(d.last) && sup.Does(p.Lower(d.last), lang.RewordHour) {
			d.last++ // "on Wednesday night"
		}
		i = d.last - 1
		loose := func(k int) bool {
			return sup.Does(p.Lower(k), lang.RewordDrops) && !sup.Does(p.Lower(k), lang.RewordTies)
		}
		on := d.first > first && sup.Is(p.Lower(d.first-1), lang.SupportOn)
		if on {
			d.first--
		}
		for d.first > first && loose(d.first-1) {
			d.first--
		}
		if d.first > first && !on {
			if w := p.Lower(d.first - 1); sup.Does(w, lang.RewordTies|lang.RewordSpan|lang.RewordSeam) || p.Tokens[d.first-1].Kind == text.Number || w == "of" {
				continue
			}
		}
		out = append(out, d)
	}
	return out
}

// dayAt is the number of tokens of a day that begins at token i: a weekday, a date of the contract's form, "December 17"; 0 for none.
func dayAt(p *page, i, last int) int {
	if n, date := dateAt(p, i); n > 0 && len(date) >= len("--12-23") && i+n <= last {
		return n
	}
	kind := p.Language.Time.Words[p.Lower(i)].Kind
	if p.Tokens[i].Kind != text.Word || p.Tokens[i].Shape == text.Lower {
		return 0
	}
	if kind == lang.Weekday {
		return 1
	}
	if kind == lang.Month && i+1 < last && p.Tokens[i+1].Kind == text.Number && len(p.Raw(i+1)) <= 2 {
		return 2
	}
	return 0
}

package support

import (
	"fmt"

	"sitrep"
	"sitrep/internal/lang"
)

// onDay refuses a day that the cited sentence doesn't name for the same words, or that may belong to other words of it.
func (r *rewording) onDay(d dayWords, s *source, u, to []int, told map[dayWords]bool) error {
	words := r.unit.Slice(r.unit.Doc.Span(d.first, d.last))
	for _, h := range s.days {
		if told[h] || !r.sameVoice(r.voices, r.voices.label[d.first], s.voices, s.label[h.first]) || !r.sameDay(d, h, s) {
			continue
		}
		if r.inPlace(d, h, u, to) {
			told[h] = true
			return nil
		}
		n := 0
		for _, o := range s.days {
			if s.label[o.first] == s.label[h.first] {
				n++
			}
		}
		if n == 1 && r.voices.label[d.first] == nil && r.dates(d, s, h) {
			told[h] = true
			return nil
		}
		told[h] = true
		if n == 1 && r.simple(s.page, s.label, s.first, h.first) && r.simple(r.unit, r.voices.label, r.clauseStart(d.first), d.first) {
			return nil
		}
	}
	return fmt.Errorf("the cited words don't say it of %s", short(words))
}

// dates reports whether both days stand beside who says so: then it is the saying that they date.
func (r *rewording) dates(d dayWords, s *source, h dayWords) bool {
	return nextTo(r.voices, d) && nextTo(s.voices, h)
}

func nextTo(v *voices, d dayWords) bool {
	return d.first > 0 && v.region[d.first-1] != nil || d.last < len(v.region) && (v.region[d.last] != nil || d.first == 0 && d.last+1 < len(v.region) && v.region[d.last+1] != nil)
}

// clauseStart is where the unit's clause begins that holds a token.
func (r *rewording) clauseStart(i int) int {
	for i > 0 && !r.seam(i-1) {
		i--
	}
	return i
}

// simple reports whether at most one verb stands between two places of a text, and nothing that opens another clause.
func (r *rewording) simple(p *page, label []*sitrep.Claim, first, last int) bool {
	n := 0
	for i := first; i < last; i++ {
		if label[i] != label[max(last-1, first)] && label[i] != nil {
			continue
		}
		if tell(p, i, r.support) && !r.support.Is(p.Lower(i), lang.SupportSays) {
			n++
		}
		if r.support.Does(p.Lower(i), lang.RewordRelates) && !r.support.Does(p.Lower(i), lang.RewordDrops) && p.Lower(i) != "that" {
			n += 2
		}
	}
	return n <= 1
}

// inPlace reports whether a day stands between the same words on both sides.
func (r *rewording) inPlace(d, h dayWords, u, to []int) bool {
	before, after := -2, -2
	for i := range u {
		if to[i] == cutHere {
			continue
		}
		if u[i] < d.first && (before < 0 || to[i] > before) {
			before = to[i]
		}
		if u[i] >= d.last && (after < 0 || to[i] < after) {
			after = to[i]
		}
	}
	if before < 0 && after < 0 {
		return false
	}
	return before < h.first && (after < 0 || after >= h.last) && (before >= 0 && h.first-before <= 1 || after >= 0 && after-h.last <= 1)
}

// sameDay reports whether the unit's day is the sentence's: the same words, or the date they were resolved to.
func (r *rewording) sameDay(d, h dayWords, s *source) bool {
	bare := func(p *page, d dayWords) string {
		for d.first < d.last && (r.support.Is(p.Lower(d.first), lang.SupportOn) || r.support.Does(p.Lower(d.first), lang.RewordDrops)) {
			d.first++
		}
		return fold(p.Slice(p.Doc.Span(d.first, d.last)))
	}
	early := func(p *page, d dayWords) string {
		for i := d.first; i < d.last; i++ {
			if r.support.Does(p.Lower(i), lang.RewordDrops) && !r.support.Does(p.Lower(i), lang.RewordTies) {
				return p.Lower(i)
			}
		}
		return ""
	}
	if e := early(r.unit, d); e != "" && e != early(s.page, h) {
		return false
	}
	if bare(r.unit, d) == bare(s.page, h) {
		return true
	}
	for i := d.first; i < d.last; i++ {
		if n, day := dateAt(r.unit, i); n > 0 && i+n == d.last {
			for _, at := range s.times {
				if at.First < h.last && h.first < at.Last && s.named(at) && within(at.Date, day) {
					return true
				}
			}
		}
	}
	return false
}

package figure

import (
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// lone makes a candidate of a single person where the language has no articles: "zginęła kobieta". Only a
// form told of one alone near it makes it a figure.
func (v *layer) lone(i int) *candidate {
	if !v.l.Bare || v.inside[i] || v.breaks[i] || v.width[i] != 1 || !v.single1(i) {
		return nil
	}
	c := &candidate{first: i, last: i + 1, opens: i, implicit: true, at: -1}
	c.n = noun{first: i, last: i + 1, head: i, level: 3, attr: -1, event: -1, subset: -1, end: i + 1}
	c.q = text.Quantity{First: i, Last: i + 1, Core: i, End: i + 1, Min: sitrep.Of(1), Max: sitrep.Of(1), Value: sitrep.Of(1), Modifier: sitrep.Exact}
	return c
}

// single1 reports whether token i is a word for one person, a compound with an age too: "12-latek".
func (v *layer) single1(i int) bool {
	w := v.d.Lower(i)
	if at := strings.LastIndexByte(w, '-'); at > 0 && w[0] >= '0' && w[0] <= '9' {
		return v.l.Words[w[at+1:]].Parts.Has(lang.One)
	}
	return v.people(i, lang.One) > 1 && !v.part(i).Has(lang.Many)
}

// soleNear finds the form told of one alone that befell a single person, within a few words and its clause.
func (v *layer) soleNear(c *candidate, cs []*candidate, i, first, last int) link {
	const near = 6
	seek := func(from, step int) link {
		be := false
		for k, far := from, 0; k >= first && k < last && far < near; far++ {
			w := v.part(k)
			if v.punct(k) && !v.quoteMark(k) || w.Has(lang.Sub|lang.Say|lang.Rel|lang.Prep) && step > 0 && far == 0 || v.number[k] != 0 && !v.inside[k] {
				return link{}
			}
			if w.Has(lang.Sole) && (w.Has(lang.Fell) || w.Has(lang.Done|lang.Being) && (be || step > 0 && far > 0)) {
				return link{how: byAfter, at: k, far: far, passive: be}
			}
			if w.Has(lang.Measured) || v.otherPerson(k) || w.Has(lang.Conj) || w.Has(lang.Do) {
				return link{}
			}
			be = be || w.Has(lang.Be)
			if step > 0 {
				k = v.next(k)
			} else {
				k = v.prev(k)
			}
		}
		return link{}
	}
	if v.heldBy(c) {
		return link{}
	}
	if l := seek(v.prev(c.first), -1); l.how != unlinked {
		l.how = byBefore
		return l
	}
	return seek(c.last, 1)
}

// otherPerson reports whether token k is a word for people.
func (v *layer) otherPerson(k int) bool {
	return v.people(k, lang.People) > 2 && !v.part(k).Has(lang.Being|lang.Done)
}

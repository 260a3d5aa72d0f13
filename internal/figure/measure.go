package figure

import (
	"sitrep"
	"sitrep/internal/lang"
)

// taken reports whether the lives counted were lost: "claimed 40 lives", "40 lives were lost".
func (v *layer) taken(c *candidate) bool {
	k := v.prev(c.first)
	for n := 0; k > 0 && n < 4 && (v.part(k).Has(lang.Det) || v.adverb(k)); n++ {
		k = v.prev(k)
	}
	if k >= 0 && v.part(k).Has(lang.Taking) {
		return true
	}
	for k, n := c.n.end, 0; k < len(v.words) && n < 4; k, n = v.next(k), n+1 {
		if v.is(k, lang.LostWord) {
			return true
		}
		if !v.part(k).Has(lang.Be | lang.Have) {
			return false
		}
	}
	return false
}

// joinMeasures reads "killed and wounded", "dead or missing" as one measure of both: casualties, or
// losses when more than killed and wounded are counted together.
func (v *layer) joinMeasures(c *candidate) {
	first, last := c.at, c.atEnd
	set := []sitrep.Measure{c.measure}
	const any = lang.Done | lang.Do | lang.Being | lang.Fell | lang.Event | lang.Act
	own := v.part(c.at)
	for k := last; k < len(v.words); {
		j := k
		joint := false
		for j < len(v.words) && j < k+4 && (v.part(j).Has(lang.Conj) || v.adverb(j) || v.d.Tokens[j].Lower == "," || v.d.Tokens[j].Lower == "/") {
			joint = joint || !v.adverb(j)
			j = v.next(j)
		}
		if joint && j < len(v.words) && v.part(j).Has(lang.Befallen) && v.measure(j) == sitrep.Captured && v.number[j] == 0 && len(set) > 1 {
			set, last, k = append(set, sitrep.Captured), v.next(j), v.next(j)
			continue // "killed, wounded and prisoners"
		}
		if !joint || j >= len(v.words) || !v.part(j).Has(any) || v.number[j] != 0 || v.objectFollows(j) && c.how != byBefore {
			break
		}
		if own.Has(lang.Event) != v.part(j).Has(lang.Event) {
			break
		}
		if v.part(j).Has(lang.Fell) && v.measure(j) == sitrep.Killed && own.Has(lang.Done|lang.Being) && c.measure == sitrep.Wounded {
			set = set[:0] // "were shot and later died"
			first = j
		}
		set = append(set, v.measure(j))
		last = v.next(j)
		k = last
	}
	for k := first; k > 0; {
		j := v.prev(k)
		joint := false
		for j >= 0 && j > k-4 && (v.part(j).Has(lang.Conj) || v.adverb(j) || v.d.Tokens[j].Lower == "," || v.d.Tokens[j].Lower == "/") {
			joint = joint || !v.adverb(j)
			j = v.prev(j)
		}
		joint = joint || j == v.prev(k) && j >= 0 && c.how == byBefore && !v.l.Free && v.part(k).Has(lang.Do) && v.part(j).Has(lang.Do) && v.width[j] == 1 && v.width[k] == 1 && v.alike(j, k) // "kills injures 70": a comma was lost
		if !joint || j < 0 || !v.part(j).Has(any) || v.inside[j] || c.how != byBefore && c.how != byNoun || j < c.last && j >= c.first {
			break
		}
		if own.Has(lang.Event) != v.part(j).Has(lang.Event) {
			break
		}
		if c.how == byBefore && v.passiveBefore(j) {
			break
		}
		set = append(set, v.measure(j))
		first, k = j, j
	}
	c.at, c.atEnd = first, last
	c.measure = together(set)
}

// alike reports whether two verbs are of one form: "kills injures", "killing wounding".
func (v *layer) alike(j, k int) bool {
	a, b := v.d.Lower(j), v.d.Lower(k)
	return len(a) > 3 && len(b) > 3 && (a[len(a)-1] == 's' && b[len(b)-1] == 's' || v.l.Ends(a, v.l.Participles) && v.l.Ends(b, v.l.Participles))
}

// together is the measure of several counted in one number.
func together(set []sitrep.Measure) sitrep.Measure {
	same, toll, more, hurt, gone := true, true, false, false, false
	for _, m := range set {
		same = same && m == set[0]
		switch m {
		case sitrep.Killed, sitrep.Casualties:
		case sitrep.Wounded:
			hurt = true
		case sitrep.Missing, sitrep.Captured, sitrep.Losses:
			more, gone = true, gone || m == sitrep.Missing
		default:
			toll = false
		}
	}
	switch {
	case same || !toll:
		return set[0]
	case hurt && (gone || more && len(set) > 2):
		return sitrep.Losses
	case more:
		for _, m := range set {
			if m == sitrep.Killed || m == sitrep.Losses || m == sitrep.Casualties {
				if len(set) == 2 && (set[0] == sitrep.Captured || set[1] == sitrep.Captured) {
					return sitrep.Killed // "abducted and killed", "captured and shot dead"
				}
				return sitrep.Losses
			}
		}
		return set[0]
	}
	return sitrep.Casualties
}

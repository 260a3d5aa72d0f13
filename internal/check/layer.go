package check

import (
	"sort"

	"sitrep"
	"sitrep/internal/text"
)

// layer is what is found in a text when it is first looked at closely. What lies in a part of the text is found by where it
// stands, so that a long text costs no more a sentence than a short one.
type layer struct {
	times   []text.Time
	counted []text.Quantity // all numbers but those of times
	numbers []quantity
	joined  int           // where the numbers joined to their units begin in numbers: both parts are in order
	small   map[int]int64 // by its token, each number of at most a hundred, those of times too
}

func (x *index) layer(d *text.Doc) *layer {
	l := x.layers[d]
	if l != nil {
		return l
	}
	l = &layer{times: text.Times(d), small: map[int]int64{}}
	l.counted = text.NumbersBesides(d, l.times)
	l.numbers, l.joined = quantitiesOf(d, l.counted)
	for _, q := range text.NumbersBesides(d, nil) {
		if _, again := l.small[q.Core]; !again && q.Value.Known && q.Value.N <= 100 {
			l.small[q.Core] = q.Value.N
		}
	}
	x.layers[d] = l
	return l
}

// within are the numbers in a span of the text.
func (l *layer) within(d *text.Doc, in sitrep.Span) []quantity {
	var out []quantity
	for _, part := range [][]quantity{l.numbers[:l.joined], l.numbers[l.joined:]} {
		for _, q := range part[sort.Search(len(part), func(i int) bool { return d.Tokens[part[i].first].Start >= in.Start }):] {
			if d.Tokens[q.first].Start >= in.End {
				break
			}
			if in.Contains(d.Span(q.first, q.last)) {
				out = append(out, q)
			}
		}
	}
	return out
}

// countsIn are the numbers, but those of times, that begin among tokens [first, last).
func (l *layer) countsIn(first, last int) []text.Quantity {
	from := sort.Search(len(l.counted), func(i int) bool { return l.counted[i].First >= first })
	return l.counted[from : from+sort.Search(len(l.counted)-from, func(i int) bool { return l.counted[from+i].First >= last })]
}

// timesIn are the times that begin among tokens [first, last).
func (l *layer) timesIn(first, last int) []text.Time {
	from := sort.Search(len(l.times), func(i int) bool { return l.times[i].First >= first })
	return l.times[from : from+sort.Search(len(l.times)-from, func(i int) bool { return l.times[from+i].First >= last })]
}

// quotesIn are the quotations of a text that touch tokens [first, last).
func quotesIn(d *text.Doc, first, last int) []text.Quote {
	from := sort.Search(len(d.Quotes), func(i int) bool { return d.Quotes[i].Last > first })
	return d.Quotes[from : from+sort.Search(len(d.Quotes)-from, func(i int) bool { return d.Quotes[from+i].First >= last })]
}

// passed takes claims and figures away that were read in sentences before a place of the text.
func passed(claims []sitrep.Claim, figures []sitrep.Figure, at int) ([]sitrep.Claim, []sitrep.Figure) {
	for len(claims) > 0 && claims[0].Sentence.End <= at {
		claims = claims[1:]
	}
	for len(figures) > 0 && figures[0].Sentence.End <= at {
		figures = figures[1:]
	}
	return claims, figures
}

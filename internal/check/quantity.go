package check

import (
	"strconv"
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// quantity is a number that says how much, of whatever: tokens [first, last) with its modifier, its number alone from
// core to end. Numbers are equal when their keys are.
type quantity struct {
	first, last, core, end int
	key                    string
	modifier               sitrep.Modifier
}

// quantitiesOf are the numbers of a text that say how much: not dates and not mere labels, but stretches of time
// ("ten years") and numbers joined to their unit ("6.8-magnitude").
// They are made of a text's numbers; those joined to their unit follow the others.
func quantitiesOf(d *text.Doc, numbers []text.Quantity) (all []quantity, joined int) {
	var out []quantity
	for _, q := range numbers {
		if q.Unit == text.Labelled || q.Unit == text.Dated && d.Language.Time.Words[d.Lower(q.End)].Kind != lang.TimeUnit {
			continue
		}
		v := quantity{first: q.First, last: q.Last, core: q.Core, end: q.End, modifier: q.Modifier}
		switch {
		case q.Value.Known && q.Unit != text.Decimal:
			v.key = strconv.FormatInt(q.Value.N, 10)
		case q.Unit == text.Decimal || q.Unit == text.Percent || q.Unit == text.Money:
			v.key = plainNumber(d.Lower(q.Core))
		default:
			continue
		}
		out = append(out, v)
	}
	joined = len(out)
	for i := range d.Tokens {
		if _, ok := measured(d.Lower(i)); ok {
			key, _, _ := strings.Cut(d.Lower(i), "-")
			out = append(out, quantity{first: i, last: i + 1, core: i, end: i, key: plainNumber(key), modifier: sitrep.Exact})
		}
	}
	return out, joined
}

// unit is what a number counts: the word behind it or joined to it.
func (q quantity) unit(d *text.Doc) string {
	w := d.Lower(q.end)
	if joined, ok := measured(w); ok {
		w = joined
	}
	if m := meaning(d.Language, w); m != "" {
		return m
	}
	if d.Language.Time.Words[w].Kind == lang.TimeUnit {
		return stem(w)
	}
	return ""
}

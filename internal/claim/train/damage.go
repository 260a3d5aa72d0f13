package main

import (
	"math/rand/v2"
	"strings"

	"sitrep"
	"sitrep/internal/claim/spans"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// damaged is a copy of an example as careless hands leave it: marks dropped or set in another style.
// Learning from both keeps the model from leaning on punctuation alone.
func damaged(l *lang.Language, e *spans.Example, r *rand.Rand) spans.Example {
	swap := styles[r.IntN(len(styles))]
	s := e.Doc.Text
	at := make([]int, len(s)+1) // where each byte went
	var b strings.Builder
	b.Grow(len(s))
	for i, c := range s {
		at[i] = b.Len()
		for k := i + 1; k < len(s) && k < i+4 && s[k]&0xC0 == 0x80; k++ {
			at[k] = b.Len()
		}
		if as, ok := swap[c]; ok {
			b.WriteString(as)
		} else {
			b.WriteRune(c)
		}
	}
	at[len(s)] = b.Len()
	out := spans.Example{Doc: text.New(l, &sitrep.Report{ID: e.Doc.Report, Text: b.String()}, sitrep.InText)}
	move := func(in []sitrep.Span) (moved []sitrep.Span) {
		for _, x := range in {
			if x.Start < 0 || x.End > len(s) || at[x.Start] >= at[x.End] {
				continue
			}
			moved = append(moved, sitrep.Span{Start: at[x.Start], End: at[x.End]})
		}
		return moved
	}
	for _, a := range e.Attributions {
		out.Attributions = append(out.Attributions, spans.Gold{Source: move(a.Source), Cue: move(a.Cue), Content: move(a.Content)})
	}
	return out
}

// styles are what becomes of marks; one is drawn for each text.
var styles = []map[rune]string{
	{',': "", '\'': "", '’': "", ';': "", '“': "\"", '”': "\"", '—': " "},
	{',': "", '\'': "", '’': "", ';': "", '“': "\"", '”': "\"", '—': " "},
	{',': "", '\'': "", '’': "", ';': "", ':': "", '“': "", '”': "", '"': "", '—': " "},
	{'“': "\"", '”': "\"", '’': "'", '‘': "'", '—': " - "},
	{'“': "‘", '”': "’", '"': ""},
	{',': ""},
}

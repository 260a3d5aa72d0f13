package check

import (
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// count is what a figure says, as it is compared: read in the same way from the text under check and from the reports.
type count struct {
	core     int64           // the number its words name; -1 for none
	bound    sitrep.Modifier // its modifier, with verbs that set it above the number
	measure  sitrep.Measure  // what befell those counted, also where that is told by another verb than the one read
	stretch  string          // the unit of the stretch of time it counts over
	denied   bool            // it is said not to be so
	possible bool            // it may be so
	whole    bool            // those of whom others are a part ("4,000 of the 11,000")
}

func countOf(d *text.Doc, f *sitrep.Figure) count {
	return count{
		core: numberOf(f), bound: passing(d, f), measure: fate(d, f), stretch: stretch(d, f), denied: denied(d, f), possible: possible(d, f),
		whole: ofWhole(d, f),
	}
}

// numberOf is the number a figure's words name, the same for "at least 30", "more than 30" and "30"; -1 when they
// name none.
func numberOf(f *sitrep.Figure) int64 {
	switch {
	case f.Modifier == sitrep.Range && f.Min.Known && f.Max.Known:
		return 1<<50 + f.Min.N<<20 + f.Max.N
	case f.Modifier == sitrep.MoreThan && f.Min.Known:
		return f.Min.N - 1
	case f.Min.Known:
		return f.Min.N
	case f.Max.Known:
		return f.Max.N
	}
	return -1
}

// passing is a figure's modifier, with verbs that set it above the number ("the toll tops 30").
func passing(d *text.Doc, f *sitrep.Figure) sitrep.Modifier {
	if f.Modifier == sitrep.Exact {
		i := d.TokenAt(f.Start)
		for k := i - 1; k >= 0 && k >= i-2; k-- {
			if d.Language.Check.Passing.Has(d.Lower(k)) {
				return sitrep.MoreThan
			}
		}
	}
	return f.Modifier
}

// stretch is the unit of the stretch of time a figure counts over ("week"), or "" when it counts all
// or the one event.
func stretch(d *text.Doc, f *sitrep.Figure) string {
	if unit := rate(d, f); unit != "" {
		return unit
	}
	if f.Basis != sitrep.OfPeriod {
		return ""
	}
	words := strings.Fields(strings.ToLower(string(f.When)))
	for i, w := range words {
		if d.Language.Time.Words[w].Kind == lang.Ago || d.Language.Check.Bounds.Has(w) {
			return "" // "earlier this month", "early in the year" say when, not over what time
		}
		if i+2 < len(words) && d.Language.Claims.Words[words[i+1]] == lang.OfWord && d.Language.Time.Words[words[i+2]].Kind == lang.Month {
			return "" // "the month of April"
		}
		w = strings.Trim(w, ",.")
		if _, unit, ok := strings.Cut(w, "-"); ok {
			w = unit // "a four-day stretch"
		}
		if s := d.Language.Check.Spans[w]; s != "" {
			when := text.Parse(d.Language, string(f.When))
			return spell(units(when, 0, len(when.Tokens), s), s) // "twelve months"
		}
	}
	return ""
}

// rate is the unit of time a count is told for each of: "92 people per day", "92 a day"; "" for none.
func rate(d *text.Doc, f *sitrep.Figure) string {
	from := d.TokenAt(f.End-1) + 1
	for i := from; i+1 < len(d.Tokens) && i < from+5 && d.Tokens[i].Kind != text.Punct && d.Tokens[i+1].End <= f.Sentence.End; i++ {
		unit := d.Language.Check.Spans[d.Lower(i+1)]
		if d.Language.Time.Words[d.Lower(i)].Kind == lang.Each && unit != "" || d.Lower(i) == "per" && unit != "" {
			return "per " + unit
		}
	}
	return ""
}

// denied reports whether a figure is said not to be so.
func denied(d *text.Doc, f *sitrep.Figure) bool {
	if f.Status == sitrep.Denied {
		return true
	}
	if numberOf(f) == 0 {
		return false
	}
	s := d.SentenceOf(d.TokenAt(f.Start))
	if s < 0 {
		return false
	}
	first, last := d.TokenAt(f.Start), d.TokenAt(f.End-1)+1
	// what befell them may stand behind the figure ("30 people were not killed")
	if at := strings.Index(d.Text[f.Start:f.Sentence.End], string(f.Word)); f.Word != "" && at >= 0 {
		last = max(last, d.TokenAt(f.Start+at)+1)
	}
	return denies(d, d.Sentences[s].First, first, min(last, d.Sentences[s].Last)) || deniesAfter(d, last, d.Sentences[s].Last)
}

// possible reports whether a figure is told as one that may be so: feared, foretold, or after "could".
func possible(d *text.Doc, f *sitrep.Figure) bool {
	switch f.Status {
	case sitrep.Feared, sitrep.Projected, sitrep.Hypothetical:
		return true
	case sitrep.Denied:
		return false
	}
	at := d.TokenAt(f.Start)
	for i := d.TokenAt(f.End - 1); i < len(d.Tokens) && i < at+10 && d.Tokens[i].Kind != text.Punct && d.Tokens[i].End <= f.Sentence.End; i++ {
		if maybeWord(d, i) {
			return true // "20,000 people may have died"
		}
		if c := d.Language.Claims.Words[d.Lower(i)]; c == lang.BeWord || c == lang.HaveWord {
			break
		}
	}
	for i := at - 1; i >= 0 && i >= at-6; i-- {
		if d.Tokens[i].Kind == text.Punct || d.Language.Claims.Words[d.Lower(i)] == lang.AndWord {
			return false
		}
		if maybeWord(d, i) {
			return true
		}
	}
	return false
}

// maybeWord reports whether a token says that something may be so; "11 May" doesn't.
func maybeWord(d *text.Doc, i int) bool {
	return d.Language.Check.Possible.Has(d.Lower(i)) && (d.Tokens[i].Shape == text.Lower || d.Language.Time.Words[d.Lower(i)].Kind != lang.Month)
}

// fate is what befell those counted. Where a figure was read as of people present, or its word as one of what befell
// those it is a part of, the verb behind tells ("2,000 soldiers deployed abroad have been killed").
func fate(d *text.Doc, f *sitrep.Figure) sitrep.Measure {
	if partOfName(d, f) {
		return ""
	}
	part, from := false, f.End
	if f.Measure != sitrep.Strength {
		at := strings.Index(d.Text[f.End:f.Sentence.End], string(f.Word))
		if f.Word == "" || at < 0 || !strings.Contains(strings.ToLower(d.Text[f.End:f.End+at]), "of the ") {
			return f.Measure
		}
		part, from = true, f.End+at+len(f.Word)
	}
	first := d.TokenAt(from)
	for i := first; i < len(d.Tokens) && d.Tokens[i].End <= f.Sentence.End && i < first+14; i++ {
		switch d.Language.Claims.Words[d.Lower(i)] {
		case lang.ButWord, lang.ThatWord, lang.RelativeWord, lang.SubordinateWord:
			return f.Measure
		}
		if raw := d.Raw(i); raw == "," || raw == ";" || raw == ":" {
			return f.Measure
		}
		word, ok := d.Language.Figure.Words[d.Lower(i)]
		if before := d.Lower(i - 1); ok && d.Language.Check.Becoming.Has(before) && f.Measure == sitrep.Strength && word.Measure != "" && sitrep.Measure(word.Measure) != sitrep.Strength {
			return sitrep.Measure(word.Measure) // "6,000 had become casualties"
		}
		if !ok || !word.Parts.Has(lang.Done) || word.Measure == "" || sitrep.Measure(word.Measure) == sitrep.Strength {
			continue
		}
		if prev := d.Language.Claims.Words[d.Lower(i-1)]; prev == lang.BeWord || prev == lang.HaveWord || part || d.Lower(i-1) == "been" {
			return sitrep.Measure(word.Measure)
		}
	}
	return f.Measure
}

// partOfName reports whether the word by which a figure is measured is one of a name: "41 Free Army men".
func partOfName(d *text.Doc, f *sitrep.Figure) bool {
	if f.Word == "" || f.Measure == sitrep.Strength || f.End > f.Sentence.End {
		return false
	}
	word, behind := strings.ToLower(string(f.Word)), d.Text[f.End:f.Sentence.End]
	at := strings.Index(behind, " "+capital(word)+" ")
	if at < 0 || strings.Contains(behind, " "+word) {
		return false
	}
	i := d.TokenAt(f.End + at + 1)
	return i+1 < len(d.Tokens) && d.Tokens[i].Shape == text.Title && d.Tokens[i+1].Shape == text.Title
}

// ofWhole reports whether a figure is what another is part of: "of" stands before it.
func ofWhole(d *text.Doc, f *sitrep.Figure) bool {
	i := d.TokenAt(f.Start) - 1
	for k := 0; k < 2 && i > 0; k, i = k+1, i-1 {
		switch d.Language.Claims.Words[d.Lower(i)] {
		case lang.OfWord:
			before := d.Language.Figure.Words[d.Lower(i-1)]
			return before.Measure == "" && (d.Tokens[i-1].Kind == text.Number || k > 0)
		case lang.DetWord:
		default:
			return false
		}
	}
	return false
}

// roundly reports whether two counts differ only in that one is told as about what the other tells in a word that is never
// exact: "around a hundred", "a hundred others".
func (t *stated) roundly(e *fact) bool {
	mine, theirs := t.d.Slice(t.Figure.Span), t.x.doc(e.passage).Slice(e.Span)
	return t.bound == sitrep.About && e.bound == sitrep.Exact && aRoundWord(t.d.Language, theirs) ||
		e.bound == sitrep.About && t.bound == sitrep.Exact && aRoundWord(t.d.Language, mine)
}

// aRoundWord reports whether words name a number by an article and a word for a round one: "a hundred".
func aRoundWord(l *lang.Language, words string) bool {
	ws := strings.Fields(strings.ToLower(words))
	return len(ws) >= 2 && ws[0] == "a" && l.Claims.Words[ws[0]] == lang.DetWord && text.Parse(l, ws[1]).Tokens[0].Kind == text.Word
}

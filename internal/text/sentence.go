package text

import (
	"strings"

	"sitrep"
	"sitrep/internal/lang"
)

// split cuts the tokens into sentences.
func (d *Doc) split() {
	if len(d.Tokens) == 0 {
		return
	}
	wrapped := wrapped(d.Text)
	d.Sentences = make([]Sentence, 0, len(d.Tokens)/20+2)
	first, paragraph := 0, 0
	cut := func(first, last int) int {
		if last > first {
			d.Sentences = append(d.Sentences, Sentence{Span: d.Span(first, last), First: first, Last: last, Paragraph: paragraph})
		}
		return max(first, last)
	}
	for i := 1; i < len(d.Tokens); i++ {
		last, next := &d.Tokens[i-1], &d.Tokens[i]
		stop := last.Kind == Punct || last.signs&stopped != 0
		if !stop && !next.Line && i-first < longest { // between most words
			continue
		}
		if i-first >= longest {
			first = cut(first, d.breath(first, i))
		}
		if next.Line {
			if blank := strings.Count(d.Text[last.End:next.Start], "\n") > 1; blank || !wrapped && !d.title(last, next) {
				first = cut(first, i)
				paragraph++
				continue
			}
		}
		if stop && i > first && d.ends(i) {
			first = cut(first, i)
		}
	}
	cut(first, len(d.Tokens))
}

// title reports whether a title and whose it is stand on both sides of a line's end ("the Rev." and "Ruth Calder"): whoever broke the text into a line a sentence
// took its stop for the sentence's.
func (d *Doc) title(last, next *Token) bool {
	return last.signs&stopped != 0 && last.Shape == Title && next.Shape == Title && d.Language.Text.Titles.Has(last.Lower)
}

// longest is how many tokens a sentence may have. Of 168,000 sentences of news the longest has 342; what runs
// on for longer is a table, a list or a text without stops, and is cut where it takes breath. What looks
// through a sentence for each of its words costs no more than this many looks a word, whatever the text.
const longest = 400

// breath is where an endless sentence over tokens [first, i) is cut: behind the last semicolon of its last
// quarter, else behind the last comma there, else at its end.
func (d *Doc) breath(first, i int) int {
	comma := 0
	for j := i - 1; j > first+(i-first)*3/4; j-- {
		switch d.Raw(j) {
		case ";":
			return j + 1
		case ",":
			if comma == 0 {
				comma = j + 1
			}
		}
	}
	if comma > 0 {
		return comma
	}
	return i
}

// ends reports whether a sentence ends before token i, which stands behind a mark or a word with a stop.
func (d *Doc) ends(i int) bool {
	// step back over closing quotes and brackets to the stop
	j := i - 1
	closed := false
	for j > 0 && i-j < 40 && d.Tokens[j].Kind == Punct && closing(d.Raw(j)) { // no further: a row of marks may be endless
		j--
		closed = true
	}
	stop := &d.Tokens[j]
	gap := d.Tokens[i].Start - d.Tokens[i-1].End
	next := &d.Tokens[i]
	switch {
	case stop.Kind == Punct && terminal(d.Raw(j)):
	case stop.Kind == Word && stop.signs&stopped != 0 && strings.HasSuffix(stop.Lower, ".") && !closed:
		// an abbreviation's stop: only a capitalised starter after it begins a new sentence
		if d.Language.Text.Titles.Has(stop.Lower) || stop.Shape == Single {
			return false
		}
		if d.Language.Text.Final.Has(stop.Lower) && gap > 0 && next.Shape == Title && !d.Language.Figure.Words[next.Lower].Parts.Has(lang.People) {
			return true
		}
		return gap > 0 && (next.Shape == Title || next.Shape == Single) && d.Language.Text.Starters.Has(next.Lower)
	case stop.Kind == Word && stop.signs&stopped != 0 && strings.HasSuffix(stop.Lower, "."):
	default:
		return false
	}
	// a run of stops, or a quote that closes right after, still belongs to this sentence
	if next.Kind == Punct && (terminal(d.Raw(i)) || closing(d.Raw(i)) && (gap == 0 || !quoteMark(d.Raw(i)))) {
		return false
	}
	if gap == 0 {
		// "end.Next": a lost space, but not "3.Next" nor "example.com"
		return !closed && next.Kind == Word && next.Shape == Title && j > 0 && (d.Tokens[j-1].Shape == Lower || d.Tokens[j-1].Shape == Title) && d.Tokens[j-1].End-d.Tokens[j-1].Start > 3
	}
	if !closed && d.fraction(j-1) > 0 {
		return false
	}
	switch next.Kind {
	case Word:
		if next.Shape == Lower {
			// `"Stop!" he said.`: after a stop, lower case does not begin a sentence; after a
			// full stop of ordinary prose it may ("iPhone", bad typing), but rarely
			return false
		}
	case Punct:
		raw := d.Raw(i)
		if d.Language.Text.Dash && gap > 0 && (raw == "-" || raw == "–" || raw == "—") {
			return i+1 < len(d.Tokens) && d.Tokens[i+1].Start > next.End && d.Tokens[i+1].Shape != Lower
		}
		if raw == "-" || raw == "–" || raw == "—" || raw == "," || raw == ";" {
			return false
		}
		if i+1 < len(d.Tokens) && d.Tokens[i+1].Shape == Lower && raw != "•" {
			return false
		}
	}
	return true
}

// fraction is the token of the digits behind the point of a number at token i, where the typography has set the point apart from them ("6. 1 - magnitude",
// "$2. 6 million"); 0 where a sentence may as well end. What comes behind tells it: a scale, a unit, or in a text that sets every mark apart any word that is none for people.
func (d *Doc) fraction(i int) int {
	if i < 0 || i+3 >= len(d.Tokens) || d.Tokens[i].Kind != Number || d.Raw(i+1) != "." || d.Tokens[i+1].Start != d.Tokens[i].End {
		return 0
	}
	at := &d.Tokens[i+2]
	if at.Kind != Number || at.Line || at.Start != d.Tokens[i+1].End+1 || at.End-at.Start > 2 || d.Tokens[i].End-d.Tokens[i].Start > 3 {
		return 0
	}
	switch next := &d.Tokens[i+3]; {
	case hyphen(d.Raw(i + 3)):
		return i + 2
	case d.Language.Number.Words[next.Lower].Scale, d.Language.Number.Units[next.Lower] != "", d.Spaced && next.Shape == Lower && !d.Language.Figure.Words[next.Lower].Parts.Has(lang.People):
		return i + 2
	}
	return 0
}

func terminal(s string) bool {
	switch s {
	case ".", "!", "?", "…", "...", "?!", "!?", "。", "．", "！", "？", "।":
		return true
	}
	return len(s) > 1 && strings.Trim(s, ".!?…") == ""
}

func closing(s string) bool {
	switch s {
	case "\"", "”", "’", "'", "''", "»", ")", "]", "“": // “ closes in German and Polish
		return true
	}
	return false
}

func quoteMark(s string) bool { return s == "\"" || s == "'" || s == "“" }

// wrapped reports whether a text is broken into lines at a fixed width, so that a line's end
// says nothing: several lines, none long, most of them nearly full.
func wrapped(s string) bool {
	lines, full, longest := 0, 0, 0
	for len(s) > 0 {
		line, rest, _ := strings.Cut(s, "\n")
		s = rest
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		lines++
		longest = max(longest, len(line))
		if longest > 110 {
			return false
		}
		if len(line) >= 55 {
			full++
		}
	}
	return lines >= 3 && full*2 >= lines
}

// Paragraphs counts the paragraphs.
func (d *Doc) Paragraphs() int {
	if len(d.Sentences) == 0 {
		return 0
	}
	return d.Sentences[len(d.Sentences)-1].Paragraph + 1
}

// SentenceSpan is the bytes of sentence i.
func (d *Doc) SentenceSpan(i int) sitrep.Span { return d.Sentences[i].Span }

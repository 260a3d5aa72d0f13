package brief

import (
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// turns says who speaks where in a transcript: speakers take turns, each under a label ("MR. KIRBY:")
// that was read as a claim. A statement that somebody has published is one turn.
type turns []turn

type turn struct {
	at      int // where its label begins
	speaker string
}

// turnsOf finds the turns of a report. A report with fewer than two is no transcript, and has none unless it is
// somebody's statement.
func turnsOf(r *sitrep.Reading, d *text.Doc) turns {
	var out turns
	for i := range r.Claims {
		c := &r.Claims[i]
		if c.In != sitrep.InText || len(c.Source) != 1 || len(c.Cue) != 1 || c.Cue[0].Start != c.Source[0].End {
			continue
		}
		if mark := r.Report.Text[c.Cue[0].Start:c.Cue[0].End]; mark != ":" || !lineStart(r.Report.Text, c.Source[0].Start) {
			continue
		}
		t := turn{at: c.Source[0].Start}
		label := r.Report.Text[c.Source[0].Start:c.Source[0].End]
		name := string(c.Speaker)
		switch capitals := label == strings.ToUpper(label); {
		case c.SpeakerKind == sitrep.Named && name != strings.ToUpper(name) && (capitals || c.Actor != ""):
			t.speaker = name
		case capitals && office(d.Language, label):
			t.speaker = label
		}
		out = append(out, t)
	}
	if len(out) < 2 {
		return statementOf(r, d)
	}
	return out
}

// office reports whether a label names somebody by what he is and not by his part in the talk: "SENIOR
// ADMINISTRATION OFFICIAL", not "MODERATOR".
func office(l *lang.Language, label string) bool {
	words := strings.Fields(strings.ToLower(label))
	return len(words) > 1 && l.Brief.Is(words[len(words)-1]+"s", lang.BriefCounting)
}

// statementOf is the one turn of a report that is somebody's own statement: its headline says so ("Statement from
// President Calder on the ferry"), and its text speaks in the first person.
func statementOf(r *sitrep.Reading, d *text.Doc) turns {
	name := text.StatementBy(d.Language, r.Report.Title)
	if name == "" {
		return nil
	}
	for _, s := range d.Sentences {
		if firstPerson(d, s) {
			return turns{{speaker: name}}
		}
	}
	return nil
}

func lineStart(s string, at int) bool {
	return at == 0 || strings.TrimSpace(s[max(0, at-2):at]) == "" || s[at-1] == '\n'
}

// speaker is who speaks at an offset: "" before the first turn, in a question from the floor, or
// when the label names nobody.
func (t turns) speaker(d *text.Doc, s text.Sentence) string {
	name := ""
	from := 0
	for _, turn := range t {
		if turn.at > s.Start {
			break
		}
		name, from = turn.speaker, turn.at
	}
	for _, other := range d.Sentences {
		if other.Start >= from && other.Start <= s.Start && question(d, other) {
			return ""
		}
	}
	return name
}

// question reports whether a sentence begins a question from the floor: "Q  And when ...".
func question(d *text.Doc, s text.Sentence) bool {
	return d.Raw(s.First) == "Q" && lineStart(d.Text, s.Start)
}

// spoken makes a sentence of a transcript fit to stand alone: it is quoted, with who said it. One that counts
// people and leaves open whom ("they have suffered more than 1,000 killed or wounded") is quoted with the
// sentence before it, where that says so.
func spoken(l *leaf, k int, name string) (u sitrep.Unit, why string) {
	d := l.Doc
	s := d.Sentences[k]
	first := s.First
	for i := first; i < s.Last && i < first+6; i++ {
		if d.Raw(i) == ":" {
			first = i + 1
		}
	}
	if name == "" {
		return u, "nobody named speaks"
	}
	if why = speakable(l, first, s.Last); why != "who is meant" {
		return quoted(l, first, s.Last, name, why)
	}
	if k == 0 || first != s.First || !figureOrReaction(l.reading, s.Span) {
		return u, why
	}
	before := d.Sentences[k-1]
	for i := before.First; i < before.Last; i++ {
		if d.Raw(i) == ":" || d.Raw(i) == "?" {
			return u, why
		}
	}
	if strings.Contains(d.Slice(sitrep.Span{Start: before.End, End: s.Start}), "\n") {
		return u, why
	}
	return quoted(l, before.First, s.Last, name, speakable(l, before.First, s.Last))
}

// mostSpoken is the longest quotation, in tokens.
const mostSpoken = 60

// speakable reports what keeps tokens [first, last) of a transcript from being quoted by themselves.
func speakable(l *leaf, first, last int) string {
	d := l.Doc
	switch {
	case last-first < 10 || last-first > mostSpoken || !terminalAt(d, last-1):
		return "fragment"
	case !d.Language.Text.Starters.Has(d.Lower(first)) && d.Tokens[first].Shape == text.Lower, d.Language.Brief.Is(d.Lower(first), lang.BriefChatter|lang.BriefPointing):
		return "talk"
	}
	for i := first; i < last; i++ {
		w := d.Lower(i)
		if d.Language.Brief.Is(w, lang.BriefPersonal) && !d.Language.Brief.Is(w, lang.BriefFirstPerson) && !antecedent(l, first, i) {
			return "who is meant"
		}
		if at := strings.IndexAny(w, "'’"); at > 0 {
			w = w[:at]
		}
		if d.Language.Brief.Is(w, lang.BriefTalk) {
			return "talk"
		}
	}
	return ""
}

func quoted(l *leaf, first, last int, name, why string) (sitrep.Unit, string) {
	d := l.Doc
	words := strings.Join(strings.Fields(d.Slice(d.Span(first, last))), " ")
	if why == "" && (strings.ContainsAny(words, "\"“”[]()—_") || strings.Contains(words, "--") || strings.Contains(name, "\n")) {
		why = "mark"
	}
	who, named := l.named(name)
	if why == "" && !named {
		why = "who is meant"
	}
	if why != "" {
		return sitrep.Unit{}, why
	}
	return sitrep.Unit{
		Text:      spokenBy(name) + saidThus + words + "”",
		Citations: []sitrep.Citation{{Report: d.Report, In: d.In, Span: d.Span(first, last)}, who},
	}, ""
}

// spokenBy is how a speaker is named: a label in capitals is no name.
func spokenBy(name string) string {
	if name == strings.ToUpper(name) {
		return "A " + strings.ToLower(name)
	}
	return name
}

// briefly is how a speaker is named when he is quoted again.
func briefly(name string) string {
	words := strings.Fields(name)
	if last := words[len(words)-1]; name != strings.ToUpper(name) {
		return last
	}
	return "The " + strings.ToLower(words[len(words)-1])
}

// named is where a report names somebody: in its text, or else in its headline.
func (l *leaf) named(name string) (sitrep.Citation, bool) {
	for _, in := range []sitrep.Field{sitrep.InText, sitrep.InTitle} {
		if at := strings.Index(l.reading.Report.In(in), name); at >= 0 {
			return sitrep.Citation{Report: l.Report, In: in, Span: sitrep.Span{Start: at, End: at + len(name)}}, true
		}
	}
	return sitrep.Citation{}, false
}

// adrift reports whether a sentence gives a day that only its own report's readers can know.
func (l *leaf) adrift(s text.Sentence) bool {
	for i := s.First; i < s.Last; i++ {
		if l.Language.Brief.Is(l.Lower(i), lang.BriefDay) && l.Lower(i) != "last" {
			return true
		}
	}
	return false
}

// hangs reports whether a sentence of talk says little without those before it: it names nobody and nothing behind its
// first word and gives no number, or it points ("these soldiers", "they are there").
func (l *leaf) hangs(s text.Sentence) bool {
	plain := true
	for i := s.First + 1; i < s.Last; i++ {
		switch t := &l.Tokens[i]; {
		case t.Kind == text.Number, t.Shape == text.Title && l.Raw(i-1) != ".", t.Shape == text.Upper && len(l.Raw(i)) > 1:
			plain = false
		}
		if l.Language.Brief.Is(l.Lower(i), lang.BriefShowing) && (i+1 >= s.Last || l.Language.Time.Words[l.Lower(i+1)].Kind == lang.NoTime) {
			return true
		}
	}
	return plain
}

package brief

import (
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// turns says who speaks where in a transcript: speakers take turns, each under a label ("MR. KIRBY:")
// that was read as a claim.
type turns []turn

type turn struct {
	at      int // where its label begins
	speaker string
}

// turnsOf finds the turns of a report. A report with fewer than two is no transcript, and has none.
func turnsOf(r *sitrep.Reading) turns {
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
		if name := string(c.Speaker); c.SpeakerKind == sitrep.Named && name != strings.ToUpper(name) && (label == strings.ToUpper(label) || c.Actor != "") {
			t.speaker = string(c.Speaker)
		}
		out = append(out, t)
	}
	if len(out) < 2 {
		return nil
	}
	return out
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
		return quoted(d, first, s.Last, name, why)
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
	return quoted(d, before.First, s.Last, name, speakable(l, before.First, s.Last))
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

func quoted(d *text.Doc, first, last int, name, why string) (sitrep.Unit, string) {
	words := strings.Join(strings.Fields(d.Slice(d.Span(first, last))), " ")
	at := strings.Index(d.Text, name)
	if why == "" && (strings.ContainsAny(words, "\"“”[]—_") || strings.Contains(words, "--") || at < 0 || strings.Contains(name, "\n")) {
		why = "mark"
	}
	if why != "" {
		return sitrep.Unit{}, why
	}
	return sitrep.Unit{
		Text: name + " said: “" + words + "”",
		Citations: []sitrep.Citation{
			{Report: d.Report, In: d.In, Span: d.Span(first, last)},
			{Report: d.Report, In: d.In, Span: sitrep.Span{Start: at, End: at + len(name)}},
		},
	}, ""
}

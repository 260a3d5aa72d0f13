package claim

import (
	"sitrep"
	"sitrep/internal/claim/spans"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// The odds of a tag that grammar alone shows: fewer than two in a hundred of those looked at were none.
const tagOdds = 0.9

// tagged reads the tag behind what is said, the commonest form of news, where the model finds nothing in its
// sentence's end: "Divers brought up four bodies, police spokeswoman Jana Wirth told reporters on Wednesday." A
// comma, who speaks, a verb of saying or telling, and then nothing but whom it is told, where and when.
func (w *room) tagged() {
	for s := range w.d.Sentences {
		if a, ok := w.parted(s); ok {
			if have := w.cuedIn(a.cue.First, a.cue.Last); have == nil {
				w.acts = append(w.acts, a)
			} else if have.source.Last <= have.source.First {
				have.source = a.source
			}
		}
		if a, ok := w.saidThat(s); ok && w.cuedIn(a.cue.First, a.cue.Last) == nil {
			w.acts = append(w.acts, a)
		}
		if a, ok := w.spokenBy(s); ok {
			if have := w.cuedIn(a.cue.First, a.cue.Last); have == nil {
				w.acts = append(w.acts, a)
			} else if have.source.Last <= have.source.First {
				have.source, have.content = a.source, a.content
			}
		}
		a, ok := w.tagOf(s)
		if !ok {
			continue
		}
		if have := w.cuedIn(a.source.First, w.d.Sentences[s].Last); have == nil {
			w.acts = append(w.acts, a)
		} else if len(have.content) == 0 && have.kind == sitrep.Statement {
			have.source, have.content = a.source, a.content // the cue was seen, and nothing said
		}
	}
}

// saidThat is the saying of whoever opens a sentence, told before what stands between commas, or before a day: "The
// president said on Monday, citing early counts, that nine had died", "Harbour Light, a channel, claimed on 3 May that".
func (w *room) saidThat(n int) (act, bool) {
	s := &w.d.Sentences[n]
	l := &w.work.Layer
	verb := s.First + 1
	for verb < s.Last && verb < s.First+12 && w.phrase(verb-1) && l.Class(verb) != lang.SayVerb {
		verb++
	}
	apposed := false
	if at := verb - 1; at > s.First && w.d.Raw(at) == "," && w.phrase(at-1) {
		for t := at + 1; t+1 < s.Last && t < verb+14 && (w.phrase(t) || l.Class(t) == lang.PrepWord || l.Class(t) == lang.OfWord || w.d.Raw(t) == ","); t++ {
			if w.d.Raw(t) == "," && w.says(t+1) {
				verb, apposed = t+1, true
				break
			}
		}
	}
	if verb >= s.Last || !w.says(verb) || w.d.Tokens[verb].Shape != text.Lower {
		return act{}, false
	}
	source := w.phraseBack(verb, s.First)
	if apposed {
		source = spans.Run{First: s.First, Last: verb - 1}
	}
	if !apposed && source.Last != verb || source.First > s.First+1 || !w.mayAct(source) {
		return act{}, false
	}
	days := true
	for t := verb + 1; t+2 < s.Last && t < verb+14; t++ {
		if l.Class(t) == lang.ThatWord && (w.d.Raw(t-1) == "," && t > verb+1 || days) {
			content := spans.Run{First: t, Last: s.Last}
			for content.Last > content.First && l.Mark(content.Last-1) && l.Quote(content.Last-1) == 0 {
				content.Last--
			}
			return act{sentence: n, cue: spans.Run{First: verb, Last: verb + 1}, source: source, content: []spans.Run{content},
				kind: sitrep.Statement, odds: tagOdds, sure: tagOdds}, w.hasVerb(content)
		}
		days = days && (l.Class(t) == lang.DayWord || l.Class(t) == lang.PrepWord || w.d.Tokens[t].Kind == text.Number)
	}
	return act{}, false
}

// says reports whether token t is a verb of saying.
func (w *room) says(t int) bool {
	return w.work.Layer.Class(t) == lang.SayVerb || w.d.Language.Actors.Says.Has(w.d.Lower(t))
}

// spokenBy is the saying behind a quotation of whoever stands behind its verb: "It's a disgrace", shouted one passenger.
func (w *room) spokenBy(n int) (act, bool) {
	s := &w.d.Sentences[n]
	l := &w.work.Layer
	for t := s.First + 2; t+1 < s.Last; t++ {
		if !w.d.Language.Actors.Says.Has(w.d.Lower(t)) || w.d.Tokens[t].Shape != text.Lower || l.Quote(t) != 0 {
			continue
		}
		end := t
		if w.d.Raw(end-1) == "," {
			end--
		}
		q := l.Quote(end-1) - 1
		if q < 0 || w.d.Quotes[q].First < s.First-1 && end-s.First > 60 {
			continue
		}
		who := spans.Run{First: t + 1, Last: t + 1}
		for who.Last < s.Last && w.phrase(who.Last) && l.Class(who.Last) != lang.DayWord {
			who.Last++
		}
		if who.Last <= who.First || who.Last-who.First > 8 || !w.mayAct(who) {
			continue
		}
		if who.Last < s.Last && !l.Mark(who.Last) {
			switch l.Class(who.Last) {
			case lang.PrepWord, lang.AsWord, lang.ForWord, lang.OfWord, lang.RelativeWord, lang.AfterWord:
			default:
				continue
			}
		}
		content := spans.Run{First: w.d.Quotes[q].First, Last: min(w.d.Quotes[q].Last, end)}
		return act{sentence: n, cue: spans.Run{First: t, Last: t + 1}, source: who, content: []spans.Run{content},
			kind: sitrep.Statement, odds: tagOdds, sure: tagOdds}, content.Last > content.First
	}
	return act{}, false
}

// tagOf is the tag of a sentence, if it ends in one.
func (w *room) tagOf(n int) (act, bool) {
	s := &w.d.Sentences[n]
	l := &w.work.Layer
	verb := -1
	for t := s.First + 4; t < s.Last; t++ {
		if c := l.Class(t); (c == lang.SayVerb || c == lang.TellVerb) && w.d.Tokens[t].Shape == text.Lower {
			verb = t
		}
	}
	if verb < 0 || !w.trails(verb+1, s.Last) {
		return act{}, false
	}
	source := w.phraseBack(verb, s.First)
	at := source.First - 1
	if source.Last <= source.First || source.Last != verb || at <= s.First+2 || w.d.Raw(at) != "," || !w.mayAct(source) {
		return act{}, false
	}
	content := spans.Run{First: s.First, Last: at}
	for content.First < content.Last && l.Mark(content.First) && l.Quote(content.First) == 0 {
		content.First++
	}
	if !w.hasVerb(content) {
		return act{}, false
	}
	return act{sentence: n, cue: spans.Run{First: verb, Last: verb + 1}, source: source, content: []spans.Run{content},
		kind: sitrep.Statement, odds: tagOdds, sure: tagOdds}, true
}

// trails reports whether tokens [from, end) say only whom something is told, where and when.
func (w *room) trails(from, end int) bool {
	l := &w.work.Layer
	if end-from > 12 {
		return false
	}
	for t := from; t < end; t++ {
		switch c := l.Class(t); {
		case c == lang.ThatWord, c == lang.RelativeWord, c == lang.ButWord, c == lang.SubordinateWord, c == lang.BeWord, c == lang.HaveWord, c == lang.DoWord, c == lang.ModalWord, c == lang.NotWord:
			return false
		case c >= lang.SayVerb && !w.phrase(t) && w.d.Tokens[t].Shape == text.Lower && !w.nounlike(t, end):
			return false
		case l.Mark(t) && w.d.Raw(t) != "." && w.d.Raw(t) != "'" && w.d.Raw(t) != "’":
			return false
		}
	}
	return true
}

// hasVerb reports whether a run may be what somebody says: it has a verb.
func (w *room) hasVerb(r spans.Run) bool {
	l := &w.work.Layer
	for t := r.First; t < r.Last; t++ {
		if c := l.Class(t); c >= lang.BeWord && c <= lang.ModalWord || c >= lang.SayVerb && c < lang.ClaimWordCount || l.Went(t, false) || t > r.First && (l.May(t) || w.c.Unchanged.Has(w.d.Lower(t))) || w.d.Language.Figure.Words[w.d.Lower(t)].Parts.Has(lang.Done|lang.Fell|lang.Do) {
			return r.Last-r.First > 2
		}
	}
	return false
}

// cuedIn is an act whose cue lies between two tokens, nil if there is none.
func (w *room) cuedIn(from, to int) *act {
	for i := range w.acts {
		if a := &w.acts[i]; !a.dropped && a.cue.First >= from && a.cue.First < to {
			return a
		}
	}
	return nil
}

// parted is the saying of whoever opens a sentence and is parted from the verb by a relative clause: "An official, who
// asked not to be named, said nine men had died."
func (w *room) parted(n int) (act, bool) {
	s := &w.d.Sentences[n]
	l := &w.work.Layer
	end := s.First
	for end < s.Last && end < s.First+10 && w.d.Raw(end) != "," {
		if c := l.Class(end); c >= lang.BeWord && c <= lang.ModalWord || c >= lang.SayVerb && !w.phrase(end) {
			return act{}, false
		}
		end++
	}
	source := spans.Run{First: s.First, Last: end}
	if end+3 >= s.Last || w.d.Raw(end) != "," || l.Class(end+1) != lang.RelativeWord || !w.mayAct(source) {
		return act{}, false
	}
	verb := end + 2
	for verb < s.Last && verb < end+16 && w.d.Raw(verb) != "," {
		verb++
	}
	verb++
	if verb+2 >= s.Last || w.d.Raw(verb-1) != "," || l.Class(verb) != lang.SayVerb || w.d.Tokens[verb].Shape != text.Lower {
		return act{}, false
	}
	content := spans.Run{First: verb + 1, Last: s.Last}
	for content.Last > content.First && l.Mark(content.Last-1) && l.Quote(content.Last-1) == 0 {
		content.Last--
	}
	if !w.hasVerb(content) {
		return act{}, false
	}
	return act{sentence: n, cue: spans.Run{First: verb, Last: verb + 1}, source: source, content: []spans.Run{content},
		kind: sitrep.Statement, odds: tagOdds, sure: tagOdds}, true
}

package check

import (
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// Opinions, forecasts and rhetoric state nothing that a report could bear out, if the writer speaks in his own
// voice: outside quotation marks, and not as what somebody said.

// reason is why a sentence is no statement of fact, in words; "" for one that is.
type reason string

const (
	asks      reason = "It asks and states nothing."
	exclaims  reason = "It exclaims and states nothing."
	opines    reason = "It is the writer's opinion."
	judges    reason = "It is the writer's judgement."
	muses     reason = "It muses, and states nothing that could be looked up."
	holds     reason = "It says what is so in general, and nothing of what happened."
	foretells reason = "It tells of what is to come, and nobody is named who says so."
)

// firm are the reasons after which a sentence is never looked up; the others yield to a report that says nearly the
// same ("the worst attack in years").
func (r reason) firm() bool { return r == asks || r == exclaims || r == muses || r == opines }

// loose says why a sentence is no statement of fact.
func (s *sentence) loose() reason {
	if s.ends("?") {
		return asks
	}
	l := &s.d.Language.Check
	if s.supposes() {
		return muses
	}
	if w := s.opener(); w >= 0 && l.Musings.Has(s.d.Lower(w)) && !s.counts(w+1) {
		return muses
	}
	for i := range s.claims {
		if c := &s.claims[i]; c.Speaker != "" && s.somebody(c) && !s.willSay(c) {
			return ""
		}
	}
	switch {
	case s.phrase(l.Opinions.Match) >= 0 || s.ours() || s.low(s.first) == "what" && s.low(s.first+1) == "a":
		return opines
	case s.ends("!"):
		return exclaims
	case s.told() && !(s.vaguely() && s.phrase(l.Forecasts.Match) >= 0):
		return ""
	}
	for i := s.first; i < s.last; i++ {
		if l.Judging.Has(s.d.Lower(i)) && !s.quoted(i) {
			return judges
		}
	}
	switch {
	case s.phrase(l.Forecasts.Match) >= 0 && !s.refuses() && !s.looksBack(s.phrase(l.Forecasts.Match)):
		return foretells
	case s.maxim():
		return holds
	}
	return ""
}

// oughtTo reports whether a sentence says what ought to be or is worth its price, and no more of a count than that: "nineteen dead
// ought to be enough".
func (s *sentence) oughtTo() bool {
	for i := s.first + 1; i < s.last; i++ {
		if s.d.Language.Check.Ought.Has(s.low(i)) && !s.quoted(i) {
			for k := range s.figures {
				if f := &s.figures[k]; !f.Implicit && f.Claimant != "" {
					return false
				}
			}
			return true
		}
	}
	return false
}

// willSay reports whether it is only foretold that somebody says so: "history will judge".
func (s *sentence) willSay(c *sitrep.Claim) bool {
	if len(c.Cue) == 0 {
		return false
	}
	i := s.d.TokenAt(c.Cue[0].Start)
	return s.low(i) == "will" || s.low(i-1) == "will"
}

// looksBack reports whether a phrase of a forecast stands behind a verb for what was: "what was probably the cause".
func (s *sentence) looksBack(i int) bool {
	w := s.low(i - 1)
	return s.d.Language.Claims.Words[w] == lang.BeWord && !s.d.Language.Check.Present.Has(w)
}

// refuses reports whether a sentence tells of a refusal: "would not step down".
func (s *sentence) refuses() bool {
	for i := s.first + 1; i+1 < s.last; i++ {
		if s.low(i) == "would" && negator(s.d.Language, s.low(i+1)) || s.low(i) == "wouldn't" {
			return s.low(s.first) != "it" && s.low(s.first) != "that"
		}
	}
	return false
}

// judgesBesides reports whether a sentence that states something also judges it in the writer's own voice: "is a disgrace".
func (s *sentence) judgesBesides() bool {
	l := s.d.Language
	for i := s.first + 1; i < s.last; i++ {
		if !l.Check.Judging.Has(s.low(i)) || s.quoted(i) || s.inContent(i) {
			continue
		}
		for k := i - 1; k >= s.first && k >= i-4; k-- {
			if l.Claims.Words[s.low(k)] == lang.BeWord && l.Check.Present.Has(s.low(k)) {
				return true
			}
		}
	}
	return false
}

// inContent reports whether a token stands in what somebody is said to say.
func (s *sentence) inContent(i int) bool {
	at := s.d.Tokens[i].Start
	for k := range s.claims {
		c := &s.claims[k]
		for _, sp := range c.Content {
			if sp.Start <= at && at < sp.End && !(len(c.Source) > 0 && c.Source[0].Start < at && s.d.Language.Claims.Words[s.low(s.d.TokenAt(c.Source[0].Start)-1)] == lang.AsWord) {
				return true // "as Kirby reported" reports what stands before it
			}
		}
	}
	return false
}

// supposes reports whether a sentence tells what would be: "if it wanted to, it could".
func (s *sentence) supposes() bool {
	if s.low(s.first) != "if" {
		return false
	}
	for i := s.first + 1; i < s.last; i++ {
		if w := s.low(i); w == "could" || w == "would" || w == "might" {
			return true
		}
	}
	return false
}

// opener is the first word of the sentence, or -1 when a quotation opens it.
func (s *sentence) opener() int {
	for i := s.first; i < s.last; i++ {
		if s.d.Tokens[i].Kind != text.Punct {
			if s.quoted(i) {
				return -1
			}
			return i
		}
	}
	return -1
}

// counts reports whether a count of people begins at a token: "perhaps 200 soldiers" is no musing.
func (s *sentence) counts(i int) bool {
	for k := range s.figures {
		if at := s.d.TokenAt(s.figures[k].Start); at == i || at == i-1 {
			return true
		}
	}
	return i < s.last && s.d.Tokens[i].Kind == text.Number
}

// told reports whether the sentence gives a count of people: one that is no mere article or pronoun.
func (s *sentence) told() bool {
	for i := range s.figures {
		if f := &s.figures[i]; !f.Implicit && (numberOf(f) != 1 || f.Modifier != sitrep.Exact) {
			return true
		}
	}
	return false
}

// vaguely reports whether the sentence counts nobody by a number.
func (s *sentence) vaguely() bool {
	for i := range s.figures {
		if numberOf(&s.figures[i]) >= 0 {
			return false
		}
	}
	return true
}

// ours reports whether the writer speaks of himself and his readers, outside quotation marks.
func (s *sentence) ours() bool {
	for i := s.first; i < s.last; i++ {
		p := s.d.Language.Actors.Pronouns[s.d.Lower(i)]
		if p = strings.TrimPrefix(p, "whose "); p != "i" && p != "we" || s.quoted(i) || s.d.Raw(i) == "US" {
			continue
		}
		return true
	}
	return false
}

// maxim reports whether the sentence speaks in the present of nothing in particular: no name, no number, no day, nothing
// that it points to.
func (s *sentence) maxim() bool {
	present := false
	for i := s.first; i < s.last; i++ {
		if s.quoted(i) || s.dates.hold(i) || s.d.Tokens[i].Kind == text.Number {
			return false
		}
		w := s.d.Lower(i)
		switch s.d.Language.Claims.Words[w] {
		case lang.BeWord, lang.HaveWord, lang.DoWord, lang.ModalWord:
			if !s.d.Language.Check.Present.Has(w) {
				return false
			}
			present = true
		case lang.OwnerWord:
			return false
		}
		if s.d.Language.Check.Pointing.Has(w) {
			return false
		}
	}
	if !present {
		return false
	}
	for _, t := range s.terms {
		if t.name || t.num {
			return false
		}
	}
	return true
}

// ends reports whether one of the last marks of the sentence is the given one.
func (s *sentence) ends(mark string) bool {
	for i := s.last - 1; i >= s.first && i >= s.last-3; i-- {
		if s.d.Raw(i) == mark && !s.quoted(i) {
			return true
		}
	}
	return false
}

// timeless reports whether a sentence tells of nothing that happened, is happening or was counted: no verb in the past or in
// progress, no number, no day.
func (s *sentence) timeless() bool {
	l := s.d.Language
	for i := s.first; i < s.last; i++ {
		w := s.low(i)
		switch {
		case s.quoted(i) || s.dates.hold(i) || s.d.Tokens[i].Kind == text.Number || s.small(i) > 1:
			return false
		case l.Check.Past.Has(w):
			return false
		case l.Claims.Words[w] == lang.HaveWord && i > s.first && l.Claims.Words[s.low(i+1)] == lang.NoClaimWord && irregular(l, s.low(i+1)):
			return false // "have begun to pay"
		case s.d.Tokens[i].Shape != text.Lower && i > s.first:
		case len(w) > 4 && strings.HasSuffix(w, "ed") && !strings.HasSuffix(w, "eed"):
			return false
		case len(w) > 4 && strings.HasSuffix(w, "ing") && i > s.first && l.Claims.Words[s.low(i-1)] == lang.BeWord:
			return false
		}
	}
	return len(s.figures) == 0
}

// irregular reports whether a word is a form of another by no rule: "begun", "sent".
func irregular(l *lang.Language, w string) bool { return l.Check.Kin.Form(w) }

package check

import (
	"strings"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// Who gives a count is often told without a verb of speech: "Sputnik's toll stands at 20", "by the Observatory's count",
// "the latest estimate by the Joint Chiefs", "the highest figure the Pentagon has given", "are reported wounded by a
// police source". The reader of claims leaves these; a text under check is held to them.

// accountant is who gives the sentence's counts by such words; nobody when it doesn't say.
func (s *sentence) accountant() who {
	var found *actor.Mention
	for _, m := range s.mentions() {
		if m.Kind == actor.Pronoun {
			continue
		}
		if s.owns(&m) || s.hasGiven(&m) || s.counter(&m) {
			found = &m
			break
		}
	}
	if found == nil {
		if w := s.owner(); !w.none() {
			return w
		}
		if w := s.before(); !w.none() {
			return w
		}
		return s.closing()
	}
	ref := s.x.textCast.Resolve(s.d, found.First, found.Last)
	return s.whoIs(ref.Name, ref.Actor, ref.Kind)
}

// mentions are those of the sentence, outside quotation marks.
func (s *sentence) mentions() []actor.Mention {
	var out []actor.Mention
	for _, m := range s.x.textCast.MentionsIn(s.d, s.first, s.last) {
		if m.First >= s.first && m.Last <= s.last && !s.quoted(m.First) {
			out = append(out, m)
		}
	}
	return out
}

// owns reports whether an account follows one mentioned as his own: "Seoul's latest word on", "Blinken's figures".
func (s *sentence) owns(m *actor.Mention) bool {
	l := s.d.Language
	at := m.Last
	if l.Claims.Words[s.low(at)] != lang.OwnerWord && l.Claims.Words[s.low(at-1)] != lang.OwnerWord {
		return false
	}
	for i := at; i < s.last && i <= at+4; i++ {
		if l.Check.Accounts.Has(s.low(i)) {
			return true
		}
		switch l.Claims.Words[s.low(i)] {
		case lang.OwnerWord, lang.NoClaimWord, lang.AdverbWord:
		default:
			return false
		}
	}
	return false
}

// hasGiven reports whether a verb of giving a count follows one mentioned, with auxiliaries and adverbs at most between.
func (s *sentence) hasGiven(m *actor.Mention) bool {
	l := s.d.Language
	for i := m.Last; i < s.last && i <= m.Last+4; i++ {
		w := s.low(i)
		if l.Check.Giving.Has(w) {
			return i == m.Last || l.Claims.Words[s.low(i-1)] != lang.BeWord || strings.HasSuffix(w, "ing")
		}
		if n, _ := l.Check.Current.Match(s.low, i); n > 0 {
			i += n - 1
			continue
		}
		switch c := l.Claims.Words[w]; {
		case c == lang.HaveWord, c == lang.BeWord, c == lang.AdverbWord, s.dates.hold(i):
		default:
			return false
		}
	}
	return false
}

// counter reports whether "by" stands before one mentioned, and before that an account or a verb of giving one: "the
// estimate of losses by the ministry".
func (s *sentence) counter(m *actor.Mention) bool {
	l := s.d.Language
	if m.First <= s.first || l.Claims.Words[s.low(m.First-1)] != lang.ByWord {
		return false
	}
	for i := m.First - 2; i >= s.first && i >= m.First-12; i-- {
		w := s.low(i)
		if f := l.Figure.Words[w]; f.Measure != "" && f.Parts.Has(lang.Done) && past(s.d, i) {
			return false // "the names of those killed by"
		}
		if l.Check.Accounts.Has(w) || l.Check.Giving.Has(w) {
			return true
		}
		switch l.Claims.Words[w] {
		case lang.RelativeWord, lang.ThatWord, lang.ButWord, lang.AndWord:
			return false
		}
	}
	return false
}

// owner is whose account the sentence speaks of, as a name that was not read as somebody's: "by Kirby's count".
func (s *sentence) owner() who {
	l := s.d.Language
	for i := s.first + 1; i < s.last; i++ {
		if l.Claims.Words[s.low(i)] != lang.OwnerWord || s.quoted(i) || s.d.Tokens[i-1].Kind != text.Word || s.d.Tokens[i-1].Shape == text.Lower && (i-2 < s.first || s.d.Tokens[i-2].Shape == text.Lower) {
			continue
		}
		for k := i + 1; k < s.last && k <= i+3 && s.d.Tokens[k].Kind == text.Word && l.Claims.Words[s.low(k)] != lang.OfWord; k++ {
			if !l.Check.Accounts.Has(s.low(k)) {
				continue
			}
			from := i - 1
			for from > s.first && s.d.Tokens[from-1].Kind == text.Word && s.d.Tokens[from-1].Shape != text.Lower && l.Claims.Words[s.low(from-1)] == lang.NoClaimWord {
				from--
			}
			return s.whoIs(sitrep.Words(s.d.Slice(s.d.Span(from, i))), "", sitrep.Named)
		}
	}
	return who{}
}

// before is who stands right before a verb of giving a count, as a name that was not read as somebody's: "the Observatory
// counts".
func (s *sentence) before() who {
	l := s.d.Language
	for i := s.first + 1; i < s.last; i++ {
		if !l.Check.Giving.Has(s.low(i)) || s.quoted(i) {
			continue
		}
		from, end, proper := i, i, false
	back:
		for k := i - 1; k >= s.first; k-- {
			switch c := l.Claims.Words[s.low(k)]; {
			case s.d.Tokens[k].Kind == text.Word && s.d.Tokens[k].Shape != text.Lower && c == lang.NoClaimWord:
				from, proper = k, true
			case proper && (c == lang.OfWord || c == lang.OwnerWord || c == lang.ForWord):
			case !proper && (c == lang.HaveWord || c == lang.AdverbWord || s.dates.hold(k)):
				end = k
			default:
				break back
			}
		}
		if proper && !s.counts(from) {
			return s.whoIs(sitrep.Words(s.d.Slice(s.d.Span(from, end))), "", sitrep.Office)
		}
	}
	return who{}
}

// closing is who is said to speak at the end of the sentence in words that were not read as somebody's: ", a monitoring group
// based in Britain said".
func (s *sentence) closing() who {
	l := s.d.Language
	end := s.last - 1
	for end > s.first && (s.d.Tokens[end].Kind == text.Punct || s.dates.hold(end)) {
		end--
	}
	if l.Claims.Words[s.low(end)] != lang.SayVerb || s.quoted(end) {
		return who{}
	}
	from := end - 1
	for from > s.first && s.d.Raw(from) != "," {
		from--
	}
	if n := end - from - 1; s.d.Raw(from) != "," || n < 2 || n > 9 {
		return who{}
	}
	return s.whoIs(sitrep.Words(s.d.Slice(s.d.Span(from+1, end))), "", sitrep.Office)
}

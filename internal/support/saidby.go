package support

import (
	"fmt"
	"strings"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// saidBy refuses words beside who says so that do not stand beside the same one in the cited sentence: each run of them, up to a mark or the
// saying itself, must stand there side by side, and no word more often than there.
func (r *rewording) saidBy(first, last int, s *source) error {
	var run []int
	left := map[string]int{}
	for i := first; i <= last; i++ {
		var c *sitrep.Claim
		if i < last {
			c = r.voices.region[i]
		}
		if c != nil && !r.parts(i) {
			if !r.silent(i, c) {
				run = append(run, i)
			}
			continue
		}
		if len(run) > 0 {
			if err := r.beside(run, s, left); err != nil {
				return err
			}
			run = run[:0]
		}
	}
	return nil
}

// saidPlainly refuses to lose a word beside the saying that makes it less than plain. A clause about who speaks ("who asked not to be
// named") may go.
func (r *rewording) saidPlainly(s *source) error {
	about := false
	for i := s.first; i < s.last; i++ {
		switch w := s.Lower(i); {
		case s.region[i] == nil || s.forms[i] == ",":
			about = false
		case r.support.Does(w, lang.RewordRelates) && !r.support.Does(w, lang.RewordTies):
			about = w != "that"
		case !about && r.support.Is(w, lang.SupportTurns|lang.SupportNegates) && !r.telling.says(w):
			return fmt.Errorf("it leaves out %q beside who says so", s.Raw(i))
		}
	}
	return nil
}

// silent reports whether a word beside the saying says nothing that has to stand there: an article, or a pronoun whose bearer was read.
func (r *rewording) silent(i int, c *sitrep.Claim) bool {
	w := r.unit.Lower(i)
	return r.support.Is(w, lang.SupportArticle|lang.SupportIdle) || r.support.Does(w, lang.RewordStands) && c.Speaker != ""
}

// parts reports whether a token ends a run of words beside the saying: a mark, or a word of the saying.
func (r *rewording) parts(i int) bool {
	w := r.unit.Lower(i)
	if r.unit.Tokens[i].Kind == text.Punct || r.support.Is(w, lang.SupportSays) || r.support.Does(w, lang.RewordHas) || w == "that" {
		return true
	}
	return w == "to" && i > 0 && r.support.Is(r.unit.Lower(i-1), lang.SupportSays)
}

// beside seeks a run of words beside one who says something in the cited sentence, by whom the unit has it said, or in his name.
func (r *rewording) beside(run []int, s *source, used map[string]int) error {
	c := r.voices.region[run[0]]
	for _, h := range s.speaking() {
		if !r.sameVoice(r.voices, c, s.voices, h) {
			continue
		}
		var there []string
		for k := s.first; k < s.last; k++ {
			switch {
			case s.region[k] == h && r.support.Does(s.Lower(k), lang.RewordStands):
			case s.region[k] == h && s.Tokens[k].Kind != text.Punct && !r.support.Is(s.Lower(k), lang.SupportArticle|lang.SupportIdle):
				there = append(there, s.Lower(k))
			case s.region[k] != h || s.Tokens[k].Kind == text.Punct && s.forms[k] != "'":
				there = append(there, "|")
			}
		}
		there = append(there, "|")
		for _, w := range strings.Fields(strings.ToLower(fold(string(h.Speaker)))) {
			there = append(there, strings.Trim(w, ".,"))
		}
		if r.runs(run, there, lastWord(string(h.Speaker)), used) {
			return nil
		}
	}
	return fmt.Errorf("the cited words have no %q beside who says so", short(r.unit.Slice(r.unit.Doc.Span(run[0], run[len(run)-1]+1))))
}

// runs reports whether the words of a run stand side by side in a list, and counts them as used. Those right behind "told", where
// the speaker is named already, are told something: they must stand behind such a word there, too.
func (r *rewording) runs(run []int, there []string, name string, used map[string]int) bool {
	addressed := used[name] > 0 && run[0] > 0 && r.support.Is(r.unit.Lower(run[0]-1), lang.SupportSays|lang.SupportArticle)
	for _, i := range run {
		addressed = addressed && r.unit.Lower(i) != name
	}
	if k := run[0] - 1; addressed && r.support.Is(r.unit.Lower(k), lang.SupportArticle) {
		addressed = k > 0 && r.support.Is(r.unit.Lower(k-1), lang.SupportSays)
	}
	for at := 0; at+len(run) <= len(there); at++ {
		n := 0
		for n < len(run) && (there[at+n] == r.unit.Lower(run[n]) || r.unit.forms[run[n]] == there[at+n]) {
			n++
		}
		if n < len(run) || addressed && (at == 0 || !r.support.Is(there[at-1], lang.SupportSays)) {
			continue
		}
		have := map[string]int{}
		for _, w := range there {
			have[w]++
		}
		for _, i := range run {
			w := r.unit.Lower(i)
			if used[w]++; used[w] > have[w] {
				return false
			}
		}
		return true
	}
	return false
}

package en

import (
	"fmt"
	"io/fs"
	"strings"

	"sitrep/internal/lang"
)

// loadClaims reads the words that show who says what.
func loadClaims(files fs.FS, l *lang.Language) error {
	c := &l.Claims
	claimWords := claimParts()
	entries, err := lang.Entries(files, "claim-words.txt")
	if err != nil {
		return err
	}
	c.Words = make(map[string]lang.ClaimWord, len(entries))
	for _, e := range entries {
		w, ok := claimWords[e.Value]
		if !ok {
			return fmt.Errorf("claim-words.txt line %d: no such part %q", e.Line, e.Value)
		}
		c.Words[e.Phrase] = w
	}
	irregular := map[string][]string{}
	if entries, err = lang.Entries(files, "claim-verbs.txt"); err != nil {
		return err
	}
	for _, e := range entries {
		parts := strings.Fields(e.Value)
		if len(parts) == 0 {
			return fmt.Errorf("claim-verbs.txt line %d: %q has no family", e.Line, e.Phrase)
		}
		w, ok := claimWords[parts[0]]
		if !ok {
			return fmt.Errorf("claim-verbs.txt line %d: no such family %q", e.Line, parts[0])
		}
		irregular[e.Phrase] = parts[1:]
		for _, form := range append(parts[1:], forms(e.Phrase)...) {
			if _, taken := c.Words[form]; !taken {
				c.Words[form] = w
			}
		}
	}
	for _, list := range []struct {
		name string
		into *lang.Set
	}{{"claim-unmade.txt", &c.Unmade}, {"claim-hedges.txt", &c.Hedges}, {"claim-relays.txt", &c.Relays}} {
		if *list.into, err = lang.Words(files, list.name); err != nil {
			return err
		}
	}
	return loadActs(files, c, irregular)
}

// loadActs reads the frames of reactions and writes out the forms of their verbs.
func loadActs(files fs.FS, c *lang.Claims, irregular map[string][]string) error {
	entries, err := lang.Entries(files, "claim-acts.txt")
	if err != nil {
		return err
	}
	var out []lang.Entry
	for _, e := range entries {
		kind, how, _ := strings.Cut(e.Value, " ")
		verb, rest, _ := strings.Cut(e.Phrase, " ")
		heads := []string{verb}
		if how != "fixed" {
			heads = append(forms(verb), irregular[verb]...)
		}
		for _, head := range heads {
			for _, phrase := range contracted(strings.TrimSpace(head + " " + rest)) {
				out = append(out, lang.Entry{Phrase: phrase, Value: kind, Line: e.Line})
			}
		}
	}
	c.Acts = lang.NewPhrases(out)
	return nil
}

// contracted is a phrase with, where it has one, the contractions of its "did not", as they are
// written and as they look when the apostrophe is lost.
func contracted(phrase string) []string {
	out := []string{phrase}
	for _, verb := range []string{"did", "does", "do", "would", "could", "has", "have", "had", "was", "were", "is", "are"} {
		if rest, ok := strings.CutPrefix(phrase, verb+" not "); ok {
			out = append(out, verb+"n't "+rest, verb+"nt "+rest)
		}
	}
	if rest, ok := strings.CutPrefix(phrase, "will not "); ok {
		out = append(out, "won't "+rest, "wont "+rest)
	}
	return out
}

// claimParts are the parts of words by their names in the data files.
func claimParts() map[string]lang.ClaimWord {
	return map[string]lang.ClaimWord{
		"det": lang.DetWord, "poss": lang.OwnerWord, "subj": lang.SubjectWord, "it": lang.ItWord, "obj": lang.ObjectWord,
		"who": lang.RelativeWord, "that": lang.ThatWord, "wh": lang.AskingWord, "if": lang.WhetherWord, "of": lang.OfWord,
		"to": lang.ToWord, "by": lang.ByWord, "for": lang.ForWord, "prep": lang.PrepWord, "about": lang.AboutWord,
		"after": lang.AfterWord, "as": lang.AsWord, "and": lang.AndWord, "but": lang.ButWord, "sub": lang.SubordinateWord,
		"be": lang.BeWord, "have": lang.HaveWord, "do": lang.DoWord, "modal": lang.ModalWord, "not": lang.NotWord,
		"there": lang.ThereWord, "adv": lang.AdverbWord, "time": lang.DayWord, "title": lang.TitleWord,
		"say": lang.SayVerb, "tell": lang.TellVerb, "think": lang.ThinkVerb, "show": lang.ShowVerb, "ask": lang.AskVerb, "act": lang.ActVerb,
	}
}

// forms are a regular verb's forms: base, -s, -ed, -ing.
func forms(verb string) []string {
	stem, past := verb, verb+"ed"
	s := verb + "s"
	switch {
	case strings.HasSuffix(verb, "e"):
		stem, past = verb[:len(verb)-1], verb+"d"
	case strings.HasSuffix(verb, "y") && len(verb) > 2 && !strings.Contains("aeiou", verb[len(verb)-2:len(verb)-1]):
		past, s = verb[:len(verb)-1]+"ied", verb[:len(verb)-1]+"ies"
	case strings.HasSuffix(verb, "s") || strings.HasSuffix(verb, "sh") || strings.HasSuffix(verb, "ch"):
		s = verb + "es"
	}
	return []string{verb, s, past, stem + "ing"}
}

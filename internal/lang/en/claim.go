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
	irregular, err := loadClaimWords(files, c)
	if err != nil {
		return err
	}
	for _, list := range []struct {
		name string
		into *lang.Set
	}{
		{"claim-unmade.txt", &c.Unmade}, {"claim-hedges.txt", &c.Hedges}, {"claim-relays.txt", &c.Relays}, {"claim-under.txt", &c.Under},
		{"claim-told.txt", &c.Told}, {"claim-media.txt", &c.Media}, {"claim-unchanged.txt", &c.Unchanged},
		{"claim-none.txt", &c.None}, {"claim-nouny.txt", &c.Nouny}, {"claim-tied.txt", &c.Tied}, {"claim-signs.txt", &c.Signs}, {"claim-wishes.txt", &c.Wishes},
		{"claim-moods.txt", &c.Moods}, {"claim-unsure.txt", &c.Unsure}, {"claim-results.txt", &c.Results}, {"claim-held.txt", &c.Held}, {"claim-suffers.txt", &c.Suffers},
		{"claim-talks.txt", &c.Talks}, {"claim-speaking.txt", &c.Speaking},
	} {
		if *list.into, err = lang.Words(files, list.name); err != nil {
			return err
		}
	}
	if c.According, err = lang.LoadPhrases(files, "claim-according.txt"); err != nil {
		return err
	}
	if c.Lore, err = lang.LoadPhrases(files, "claim-lore.txt"); err != nil {
		return err
	}
	if c.Naming, err = lang.LoadPhrases(files, "claim-naming.txt"); err != nil {
		return err
	}
	pairs, err := lang.Entries(files, "claim-pairs.txt")
	if err != nil {
		return err
	}
	c.Pairs = map[string]string{}
	for _, e := range pairs {
		c.Pairs[e.Phrase] = e.Value
	}
	if err := loadFrames(files, c, irregular); err != nil {
		return err
	}
	if err := loadClaimNouns(files, c, irregular); err != nil {
		return err
	}
	return loadTones(files, c)
}

// loadClaimWords reads the parts of words; it returns the irregular forms of verbs.
func loadClaimWords(files fs.FS, c *lang.Claims) (map[string][]string, error) {
	parts := claimParts()
	entries, err := lang.Entries(files, "claim-words.txt")
	if err != nil {
		return nil, err
	}
	c.Words = make(map[string]lang.ClaimWord, len(entries))
	for _, e := range entries {
		w, ok := parts[e.Value]
		if !ok {
			return nil, fmt.Errorf("claim-words.txt line %d: no such part %q", e.Line, e.Value)
		}
		c.Words[e.Phrase] = w
	}
	irregular := map[string][]string{}
	if entries, err = lang.Entries(files, "claim-verbs.txt"); err != nil {
		return nil, err
	}
	for _, e := range entries {
		fields := strings.Fields(e.Value)
		if len(fields) == 0 {
			return nil, fmt.Errorf("claim-verbs.txt line %d: %q has no family", e.Line, e.Phrase)
		}
		w, ok := parts[fields[0]]
		if !ok {
			return nil, fmt.Errorf("claim-verbs.txt line %d: no such family %q", e.Line, fields[0])
		}
		irregular[e.Phrase] = fields[1:]
		for _, form := range append(fields[1:], forms(e.Phrase)...) {
			if _, taken := c.Words[form]; !taken {
				c.Words[form] = w
			}
		}
	}
	if entries, err = lang.Entries(files, "claim-irregular.txt"); err != nil {
		return nil, err
	}
	for _, e := range entries {
		irregular[e.Phrase] = strings.Fields(e.Value)
	}
	return irregular, nil
}

// claimForm is a written form of a verb.
type claimForm struct {
	word string
	form lang.ClaimForm
}

// inflected are the forms of a verb, the regular and those given.
func inflected(verb string, irregular []string) []claimForm {
	var out []claimForm
	for i, f := range forms(verb) {
		out = append(out, claimForm{f, lang.BaseForm + lang.ClaimForm(i)})
	}
	for _, f := range irregular {
		form := lang.PastForm
		if strings.HasSuffix(f, "ing") {
			form = lang.IngForm
		}
		out = append(out, claimForm{f, form})
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

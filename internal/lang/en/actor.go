package en

import (
	"fmt"
	"io/fs"
	"strings"

	"sitrep/internal/lang"
)

// loadActors reads the words that tell who is who.
func loadActors(files fs.FS, l *lang.Language) (err error) {
	a := &l.Actors
	a.Official, a.Answer, a.Aged, a.Court = "official", "a", "individual", "court"
	if a.Openers, err = lang.Words(files, "actor-openers.txt"); err != nil {
		return err
	}
	if a.Epithets, err = lang.Words(files, "actor-epithets.txt"); err != nil {
		return err
	}
	if a.Erstwhile, err = lang.Words(files, "actor-erstwhile.txt"); err != nil {
		return err
	}
	if a.Examined, err = lang.Words(files, "actor-examined.txt"); err != nil {
		return err
	}
	if a.Talks, err = lang.Words(files, "actor-talks.txt"); err != nil {
		return err
	}
	if a.Judges, err = lang.Words(files, "actor-judges.txt"); err != nil {
		return err
	}
	if a.Bands, err = lang.Words(files, "actor-bands.txt"); err != nil {
		return err
	}
	if a.BandNames, err = lang.Words(files, "actor-bandnames.txt"); err != nil {
		return err
	}
	if a.Says, err = lang.Words(files, "actor-says.txt"); err != nil {
		return err
	}
	for _, load := range []func(fs.FS, *lang.Actors) error{loadPronouns, loadNouns, loadDeeds, loadSmallWords, loadFirstNames, loadCountries} {
		if err := load(files, a); err != nil {
			return err
		}
	}
	return nil
}

func loadPronouns(files fs.FS, a *lang.Actors) error {
	entries, err := lang.Entries(files, "actor-pronouns.txt")
	if err != nil {
		return err
	}
	a.Pronouns, a.Possessives = make(map[string]string, len(entries)), make(map[string]string)
	for _, e := range entries {
		who, whose := strings.CutPrefix(e.Value, "whose ")
		if whose {
			a.Possessives[e.Phrase] = who
			continue
		}
		a.Pronouns[e.Phrase] = who
	}
	return nil
}

func loadDeeds(files fs.FS, a *lang.Actors) error {
	entries, err := lang.Entries(files, "actor-deeds.txt")
	if err != nil {
		return err
	}
	a.Deeds = make(map[string]lang.Doing, 4*len(entries))
	for _, e := range entries {
		who := strings.Fields(e.Value)
		if len(who) != 2 {
			return fmt.Errorf("actor-deeds.txt line %d: %q wants two nouns or -", e.Line, e.Phrase)
		}
		var d lang.Doing
		for k, to := range []**lang.Noun{&d.By, &d.To} {
			if who[k] == "-" {
				continue
			}
			if *to = a.Noun[who[k]]; *to == nil {
				return fmt.Errorf("actor-deeds.txt line %d: %q is not among the nouns", e.Line, who[k])
			}
		}
		for _, form := range strings.Fields(e.Phrase) {
			a.Deeds[form] = d
		}
	}
	return nil
}

func loadNouns(files fs.FS, a *lang.Actors) error {
	kinds := map[string]lang.NounKind{"role": lang.RoleNoun, "person": lang.PersonNoun, "people": lang.PeopleNoun, "body": lang.BodyNoun, "text": lang.TextNoun}
	entries, err := lang.Entries(files, "actor-nouns.txt")
	if err != nil {
		return err
	}
	a.Noun = make(map[string]*lang.Noun, 2*len(entries))
	var phrases []lang.Entry
	add := func(phrase string, n *lang.Noun) {
		if _, listed := a.Noun[phrase]; !listed {
			a.Noun[phrase] = n
			phrases = append(phrases, lang.Entry{Phrase: split(phrase), Value: phrase})
		}
	}
	var plurals []*lang.Noun
	for _, e := range entries {
		words := strings.Fields(e.Value)
		if len(words) == 0 {
			return fmt.Errorf("actor-nouns.txt line %d: %q has no kind", e.Line, e.Phrase)
		}
		name, plural := strings.CutPrefix(words[0], "+")
		kind, ok := kinds[name]
		if !ok {
			return fmt.Errorf("actor-nouns.txt line %d: no such kind %q", e.Line, name)
		}
		n := &lang.Noun{Word: e.Phrase, Kind: kind, Plural: plural, Classes: []string{e.Phrase}}
		for _, w := range words[1:] {
			switch w {
			case "m":
				n.Gender = lang.Male
			case "f":
				n.Gender = lang.Female
			case "any":
				n.Any = true
			case "voice":
				n.Voice = true
			case "proper":
				n.Proper = true
			case e.Phrase:
			default:
				n.Classes = append(n.Classes, strings.ReplaceAll(w, "_", " "))
			}
		}
		add(e.Phrase, n)
		if !plural {
			plurals = append(plurals, n)
		}
	}
	for _, n := range plurals {
		many := *n
		many.Plural = true
		add(plural(n.Word), &many)
	}
	a.Nouns = lang.NewPhrases(phrases)
	return nil
}

// split parts a possessive 's from its word, as tokens are.
func split(phrase string) string { return strings.ReplaceAll(phrase, "'s", " 's") }

// plural makes the regular plural of a noun; irregular ones are listed in the data.
func plural(noun string) string {
	first, rest, of := strings.Cut(noun, " of ")
	if of {
		return plural(first) + " of " + rest
	}
	switch {
	case strings.HasSuffix(noun, "y") && !strings.ContainsAny(noun[len(noun)-2:len(noun)-1], "aeou"):
		return noun[:len(noun)-1] + "ies"
	case strings.HasSuffix(noun, "man"):
		return noun[:len(noun)-3] + "men"
	case strings.HasSuffix(noun, "s") || strings.HasSuffix(noun, "ch") || strings.HasSuffix(noun, "sh") || strings.HasSuffix(noun, "x"):
		return noun + "es"
	}
	return noun + "s"
}

func loadSmallWords(files fs.FS, a *lang.Actors) error {
	roles := map[string]lang.WordRole{
		"the": lang.Definite, "a": lang.Indefinite, "his": lang.Possessive, "of": lang.Tie, "particle": lang.Particle, "and": lang.Joint, "stop": lang.PhraseEnd, "object": lang.PhraseEnd, "modal": lang.PhraseEnd,
	}
	entries, err := lang.Entries(files, "actor-words.txt")
	if err != nil {
		return err
	}
	a.Words, a.Govern, a.Modals = make(map[string]lang.WordRole, len(entries)), lang.Set{}, lang.Set{}
	for _, e := range entries {
		role, ok := roles[e.Value]
		if !ok {
			return fmt.Errorf("actor-words.txt line %d: no such role %q", e.Line, e.Value)
		}
		a.Words[e.Phrase] = role
		switch e.Value {
		case "object":
			a.Govern[e.Phrase] = struct{}{}
		case "modal":
			a.Modals[e.Phrase] = struct{}{}
		}
	}
	return nil
}

func loadFirstNames(files fs.FS, a *lang.Actors) error {
	genders := map[string]lang.Gender{"m": lang.Male, "f": lang.Female, "-": lang.AnyGender}
	entries, err := lang.Entries(files, "actor-firstnames.txt")
	if err != nil {
		return err
	}
	a.FirstNames = make(map[string]lang.Gender, len(entries))
	for _, e := range entries {
		gender, ok := genders[e.Value]
		if !ok {
			return fmt.Errorf("actor-firstnames.txt line %d: no such gender %q", e.Line, e.Value)
		}
		a.FirstNames[e.Phrase] = gender
	}
	return nil
}

func loadCountries(files fs.FS, a *lang.Actors) error {
	entries, err := lang.Entries(files, "actor-countries.txt")
	if err != nil {
		return err
	}
	a.Country = make(map[string]lang.Country, 4*len(entries))
	var phrases []lang.Entry
	for _, e := range entries {
		cells := strings.Split(e.Phrase+"; "+e.Value, "|")
		if len(cells) != 3 {
			return fmt.Errorf("actor-countries.txt line %d: want names | adjectives | capitals", e.Line)
		}
		for as, cell := range cells {
			for _, word := range strings.Split(cell, ";") {
				word = strings.ToLower(strings.TrimSpace(word))
				if _, taken := a.Country[word]; word == "" || taken {
					continue
				}
				a.Country[word] = lang.Country{Name: e.Phrase, As: lang.CountryWord(as)}
				phrases = append(phrases, lang.Entry{Phrase: split(word), Value: word})
			}
		}
	}
	a.Countries = lang.NewPhrases(phrases)
	return nil
}

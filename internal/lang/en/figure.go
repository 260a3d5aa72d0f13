package en

import (
	"fmt"
	"io/fs"
	"sort"
	"strings"

	"sitrep/internal/lang"
)

// figureParts are the names of parts in the data files.
func figureParts() map[string]lang.Part {
	return map[string]lang.Part{
		"done": lang.Done, "do": lang.Do, "fell": lang.Fell, "being": lang.Being, "event": lang.Event,
		"act": lang.Act, "toll": lang.Toll, "person": lang.Befallen | lang.Many, "strict": lang.Strict,
		"one": lang.One, "many": lang.Many, "both": lang.One | lang.Many, "state": lang.State, "mass": lang.Mass,
		"corpse": lang.Befallen | lang.One, "victim": lang.Many,
		"dual": lang.Do | lang.Event, "thing": lang.Thing, "det": lang.Det, "be": lang.Be, "have": lang.Have,
		"modal": lang.Modal, "neg": lang.Neg, "conj": lang.Conj, "rel": lang.Rel, "sub": lang.Sub, "if": lang.If,
		"prep": lang.Prep, "adverb": lang.Adverb, "refl": lang.Refl, "pron": lang.Pron, "subset": lang.Subset,
		"mostly": lang.Mostly, "hedge": lang.Hedge, "fear": lang.Fear, "project": lang.Project,
		"attempt": lang.Attempt, "deny": lang.Deny, "link": lang.Link, "leave": lang.Leave, "say": lang.Say,
		"place": lang.Place, "placeprep": lang.PlacePrep, "noplace": lang.NoPlace, "give": lang.Give,
		"cause": lang.Cause, "lasting": lang.Lasting, "sofar": lang.SoFar, "anywhere": lang.Anywhere, "strikes": lang.Strikes, "among": lang.Among, "taking": lang.Taking, "source": lang.Source,
	}
}

// loadFigure reads the words around counts of people.
func loadFigure(files fs.FS, l *lang.Language) error {
	f := &l.Figure
	f.Words = map[string]lang.FigureWord{}
	f.Phrases = map[string][]lang.FigurePhrase{}
	for _, name := range []string{"figure-measures.txt", "figure-people.txt", "figure-things.txt", "figure-grammar.txt", "figure-places.txt"} {
		entries, err := lang.Entries(files, name)
		if err != nil {
			return err
		}
		for _, e := range entries {
			word, err := figureWord(name, e)
			if err != nil {
				return err
			}
			addFigureWord(f, strings.Fields(strings.ToLower(e.Phrase)), word)
		}
	}
	for _, list := range f.Phrases {
		sort.SliceStable(list, func(i, j int) bool { return len(list[i].Rest) > len(list[j].Rest) })
	}
	if err := loadRoles(files, f); err != nil {
		return err
	}
	f.Index()
	return figureEndings(files, f)
}

// figureWord reads what a data file says of a phrase: a measure, or nothing, and parts.
func figureWord(name string, e lang.Entry) (lang.FigureWord, error) {
	parts := figureParts()
	words := strings.Fields(e.Value)
	var w lang.FigureWord
	if name == "figure-things.txt" {
		words = []string{"thing"}
	}
	if name == "figure-measures.txt" && len(words) > 0 {
		w.Measure, words = words[0], words[1:]
	}
	for _, part := range words {
		p, ok := parts[part]
		if !ok {
			return w, fmt.Errorf("%s line %d: no such part %q", name, e.Line, part)
		}
		w.Parts |= p
	}
	if len(words) == 0 {
		return w, fmt.Errorf("%s line %d: %q has no part", name, e.Line, e.Phrase)
	}
	return w, nil
}

func addFigureWord(f *lang.Figure, words []string, w lang.FigureWord) {
	if len(words) == 1 {
		old := f.Words[words[0]]
		if old.Measure == "" {
			old.Measure = w.Measure
		}
		old.Parts |= w.Parts
		f.Words[words[0]] = old
		return
	}
	f.Phrases[words[0]] = append(f.Phrases[words[0]], lang.FigurePhrase{Rest: words[1:], FigureWord: w})
}

func figureEndings(files fs.FS, f *lang.Figure) error {
	parts := figureParts()
	entries, err := lang.Entries(files, "figure-endings.txt")
	if err != nil {
		return err
	}
	for _, e := range entries {
		switch e.Value {
		case "adverb":
			f.Adverbs = append(f.Adverbs, e.Phrase)
			continue
		case "past":
			f.Pasts = append(f.Pasts, e.Phrase)
			continue
		case "participle":
			f.Participles = append(f.Participles, e.Phrase)
			continue
		case "plural":
			f.Plurals = append(f.Plurals, e.Phrase)
			continue
		}
		ending := lang.FigureEnding{Ending: e.Phrase}
		for _, word := range strings.Fields(e.Value) {
			switch word {
			case "capital":
				ending.Capital = true
			case "weak":
				ending.Weak = true
			default:
				ending.Parts |= parts[word]
			}
		}
		f.Endings = append(f.Endings, ending)
	}
	sort.SliceStable(f.Endings, func(i, j int) bool { return len(f.Endings[i].Ending) > len(f.Endings[j].Ending) })
	return nil
}

// figureRoles are the names of roles in the data file.
func figureRoles() map[string]lang.Role {
	return map[string]lang.Role{
		"of": lang.Of, "to": lang.To, "at": lang.At, "from": lang.From, "by": lang.By,
		"on": lang.On, "than": lang.Than, "over": lang.Over, "with": lang.With, "a": lang.A,
		"the": lang.The, "other": lang.Other, "another": lang.Another, "these": lang.These, "more": lang.More,
		"that": lang.That, "as": lang.As, "whom": lang.Whom, "sinceword": lang.SinceWord, "earlierword": lang.EarlierWord,
		"according": lang.According, "reported": lang.Reported, "tally": lang.Tally, "put": lang.Put, "missingword": lang.MissingWord,
		"victimsword": lang.VictimsWord, "victims": lang.Victims, "children": lang.Children, "including": lang.Including, "theirword": lang.TheirWord,
		"lostword": lang.LostWord, "reportsword": lang.ReportsWord, "and": lang.And, "found": lang.Found, "oneword": lang.OneWord,
		"else": lang.Else, "tobe": lang.ToBe, "has": lang.Has, "afterone": lang.AfterOne, "beforeone": lang.BeforeOne,
		"no": lang.No, "nobodyword": lang.NobodyWord, "why": lang.Why, "armed": lang.Armed, "claimsword": lang.ClaimsWord,
		"between": lang.Between, "holds": lang.Holds, "will": lang.Will,
		"citing": lang.Citing, "quoted": lang.Quoted, "told": lang.Told, "doubted": lang.Doubted, "saying": lang.Saying,
		"howword": lang.HowWord, "pair": lang.Pair, "fraction": lang.Fraction, "above": lang.Above, "nearing": lang.Nearing, "superlative": lang.Superlative, "during": lang.During, "term": lang.Term, "without": lang.Without, "record": lang.Record, "force": lang.Force,
	}
}

// loadRoles reads the small words asked for by what they do.
func loadRoles(files fs.FS, f *lang.Figure) error {
	names := figureRoles()
	entries, err := lang.Entries(files, "figure-roles.txt")
	if err != nil {
		return err
	}
	f.Roles = make(map[string]lang.Role, len(entries))
	for _, e := range entries {
		for _, name := range strings.Fields(e.Value) {
			role, ok := names[name]
			if !ok {
				return fmt.Errorf("figure-roles.txt line %d: no such role %q", e.Line, name)
			}
			f.Roles[e.Phrase] |= role
		}
	}
	return nil
}

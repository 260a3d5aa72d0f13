package lang

import (
	"fmt"
	"io/fs"
	"slices"
	"sort"
	"strings"
)

// figureParts are the names of parts in the data files.
func figureParts() map[string]Part {
	return map[string]Part{
		"done": Done, "do": Do, "fell": Fell, "being": Being, "event": Event,
		"act": Act, "toll": Toll, "person": Befallen | Many, "strict": Strict,
		"one": One, "many": Many, "both": One | Many, "state": State, "mass": Mass,
		"corpse": Befallen | One, "victim": Many,
		"dual": Do | Event, "thing": Thing, "det": Det, "be": Be, "have": Have,
		"modal": Modal, "neg": Neg, "conj": Conj, "rel": Rel, "sub": Sub, "if": If,
		"prep": Prep, "adverb": Adverb, "refl": Refl, "pron": Pron, "subset": Subset,
		"mostly": Mostly, "hedge": Hedge, "fear": Fear, "project": Project,
		"attempt": Attempt, "deny": Deny, "link": Link, "leave": Leave, "say": Say,
		"place": Place, "placeprep": PlacePrep, "noplace": NoPlace, "give": Give,
		"cause": Cause, "lasting": Lasting, "sofar": SoFar, "anywhere": Anywhere, "strikes": Strikes, "among": Among, "sole": Sole, "taking": Taking, "source": Source, "contrast": Contrast, "charged": Charged,
		"outof": OutOf, "except": Except, "band": Band, "survive": Survive, "sized": Sized, "moves": Moves, "lets": Lets, "aboard": Aboard,
		"final": Final, "hauls": Hauls, "drawn": Drawn, "escapes": Escapes,
	}
}

// LoadFigure reads the words around counts of people from a language's folder: the files named figure-*.txt.
func LoadFigure(files fs.FS, l *Language) error {
	f := &l.Figure
	f.Words = map[string]FigureWord{}
	f.Phrases = map[string][]FigurePhrase{}
	parts := figureParts()
	for _, name := range []string{"figure-measures.txt", "figure-people.txt", "figure-things.txt", "figure-grammar.txt", "figure-places.txt"} {
		entries, err := Entries(files, name)
		if err != nil {
			return err
		}
		for _, e := range entries {
			word, err := figureWord(name, e, parts)
			if err != nil {
				return err
			}
			addFigureWord(f, strings.Fields(strings.ToLower(e.Phrase)), word)
		}
	}
	if err := loadSenses(files, f); err != nil {
		return err
	}
	if err := loadRoles(files, f); err != nil {
		return err
	}
	f.Index()
	return figureEndings(files, f)
}

// figureWord reads what a data file says of a phrase: a measure, or nothing, and parts.
func figureWord(name string, e Entry, parts map[string]Part) (FigureWord, error) {
	words := strings.Fields(e.Value)
	var w FigureWord
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

func addFigureWord(f *Figure, words []string, w FigureWord) {
	if len(words) == 1 {
		old := f.Words[words[0]]
		if old.Measure == "" {
			old.Measure = w.Measure
		}
		old.Parts |= w.Parts
		old.Sense |= w.Sense
		f.Words[words[0]] = old
		return
	}
	for i := range f.Phrases[words[0]] {
		if p := &f.Phrases[words[0]][i]; slices.Equal(p.Rest, words[1:]) {
			if p.Measure == "" {
				p.Measure = w.Measure
			}
			p.Parts |= w.Parts
			p.Sense |= w.Sense
			return
		}
	}
	f.Phrases[words[0]] = append(f.Phrases[words[0]], FigurePhrase{Rest: words[1:], FigureWord: w})
}

func figureEndings(files fs.FS, f *Figure) error {
	parts := figureParts()
	entries, err := Entries(files, "figure-endings.txt")
	if err != nil {
		return err
	}
	f.Endings = map[byte][]FigureEnding{}
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
		case "superlative":
			f.Superlatives = append(f.Superlatives, e.Phrase)
			continue
		case "plural":
			f.Plurals = append(f.Plurals, e.Phrase)
			continue
		}
		ending := FigureEnding{Ending: e.Phrase}
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
		last := e.Phrase[len(e.Phrase)-1]
		f.Endings[last] = append(f.Endings[last], ending)
	}
	for _, endings := range f.Endings {
		sort.SliceStable(endings, func(i, j int) bool { return len(endings[i].Ending) > len(endings[j].Ending) })
	}
	return nil
}

// figureRoles are the names of roles in the data file.
func figureRoles() map[string]Role {
	return map[string]Role{
		"of": Of, "to": To, "at": At, "from": From, "by": By,
		"on": On, "than": Than, "over": Over, "with": With, "a": A,
		"the": The, "other": Other, "another": Another, "these": These, "more": More,
		"that": That, "as": As, "whom": Whom, "sinceword": SinceWord, "earlierword": EarlierWord,
		"according": According, "reported": Reported, "tally": Tally, "put": Put, "missingword": MissingWord,
		"victimsword": VictimsWord, "victims": Victims, "children": Children, "including": Including, "theirword": TheirWord,
		"lostword": LostWord, "reportsword": ReportsWord, "and": And, "found": Found, "oneword": OneWord,
		"else": Else, "tobe": ToBe, "has": Has, "afterone": AfterOne, "beforeone": BeforeOne,
		"no": No, "nobodyword": NobodyWord, "why": Why, "armed": Armed, "claimsword": ClaimsWord,
		"between": Between, "holds": Holds, "will": Will,
		"citing": Citing, "quoted": Quoted, "told": Told, "doubted": Doubted, "saying": Saying,
		"howword": HowWord, "pair": Pair, "fraction": Fraction, "above": Above, "nearing": Nearing, "superlative": Superlative, "during": During, "term": Term, "without": Without, "record": Record, "force": Force,
	}
}

// loadSenses reads what words say of whether a count came true.
func loadSenses(files fs.FS, f *Figure) error {
	const name = "figure-senses.txt"
	names := map[string]Sense{
		"wish": Wish, "asks": Asks, "gains": Gains, "managed": Managed, "maybe": Maybe, "comparing": Comparing, "likewise": Likewise, "epoch": Epoch,
		"formerly": Formerly, "lately": Lately, "restating": Restating, "issuing": Issuing, "outlives": Outlives, "showing": Showing, "suffers": Suffers, "rejects": Rejects, "anybody": Anybody, "schooling": Schooling, "shooting": Shooting, "conveys": Conveys, "clinic": Clinic, "per": Per, "parent": Parent, "minds": Minds, "sweeping": Sweeping, "musters": Musters, "kindred": Kindred, "outlived": Outlived, "room": Room, "demonym": Demonym, "others": Others, "myriads": Myriads, "peopled": Peopled, "dwelling": Dwelling, "allows": Allows, "patrons": Patrons,
		"aftermath": Aftermath, "fordeed": ForDeed, "beginning": Beginning, "leading": Leading, "publishing": Publishing, "sided": Sided, "present": Present, "stationed": Stationed, "arriving": Arriving, "nowhere": Nowhere, "trailing": Trailing,
		"owning": Owning, "atfirst": AtFirst, "turning": Turning, "uttered": Uttered, "wrecking": Wrecking, "picturing": Picturing, "acquaints": Acquaints, "naming": Naming,
	}
	entries, err := Entries(files, name)
	if err != nil {
		return err
	}
	for _, e := range entries {
		var w FigureWord
		for _, sense := range strings.Fields(e.Value) {
			s, ok := names[sense]
			if !ok {
				return fmt.Errorf("%s line %d: no such sense %q", name, e.Line, sense)
			}
			w.Sense |= s
		}
		addFigureWord(f, strings.Fields(strings.ToLower(e.Phrase)), w)
	}
	return nil
}

// loadRoles reads the small words asked for by what they do.
func loadRoles(files fs.FS, f *Figure) error {
	names := figureRoles()
	entries, err := Entries(files, "figure-roles.txt")
	if err != nil {
		return err
	}
	f.Roles = make(map[string]Role, len(entries))
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

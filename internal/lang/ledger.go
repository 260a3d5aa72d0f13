package lang

import (
	"io/fs"
	"maps"
	"strings"
)

// Ledger is what a language must supply for figures told in different words to be seen as
// figures of the same people and places.
type Ledger struct {
	// Groups are nouns for people in the singular or plural, to the class they belong to
	// ("troops" and "servicemen" to "soldiers"). A noun that is not listed is a class of its own.
	Groups map[string]string
	// Empty are words in front of a group or a name that tell it from no other ("the", "its").
	Empty Set
	// Unowned are nouns for figures and papers: who is given by them is not said ("preliminary data").
	Unowned Set
	// Press are words for those who write for a paper, whose figures are the paper's own ("correspondent").
	Press Set
	// Askers are the labels of those who only ask in a transcript, and count nobody ("Q").
	Askers Set
	// Anybody are words that many givers of counts may go by ("authorities").
	Anybody Set
	// Lowered are words by which a count is said to have come down ("lower", "revised").
	Lowered Set
	// Apart are words by which a sentence turns to another matter, place or time than the one before it ("elsewhere", "earlier").
	Apart Set
	// Parts join the parts of a place's description, so that what follows contains what
	// precedes ("in", "of").
	Parts Set
	// Kinds are words for kinds of place ("city", "province"), which tell no place from another.
	Kinds Set
	// Retracted are phrases by which somebody takes a count back ("withdrew its figure").
	Retracted Phrases
	// Names are places' names in this language's forms, to the name the desk writes ("turcji" to "turkey").
	Names map[string]string
}

// Together is what several languages supply, in one: figures of one story are told in all of them. Where
// a word is in two, the earlier language's holds.
func Together(languages []*Language) Ledger {
	out := Ledger{
		Groups: map[string]string{}, Names: map[string]string{}, Empty: Set{}, Unowned: Set{}, Press: Set{}, Askers: Set{}, Anybody: Set{}, Lowered: Set{}, Apart: Set{}, Parts: Set{}, Kinds: Set{},
		Retracted: NewPhrases(nil),
	}
	for i := len(languages) - 1; i >= 0; i-- {
		l := &languages[i].Ledger
		maps.Copy(out.Groups, l.Groups)
		maps.Copy(out.Names, l.Names)
		maps.Copy(out.Empty, l.Empty)
		maps.Copy(out.Unowned, l.Unowned)
		maps.Copy(out.Press, l.Press)
		maps.Copy(out.Askers, l.Askers)
		maps.Copy(out.Anybody, l.Anybody)
		maps.Copy(out.Lowered, l.Lowered)
		maps.Copy(out.Apart, l.Apart)
		maps.Copy(out.Parts, l.Parts)
		maps.Copy(out.Kinds, l.Kinds)
		maps.Copy(out.Retracted.first, l.Retracted.first)
	}
	return out
}

// LoadLedger reads the files named ledger-*.txt.
func LoadLedger(files fs.FS, l *Language) (err error) {
	if l.Ledger.Groups, err = Synonyms(files, "ledger-groups.txt"); err != nil {
		return err
	}
	for _, list := range []struct {
		name string
		into *Set
	}{
		{"ledger-empty.txt", &l.Ledger.Empty}, {"ledger-unowned.txt", &l.Ledger.Unowned}, {"ledger-press.txt", &l.Ledger.Press}, {"ledger-askers.txt", &l.Ledger.Askers}, {"ledger-lowered.txt", &l.Ledger.Lowered},
		{"ledger-anybody.txt", &l.Ledger.Anybody}, {"ledger-apart.txt", &l.Ledger.Apart},
		{"ledger-parts.txt", &l.Ledger.Parts}, {"ledger-kinds.txt", &l.Ledger.Kinds},
	} {
		if *list.into, err = Words(files, list.name); err != nil {
			return err
		}
	}
	names, err := Entries(files, "ledger-names.txt")
	if err != nil {
		return err
	}
	l.Ledger.Names = make(map[string]string, len(names))
	for _, e := range names {
		l.Ledger.Names[strings.ToLower(e.Phrase)] = strings.ToLower(e.Value)
	}
	l.Ledger.Retracted, err = LoadPhrases(files, "ledger-retracted.txt")
	return err
}

// Synonyms reads lines "name = word, word" into a map from each word, and the name, to the name.
func Synonyms(files fs.FS, name string) (map[string]string, error) {
	entries, err := Entries(files, name)
	if err != nil {
		return nil, err
	}
	out := make(map[string]string, 8*len(entries))
	for _, e := range entries {
		name := strings.ToLower(e.Phrase)
		out[name] = name
		for _, words := range strings.Split(e.Value, ",") {
			for _, word := range Forms(strings.ToLower(strings.TrimSpace(words))) {
				if word != "" {
					out[word] = name
				}
			}
		}
	}
	return out, nil
}

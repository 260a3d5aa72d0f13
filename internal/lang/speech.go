package lang

import (
	"fmt"
	"io/fs"
	"strings"
)

// Speech is what a language supplies for claims to be found by its lists, where there is no learned model
// for it.
type Speech struct {
	// Says finds verbs of speech; the value is a key of Say.
	Says Phrases
	Say  map[string]SayWord
	// According finds words before the one whose words are told; the value is "record" before papers.
	According Phrases
	// Citing finds words between one who relays and the one whose words are relayed.
	Citing Phrases
	// Within finds small words that go on a name ("do spraw", for the affairs of).
	Within Phrases
	// Aside finds words that tell where or to whom somebody speaks ("w rozmowie", in a talk).
	Aside Phrases
	// That are words that open what is said, As those before a verb of speech that stands aside ("as
	// the police said"), By those before the one who did what was done.
	That, As, By Set
	// Follows are verbs by which something follows from a paper named before them.
	Follows Set
	// Speakers finds nouns for those who speak; the value is "office", "anonymous" or "person".
	Speakers Phrases
	// Records are nouns for papers and figures, which are nobody; Unsure are words by which what is
	// told is not vouched for.
	Records, Unsure Set
}

// SayWord is a verb of speech.
type SayWord struct {
	Kind    string // of act, as sitrep.Act names it
	Again   bool   // often without a subject: whoever spoke last speaks
	Nobody  bool   // an impersonal form, which names nobody
	Doubted bool   // what is said is not vouched for
	Object  bool   // what follows is no speech
}

// LoadSpeech reads the files named speech-*.txt. Verbs of speech get their part among the words around
// figures too.
func LoadSpeech(files fs.FS, l *Language) (err error) {
	s := &l.Claims.Speech
	for _, list := range []struct {
		name string
		into *Phrases
	}{
		{"speech-says.txt", &s.Says}, {"speech-according.txt", &s.According},
		{"speech-citing.txt", &s.Citing}, {"speech-speakers.txt", &s.Speakers},
		{"speech-within.txt", &s.Within}, {"speech-aside.txt", &s.Aside},
	} {
		if *list.into, err = LoadPhrases(files, list.name); err != nil {
			return err
		}
	}
	for _, list := range []struct {
		name string
		into *Set
	}{
		{"speech-that.txt", &s.That}, {"speech-as.txt", &s.As}, {"speech-by.txt", &s.By}, {"speech-follows.txt", &s.Follows},
		{"speech-records.txt", &s.Records}, {"speech-unsure.txt", &s.Unsure},
	} {
		if *list.into, err = Words(files, list.name); err != nil {
			return err
		}
	}
	entries, err := Entries(files, "speech-says.txt")
	if err != nil {
		return err
	}
	s.Say = map[string]SayWord{}
	for _, e := range entries {
		w, err := sayWord(e)
		if err != nil {
			return err
		}
		s.Say[e.Value] = w
		addFigureWord(&l.Figure, strings.Fields(strings.ToLower(e.Phrase)), FigureWord{Parts: Say})
	}
	l.Figure.Index()
	return nil
}

func sayWord(e Entry) (SayWord, error) {
	words := strings.Fields(e.Value)
	if len(words) == 0 {
		return SayWord{}, fmt.Errorf("speech-says.txt line %d: %q has no kind", e.Line, e.Phrase)
	}
	w := SayWord{Kind: words[0]}
	for _, flag := range words[1:] {
		switch flag {
		case "again":
			w.Again = true
		case "nobody":
			w.Nobody = true
		case "doubted":
			w.Doubted = true
		case "object":
			w.Object = true
		default:
			return SayWord{}, fmt.Errorf("speech-says.txt line %d: no such flag %q", e.Line, flag)
		}
	}
	return w, nil
}

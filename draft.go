package sitrep

import "fmt"

// Draft is a brief laid before a writer who may word its sentences anew.
type Draft struct {
	Sentences []DraftSentence // numbered from 1, in the brief's order
	Passages  []DraftPassage  // numbered from 1
}

// DraftSentence is a sentence of the brief as it stands.
type DraftSentence struct {
	Part     string // "headline", "point" or "body"
	Text     string
	Passages []int // the passages it rests on
}

// DraftPassage is words of a report that a sentence rests on.
type DraftPassage struct {
	Outlet string
	Day    string // of publication; empty when unknown
	Words  string
}

// Wording is a writer's sentence.
type Wording struct {
	For      []int // the draft's sentences that it stands for
	Text     string
	Passages []int // the passages it rests on
}

// Worded says which part of a brief a writer worded.
type Worded struct {
	By string `json:"by"`
	// Sentences counts those that stand in the brief, Refused those that did not pass and were left as they were.
	Sentences int `json:"sentences"`
	Refused   int `json:"refused"`
}

// String says it in a sentence for the reader.
func (w *Worded) String() string {
	verb := "were"
	if w.Sentences == 1 {
		verb = "was"
	}
	s := fmt.Sprintf("%s %s worded by the language model %s and held against the sources", plural(w.Sentences, "sentence"), verb, w.By)
	if w.Refused > 0 {
		s += fmt.Sprintf("; %d more of its sentences did not pass", w.Refused)
	}
	return s + "."
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

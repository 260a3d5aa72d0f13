// Package claim finds who says what: for each act of speech a report tells of, the words for who
// speaks, by which words, what is said, and what kind of act it is.
//
// A learned model (package spans) finds the cues of speech and, for each, its source and content. Frames,
// which are language data, say which cues are reactions ("condemned", "declined to comment") and find
// those the model passes over; the same model reads their sources. Rules add what is printed rather
// than written: the labels of transcripts, the colons of headlines. Chains of speakers are read from how
// the claims lie in each other: who stands outermost relays.
package claim

import (
	"bytes"
	_ "embed"
	"sync"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/claim/spans"
	"sitrep/internal/text"
)

//go:embed data/en.model
var english []byte

// Reader finds claims. It is safe for concurrent use.
type Reader struct {
	models map[string]*spans.Model // by language
	rooms  sync.Pool
}

// NewReader loads the models that come with the program.
func NewReader() (*Reader, error) {
	en, err := spans.Load(bytes.NewReader(english))
	if err != nil {
		return nil, err
	}
	r := &Reader{models: map[string]*spans.Model{"en": en}}
	r.rooms.New = func() any { return new(room) }
	return r, nil
}

// Find reads the claims of one of a report's texts, sorted by where they stand. The cast says who
// the sources are; it may be nil. A text in a language without a model is read by the language's lists of
// words of speech, and has none where it supplies none.
func (r *Reader) Find(d *text.Doc, cast *actor.Cast) []sitrep.Claim {
	m := r.models[d.Language.Code]
	if m == nil && len(d.Tokens) > 0 && d.Language.Claims.Speech.Say != nil {
		return listed(d, cast)
	}
	if m == nil || len(d.Tokens) == 0 || len(d.Language.Claims.Words) == 0 {
		return nil
	}
	w := r.rooms.Get().(*room)
	defer r.rooms.Put(w)
	w.start(d, m)
	w.learned()
	w.mended()
	w.plain()
	w.wholly()
	w.tagged()
	w.ran()
	w.framed()
	w.printed()
	w.turned()
	w.silenced()
	w.dated()
	w.undone()
	w.reached()
	w.unowned()
	w.idled()
	w.refuted()
	w.paired()
	w.relayed()
	return w.claims(cast)
}

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
	"fmt"
	"sync"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/claim/spans"
	"sitrep/internal/text"
)

//go:embed data/en.model
var packed []byte

// english is unpacked when it is first asked for, once for all readers: that takes longer than all else a program does to
// start, and many a command reads nothing.
var english = sync.OnceValue(func() *spans.Model {
	m, err := spans.Load(bytes.NewReader(packed))
	if err != nil {
		panic(fmt.Errorf("the model this program was built with: %w", err))
	}
	return m
})

// Reader finds claims. It is safe for concurrent use.
type Reader struct {
	models map[string]func() *spans.Model // by language
	rooms  sync.Pool
}

// NewReader reads with the models that come with the program. It fails if one is none.
func NewReader() (*Reader, error) {
	if err := spans.Check(packed); err != nil {
		return nil, err
	}
	r := &Reader{models: map[string]func() *spans.Model{"en": english}}
	r.rooms.New = func() any { return new(room) }
	return r, nil
}

// Find reads the claims of one of a report's texts, sorted by where they stand. The cast says who
// the sources are; it may be nil. A text in a language without a model is read by the language's lists of
// words of speech, and has none where it supplies none.
func (r *Reader) Find(d *text.Doc, cast *actor.Cast) []sitrep.Claim {
	model := r.models[d.Language.Code]
	if model == nil && len(d.Tokens) > 0 && d.Language.Claims.Speech.Say != nil {
		return listed(d, cast)
	}
	if model == nil || len(d.Tokens) == 0 || len(d.Language.Claims.Words) == 0 {
		return nil
	}
	w := r.rooms.Get().(*room)
	defer r.rooms.Put(w)
	w.read(d, model())
	w.judged()
	w.relayed()
	return w.claims(cast)
}

// read finds the acts of a text.
func (w *room) read(d *text.Doc, m *spans.Model) {
	w.start(d, m)
	w.step = byModel
	w.learned()
	w.step = byGrammar
	w.mended()
	w.plain()
	w.missed()
	w.wholly()
	w.tagged()
	w.ran()
	w.step = byFrame
	w.framed()
	w.step = byLayout
	w.printed()
	w.turned()
	w.silenced()
	w.dated()
	w.undone()
	w.whose()
	w.owned()
	w.dangling()
	w.reached()
	w.unowned()
	w.idled()
	w.ruled()
	w.refuted()
	w.paired()
}

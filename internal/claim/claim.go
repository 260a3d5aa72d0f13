// Package claim finds who says what: for each act of speech a report tells of, the words for who
// speaks, by which words, and what is said.
package claim

import (
	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/text"
)

// Reader finds claims. It is safe for concurrent use.
type Reader struct{}

// NewReader makes a reader.
func NewReader() (*Reader, error) { return &Reader{}, nil }

// Find reads the claims of one of a report's texts, sorted by where they stand. The cast says who
// the sources are; it may be nil.
func (r *Reader) Find(d *text.Doc, cast *actor.Cast) []sitrep.Claim {
	if len(d.Language.Actors.Says) == 0 {
		return nil
	}
	var out []sitrep.Claim
	for s := range d.Sentences {
		if c, ok := thin(d, &d.Sentences[s]); ok {
			if cast != nil && len(c.Source) > 0 {
				ref := cast.Resolve(d, d.TokenAt(c.Source[0].Start), d.TokenAt(c.Source[0].End-1)+1)
				c.Speaker, c.SpeakerKind, c.Actor = ref.Name, ref.Kind, ref.Actor
			}
			out = append(out, c)
		}
	}
	return out
}

// thin reads the plainest forms: "X said A" and "A, X said".
func thin(d *text.Doc, s *text.Sentence) (sitrep.Claim, bool) {
	for i := s.First; i < s.Last; i++ {
		if d.Lower(i) == "according" && d.Lower(i+1) == "to" && i+2 < s.Last && i > s.First {
			last := s.Last
			if d.Tokens[last-1].Kind == text.Punct {
				last--
			}
			if last > i+2 {
				return claimOf(d, s, i+2, last, i, i+2, s.First, i), true
			}
		}
		if !d.Language.Actors.Says.Has(d.Lower(i)) || i == s.First {
			continue
		}
		first := i
		for first > s.First && d.Raw(first-1) != "," && d.Raw(first-1) != "\"" && d.Raw(first-1) != "”" {
			first--
		}
		if i+2 >= s.Last {
			if first == s.First {
				return sitrep.Claim{}, false
			}
			return claimOf(d, s, first, i, i, i+1, s.First, first), true
		}
		return claimOf(d, s, first, i, i, i+1, i+1, s.Last), true
	}
	return sitrep.Claim{}, false
}

func claimOf(d *text.Doc, s *text.Sentence, s0, s1, k0, k1, c0, c1 int) sitrep.Claim {
	return sitrep.Claim{
		Report: d.Report, In: d.In, Kind: sitrep.Statement, SpeakerKind: sitrep.Nobody, Sentence: s.Span, Confidence: 0.5,
		Source: []sitrep.Span{d.Span(s0, s1)}, Cue: []sitrep.Span{d.Span(k0, k1)}, Content: []sitrep.Span{d.Span(c0, c1)},
	}
}

package actor

import (
	"strings"

	"sitrep/internal/lang"
	"sitrep/internal/text"
)

// deed notes what somebody may be called later for what the text says he, she or it does, or is done to: "Orbis Bank
// is to buy its rival" makes it the buyer, "defended by Elsa Mora" her the lawyer.
func (c *Cast) deed(doc int, s *spot) {
	r := c.readers[doc]
	if s.being == none || r.d.Headline || len(c.beings[s.being].deeds) > 3 {
		return
	}
	var n *lang.Noun
	if r.d.Lower(s.first-1) == "by" {
		n = r.a.Deeds[r.d.Lower(s.first-2)].By
	} else if s.subject {
		n = r.done(s.last)
	}
	if n != nil {
		c.beings[s.being].deeds = append(c.beings[s.being].deeds, n)
	}
}

// done is what a subject that ends before token j is called for its verb.
func (r *reader) done(j int) *lang.Noun {
	passive := false
	for end := j + 4; j < end && j < r.end; j++ {
		t := &r.d.Tokens[j]
		if t.Kind != text.Word || t.Shape != text.Lower {
			return nil
		}
		if d, ok := r.a.Deeds[t.Lower]; ok {
			if passive && strings.HasSuffix(t.Lower, "ed") {
				return d.To
			}
			return d.By
		}
		switch t.Lower {
		case "was", "were", "been", "is", "are", "being":
			passive = true
		case "has", "had", "have", "will", "to", "who", "then", "also", "once":
		default:
			return nil
		}
	}
	return nil
}

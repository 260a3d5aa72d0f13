package export

import (
	"bytes"
	"net/url"
	"strconv"
	"time"
	"unicode/utf8"

	"sitrep"
	"sitrep/internal/view"
)

func itoa(n int) string { return strconv.Itoa(n) }

// around is how many characters a quotation's prefix and suffix have at most.
const around = 32

// writeAnnotations writes the words under every sentence of a brief as an Annotation Collection (W3C Web Annotation Data
// Model, 2017). Each is an annotation of a report's text with the sentence that rests on it.
//
// Offsets are bytes in this program and code points in that standard (4.2.5), so they are counted anew. Words of a text
// are found by their position in the text that the API serves, and by quotation; words of a headline, and
// all words where no whole texts are served, by quotation alone, on the publisher's page.
func writeAnnotations(b *bytes.Buffer, s *Story) error {
	items := []any{}
	at := s.Base + view.StoryURL(s.Story.ID)
	for n, u := range append(append(append([]sitrep.Unit{s.Brief.Headline}, s.Brief.Points...), s.Brief.Body...), append(append([]sitrep.Unit{}, s.Brief.Disputed...), s.Brief.Unknown...)...) {
		for k, c := range u.Citations {
			target, ok := s.target(c)
			if !ok {
				continue
			}
			item := object{
				"id": "urn:uuid:" + UUID("annotation/"+string(s.Story.ID)+"/"+s.Brief.AsOf.String()+"/"+itoa(n)+"/"+itoa(k)), "type": "Annotation", "motivation": "linking",
				"body": object{"type": "TextualBody", "value": u.Text, "format": "text/plain", "language": "en", "purpose": "describing"}, "target": target,
			}
			if !s.Brief.AsOf.IsZero() {
				item["created"] = s.Brief.AsOf.End().UTC().Format(time.RFC3339)
			}
			items = append(items, item)
		}
	}
	collection := "urn:uuid:" + UUID("annotations/"+string(s.Story.ID)+"/"+s.Brief.AsOf.String())
	page := object{"id": "urn:uuid:" + UUID("annotations/"+string(s.Story.ID)+"/"+s.Brief.AsOf.String()+"/1"), "type": "AnnotationPage", "startIndex": 0, "items": items, "partOf": collection}
	return indented(b, object{
		"@context": "http://www.w3.org/ns/anno.jsonld", "id": collection, "type": "AnnotationCollection", "label": "Evidence for: " + s.Brief.Headline.Text, "total": len(items), "first": page,
		"generator": object{"id": at, "type": "Software", "name": "Sitrep"},
	})
}

// target is where words stand.
func (s *Story) target(c sitrep.Citation) (object, bool) {
	r := s.Reports[c.Report]
	words, ok := view.Words(r, c)
	if !ok {
		return nil, false
	}
	quote := object{"type": "TextQuoteSelector", "exact": words}
	text := r.In(c.In)
	if !s.Public {
		if before := lastRunes(text[:c.Start], around); before != "" {
			quote["prefix"] = before
		}
		if after := firstRunes(text[c.End:], around); after != "" {
			quote["suffix"] = after
		}
	}
	if s.Public || c.In == sitrep.InTitle {
		source := view.Link(r.URL)
		if source == "" {
			source = s.Base + view.ReportURL(r.ID)
		}
		return object{"type": "SpecificResource", "source": source, "selector": []any{quote}}, true
	}
	start := utf8.RuneCountInString(text[:c.Start])
	position := object{"type": "TextPositionSelector", "start": start, "end": start + utf8.RuneCountInString(words)}
	source := s.Base + "/api/v1/reports/" + url.PathEscape(string(r.ID)) + "/text"
	return object{"type": "SpecificResource", "source": source, "selector": []any{quote, position}}, true
}

func lastRunes(s string, n int) string {
	at := len(s)
	for range n {
		if at == 0 {
			break
		}
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return s[at:]
}

func firstRunes(s string, n int) string {
	at := 0
	for range n {
		if at == len(s) {
			break
		}
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	return s[:at]
}

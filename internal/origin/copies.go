package origin

import (
	"sitrep"
	"sitrep/internal/text"
)

// Index finds near copies in a stream of texts, in bounded memory. The zero Index is
// ready.
type Index struct{}

// Add takes a text in and returns the earlier reports, oldest first, that it is a copy of.
func (x *Index) Add(id sitrep.ReportID, body *text.Doc) (copyOf []sitrep.ReportID) {
	return nil
}

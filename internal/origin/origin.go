// Package origin tells which reports are one account. An origin is one independent account:
// copies, wire reprints and rewrites share one, and a report that says where its news comes from is
// linked to that origin. Corroboration counts origins, never outlets; a lineage that is not
// stated is unknown, and is never called independent.
package origin

import (
	"sitrep"
	"sitrep/internal/text"
)

// Report is a report with its texts segmented and, if they were read, its claims.
type Report struct {
	*sitrep.Report
	Body, Title *text.Doc
	Claims      []sitrep.Claim // may be nil
}

// Trace groups reports, usually those of one story, into origins. The result depends on the reports
// alone, not on their order.
func Trace(reports []Report) []sitrep.Origin {
	o := sitrep.Origin{Kind: sitrep.UnknownOrigin}
	for _, r := range reports {
		o.Reports = append(o.Reports, r.ID)
	}
	if o.Reports == nil {
		return nil
	}
	return []sitrep.Origin{o}
}

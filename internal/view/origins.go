package view

import (
	"cmp"
	"slices"
	"strings"

	"sitrep"
)

// Origin is one independent account.
type Origin struct {
	Name    string
	Kind    sitrep.OriginKind
	Reports int
	Rows    []Source
}

// Source is a report, with its copies folded under it.
type Source struct {
	Report *sitrep.Report
	Copies []*sitrep.Report
}

// OriginsOf are a story's origins, the widest first; what is of unknown lineage stands together at the end.
func OriginsOf(st sitrep.Story, reports map[sitrep.ReportID]*sitrep.Report) []Origin {
	var out []Origin
	unknown := Origin{Name: "Unknown lineage", Kind: sitrep.UnknownOrigin}
	for _, o := range st.Origins {
		v := Origin{Name: o.Name, Kind: o.Kind, Reports: len(o.Reports)}
		folded := map[sitrep.ReportID]bool{}
		families := map[sitrep.ReportID][]*sitrep.Report{}
		for _, family := range o.Copies {
			first := sitrep.ReportID("")
			for _, id := range family {
				if reports[id] == nil {
					continue
				}
				if first == "" {
					first = id
					continue
				}
				folded[id] = true
				families[first] = append(families[first], reports[id])
			}
		}
		for _, id := range o.Reports {
			if r := reports[id]; r != nil && !folded[id] {
				v.Rows = append(v.Rows, Source{r, families[id]})
			}
		}
		if o.Kind == sitrep.UnknownOrigin {
			unknown.Reports += v.Reports
			unknown.Rows = append(unknown.Rows, v.Rows...)
			continue
		}
		out = append(out, v)
	}
	slices.SortStableFunc(out, func(a, b Origin) int { return cmp.Compare(b.Reports, a.Reports) })
	if len(unknown.Rows) > 0 {
		slices.SortStableFunc(unknown.Rows, func(a, b Source) int { return b.Report.Published.End().Compare(a.Report.Published.End()) })
		out = append(out, unknown)
	}
	return out
}

// KnownThen is a story with the reports that were known; its origins too.
func KnownThen(st sitrep.Story, reports map[sitrep.ReportID]*sitrep.Report) sitrep.Story {
	gone := func(id sitrep.ReportID) bool { return reports[id] == nil }
	st.Articles = slices.DeleteFunc(slices.Clone(st.Articles), gone)
	var origins []sitrep.Origin
	for _, o := range st.Origins {
		o.Reports = slices.DeleteFunc(slices.Clone(o.Reports), gone)
		var copies [][]sitrep.ReportID
		for _, c := range o.Copies {
			if c = slices.DeleteFunc(slices.Clone(c), gone); len(c) > 1 {
				copies = append(copies, c)
			}
		}
		o.Copies = copies
		if len(o.Reports) > 0 {
			origins = append(origins, o)
		}
	}
	st.Origins = origins
	return st
}

// Claimant names who gives a figure: an outlet that tells it in its own voice is no source of its own.
func Claimant(c *sitrep.Line) string {
	switch c.Kind {
	case sitrep.Nobody:
		return c.Claimant + " (own voice)"
	case sitrep.Anonymous:
		if !strings.Contains(c.Claimant, "(unnamed)") {
			return c.Claimant + " (unnamed)"
		}
	}
	return c.Claimant
}

package web

import (
	"sitrep"
	"sitrep/internal/view"
)

// What every face shows alike, under the names that these pages know it by.
type (
	evidence    = view.Evidence
	change      = view.Change
	matrix      = view.Matrix
	relatedView = view.Related
	originView  = view.Origin
)

func dayOf(s sitrep.Stamp) string               { return view.DayOf(s) }
func isoDay(s string) string                    { return view.IsoDay(s) }
func humanDays(s string) string                 { return view.HumanDays(s) }
func plain(s any) string                        { return view.Plain(s) }
func actWords(a sitrep.Act) string              { return view.ActWords(a) }
func link(s string) string                      { return view.Link(s) }
func host(s string) string                      { return view.Host(s) }
func short(s string, n int) string              { return view.Short(s, n) }
func back(s string, n int) int                  { return view.Back(s, n) }
func storyURL(id sitrep.StoryID) string         { return view.StoryURL(id) }
func reportURL(id sitrep.ReportID) string       { return view.ReportURL(id) }
func claimURL(c sitrep.Citation) string         { return view.ClaimURL(c) }
func claimant(c *sitrep.Line) string            { return view.Claimant(c) }
func claimCite(c *sitrep.Claim) sitrep.Citation { return view.ClaimCite(c) }
func outletOf(r *sitrep.Report) string          { return view.OutletOf(r) }

func claimBase(id sitrep.ReportID) string                     { return view.ClaimBase(id) }
func parseAt(s string) (sitrep.Field, sitrep.Span, error)     { return view.ParseAt(s) }
func wordsOf(r *sitrep.Report, c *sitrep.Claim) string        { return view.WordsOf(r, c) }
func whoOf(c *sitrep.Claim) string                            { return view.WhoOf(c) }
func isCited(b *sitrep.Brief, c sitrep.Citation) bool         { return view.IsCited(b, c) }
func excerpts(r *sitrep.Reading) []evidence                   { return view.Excerpts(r) }
func diff(old, now string) []change                           { return view.Diff(old, now) }
func sentences(old, now []string) ([][]change, bool)          { return view.Sentences(old, now) }
func matrixOf(list []sitrep.Reading, l *sitrep.Ledger) matrix { return view.MatrixOf(list, l) }

func byID(list []sitrep.Reading) map[sitrep.ReportID]*sitrep.Report { return view.ByID(list) }

func knownThen(st sitrep.Story, reports map[sitrep.ReportID]*sitrep.Report) sitrep.Story {
	return view.KnownThen(st, reports)
}

func originsOf(st sitrep.Story, reports map[sitrep.ReportID]*sitrep.Report) []originView {
	return view.OriginsOf(st, reports)
}

func figureKin(l *sitrep.Ledger, c sitrep.Citation, reports map[sitrep.ReportID]*sitrep.Report) (same, other []relatedView) {
	return view.FigureKin(l, c, reports)
}

func claimKin(c *sitrep.Claim, from *sitrep.Report, list []sitrep.Reading) (same, other []relatedView) {
	return view.ClaimKin(c, from, list)
}

func named(c *sitrep.Claim, at sitrep.Citation) bool { return view.Named(c, at) }

const publicClaim = view.PublicClaim

// cited shows the words of a citation; without their context on a public site.
func (s *site) cited(r *sitrep.Report, c sitrep.Citation) (evidence, bool) {
	return view.Cited(r, c, !s.Public)
}

// Package ledger turns a story's figures into series: one for each measure, group, scope and
// basis, and in it a line for each claimant whose steps say how the count moved.
//
// How it goes. Each figure becomes a row: who gives it (the registry's body, or the claimant's
// words; in the outlet's own voice, the account it rests on), of whom, when it was said. Rows in
// which one claimant gives one number of one group are tellings of one statement; what most
// independent accounts say it counts (which event, which stretch of time) holds for all of them, for
// outlets shorten each other. Rows are gathered into incidents, by how likely any two count people of
// one occurrence or one running total (incident.go). Rows of one scope make a series; a claimant's rows in it make a
// line, whose numbers are put in the order in which they were said. A telling whose words differ
// from most accounts of its statement is shown against its outlet and never as a change.
//
// What is unsure is kept apart, not merged: a count in a period never meets a count since the
// start, an older event's count never today's, a part never its total. Every figure's citation
// stands in exactly one step.
//
// The rules follow Every Casualty's Standards for Casualty Recording (2016) and the practice of
// Iraq Body Count and UCDP: ranges over claimants, sources' own words, nothing erased.
package ledger

import (
	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/lang"
)

// Input is a story with what was read from its reports.
type Input struct {
	Story    sitrep.Story     // with Origins and Events
	Readings []sitrep.Reading // of the story's reports, in any order
	Registry *actor.Registry  // may be nil: then claimants are told apart by their words
	Language *lang.Language   // words for groups and places; nil: they are told apart by their words
	AsOf     sitrep.Stamp     // nothing published later is known, nor what has no date; zero: everything
}

// Sure is the confidence below which a figure is shown as unsure and left out of ranges.
const Sure = 0.5

// Build makes the ledger of a story. The order of the readings does not matter.
func Build(in Input) sitrep.Ledger {
	b := newBook(in)
	b.prepare()
	b.scopes()
	return sitrep.Ledger{Story: in.Story.ID, AsOf: in.AsOf, Series: b.series()}
}

// prepare makes the rows, and says who gives each, of whom, and what it is a part of.
func (b *book) prepare() {
	b.readRows()
	b.titlePlaces()
	b.findTotals()
	b.nameClaimants()
	b.nameGroups()
	b.echoes()
}

// book is a ledger in the making.
type book struct {
	in        Input
	countries map[string]lang.Country // countries by their names, peoples and capitals
	words     *lang.Ledger
	rows      []*row
	reports   map[sitrep.ReportID]*sitrep.Reading // known as of then
	origin    map[sitrep.ReportID]sitrep.Origin   // the account a report rests on
	whos      map[string]*who
	groupName map[string]string // a group's commonest words
	events    map[sitrep.ReportID][]sitrep.EventID
	gathered  *gatherer
	all       []*incident
	main      head // the story's one incident, once found
	running   bool // a figure of the story as a whole says that it is a count so far
	first     int  // the day of the first report
}

func newBook(in Input) *book {
	b := &book{in: in, words: &lang.Ledger{}, reports: map[sitrep.ReportID]*sitrep.Reading{},
		origin: map[sitrep.ReportID]sitrep.Origin{}, whos: map[string]*who{}, first: noDay}
	if in.Language != nil {
		b.words, b.countries = &in.Language.Ledger, in.Language.Actors.Country
	}
	for _, o := range in.Story.Origins {
		for _, id := range o.Reports {
			if _, taken := b.origin[id]; !taken {
				b.origin[id] = o
			}
		}
	}
	for i := range in.Readings {
		r := &in.Readings[i]
		if r.Report == nil || !known(r.Report.Published, in.AsOf) {
			continue
		}
		b.reports[r.Report.ID] = r
	}
	return b
}

// known reports whether something published then is known as of a time. Without a date it can't be
// shown to be older.
func known(published, asof sitrep.Stamp) bool {
	if asof.IsZero() {
		return true
	}
	return !published.IsZero() && !published.Start().After(asof.End())
}

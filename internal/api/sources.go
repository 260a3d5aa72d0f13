package api

import (
	"sitrep"
	"sitrep/internal/desk"
	"sitrep/internal/view"
)

// Sources is a story's reports by the account they rest on.
type Sources struct {
	Story   sitrep.StoryID `json:"story"`
	Lineage string         `json:"lineage"`
	Origins []OriginRow    `json:"origins"`
}

// OriginRow is one independent account; reports of unknown lineage stand together.
type OriginRow struct {
	Name    string            `json:"name"`
	Kind    sitrep.OriginKind `json:"kind"`
	Count   int               `json:"count"`
	Reports []SourceRow       `json:"reports"`
}

// SourceRow is a report with its copies.
type SourceRow struct {
	ReportHead
	Copies []ReportHead `json:"copies,omitempty"`
}

// ReportHead is a report without its text.
type ReportHead struct {
	Report    sitrep.ReportID `json:"report"`
	Outlet    string          `json:"outlet"`
	Title     string          `json:"title"`
	URL       string          `json:"url,omitempty"`
	Published sitrep.Stamp    `json:"published"`
	Language  string          `json:"language,omitempty"`
}

func headOf(r *sitrep.Report) ReportHead {
	return ReportHead{r.ID, view.OutletOf(r), r.Title, view.Link(r.URL), r.Published, r.Language}
}

func (s *site) sources(c *call) (reply, error) {
	st, asof, leave, err := c.asked()
	if err != nil {
		return reply{}, err
	}
	defer leave()
	readings, err := c.readings(st.ID, asof)
	if err != nil {
		return reply{}, err
	}
	reports := view.ByID(readings)
	st = view.KnownThen(st, reports)
	out := Sources{Story: st.ID, Lineage: desk.Lineage(st), Origins: []OriginRow{}}
	for _, o := range view.OriginsOf(st, reports) {
		row := OriginRow{Name: o.Name, Kind: o.Kind, Count: o.Reports, Reports: []SourceRow{}}
		for _, r := range o.Rows {
			src := SourceRow{ReportHead: headOf(r.Report)}
			for _, copied := range r.Copies {
				src.Copies = append(src.Copies, headOf(copied))
			}
			row.Reports = append(row.Reports, src)
		}
		out.Origins = append(out.Origins, row)
	}
	return reply{Value: out}, nil
}

// readings are a story's, in turn: there may be hundreds.
func (c *call) readings(id sitrep.StoryID, asof sitrep.Stamp) ([]sitrep.Reading, error) {
	if asof.IsZero() { // as of a day, the turn was taken already
		leave, err := c.Turns.Enter(c.r.Context())
		if err != nil {
			return nil, err
		}
		defer leave()
	}
	return c.Book.Readings(c.r.Context(), id, asof)
}

// Matrix is who did what when.
type Matrix struct {
	Story  sitrep.StoryID `json:"story"`
	Actors []ActorRow     `json:"actors"`
}

// ActorRow is somebody who spoke, or who would not.
type ActorRow struct {
	Actor string    `json:"actor"`
	Party string    `json:"party,omitempty"`
	Last  string    `json:"last,omitempty" doc:"the last day on which they were heard"`
	Acts  []ActCell `json:"acts"`
}

// ActCell is the days on which somebody did one kind of thing, the last first.
type ActCell struct {
	Act  sitrep.Act `json:"act"`
	Days []DeedRow  `json:"days"`
}

// DeedRow is one day's.
type DeedRow struct {
	Published sitrep.Stamp    `json:"published"`
	Words     string          `json:"words"`
	Cite      sitrep.Citation `json:"cite"`
}

func (s *site) matrix(c *call) (reply, error) {
	st, asof, leave, err := c.asked()
	if err != nil {
		return reply{}, err
	}
	defer leave()
	readings, err := c.readings(st.ID, asof)
	if err != nil {
		return reply{}, err
	}
	l, err := c.Book.Ledger(c.r.Context(), st.ID, asof)
	if err != nil {
		return reply{}, err
	}
	m := view.MatrixOf(readings, &l)
	out := Matrix{Story: st.ID, Actors: []ActorRow{}}
	for _, row := range append(m.Rows, m.More...) {
		actor := ActorRow{Actor: row.Name, Party: row.Party, Last: row.Last, Acts: []ActCell{}}
		for i, cell := range row.Cells {
			act := ActCell{Act: m.Acts[i]}
			for _, d := range append(cell.Days, cell.Older...) {
				words := d.What
				if c.Public {
					words = view.Short(words, view.PublicClaim)
				}
				act.Days = append(act.Days, DeedRow{d.At, words, d.Cite})
			}
			if len(act.Days) > 0 {
				actor.Acts = append(actor.Acts, act)
			}
		}
		out.Actors = append(out.Actors, actor)
	}
	return reply{Value: out}, nil
}

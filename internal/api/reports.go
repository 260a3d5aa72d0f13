package api

import (
	"strconv"
	"strings"

	"sitrep"
	"sitrep/internal/view"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// number is a number in the path, from 1.
func (c *call) number(name string) (int64, error) {
	n, err := strconv.ParseInt(c.r.PathValue(name), 10, 64)
	if err != nil || n < 1 {
		return 0, sitrep.NotFound
	}
	return n, nil
}

// Reports is a list of report versions in the order in which they were taken.
type Reports struct {
	Reports []TakenRow `json:"reports"`
	Next    string     `json:"next,omitempty" doc:"the address of the list's next part; left out at its end"`
}

// TakenRow is a version as it was taken.
type TakenRow struct {
	ReportHead
	Number  int64         `json:"number" doc:"its place in the order in which reports were taken"`
	Item    sitrep.ItemID `json:"item" doc:"the published thing it is a version of"`
	Version int           `json:"version"`
	Gone    bool          `json:"gone,omitempty" doc:"the page was removed"`
	Change  string        `json:"change,omitempty" doc:"what it changed against the version before, in words"`
}

func takenRow(k *sitrep.Kept) TakenRow {
	return TakenRow{headOf(k.Report), k.Number, k.Item, k.Version, k.Gone, k.Change}
}

// versionRow is a version for whoever reads; what it changed holds words of it.
func (c *call) versionRow(k *sitrep.Kept) TakenRow {
	row := takenRow(k)
	if c.Public {
		row.Change = view.Short(row.Change, 2*view.PublicClaim)
	}
	return row
}

func (s *site) reports(c *call) (reply, error) {
	at, err := c.place("reports")
	if err != nil {
		return reply{}, err
	}
	limit, err := c.limit()
	if err != nil {
		return reply{}, err
	}
	list, err := c.Book.Taken(c.r.Context(), at.Seq, limit+1)
	if err != nil {
		return reply{}, err
	}
	out := Reports{Reports: []TakenRow{}}
	for _, k := range list[:min(limit, len(list))] {
		out.Reports = append(out.Reports, c.versionRow(k))
		at = mark{List: "reports", Seq: k.Number}
	}
	out.Next = c.next(at, len(list) > limit)
	return reply{Value: out}, nil
}

// ReportAnswer is a report with what was read from it.
type ReportAnswer struct {
	ReportHead
	Author   string         `json:"author,omitempty"`
	Updated  sitrep.Stamp   `json:"updated"`
	Story    sitrep.StoryID `json:"story,omitempty" doc:"where it is placed; left out while it is not"`
	Text     string         `json:"text,omitempty" doc:"left out where no whole texts are shown"`
	Excerpts []Quote        `json:"excerpts,omitempty" doc:"where no whole texts are shown: words that were read, at most a third of the text"`
	Claims   []ClaimRow     `json:"claims"`
	Figures  []FigureRow    `json:"figures"`
	Unread   string         `json:"unread,omitempty" doc:"its language, when it could not be read"`
}

// ClaimRow is a claim with its words.
type ClaimRow struct {
	sitrep.Claim
	Words string `json:"words" doc:"what is claimed, as the report has it; cut at 90 bytes where no whole texts are shown"`
	At    string `json:"at" doc:"its address"`
}

// FigureRow is a figure with its words.
type FigureRow struct {
	sitrep.Figure
	Value string `json:"value" doc:"the value as the report has it"`
	At    string `json:"at" doc:"its address"`
}

func claimPath(c sitrep.Citation) string {
	return reportPath(c.Report) + "/claims/" + strings.TrimPrefix(view.ClaimURL(c), view.ClaimBase(c.Report))
}

func (c *call) claimRows(r *sitrep.Reading, keep func(*sitrep.Claim) bool) []ClaimRow {
	out := []ClaimRow{}
	for i := range r.Claims {
		x := &r.Claims[i]
		if !keep(x) {
			continue
		}
		words := view.WordsOf(r.Report, x)
		if c.Public {
			words = view.Short(words, view.PublicClaim)
		}
		out = append(out, ClaimRow{*x, words, claimPath(view.ClaimCite(x))})
	}
	return out
}

func figureRows(r *sitrep.Reading, keep func(*sitrep.Figure) bool) []FigureRow {
	out := []FigureRow{}
	for i := range r.Figures {
		if f := &r.Figures[i]; keep(f) {
			words, _ := view.Words(r.Report, f.Cite())
			out = append(out, FigureRow{*f, words, claimPath(f.Cite())})
		}
	}
	return out
}

func (s *site) report(c *call) (reply, error) {
	r, story, err := c.Book.Reading(c.r.Context(), sitrep.ReportID(c.r.PathValue("report")))
	if err != nil {
		return reply{}, err
	}
	out := ReportAnswer{
		ReportHead: headOf(r.Report), Author: r.Report.Author, Updated: r.Report.Updated, Story: story, Unread: r.Unread,
		Claims: c.claimRows(&r, func(*sitrep.Claim) bool { return true }), Figures: figureRows(&r, func(*sitrep.Figure) bool { return true }),
	}
	if !c.Public {
		out.Text = r.Report.Text
	} else {
		for _, e := range view.Excerpts(&r) {
			words, _ := view.Words(r.Report, e.Cite)
			out.Excerpts = append(out.Excerpts, Quote{e.Cite, words})
		}
	}
	return reply{Value: out}, nil
}

// text is a report's text and nothing else: what offsets count in.
func (s *site) text(c *call) (reply, error) {
	r, _, err := c.Book.Reading(c.r.Context(), sitrep.ReportID(c.r.PathValue("report")))
	if err != nil {
		return reply{}, err
	}
	if c.Public {
		return reply{}, sitrep.NotFound
	}
	return reply{Bytes: []byte(r.Report.Text), Kind: "text/plain; charset=utf-8"}, nil
}

// ReportVersions is the versions of a report's item, oldest first.
type ReportVersions struct {
	Versions []TakenRow `json:"versions"`
}

func (s *site) reportVersions(c *call) (reply, error) {
	list, err := c.Book.Versions(c.r.Context(), sitrep.ReportID(c.r.PathValue("report")))
	if err != nil {
		return reply{}, err
	}
	out := ReportVersions{[]TakenRow{}}
	for _, k := range list {
		out.Versions = append(out.Versions, c.versionRow(k))
	}
	return reply{Value: out}, nil
}

// ReportComparison is two versions compared word by word.
type ReportComparison struct {
	From      sitrep.ReportID `json:"from"`
	To        sitrep.ReportID `json:"to"`
	Stretches []Stretch       `json:"stretches"`
}

func (s *site) reportCompare(c *call) (reply, error) {
	id, with := sitrep.ReportID(c.r.PathValue("report")), sitrep.ReportID(c.r.URL.Query().Get("with"))
	list, err := c.Book.Versions(c.r.Context(), id)
	if err != nil {
		return reply{}, err
	}
	if c.Public {
		return reply{}, sitrep.NotFound
	}
	var pair []*sitrep.Kept // oldest first
	for _, k := range list {
		if k.Report.ID == id || k.Report.ID == with {
			pair = append(pair, k)
		}
	}
	if len(pair) != 2 {
		return reply{}, wrong("not-found", "Name another version of the same report: with=…")
	}
	leave, err := c.Turns.Enter(c.r.Context())
	if err != nil {
		return reply{}, err
	}
	defer leave()
	old, now := pair[0].Report, pair[1].Report
	return reply{Value: ReportComparison{old.ID, now.ID, stretches(view.Diff(old.Title+"\n\n"+old.Text, now.Title+"\n\n"+now.Text))}}, nil
}

package api

import (
	"slices"
	"strings"

	"sitrep"
	"sitrep/internal/desk"
)

// CheckRequest is a text to check.
type CheckRequest struct {
	Text string `json:"text" doc:"plain text in English, 20,000 bytes at most"`
}

// maxChecked is how long a text to check may be, in bytes.
const maxChecked = 20_000

// checked gives a verdict on each sentence of the text that was sent.
func (c *call) checked() (string, sitrep.Checked, error) {
	var in CheckRequest
	if err := c.read(&in); err != nil {
		return "", sitrep.Checked{}, err
	}
	in.Text = strings.ToValidUTF8(in.Text, "\uFFFD")
	switch {
	case strings.TrimSpace(in.Text) == "":
		return "", sitrep.Checked{}, wrong("invalid", "There is no text to check.")
	case len(in.Text) > maxChecked:
		return "", sitrep.Checked{}, wrong("too-large", "A text to check has at most %d bytes; check it in parts.", maxChecked)
	}
	leave, err := c.Turns.Enter(c.r.Context())
	if err != nil {
		return "", sitrep.Checked{}, err
	}
	defer leave()
	out, err := c.Book.Check(c.r.Context(), in.Text)
	if out.Sentences == nil {
		out.Sentences = []sitrep.CheckedSentence{}
	}
	return in.Text, out, err
}

func (s *site) check(c *call) (reply, error) {
	_, out, err := c.checked()
	return reply{Value: out}, err
}

// Decisions is what was settled, the last first.
type Decisions struct {
	Decisions []DecisionRow `json:"decisions"`
	Next      string        `json:"next,omitempty" doc:"the address of the list's next part; left out at its end"`
}

// DecisionRow is what a person settled.
type DecisionRow struct {
	ID     int64               `json:"id"`
	Kind   sitrep.DecisionKind `json:"kind"`
	Story  sitrep.StoryID      `json:"story,omitempty"`
	Other  sitrep.StoryID      `json:"other,omitempty"`
	Report sitrep.ReportID     `json:"report,omitempty"`
	Cite   *sitrep.Citation    `json:"cite,omitempty"`
	Figure *sitrep.Figure      `json:"figure,omitempty"`
	Source string              `json:"source,omitempty"`
	Grade  string              `json:"grade,omitempty"`
	Text   string              `json:"text,omitempty"`
	Parts  []sitrep.ReportID   `json:"parts,omitempty"`
	Undoes int64               `json:"undoes,omitempty"`
	Undone bool                `json:"undone" doc:"a later decision undid it"`
	By     string              `json:"by"`
	At     sitrep.Stamp        `json:"at"`
	Why    string              `json:"why,omitempty"`
}

func decisionRow(d *sitrep.Decision, undone bool) DecisionRow {
	return DecisionRow{d.ID, d.Kind, d.Story, d.Other, d.Report, d.Cite, d.Figure, d.Source, d.Grade, d.Text, d.Parts, d.Undoes, undone, d.By, sitrep.At(d.At), d.Why}
}

// settled are all decisions, the last first.
func (c *call) settled() ([]DecisionRow, []sitrep.Decision, error) {
	if c.Decisions == nil {
		return nil, nil, nil
	}
	list, err := c.site.Decisions(c.r.Context())
	if err != nil {
		return nil, nil, err
	}
	undone := map[int64]bool{}
	var out []DecisionRow
	for _, d := range slices.Backward(list) {
		gone := undone[d.ID]
		if d.Kind == sitrep.Undo && !gone {
			undone[d.Undoes] = true
		}
		out = append(out, decisionRow(&d, gone))
	}
	return out, list, nil
}

func (s *site) decisions(c *call) (reply, error) {
	at, err := c.place("decisions")
	if err != nil {
		return reply{}, err
	}
	limit, err := c.limit()
	if err != nil {
		return reply{}, err
	}
	story := sitrep.StoryID(c.r.URL.Query().Get("story"))
	rows, _, err := c.settled()
	if err != nil {
		return reply{}, err
	}
	out := Decisions{Decisions: []DecisionRow{}}
	more := false
	for _, d := range rows {
		if at.Seq != 0 && d.ID >= at.Seq || story != "" && d.Story != story && d.Other != story {
			continue
		}
		if more = len(out.Decisions) == limit; more {
			break
		}
		out.Decisions = append(out.Decisions, d)
	}
	if n := len(out.Decisions); n > 0 {
		at = mark{List: "decisions", Seq: out.Decisions[n-1].ID}
	}
	out.Next = c.next(at, more)
	return reply{Value: out}, nil
}

func (s *site) decision(c *call) (reply, error) {
	id, err := c.number("decision")
	if err != nil {
		return reply{}, err
	}
	return c.oneDecision(id)
}

func (c *call) oneDecision(id int64) (reply, error) {
	rows, _, err := c.settled()
	if err != nil {
		return reply{}, err
	}
	for _, d := range rows {
		if d.ID == id {
			return reply{Value: d}, nil
		}
	}
	return reply{}, sitrep.NotFound
}

func (s *site) settle(c *call) (reply, error) {
	var w desk.Wish
	if err := c.read(&w); err != nil {
		return reply{}, err
	}
	if err := c.seen(&w); err != nil {
		return reply{}, err
	}
	_, list, err := c.settled()
	if err != nil {
		return reply{}, err
	}
	d, err := desk.Settle(c.r.Context(), c.Book, list, w)
	if err != nil {
		return reply{}, err
	}
	if d.By, d.At = c.user.Name, c.Clock().UTC(); d.By == "" {
		d.By = "desk"
	}
	if d.ID, err = c.Writer.Decide(c.r.Context(), d, c.receipt); err != nil {
		return reply{}, err
	}
	c.Names.Settled()
	c.w.Header().Set("Location", Root+"/decisions/"+itoa(d.ID))
	return reply{Value: decisionRow(&d, false)}, nil
}

// seen holds an If-Match against what the wish is about: the brief of its story, or the words it cites. Whoever
// sends one signs off, pins or corrects what they have seen, and nothing newer.
func (c *call) seen(w *desk.Wish) error {
	list := c.r.Header.Get("If-Match")
	if list == "" {
		return nil
	}
	about := *c
	about.r = c.r.Clone(c.r.Context())
	about.r.URL.RawQuery = ""
	answer := c.site.brief
	switch {
	case w.Cite != nil:
		about.r.SetPathValue("report", string(w.Cite.Report))
		about.r.SetPathValue("at", strings.TrimPrefix(claimPath(*w.Cite), reportPath(w.Cite.Report)+"/claims/"))
		answer = c.site.claim
	case w.Story != "":
		about.r.SetPathValue("story", string(w.Story))
	default:
		return wrong("malformed", "If-Match is for what is about a story or words of a report.")
	}
	out, err := answer(&about)
	if err != nil {
		return err
	}
	body, err := render(out.Value)
	if err != nil {
		return err
	}
	if !matches(list, tag(body)) {
		return wrong("changed", "What this is about has the ETag %s now.", tag(body))
	}
	return nil
}

// replay tells what came of a write.
func (c *call) replay(r *sitrep.Receipt) (reply, error) {
	switch c.route.Name {
	case "decide":
		c.w.Header().Set("Location", Root+"/decisions/"+itoa(r.Decision))
		return c.oneDecision(r.Decision)
	case "followFeed":
		c.w.Header().Set("Location", feedPath(r.Feed))
		return c.oneFeed(r.Feed)
	case "addAlert":
		return c.alertMade(r.Alert)
	case "addReports":
		out := Taken{Kept: []TakenRow{}, Known: []sitrep.ReportID{}}
		for _, id := range r.Reports {
			list, err := c.Book.Versions(c.r.Context(), id)
			if err != nil {
				return reply{}, err
			}
			for _, k := range list {
				if k.Report.ID == id {
					out.Kept = append(out.Kept, takenRow(k))
				}
			}
		}
		return c.took(out), nil
	}
	return reply{Status: 204}, nil
}

// NameList is a story's victims by name.
type NameList struct {
	Names []desk.NameRow `json:"names"`
}

func (s *site) listNames(c *call) (reply, error) {
	list, err := s.Names.Of(c.r.Context(), sitrep.StoryID(c.r.PathValue("story")))
	if list == nil {
		list = []desk.NameRow{}
	}
	return reply{Value: NameList{list}}, err
}

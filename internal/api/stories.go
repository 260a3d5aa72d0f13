package api

import (
	"strings"

	"sitrep"
	"sitrep/internal/desk"
	"sitrep/internal/view"
)

// Stories is a list of stories, what changed last first.
type Stories struct {
	Stories []desk.Card `json:"stories"`
	Next    string      `json:"next,omitempty" doc:"the address of the list's next part; left out at its end"`
}

var narrowing = []param{
	{Name: "place", What: "a place that its figures name", Type: "string"},
	{Name: "measure", What: "what its figures count", Type: "string", Values: texts(desk.Measures)},
	{Name: "language", What: "a language of its reports, such as en", Type: "string"},
	{Name: "outlet", What: "an outlet of its reports", Type: "string"},
	{Name: "since", What: "changed after this time", Type: "string"},
}

var asofParam = param{Name: "asof", What: "as it stood then: nothing published later is known. A day means its end in UTC", Type: "string"}

func (s *site) stories(c *call) (reply, error) {
	cards, place, more, err := c.cards("stories")
	if err != nil {
		return reply{}, err
	}
	return reply{Value: Stories{cards, c.next(place, more)}}, nil
}

// cards are the stories that a query asks for.
func (c *call) cards(list string) (cards []desk.Card, last mark, more bool, err error) {
	q := c.r.URL.Query()
	f := desk.CardFilter{Place: q.Get("place"), Language: q.Get("language"), Outlet: q.Get("outlet"), Measure: sitrep.Measure(q.Get("measure"))}
	at, err := c.place(list)
	if err != nil {
		return nil, mark{}, false, err
	}
	f.Below = sitrep.Below{Seq: at.Seq, ID: at.ID}
	if f.Limit, err = c.limit(); err != nil {
		return nil, mark{}, false, err
	}
	since, err := c.stamp("since")
	if err != nil {
		return nil, mark{}, false, err
	}
	if !since.IsZero() {
		f.Since = since.End()
	}
	if cards, more, err = c.Book.Cards(c.r.Context(), f); err != nil {
		return nil, mark{}, false, err
	}
	if cards == nil {
		cards = []desk.Card{}
	}
	if n := len(cards); n > 0 {
		last = mark{list, cards[n-1].Place.Seq, cards[n-1].Place.ID}
	}
	return cards, last, more, nil
}

// Hits is what a search found, the most telling first.
type Hits struct {
	Hits []HitRow `json:"hits"`
}

// HitRow is a report that holds every word.
type HitRow struct {
	Report    sitrep.ReportID `json:"report"`
	Story     sitrep.StoryID  `json:"story,omitempty"`
	Outlet    string          `json:"outlet"`
	Title     string          `json:"title"`
	Published sitrep.Stamp    `json:"published"`
	Snippet   string          `json:"snippet,omitempty" doc:"the words around what was found, in plain text; left out where no whole texts are shown"`
	Marks     []sitrep.Span   `json:"marks,omitempty" doc:"where the words stand in the snippet"`
}

// maxQuery is how long a search may be, in bytes.
const maxQuery = 200

func (s *site) search(c *call) (reply, error) {
	hits, err := c.find()
	return reply{Value: Hits{hits}}, err
}

// ClaimHits is what a search for claims found.
type ClaimHits struct {
	Claims []ClaimHit `json:"claims"`
	More   bool       `json:"more,omitempty" doc:"there may be others: the limit was reached, or more reports hold the words than are looked through"`
}

// ClaimHit is a claim that holds every word, in what is said or in the name of who says it.
type ClaimHit struct {
	ClaimRow
	Story     sitrep.StoryID `json:"story,omitempty"`
	Outlet    string         `json:"outlet"`
	Title     string         `json:"title"`
	Published sitrep.Stamp   `json:"published"`
}

func (s *site) searchClaims(c *call) (reply, error) {
	q, limit, err := c.query()
	if err != nil {
		return reply{}, err
	}
	found, more, err := desk.FindClaims(c.r.Context(), c.Book, q, limit)
	if err != nil {
		return reply{}, err
	}
	out := ClaimHits{Claims: []ClaimHit{}, More: more}
	for _, f := range found {
		part := sitrep.Reading{Report: f.Report, Claims: []sitrep.Claim{f.Claim}}
		row := c.claimRows(&part, func(*sitrep.Claim) bool { return true })[0]
		out.Claims = append(out.Claims, ClaimHit{row, f.Story, view.OutletOf(f.Report), f.Report.Title, f.Report.Published})
	}
	return reply{Value: out}, nil
}

// query is what a search is for, and how much it may bring.
func (c *call) query() (q string, limit int, err error) {
	q = strings.TrimSpace(c.r.URL.Query().Get("q"))
	if q == "" || len(q) > maxQuery {
		return "", 0, wrong("malformed", "Search for some words, of %d bytes at most: q=…", maxQuery)
	}
	limit, err = c.limit()
	return q, limit, err
}

func (c *call) find() ([]HitRow, error) {
	q, limit, err := c.query()
	if err != nil {
		return nil, err
	}
	hits, err := c.Book.Search(c.r.Context(), q, limit)
	if err != nil {
		return nil, err
	}
	out := []HitRow{}
	for _, h := range hits {
		row := HitRow{Report: h.Report, Story: h.Story, Title: h.Title}
		if r, _, err := c.Book.Reading(c.r.Context(), h.Report); err == nil {
			row.Outlet, row.Published = view.OutletOf(r.Report), r.Report.Published
		}
		if !c.Public {
			row.Snippet, row.Marks = h.Snippet, h.Marks
		}
		out = append(out, row)
	}
	return out, nil
}

// StoryAnswer is one story.
type StoryAnswer struct {
	Story    sitrep.StoryID    `json:"story" doc:"its id of now, whatever former id was asked for"`
	Headline string            `json:"headline"`
	Lineage  string            `json:"lineage" doc:"how many reports, of how many independent accounts"`
	First    sitrep.Stamp      `json:"first"`
	Last     sitrep.Stamp      `json:"last"`
	Articles []sitrep.ReportID `json:"articles" doc:"its reports in time order"`
	Page     string            `json:"page" doc:"the address of its page"`
	Brief    string            `json:"brief"`
	Ledger   string            `json:"ledger"`
	Sources  string            `json:"sources"`
	Matrix   string            `json:"matrix"`
	Changes  string            `json:"changes"`
	Versions string            `json:"versions"`
	Exports  map[string]string `json:"exports" doc:"its other forms, by name"`
	Feeds    map[string]string `json:"feeds" doc:"where its changes can be followed"`
}

// asked is the story that a path names, and as of when.
func (c *call) asked() (st sitrep.Story, asof sitrep.Stamp, leave func(), err error) {
	if asof, err = c.stamp("asof"); err != nil {
		return st, asof, nil, err
	}
	if st, err = c.Book.Story(c.r.Context(), sitrep.StoryID(c.r.PathValue("story"))); err != nil {
		return st, asof, nil, err
	}
	leave = func() {}
	if !asof.IsZero() {
		leave, err = c.Turns.Enter(c.r.Context())
	}
	return st, asof, leave, err
}

func storyPath(id sitrep.StoryID) string {
	return Root + "/stories/" + strings.TrimPrefix(view.StoryURL(id), "/story/")
}

func reportPath(id sitrep.ReportID) string {
	return Root + "/reports/" + strings.TrimPrefix(view.ReportURL(id), "/report/")
}

func (s *site) story(c *call) (reply, error) {
	st, asof, leave, err := c.asked()
	if err != nil {
		return reply{}, err
	}
	defer leave()
	b, err := c.Book.Brief(c.r.Context(), st.ID, asof)
	if err != nil {
		return reply{}, err
	}
	if !asof.IsZero() {
		readings, err := c.Book.Readings(c.r.Context(), st.ID, asof)
		if err != nil {
			return reply{}, err
		}
		st = view.KnownThen(st, view.ByID(readings))
	}
	base := storyPath(st.ID)
	out := StoryAnswer{
		Story: st.ID, Headline: b.Headline.Text, Lineage: desk.Lineage(st), First: st.First, Last: st.Last, Articles: st.Articles, Page: view.StoryURL(st.ID),
		Brief: base + "/brief", Ledger: base + "/ledger", Sources: base + "/sources", Matrix: base + "/matrix", Changes: base + "/changes", Versions: base + "/versions",
		Exports: map[string]string{}, Feeds: map[string]string{"atom": base + "/feed.atom", "json": base + "/feed.json", "events": Root + "/events?story=" + strings.TrimPrefix(base, Root+"/stories/")},
	}
	if out.Headline == "" {
		out.Headline = st.Headline
	}
	for _, f := range s.formats() {
		out.Exports[f] = base + "/exports/" + f
	}
	return reply{Value: out}, nil
}

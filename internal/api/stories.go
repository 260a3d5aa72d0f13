package api

import (
	"context"
	"strings"
	"time"

	"sitrep"
	"sitrep/internal/desk"
	"sitrep/internal/ledger"
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

func (c *call) find() ([]HitRow, error) {
	q := strings.TrimSpace(c.r.URL.Query().Get("q"))
	if q == "" || len(q) > maxQuery {
		return nil, wrong("malformed", "Search for some words, of %d bytes at most: q=…", maxQuery)
	}
	limit, err := c.limit()
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

// Quote is words of a report that something rests on.
type Quote struct {
	sitrep.Citation
	Quote string `json:"quote" doc:"the words as the report has them"`
}

// Sentence is a sentence of a brief with the words it rests on.
type Sentence struct {
	Text      string           `json:"text"`
	Citations []Quote          `json:"citations"`
	Derived   []sitrep.Derived `json:"derived,omitempty" doc:"numbers in it that stand in no report: they were computed"`
}

// BriefAnswer is a situation report.
type BriefAnswer struct {
	Story    sitrep.StoryID       `json:"story"`
	AsOf     sitrep.Stamp         `json:"asof"`
	Headline Sentence             `json:"headline"`
	Points   []Sentence           `json:"points"`
	Body     []Sentence           `json:"body"`
	Disputed []Sentence           `json:"disputed"`
	Unknown  []Sentence           `json:"unknown"`
	Sources  []sitrep.BriefSource `json:"sources"`
}

func (s *site) brief(c *call) (reply, error) {
	st, asof, leave, err := c.asked()
	if err != nil {
		return reply{}, err
	}
	defer leave()
	b, err := c.Book.Brief(c.r.Context(), st.ID, asof)
	if err != nil {
		return reply{}, err
	}
	out, err := c.quoted(&b)
	return reply{Value: out}, err
}

// quoted is a brief with the words under its sentences.
func (c *call) quoted(b *sitrep.Brief) (BriefAnswer, error) {
	reports := map[sitrep.ReportID]*sitrep.Report{}
	quotes := func(u sitrep.Unit) Sentence {
		out := Sentence{Text: u.Text, Citations: []Quote{}, Derived: u.Derived}
		for _, x := range u.Citations {
			r, ok := reports[x.Report]
			if !ok {
				if reading, _, err := c.Book.Reading(c.r.Context(), x.Report); err == nil {
					r = reading.Report
				}
				reports[x.Report] = r
			}
			words, _ := view.Words(r, x) // a version that was pruned since has none
			out.Citations = append(out.Citations, Quote{x, words})
		}
		return out
	}
	all := func(list []sitrep.Unit) []Sentence {
		out := make([]Sentence, 0, len(list))
		for _, u := range list {
			out = append(out, quotes(u))
		}
		return out
	}
	return BriefAnswer{b.Story, b.AsOf, quotes(b.Headline), all(b.Points), all(b.Body), all(b.Disputed), all(b.Unknown), b.Sources}, c.r.Context().Err()
}

func (s *site) ledger(c *call) (reply, error) {
	st, asof, leave, err := c.asked()
	if err != nil {
		return reply{}, err
	}
	defer leave()
	l, err := c.Book.Ledger(c.r.Context(), st.ID, asof)
	return reply{Value: l}, err
}

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

// Changes is what changed in a story between two times, in the order in which it was published.
type Changes struct {
	Story   sitrep.StoryID  `json:"story"`
	Changes []ledger.Change `json:"changes"`
}

func (s *site) changes(c *call) (reply, error) {
	since, err := c.stamp("since")
	if err != nil {
		return reply{}, err
	}
	until, err := c.stamp("until")
	if err != nil {
		return reply{}, err
	}
	st, err := c.Book.Story(c.r.Context(), sitrep.StoryID(c.r.PathValue("story")))
	if err != nil {
		return reply{}, err
	}
	leave, err := c.Turns.Enter(c.r.Context())
	if err != nil {
		return reply{}, err
	}
	defer leave()
	list, err := c.Book.Since(c.r.Context(), st.ID, since)
	if err != nil {
		return reply{}, err
	}
	out := Changes{st.ID, []ledger.Change{}}
	for _, x := range list {
		if until.IsZero() || !x.Published.End().After(until.End()) {
			out.Changes = append(out.Changes, x)
		}
	}
	return reply{Value: out}, nil
}

// Comparison is a brief on two days, sentence by sentence.
type Comparison struct {
	Story sitrep.StoryID `json:"story"`
	From  sitrep.Stamp   `json:"from"`
	To    sitrep.Stamp   `json:"to"`
	Parts []ComparedPart `json:"parts"`
}

// ComparedPart is a part of the brief.
type ComparedPart struct {
	Part      string             `json:"part"`
	Same      bool               `json:"same"`
	Sentences []ComparedSentence `json:"sentences"`
}

// ComparedSentence is a sentence of either day; a reworded one has stretches of every kind.
type ComparedSentence struct {
	Stretches []Stretch `json:"stretches"`
}

// Stretch is words that are in both, only in the later or only in the earlier text. Commas, points and capitals are no
// change.
type Stretch struct {
	Kind string `json:"kind" doc:"same, new or gone"`
	Text string `json:"text"`
	Cut  bool   `json:"cut,omitempty" doc:"a long stretch that is in both, shortened"`
}

func stretches(list []view.Change) []Stretch {
	out := []Stretch{}
	for _, x := range list {
		out = append(out, Stretch{x.Kind, x.Text, x.Cut})
	}
	return out
}

func (s *site) compare(c *call) (reply, error) {
	from, err := c.stamp("from")
	if err != nil {
		return reply{}, err
	}
	to, err := c.stamp("to")
	if err != nil {
		return reply{}, err
	}
	if from.IsZero() {
		return reply{}, wrong("malformed", "Say from which day: from=2024-12-24")
	}
	st, err := c.Book.Story(c.r.Context(), sitrep.StoryID(c.r.PathValue("story")))
	if err != nil {
		return reply{}, err
	}
	leave, err := c.Turns.Enter(c.r.Context())
	if err != nil {
		return reply{}, err
	}
	defer leave()
	old, now, err := c.twoBriefs(c.r.Context(), st.ID, from, to)
	if err != nil {
		return reply{}, err
	}
	out := Comparison{Story: st.ID, From: from, To: to}
	for _, p := range []struct {
		name     string
		old, now []sitrep.Unit
	}{{"headline", []sitrep.Unit{old.Headline}, []sitrep.Unit{now.Headline}}, {"points", old.Points, now.Points}, {"body", old.Body, now.Body}, {"disputed", old.Disputed, now.Disputed}, {"unknown", old.Unknown, now.Unknown}} {
		list, same := view.Sentences(unitTexts(p.old), unitTexts(p.now))
		part := ComparedPart{Part: p.name, Same: same, Sentences: []ComparedSentence{}}
		for _, x := range list {
			part.Sentences = append(part.Sentences, ComparedSentence{stretches(x)})
		}
		out.Parts = append(out.Parts, part)
	}
	return reply{Value: out}, nil
}

func (s *site) twoBriefs(ctx context.Context, id sitrep.StoryID, from, to sitrep.Stamp) (old, now sitrep.Brief, err error) {
	if old, err = s.Book.Brief(ctx, id, from); err != nil {
		return old, now, err
	}
	now, err = s.Book.Brief(ctx, id, to)
	return old, now, err
}

func unitTexts(list []sitrep.Unit) []string {
	out := make([]string, len(list))
	for i, u := range list {
		out[i] = u.Text
	}
	return out
}

// Versions is the versions of a story's brief, oldest first.
type Versions struct {
	Story    sitrep.StoryID `json:"story"`
	Versions []VersionRow   `json:"versions"`
}

// VersionRow is a version of a brief.
type VersionRow struct {
	Version  int       `json:"version"`
	At       time.Time `json:"at" doc:"when it was written; of a story read from files, up to when it knows"`
	Headline string    `json:"headline"`
	Change   string    `json:"change,omitempty" doc:"what it changed against the version before, in words"`
	Brief    string    `json:"brief" doc:"its address"`
}

func (c *call) tellings() (sitrep.Story, []desk.Telling, error) {
	st, err := c.Book.Story(c.r.Context(), sitrep.StoryID(c.r.PathValue("story")))
	if err != nil {
		return st, nil, err
	}
	leave, err := c.Turns.Enter(c.r.Context())
	if err != nil {
		return st, nil, err
	}
	defer leave()
	list, err := c.Book.Tellings(c.r.Context(), st.ID)
	return st, list, err
}

func (s *site) versions(c *call) (reply, error) {
	st, list, err := c.tellings()
	if err != nil {
		return reply{}, err
	}
	out := Versions{st.ID, []VersionRow{}}
	for _, t := range list {
		out.Versions = append(out.Versions, VersionRow{t.Number, t.At, t.Brief.Headline.Text, t.Change, storyPath(st.ID) + "/versions/" + itoa(int64(t.Number))})
	}
	return reply{Value: out}, nil
}

func (s *site) version(c *call) (reply, error) {
	_, list, err := c.tellings()
	if err != nil {
		return reply{}, err
	}
	n, err := c.number("version")
	if err != nil || n > int64(len(list)) {
		return reply{}, sitrep.NotFound
	}
	out, err := c.quoted(&list[n-1].Brief)
	return reply{Value: out}, err
}

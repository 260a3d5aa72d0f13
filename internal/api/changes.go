package api

import (
	"context"
	"time"

	"sitrep"
	"sitrep/internal/desk"
	"sitrep/internal/ledger"
	"sitrep/internal/view"
)

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

func (c *call) twoBriefs(ctx context.Context, id sitrep.StoryID, from, to sitrep.Stamp) (old, now sitrep.Brief, err error) {
	if old, err = c.Book.Brief(ctx, id, from); err != nil {
		return old, now, err
	}
	now, err = c.Book.Brief(ctx, id, to)
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

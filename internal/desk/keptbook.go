package desk

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"sitrep"
	"sitrep/internal/ledger"
	"sitrep/internal/record"
)

// KeptBook is the book over a store. It shows what was told last, and asks for what is older.
func KeptBook(d *Desk, s sitrep.Store) Book {
	b := &keptBook{desk: d, store: s}
	b.stories.most, b.cases.most = 4*maxCases, maxCases
	return b
}

// maxCases is how many stories' reports are held in memory at once, while nothing is kept.
const maxCases = 8

// keptBook remembers the stories it was asked for last: who makes a page of one asks for its brief, its ledger, its
// reports and its changes, and many come at once.
type keptBook struct {
	desk  *Desk
	store sitrep.Store

	stories remembered[sitrep.StoryID, sitrep.Told]
	cases   remembered[moment, *Case]
}

// moment is a story at a time.
type moment struct {
	id   sitrep.StoryID
	asof string
}

func (b *keptBook) Cards(ctx context.Context, f CardFilter) (cards []Card, more bool, err error) {
	n := f.limit()
	list, err := b.store.Stories(ctx, sitrep.StoryFilter{Tags: f.tags(), Since: f.Since, Limit: n + 1, Offset: f.Offset, Below: f.Below})
	if err != nil {
		return nil, false, err
	}
	for _, t := range list[:min(n, len(list))] {
		cards = append(cards, cardFrom(t))
	}
	return cards, len(list) > n, nil
}

// cardFrom is the card that was told, or what is known of a story that is placed but not told yet.
func cardFrom(t sitrep.Told) Card {
	var c Card
	kept := keptCard{Card: &c}
	if len(t.Card) == 0 || json.Unmarshal(t.Card, &kept) != nil {
		c = cardOf(t.Story, &sitrep.Ledger{}, &sitrep.Brief{}, nil, t.At)
		kept.Named = nil
	}
	c.Named = kept.Named
	c.Place = sitrep.Below{Seq: t.Seq, ID: t.Story.ID}
	return c
}

func (b *keptBook) Story(ctx context.Context, id sitrep.StoryID) (sitrep.Story, error) {
	t, err := b.story(ctx, id)
	return t.Story, err
}

// story is what was told last of the story that an id leads to.
func (b *keptBook) story(ctx context.Context, id sitrep.StoryID) (sitrep.Told, error) {
	version, err := b.Version(ctx)
	if err != nil {
		return sitrep.Told{}, err
	}
	return b.storyIn(ctx, version, id)
}

func (b *keptBook) storyIn(ctx context.Context, version string, id sitrep.StoryID) (sitrep.Told, error) {
	return b.stories.get(ctx, version, id, func(ctx context.Context) (sitrep.Told, error) { return b.store.Story(ctx, id) })
}

// at is the case of one story as it stood at a time.
func (b *keptBook) at(ctx context.Context, id sitrep.StoryID, asof sitrep.Stamp) (*Case, sitrep.Story, error) {
	version, err := b.Version(ctx)
	if err != nil {
		return nil, sitrep.Story{}, err
	}
	c, err := b.cases.get(ctx, version, moment{id, asof.String()}, func(ctx context.Context) (*Case, error) {
		t, err := b.storyIn(ctx, version, id)
		if err != nil {
			return nil, err
		}
		c, err := openKept(ctx, b.desk, b.store, []sitrep.Story{t.Story}, asof)
		if err != nil {
			return nil, fmt.Errorf("story %s: %w", id, err)
		}
		return c, nil
	})
	if err != nil {
		return nil, sitrep.Story{}, err
	}
	return c, c.Stories[0], nil
}

func (b *keptBook) Brief(ctx context.Context, id sitrep.StoryID, asof sitrep.Stamp) (sitrep.Brief, error) {
	if asof.IsZero() {
		if t, err := b.story(ctx, id); err != nil || t.Brief.Story != "" {
			return t.Brief, err
		}
	}
	c, s, err := b.at(ctx, id, asof)
	if err != nil {
		return sitrep.Brief{}, err
	}
	return c.Brief(s, 0), nil
}

func (b *keptBook) Ledger(ctx context.Context, id sitrep.StoryID, asof sitrep.Stamp) (sitrep.Ledger, error) {
	if asof.IsZero() {
		if t, err := b.story(ctx, id); err != nil || t.Brief.Story != "" {
			return t.Ledger, err
		}
	}
	c, s, err := b.at(ctx, id, asof)
	if err != nil {
		return sitrep.Ledger{}, err
	}
	return c.Ledger(s), nil
}

func (b *keptBook) Since(ctx context.Context, id sitrep.StoryID, since sitrep.Stamp) ([]ledger.Change, error) {
	c, s, err := b.at(ctx, id, sitrep.Stamp{})
	if err != nil {
		return nil, err
	}
	return c.Since(s, since), nil
}

func (b *keptBook) Readings(ctx context.Context, id sitrep.StoryID, asof sitrep.Stamp) ([]sitrep.Reading, error) {
	c, s, err := b.at(ctx, id, asof)
	if err != nil {
		return nil, err
	}
	return c.Readings(s), nil
}

func (b *keptBook) Reading(ctx context.Context, id sitrep.ReportID) (sitrep.Reading, sitrep.StoryID, error) {
	story, err := b.store.StoryOf(ctx, id)
	if err != nil && !errors.Is(err, sitrep.NotFound) {
		return sitrep.Reading{}, "", err
	}
	list, err := b.store.Readings(ctx, []sitrep.ReportID{id})
	if err != nil {
		return sitrep.Reading{}, "", err
	}
	if len(list) == 0 { // kept, but not read yet
		k, err := b.store.Report(ctx, id)
		if err != nil {
			return sitrep.Reading{}, "", err
		}
		return sitrep.Reading{Report: k.Report}, story, nil
	}
	decisions, err := b.store.Decisions(ctx)
	if err != nil {
		return sitrep.Reading{}, "", err
	}
	return Amend(list[0], decisions), story, nil
}

// victims implements looker.
func (b *keptBook) victims(r *sitrep.Report) []sitrep.Victim { return b.desk.Read(r).Victims }

func (b *keptBook) Versions(ctx context.Context, id sitrep.ReportID) ([]*sitrep.Kept, error) {
	k, err := b.store.Report(ctx, id)
	if err != nil {
		return nil, err
	}
	return b.store.Versions(ctx, k.Item)
}

func (b *keptBook) Tellings(ctx context.Context, id sitrep.StoryID) ([]Telling, error) {
	t, err := b.story(ctx, id)
	if err != nil {
		return nil, err
	}
	list, err := b.store.Briefs(ctx, t.Story.ID)
	if err != nil {
		return nil, err
	}
	var out []Telling
	for i := range list {
		out = append(out, Telling{At: list[i].At, Brief: list[i].Brief})
	}
	return numbered(out), nil
}

// numbered gives versions their numbers, and says what each changed; one that changed no sentence is no version for
// readers (its sources did).
func numbered(list []Telling) []Telling {
	var out []Telling
	for _, t := range list {
		if n := len(out); n > 0 {
			what, same := briefChange(&out[n-1].Brief, &t.Brief)
			if same {
				continue
			}
			t.Change = what
		}
		t.Number = len(out) + 1
		out = append(out, t)
	}
	return out
}

func (b *keptBook) Taken(ctx context.Context, after int64, limit int) (list []*sitrep.Kept, err error) {
	enough := errors.New("enough")
	err = b.store.After(ctx, after, func(k *sitrep.Kept) error {
		if len(list) == limit {
			return enough
		}
		list = append(list, k)
		return nil
	})
	if errors.Is(err, enough) {
		err = nil
	}
	return list, err
}

func (b *keptBook) Search(ctx context.Context, query string, limit int) ([]sitrep.Hit, error) {
	return b.store.Search(ctx, query, limit)
}

// checkedAgainst is how many stories a text is checked against at most: those that share most of its words.
const checkedAgainst = 12

func (b *keptBook) Check(ctx context.Context, text string) (sitrep.Checked, error) {
	stories, err := b.about(ctx, text)
	if err != nil {
		return sitrep.Checked{}, err
	}
	c, err := openKept(ctx, b.desk, b.store, stories, sitrep.Stamp{})
	if errors.Is(err, sitrep.NotFound) {
		c, err = &Case{desk: b.desk}, nil // nothing speaks to it
	}
	if err != nil {
		return sitrep.Checked{}, err
	}
	return c.Check(text), nil
}

// about finds the stories that a text may be about: all of few, or those whose reports hold two neighbouring names or
// numbers of the text most often.
func (b *keptBook) about(ctx context.Context, text string) ([]sitrep.Story, error) {
	list, err := b.store.Stories(ctx, sitrep.StoryFilter{Limit: checkedAgainst + 1})
	if err != nil {
		return nil, err
	}
	if len(list) > checkedAgainst {
		found := map[sitrep.StoryID]int{}
		for _, q := range pairs(text) {
			hits, err := b.store.Search(ctx, q, 30)
			if err != nil {
				return nil, err
			}
			for _, h := range hits {
				if h.Story != "" {
					found[h.Story]++
				}
			}
		}
		ids := sortedKeys(found)
		slices.SortStableFunc(ids, func(x, y sitrep.StoryID) int { return cmp.Compare(found[y], found[x]) })
		list = list[:0]
		for _, id := range ids[:min(checkedAgainst, len(ids))] {
			t, err := b.store.Story(ctx, id)
			if err != nil {
				return nil, err
			}
			list = append(list, t)
		}
	}
	stories := make([]sitrep.Story, len(list))
	for i, t := range list {
		stories[i] = t.Story
	}
	return stories, nil
}

// maxPairs caps how often the store is searched for one text.
const maxPairs = 60

// pairs are the neighbouring names and numbers of a text, two by two: what it is about.
func pairs(text string) (out []string) {
	last := ""
	for _, w := range strings.Fields(text) {
		word := strings.Trim(w, ".,;:!?\"'()[]“”‘’")
		if word == "" || !strings.ContainsAny(word[:1], "0123456789") && strings.ToLower(word) == word {
			continue
		}
		if q := last + " " + word; last != "" && len(record.Words(q)) >= 2 && !slices.Contains(out, q) {
			if out = append(out, q); len(out) == maxPairs {
				break
			}
		}
		last = word
	}
	return out
}

func (b *keptBook) Version(ctx context.Context) (string, error) {
	n, err := b.store.Changes(ctx)
	return strconv.FormatInt(n, 36), err
}

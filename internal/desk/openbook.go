package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"sitrep"
	"sitrep/internal/ledger"
	"sitrep/internal/record"
)

// OpenBook is the book over a case of files that were read once. Nothing in it changes.
func OpenBook(c *Case) Book { return &caseBook{c: c, home: homes(c.Stories)} }

type caseBook struct {
	c    *Case
	home map[sitrep.ReportID]sitrep.StoryID

	once  sync.Once
	cards []Card // what changed last first
	told  map[sitrep.StoryID]told
	tags  [][]string
	sum   string

	telling  sync.Mutex
	tellings map[sitrep.StoryID][]Telling
}

// told is a story as it stands now.
type told struct {
	ledger sitrep.Ledger
	brief  sitrep.Brief
}

func homes(stories []sitrep.Story) map[sitrep.ReportID]sitrep.StoryID {
	home := map[sitrep.ReportID]sitrep.StoryID{}
	for _, s := range stories {
		for _, id := range s.Articles {
			home[id] = s.ID
		}
	}
	return home
}

func (b *caseBook) deal() {
	h := sha256.New()
	b.told = map[sitrep.StoryID]told{}
	for _, s := range b.c.Stories {
		l, page := b.c.Ledger(s), b.c.Brief(s, 0)
		b.told[s.ID] = told{l, page}
		card := cardOf(s, &l, &page, b.c.Readings(s), s.Last.End())
		b.cards = append(b.cards, card)
		fmt.Fprintf(h, "%s", card.json(nil))
	}
	slices.SortStableFunc(b.cards, func(x, y Card) int { return y.Changed.Compare(x.Changed) })
	for i := range b.cards {
		b.cards[i].Place = sitrep.Below{Seq: int64(len(b.cards) - i), ID: b.cards[i].ID}
		b.tags = append(b.tags, b.cards[i].tags())
	}
	b.sum = hex.EncodeToString(h.Sum(nil)[:8])
}

func (b *caseBook) Cards(_ context.Context, f CardFilter) ([]Card, bool, error) {
	b.once.Do(b.deal)
	wanted := f.tags()
	var out []Card
	for i := range b.cards {
		if slices.ContainsFunc(wanted, func(t string) bool { return !slices.Contains(b.tags[i], t) }) {
			continue
		}
		if f.Below.Seq != 0 && b.cards[i].Place.Seq >= f.Below.Seq {
			continue
		}
		if f.Since.IsZero() || b.cards[i].Changed.After(f.Since) {
			out = append(out, b.cards[i])
		}
	}
	out = out[min(f.Offset, len(out)):]
	n := min(f.limit(), len(out))
	return out[:n], n < len(out), nil
}

func (b *caseBook) Story(_ context.Context, id sitrep.StoryID) (sitrep.Story, error) {
	return b.c.Story(id)
}

// at is the case of one story as it stood at a time.
func (b *caseBook) at(id sitrep.StoryID, asof sitrep.Stamp) (*Case, sitrep.Story, error) {
	s, err := b.c.Story(id)
	if err != nil || asof.IsZero() {
		return b.c, s, err
	}
	c := *b.c
	c.asof = asof
	s, ok := c.asKnown(s)
	if !ok {
		return nil, s, fmt.Errorf("story %s as of %s: %w", id, asof, sitrep.NotFound)
	}
	s.Origins = c.trace(&s, nil)
	c.Stories = []sitrep.Story{s}
	return &c, s, nil
}

// now is what is told of a story as it stands, if that is asked for.
func (b *caseBook) now(id sitrep.StoryID, asof sitrep.Stamp) (told, bool) {
	if !asof.IsZero() {
		return told{}, false
	}
	b.once.Do(b.deal)
	t, ok := b.told[id]
	return t, ok
}

func (b *caseBook) Brief(_ context.Context, id sitrep.StoryID, asof sitrep.Stamp) (sitrep.Brief, error) {
	if t, ok := b.now(id, asof); ok {
		return t.brief, nil
	}
	c, s, err := b.at(id, asof)
	if err != nil {
		return sitrep.Brief{}, err
	}
	return c.Brief(s, 0), nil
}

func (b *caseBook) Ledger(_ context.Context, id sitrep.StoryID, asof sitrep.Stamp) (sitrep.Ledger, error) {
	if t, ok := b.now(id, asof); ok {
		return t.ledger, nil
	}
	c, s, err := b.at(id, asof)
	if err != nil {
		return sitrep.Ledger{}, err
	}
	return c.Ledger(s), nil
}

func (b *caseBook) Since(_ context.Context, id sitrep.StoryID, since sitrep.Stamp) ([]ledger.Change, error) {
	s, err := b.c.Story(id)
	if err != nil {
		return nil, err
	}
	return b.c.Since(s, since), nil
}

func (b *caseBook) Readings(_ context.Context, id sitrep.StoryID, asof sitrep.Stamp) ([]sitrep.Reading, error) {
	c, s, err := b.at(id, asof)
	if err != nil {
		return nil, err
	}
	return c.Readings(s), nil
}

func (b *caseBook) Reading(_ context.Context, id sitrep.ReportID) (sitrep.Reading, sitrep.StoryID, error) {
	r, ok := b.c.readings[id]
	if !ok {
		return r, "", fmt.Errorf("report %s: %w", id, sitrep.NotFound)
	}
	return r, b.home[id], nil
}

// Tellings are the briefs as of each day on which a report came out. They are written once, when they are asked for.
func (b *caseBook) Tellings(_ context.Context, id sitrep.StoryID) ([]Telling, error) {
	s, err := b.c.Story(id)
	if err != nil {
		return nil, err
	}
	b.telling.Lock()
	defer b.telling.Unlock()
	if list, ok := b.tellings[s.ID]; ok {
		return list, nil
	}
	var days []string
	for _, r := range b.c.Readings(s) {
		if !r.Report.Published.IsZero() {
			days = append(days, r.Report.Published.End().UTC().Format("2006-01-02"))
		}
	}
	slices.Sort(days)
	var list []Telling
	for _, d := range slices.Compact(days) {
		day, err := sitrep.ParseStamp(d)
		if err != nil {
			return nil, err
		}
		c, then, err := b.at(id, day)
		if errors.Is(err, sitrep.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		list = append(list, Telling{At: day.End(), Brief: c.Brief(then, 0)})
	}
	if b.tellings == nil {
		b.tellings = map[sitrep.StoryID][]Telling{}
	}
	b.tellings[s.ID] = numbered(list)
	return b.tellings[s.ID], nil
}

// Taken numbers the reports in the order of their times.
func (b *caseBook) Taken(_ context.Context, after int64, limit int) (list []*sitrep.Kept, err error) {
	ids := sortedKeys(b.c.Reports)
	slices.SortStableFunc(ids, func(x, y sitrep.ReportID) int {
		return b.c.Reports[x].Published.End().Compare(b.c.Reports[y].Published.End())
	})
	for i, id := range ids {
		if n := int64(i + 1); n > after && len(list) < limit {
			list = append(list, &sitrep.Kept{Number: n, Item: sitrep.ItemID(n), Version: 1, Report: b.c.Reports[id]})
		}
	}
	return list, nil
}

func (b *caseBook) Versions(_ context.Context, id sitrep.ReportID) ([]*sitrep.Kept, error) {
	r := b.c.Reports[id]
	if r == nil {
		return nil, fmt.Errorf("report %s: %w", id, sitrep.NotFound)
	}
	return []*sitrep.Kept{{Number: 1, Item: 1, Version: 1, Report: r}}, nil
}

// Search finds the reports in which every word stands, the last one as a beginning; those in whose titles most
// of them stand come first, then the newest.
func (b *caseBook) Search(_ context.Context, query string, limit int) ([]sitrep.Hit, error) {
	words := record.Words(query)
	if len(words) == 0 {
		return nil, nil
	}
	var hits []sitrep.Hit
	for _, s := range b.c.Stories {
		for _, id := range s.Articles {
			r := b.c.Reports[id]
			folded := record.Fold(r.Title + "\n" + r.Text)
			if slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(folded, w) }) {
				continue
			}
			h := sitrep.Hit{Report: id, Story: s.ID, Title: r.Title}
			if h.Snippet, h.Marks = record.Snippet(r.Text, words); len(h.Marks) == 0 && !inTitle(r.Title, words) {
				continue // the letters stand inside other words
			}
			hits = append(hits, h)
		}
	}
	slices.SortStableFunc(hits, func(x, y sitrep.Hit) int {
		if p, q := inTitle(x.Title, words), inTitle(y.Title, words); p != q {
			if p {
				return -1
			}
			return 1
		}
		return b.c.Reports[y.Report].Published.End().Compare(b.c.Reports[x.Report].Published.End())
	})
	return hits[:min(limit, len(hits))], nil
}

func inTitle(title string, words []string) bool {
	_, marks := record.Snippet(title, words)
	return len(marks) > 0
}

func (b *caseBook) Check(_ context.Context, text string) (sitrep.Checked, error) {
	return b.c.Check(text), nil
}

func (b *caseBook) Version(context.Context) (string, error) {
	b.once.Do(b.deal)
	return b.sum, nil
}

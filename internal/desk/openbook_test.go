package desk_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"sitrep"
	"sitrep/internal/desk"
)

// TestOpenBook asks a book over files what the faces ask.
func TestOpenBook(t *testing.T) {
	ctx := context.Background()
	reports := kursk(t)
	c, err := open(t, 2).Open(ctx, reports, desk.CaseOptions{One: true})
	if err != nil {
		t.Fatal(err)
	}
	b := desk.OpenBook(c)
	cards, more, err := b.Cards(ctx, desk.CardFilter{})
	if err != nil || more || len(cards) != 1 {
		t.Fatalf("cards: %d, more %v, %v", len(cards), more, err)
	}
	card := cards[0]
	if card.Headline == "" || card.Reports != len(reports) || card.Origins == 0 || card.Latest == nil || card.Claimant == "" || len(card.Spark) < 2 || !card.Changed.Equal(card.Last.End()) {
		t.Errorf("the card: %+v", card)
	}
	for name, f := range map[string]struct {
		filter desk.CardFilter
		want   int
	}{
		"its language":      {desk.CardFilter{Language: "EN"}, 1},
		"its measure":       {desk.CardFilter{Measure: sitrep.Casualties}, 1},
		"its first outlet":  {desk.CardFilter{Outlet: card.Outlets[0]}, 1},
		"both":              {desk.CardFilter{Language: "en", Measure: sitrep.Killed}, 1},
		"another language":  {desk.CardFilter{Language: "fr"}, 0},
		"changed since":     {desk.CardFilter{Since: card.Changed.Add(-time.Hour)}, 1},
		"not changed since": {desk.CardFilter{Since: card.Changed}, 0},
		"beyond the last":   {desk.CardFilter{Offset: 5}, 0},
	} {
		if got, _, err := b.Cards(ctx, f.filter); err != nil || len(got) != f.want {
			t.Errorf("%s: %d cards, want %d, %v", name, len(got), f.want, err)
		}
	}

	then, _ := sitrep.ParseStamp("2024-12-24")
	now, err := b.Brief(ctx, card.ID, sitrep.Stamp{})
	if err != nil {
		t.Fatal(err)
	}
	past, err := b.Brief(ctx, card.ID, then)
	if err != nil || past.Headline.Text == now.Headline.Text || past.AsOf.End().After(then.End()) {
		t.Errorf("the brief as of %s: %q as of %s, %v", then, past.Headline.Text, past.AsOf, err)
	}
	readings, err := b.Readings(ctx, card.ID, then)
	if err != nil || len(readings) == 0 || len(readings) >= len(reports) {
		t.Errorf("%d readings then, %v", len(readings), err)
	}
	for _, r := range readings {
		if r.Report.Published.End().After(then.End()) {
			t.Errorf("%s came out on %s and is known before", r.Report.ID, r.Report.Published)
		}
	}
	early, _ := sitrep.ParseStamp("1999")
	if _, err := b.Ledger(ctx, card.ID, early); !errors.Is(err, sitrep.NotFound) {
		t.Errorf("the ledger before the story: %v", err)
	}
	if _, err := b.Story(ctx, "none"); !errors.Is(err, sitrep.NotFound) {
		t.Errorf("a story that is not there: %v", err)
	}
	if _, _, err := b.Reading(ctx, "none"); !errors.Is(err, sitrep.NotFound) {
		t.Errorf("a report that is not there: %v", err)
	}
	if _, home, err := b.Reading(ctx, reports[0].ID); err != nil || home != card.ID {
		t.Errorf("a report stands in %q, %v", home, err)
	}

	hits, err := b.Search(ctx, "zelensky", 5)
	if err != nil || len(hits) != 5 {
		t.Fatalf("search: %d hits, %v", len(hits), err)
	}
	for _, h := range hits {
		for _, m := range h.Marks {
			if m.End > len(h.Snippet) || !strings.HasPrefix(strings.ToLower(h.Snippet[m.Start:m.End]), "zelensky") {
				t.Errorf("a mark %d to %d in %q", m.Start, m.End, h.Snippet)
			}
		}
	}
	if hits, err := b.Search(ctx, "qqqq", 5); err != nil || len(hits) != 0 {
		t.Errorf("search for nothing: %v, %v", hits, err)
	}
	one, _ := b.Version(ctx)
	two, _ := b.Version(ctx)
	if one == "" || one != two {
		t.Errorf("versions %q and %q", one, two)
	}
}

// Package storetest is what every store must do: one suite, run over each of them.
package storetest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"sitrep"
)

// Store is all that a store is asked for.
type Store interface {
	sitrep.Store
	sitrep.AccountStore
}

// Run runs the suite. Open gives an empty store that the test closes.
func Run(t *testing.T, open func(t *testing.T) Store) {
	for _, c := range []struct {
		name string
		run  func(*testing.T, Store)
	}{
		{"a report comes back as it was kept", roundTrip},
		{"a report is kept once", once},
		{"versions of an item", versions},
		{"items are found by keys in the keys' order", itemsBy},
		{"readings, and up to where everything is read", readings},
		{"all of a batch or nothing", wholeOrNothing},
		{"search", search},
		{"a placement leaves the brief that stands", placement},
		{"a slow telling never undoes a newer one", rounds},
		{"a former id leads to the story of now", redirects},
		{"stories are narrowed by tags and time", filters},
		{"decisions keep their order", decisions},
		{"feeds and their log", feeds},
		{"notices are numbered in the order in which they were kept", notices},
		{"what was asked for under a key is done once", receipts},
		{"alerts, what waits for them, and up to where notices were matched", alerts},
		{"a list goes on below a place, whatever changed meanwhile", below},
		{"an export is the same twice and leaves times out", export},
		{"pruning keeps what a brief cites", prune},
		{"users, sessions, tokens", accounts},
		{"what isn't there is not found", notFound},
		{"hostile text comes back byte for byte", hostile},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := open(t)
			defer s.Close()
			c.run(t, s)
			if err := s.Check(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}

var begin = time.Date(2024, 12, 1, 8, 0, 0, 0, time.UTC)

// Report is a version of an article, for tests: the n-th of a made-up outlet.
func Report(n int, text string) *sitrep.Kept {
	id := sitrep.ReportID(fmt.Sprintf("r%03d", n))
	return &sitrep.Kept{
		Report: &sitrep.Report{
			ID: id, Input: "test", Outlet: "Valley Courier", URL: fmt.Sprintf("https://courier.example/%d", n), Title: fmt.Sprintf("Flood, day %d", n),
			Text: text, Published: sitrep.At(begin.Add(time.Duration(n) * time.Hour)), Language: "en",
		},
		Keys: []string{fmt.Sprintf("url:courier.example/%d", n)}, Raw: []byte("<p>" + text), Hash: strings.Repeat("ab", 32), Seen: begin.Add(time.Duration(n) * time.Minute),
	}
}

func keep(t *testing.T, s Store, b *sitrep.Batch) {
	t.Helper()
	if err := s.Keep(t.Context(), b); err != nil {
		t.Fatal(err)
	}
}

func keepReports(t *testing.T, s Store, texts ...string) []*sitrep.Kept {
	t.Helper()
	b := &sitrep.Batch{}
	for i, text := range texts {
		b.Reports = append(b.Reports, Report(i+1, text))
	}
	keep(t, s, b)
	return b.Reports
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s:\n got %+v\nwant %+v", what, got, want)
	}
}

func must[T any](t *testing.T) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func roundTrip(t *testing.T, s Store) {
	in := keepReports(t, s, "The river rose.", "Two bridges fell.")
	for i, want := range in {
		if want.Number != int64(i+1) || want.Item != sitrep.ItemID(i+1) || want.Version != 1 {
			t.Errorf("kept as number %d, item %d, version %d", want.Number, want.Item, want.Version)
		}
		got := must[*sitrep.Kept](t)(s.Report(t.Context(), want.Report.ID))
		same(t, "by id", got, want)
		bare := *want
		bare.Raw = nil
		same(t, "by number", must[*sitrep.Kept](t)(s.Number(t.Context(), want.Number)), &bare)
	}
	var after []int64
	if err := s.After(t.Context(), 1, func(k *sitrep.Kept) error { after = append(after, k.Number); return nil }); err != nil {
		t.Fatal(err)
	}
	same(t, "after 1", after, []int64{2})
	enough := errors.New("enough")
	if err := s.After(t.Context(), 0, func(*sitrep.Kept) error { return enough }); !errors.Is(err, enough) {
		t.Errorf("an error of the walker came back as %v", err)
	}
}

func once(t *testing.T, s Store) {
	first := keepReports(t, s, "The river rose.")[0]
	again := Report(1, "Another text under the same id.")
	again.Keys = []string{"guid:77", first.Keys[0]}
	keep(t, s, &sitrep.Batch{Reports: []*sitrep.Kept{again}})
	if again.Number != first.Number || again.Item != first.Item {
		t.Errorf("kept again as number %d, item %d", again.Number, again.Item)
	}
	got := must[*sitrep.Kept](t)(s.Report(t.Context(), "r001"))
	same(t, "text", got.Report.Text, "The river rose.")
	same(t, "keys", got.Keys, []string{first.Keys[0], "guid:77"})
	same(t, "item by its new key", must[[]sitrep.ItemID](t)(s.ItemsBy(t.Context(), []string{"guid:77"})), []sitrep.ItemID{1})
}

func versions(t *testing.T, s Store) {
	first := keepReports(t, s, "Nine people died.")[0]
	edit := Report(2, "Eleven people died.")
	edit.Item, edit.Change = first.Item, "killed 9 → 11"
	gone := Report(3, "")
	gone.Item, gone.Gone = first.Item, true
	keep(t, s, &sitrep.Batch{Reports: []*sitrep.Kept{edit, gone}})
	var got []string
	for _, k := range must[[]*sitrep.Kept](t)(s.Versions(t.Context(), first.Item)) {
		got = append(got, fmt.Sprint(k.Version, k.Report.Text, k.Gone, k.Change))
	}
	same(t, "versions", got, []string{fmt.Sprint(1, "Nine people died.", false, ""), fmt.Sprint(2, "Eleven people died.", false, "killed 9 → 11"), fmt.Sprint(3, "", true, "")})
}

func itemsBy(t *testing.T, s Store) {
	keepReports(t, s, "a", "b", "c")
	got := must[[]sitrep.ItemID](t)(s.ItemsBy(t.Context(), []string{"url:courier.example/3", "none", "url:courier.example/1", "url:courier.example/3"}))
	same(t, "items", got, []sitrep.ItemID{3, 1})
	same(t, "of no key", len(must[[]sitrep.ItemID](t)(s.ItemsBy(t.Context(), nil))), 0)
}

func reading(k *sitrep.Kept) sitrep.Reading {
	f := sitrep.Figure{Report: k.Report.ID, Span: sitrep.Span{Start: 0, End: 4}, Min: sitrep.Of(9), Max: sitrep.Of(9), Measure: sitrep.Killed, Claimant: "the mayor", Confidence: 0.875}
	return sitrep.Reading{Report: k.Report, Figures: []sitrep.Figure{f}, Claims: []sitrep.Claim{{Report: k.Report.ID, Kind: sitrep.Statement, Content: []sitrep.Span{{Start: 0, End: 4}}}}}
}

func upTo(t *testing.T, s Store, want int64) {
	t.Helper()
	if got := must[int64](t)(s.ReadUpTo(t.Context())); got != want {
		t.Errorf("read up to %d, want %d", got, want)
	}
}

func readings(t *testing.T, s Store) {
	upTo(t, s, 0)
	in := keepReports(t, s, "Nine died.", "Ten died.", "Ten died, again.")
	upTo(t, s, 0)
	keep(t, s, &sitrep.Batch{Readings: []sitrep.Reading{reading(in[1])}})
	upTo(t, s, 0)
	keep(t, s, &sitrep.Batch{Readings: []sitrep.Reading{reading(in[0]), reading(in[0])}})
	upTo(t, s, 2)
	got := must[[]sitrep.Reading](t)(s.Readings(t.Context(), []sitrep.ReportID{"r002", "r003", "nobody", "r001"}))
	want := []sitrep.Reading{reading(in[1]), reading(in[0])}
	page := func(v any) string { b, _ := json.Marshal(v); return string(b) }
	same(t, "readings", page(got), page(want))
	gone := Report(4, "")
	gone.Item, gone.Gone = 1, true
	keep(t, s, &sitrep.Batch{Reports: []*sitrep.Kept{gone}, Readings: []sitrep.Reading{reading(in[2])}})
	upTo(t, s, 4) // there is nothing to read in a tombstone
	keep(t, s, &sitrep.Batch{Readings: []sitrep.Reading{{Report: &sitrep.Report{ID: "never kept"}}}})
}

func wholeOrNothing(t *testing.T, s Store) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := s.Keep(ctx, &sitrep.Batch{Reports: []*sitrep.Kept{Report(1, "x")}}); err == nil {
		t.Error("a batch was kept although nobody waited for it any more")
	}
	if _, err := s.Report(t.Context(), "r001"); !errors.Is(err, sitrep.NotFound) {
		t.Errorf("half a batch is there: %v", err)
	}
	before := must[int64](t)(s.Changes(t.Context()))
	keepReports(t, s, "x")
	if after := must[int64](t)(s.Changes(t.Context())); after <= before {
		t.Errorf("changes went from %d to %d", before, after)
	}
}

func search(t *testing.T, s Store) {
	keepReports(t, s, "The Río Negro rose\nthree metres in the night, and the café by the bridge is gone.", "The mayor spoke of the bridge.", "Nothing of note.")
	keep(t, s, &sitrep.Batch{Told: []sitrep.Told{told("s1", 1, "r001", "r003")}})
	hits := must[[]sitrep.Hit](t)(s.Search(t.Context(), "bridge rio CAF", 10))
	if len(hits) != 1 || hits[0].Report != "r001" || hits[0].Story != "s1" || hits[0].Title != "Flood, day 1" {
		t.Fatalf("hits %+v", hits)
	}
	var marked []string
	for _, m := range hits[0].Marks {
		marked = append(marked, hits[0].Snippet[m.Start:m.End])
	}
	same(t, "marked", marked, []string{"Río", "café", "bridge"})
	same(t, "of two", len(must[[]sitrep.Hit](t)(s.Search(t.Context(), "bridge", 10))), 2)
	same(t, "of two, one", len(must[[]sitrep.Hit](t)(s.Search(t.Context(), "bridge", 1))), 1)
	same(t, "in titles", len(must[[]sitrep.Hit](t)(s.Search(t.Context(), "flood", 10))), 3)
	for _, odd := range []string{"", " ", `"`, `bridge" OR "x`, "NEAR(", "title:flood*", "-bridge", "()&|!<->", "'; DROP TABLE reports; --", strings.Repeat("word ", 500)} {
		if _, err := s.Search(t.Context(), odd, 10); err != nil {
			t.Errorf("search %q: %v", odd, err)
		}
	}
}

func told(id sitrep.StoryID, round int64, articles ...sitrep.ReportID) sitrep.Told {
	return sitrep.Told{
		Story: sitrep.Story{
			ID: id, Headline: "Flood in the valley", Articles: articles, Origins: []sitrep.Origin{{Name: "Valley Courier", Kind: sitrep.OutletOrigin, Reports: articles}},
			First: sitrep.At(begin), Last: sitrep.At(begin.Add(time.Hour)),
			Events: []sitrep.Event{{ID: "e1", What: "flood", Reports: articles}}, Ties: []sitrep.Tie{{Report: articles[0], Strength: 0.5, Reason: "first"}},
		},
		After: 7, Round: round, Sum: fmt.Sprint("sum", round), At: begin.Add(time.Duration(round) * time.Hour),
	}
}

// whole adds a ledger and a brief.
func whole(t sitrep.Told, headline string, cites ...sitrep.ReportID) sitrep.Told {
	t.Ledger = sitrep.Ledger{Story: t.Story.ID, Series: []sitrep.Series{{ID: "x", Measure: sitrep.Killed}}}
	t.Brief = sitrep.Brief{Story: t.Story.ID, Headline: sitrep.Unit{Text: headline}}
	for _, id := range cites {
		t.Brief.Headline.Citations = append(t.Brief.Headline.Citations, sitrep.Citation{Report: id, Span: sitrep.Span{End: 1}})
	}
	t.Card, t.Tags = []byte(`{"headline":"`+headline+`"}`), []string{"place:Valley"}
	return t
}

func placement(t *testing.T, s Store) {
	keepReports(t, s, "a", "b")
	keep(t, s, &sitrep.Batch{Told: []sitrep.Told{told("s1", 1, "r001")}})
	got := must[sitrep.Told](t)(s.Story(t.Context(), "s1"))
	if got.Seq <= 0 {
		t.Errorf("placed with number %d", got.Seq)
	}
	got.Seq = 0 // the store's own
	same(t, "placed", got, told("s1", 1, "r001"))
	one := whole(told("s1", 1, "r001"), "One died", "r001")
	keep(t, s, &sitrep.Batch{Told: []sitrep.Told{one}})
	keep(t, s, &sitrep.Batch{Told: []sitrep.Told{told("s1", 2, "r001", "r002")}})
	got = must[sitrep.Told](t)(s.Story(t.Context(), "s1"))
	same(t, "articles", got.Story.Articles, []sitrep.ReportID{"r001", "r002"})
	same(t, "events survive", len(got.Story.Events), 1)
	same(t, "round and sum", fmt.Sprint(got.Round, " ", got.Sum), "2 sum2")
	same(t, "the brief that stands", got.Brief, one.Brief)
	same(t, "the ledger that stands", got.Ledger, one.Ledger)
	keep(t, s, &sitrep.Batch{Told: []sitrep.Told{whole(told("s1", 2, "r001", "r002"), "One died", "r001")}})
	same(t, "versions of a brief that did not change", len(must[[]sitrep.Told](t)(s.Briefs(t.Context(), "s1"))), 1)
	keep(t, s, &sitrep.Batch{Told: []sitrep.Told{whole(told("s1", 3, "r001", "r002"), "Two died", "r001")}})
	var headlines []string
	for _, b := range must[[]sitrep.Told](t)(s.Briefs(t.Context(), "s1")) {
		headlines = append(headlines, b.Brief.Headline.Text)
	}
	same(t, "versions", headlines, []string{"One died", "Two died"})
	same(t, "the story of a report", must[sitrep.StoryID](t)(s.StoryOf(t.Context(), "r002")), sitrep.StoryID("s1"))
	keep(t, s, &sitrep.Batch{Told: []sitrep.Told{told("s1", 4, "r001"), told("s2", 4, "r002")}})
	same(t, "the story of a report that left", must[sitrep.StoryID](t)(s.StoryOf(t.Context(), "r002")), sitrep.StoryID("s2"))
}

func rounds(t *testing.T, s Store) {
	keep(t, s, &sitrep.Batch{Told: []sitrep.Told{told("s1", 3, "r001", "r002")}})
	keep(t, s, &sitrep.Batch{Told: []sitrep.Told{whole(told("s1", 2, "r001"), "slow")}})
	got := must[sitrep.Told](t)(s.Story(t.Context(), "s1"))
	same(t, "the newer placement stands", got.Story.Articles, []sitrep.ReportID{"r001", "r002"})
	same(t, "the older telling is better than none", got.Brief.Headline.Text, "slow")
	keep(t, s, &sitrep.Batch{Told: []sitrep.Told{whole(told("s1", 3, "r001", "r002"), "new")}})
	keep(t, s, &sitrep.Batch{Told: []sitrep.Told{whole(told("s1", 2, "r001"), "slower"), told("s1", 1, "r009")}})
	got = must[sitrep.Told](t)(s.Story(t.Context(), "s1"))
	same(t, "headline", got.Brief.Headline.Text, "new")
	same(t, "round", got.Round, int64(3))
}

func redirects(t *testing.T, s Store) {
	keep(t, s, &sitrep.Batch{Told: []sitrep.Told{whole(told("s1", 1, "r001"), "one"), told("s2", 1, "r002"), told("s3", 1, "r003")}})
	keep(t, s, &sitrep.Batch{Told: []sitrep.Told{told("s2", 2, "r001", "r002")}, Moved: []sitrep.Redirect{{From: "s1", To: "s2", Change: "merged"}}})
	keep(t, s, &sitrep.Batch{Told: []sitrep.Told{told("s3", 3, "r001", "r002", "r003")}, Moved: []sitrep.Redirect{{From: "s2", To: "s3"}}})
	same(t, "s1 leads to", must[sitrep.Told](t)(s.Story(t.Context(), "s1")).Story.ID, sitrep.StoryID("s3"))
	same(t, "live stories", len(must[[]sitrep.Told](t)(s.Stories(t.Context(), sitrep.StoryFilter{}))), 1)
	same(t, "tags of a story that moved", len(must[[]sitrep.Told](t)(s.Stories(t.Context(), sitrep.StoryFilter{Tags: []string{"place:Valley"}}))), 0)
	keep(t, s, &sitrep.Batch{Told: []sitrep.Told{told("s1", 4, "r001")}})
	same(t, "live again", must[sitrep.Told](t)(s.Story(t.Context(), "s1")).Story.ID, sitrep.StoryID("s1"))
	same(t, "the chain beyond", must[sitrep.Told](t)(s.Story(t.Context(), "s2")).Story.ID, sitrep.StoryID("s3"))
	keep(t, s, &sitrep.Batch{Moved: []sitrep.Redirect{{From: "s1", To: "s3"}, {From: "s3", To: "s1"}}})
	if _, err := s.Story(t.Context(), "s1"); !errors.Is(err, sitrep.NotFound) {
		t.Errorf("a circle of former ids: %v", err)
	}
}

func filters(t *testing.T, s Store) {
	for i, id := range []sitrep.StoryID{"s1", "s2", "s3"} {
		w := whole(told(id, int64(i+1), "r00"+sitrep.ReportID(fmt.Sprint(i+1))), "h")
		if id == "s2" {
			w.Tags = append(w.Tags, "measure:killed")
		}
		keep(t, s, &sitrep.Batch{Told: []sitrep.Told{w}})
	}
	for _, c := range []struct {
		f    sitrep.StoryFilter
		want string
	}{
		{sitrep.StoryFilter{}, "s3 s2 s1"},
		{sitrep.StoryFilter{Limit: 1, Offset: 1}, "s2"},
		{sitrep.StoryFilter{Tags: []string{"place:Valley"}}, "s3 s2 s1"},
		{sitrep.StoryFilter{Tags: []string{"place:Valley", "measure:killed"}}, "s2"},
		{sitrep.StoryFilter{Tags: []string{"place:Hill"}}, ""},
		{sitrep.StoryFilter{Since: begin.Add(time.Hour)}, "s3 s2"},
	} {
		var got []string
		for _, x := range must[[]sitrep.Told](t)(s.Stories(t.Context(), c.f)) {
			got = append(got, string(x.Story.ID))
			if !json.Valid(x.Card) {
				t.Errorf("card %q", x.Card)
			}
		}
		same(t, fmt.Sprintf("%+v", c.f), strings.Join(got, " "), c.want)
	}
}

func decisions(t *testing.T, s Store) {
	in := []sitrep.Decision{
		{Kind: sitrep.Reject, Report: "r001", Cite: &sitrep.Citation{Report: "r001", Span: sitrep.Span{Start: 1, End: 3}}, By: "eve", At: begin, Why: "misread"},
		{Kind: sitrep.Undo, Undoes: 1, By: "eve", At: begin},
	}
	b := &sitrep.Batch{Decisions: in}
	keep(t, s, b)
	same(t, "ids", fmt.Sprint(b.Decisions[0].ID, b.Decisions[1].ID), "1 2")
	same(t, "decisions", must[[]sitrep.Decision](t)(s.Decisions(t.Context())), b.Decisions)
}

func notices(t *testing.T, s Store) {
	if n := must[int64](t)(s.LastNotice(t.Context())); n != 0 {
		t.Errorf("an empty store gave number %d", n)
	}
	in := keepReports(t, s, "The river rose.")
	at := begin.Add(time.Hour)
	one := whole(told("s-1", 1, in[0].Report.ID), "The river rose")
	one.Notices = []sitrep.Notice{{Kind: sitrep.StoryCreated, Story: "s-1", What: "The river rose", At: at}}
	keep(t, s, &sitrep.Batch{Told: []sitrep.Told{one}})
	keep(t, s, &sitrep.Batch{Notices: []sitrep.Notice{{Kind: sitrep.ReportRevised, Story: "s-1", Report: "r002", What: "two → three", At: at}}})
	late := whole(told("s-1", 0, in[0].Report.ID), "An older round")
	late.Notices = []sitrep.Notice{{Kind: sitrep.BriefUpdated, Story: "s-1", What: "An older round", At: at}}
	keep(t, s, &sitrep.Batch{Told: []sitrep.Told{late}})
	all := must[[]sitrep.Notice](t)(s.Notices(t.Context(), 0, 10))
	same(t, "notices", all, []sitrep.Notice{{ID: 1, Kind: sitrep.StoryCreated, Story: "s-1", What: "The river rose", At: at}, {ID: 2, Kind: sitrep.ReportRevised, Story: "s-1", Report: "r002", What: "two → three", At: at}})
	same(t, "after the first", must[[]sitrep.Notice](t)(s.Notices(t.Context(), 1, 10)), all[1:])
	same(t, "one at most", must[[]sitrep.Notice](t)(s.Notices(t.Context(), 0, 1)), all[:1])
	if n := must[int64](t)(s.LastNotice(t.Context())); n != 2 {
		t.Errorf("the last number is %d", n)
	}
}

func receipts(t *testing.T, s Store) {
	note := func(key, text string, at time.Time) *sitrep.Batch {
		return &sitrep.Batch{Decisions: []sitrep.Decision{{Kind: sitrep.Note, Text: text, By: "ann"}}, Receipt: &sitrep.Receipt{Key: key, Asked: text, At: at}}
	}
	if _, err := s.Receipt(t.Context(), "k"); !errors.Is(err, sitrep.NotFound) {
		t.Errorf("a receipt that is not there: %v", err)
	}
	keep(t, s, note("k", "first", begin))
	if err := s.Keep(t.Context(), note("k", "second", begin)); !errors.Is(err, sitrep.Done) {
		t.Errorf("a second time: %v", err)
	}
	list := must[[]sitrep.Decision](t)(s.Decisions(t.Context()))
	if len(list) != 1 || list[0].Text != "first" {
		t.Errorf("kept: %+v", list)
	}
	got := must[sitrep.Receipt](t)(s.Receipt(t.Context(), "k"))
	same(t, "receipt", got, sitrep.Receipt{Key: "k", Asked: "first", At: begin, Decision: list[0].ID})
	keep(t, s, note("l", "later", begin.Add(sitrep.Remembered+time.Second)))
	keep(t, s, note("k", "again, a week later", begin.Add(sitrep.Remembered+time.Second)))
}

func below(t *testing.T, s Store) {
	in := keepReports(t, s, "One.", "Two.", "Three.", "Four.")
	for i, id := range []sitrep.StoryID{"s-1", "s-2", "s-3"} {
		keep(t, s, &sitrep.Batch{Told: []sitrep.Told{told(id, int64(i+1), in[i].Report.ID)}})
	}
	ids := func(list []sitrep.Told) (out []sitrep.StoryID) {
		for _, x := range list {
			out = append(out, x.Story.ID)
		}
		return out
	}
	head := must[[]sitrep.Told](t)(s.Stories(t.Context(), sitrep.StoryFilter{Limit: 1}))
	keep(t, s, &sitrep.Batch{Told: []sitrep.Told{told("s-4", 9, in[3].Report.ID)}})
	rest := must[[]sitrep.Told](t)(s.Stories(t.Context(), sitrep.StoryFilter{Below: sitrep.Below{Seq: head[0].Seq, ID: head[0].Story.ID}}))
	same(t, "the first", ids(head), []sitrep.StoryID{"s-3"})
	same(t, "the rest", ids(rest), []sitrep.StoryID{"s-2", "s-1"})
}

func feeds(t *testing.T, s Store) {
	b := &sitrep.Batch{Feeds: []sitrep.Feed{{URL: "https://a.example/feed", ETag: `W/"1"`}, {URL: "https://b.example/feed"}}}
	keep(t, s, b)
	same(t, "ids", fmt.Sprint(b.Feeds[0].ID, b.Feeds[1].ID), "1 2")
	b.Feeds[0].Title, b.Feeds[0].Next = "A", begin
	again := sitrep.Feed{URL: "https://b.example/feed", Removed: true}
	keep(t, s, &sitrep.Batch{Feeds: []sitrep.Feed{b.Feeds[0], again}})
	got := must[[]sitrep.Feed](t)(s.Feeds(t.Context()))
	again.ID = 2
	same(t, "feeds", got, []sitrep.Feed{b.Feeds[0], again})
	same(t, "one feed", must[sitrep.Feed](t)(s.Feed(t.Context(), 2)), again)
	if _, err := s.Feed(t.Context(), 3); !errors.Is(err, sitrep.NotFound) {
		t.Errorf("a feed that isn't there: %v", err)
	}
	for i := range 250 {
		keep(t, s, &sitrep.Batch{Fetches: []sitrep.Fetch{{Feed: 1, At: begin.Add(time.Duration(i) * time.Hour), Status: 200 + i}}})
	}
	log := must[[]sitrep.Fetch](t)(s.Fetches(t.Context(), 1, 1000))
	if len(log) < 100 || len(log) > 250 || log[0].Status != 449 {
		t.Errorf("%d entries, the newest %+v", len(log), log[0])
	}
}

// Exported is an export as it would be printed.
func Exported(t *testing.T, s sitrep.Store) string {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	if err := s.Export(t.Context(), func(v any) error { return e.Encode(v) }); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func export(t *testing.T, s Store) {
	in := keepReports(t, s, "a", "b")
	keep(t, s, &sitrep.Batch{
		Readings: []sitrep.Reading{reading(in[0])}, Told: []sitrep.Told{whole(told("s2", 1, "r002"), "two", "r002"), told("s1", 1, "r001")},
		Decisions: []sitrep.Decision{{Kind: sitrep.Note, Text: "call back", By: "eve", At: begin}},
		Feeds:     []sitrep.Feed{{URL: "https://a.example/feed", LastOK: begin}, {URL: "https://gone.example", Removed: true}},
	})
	page := Exported(t, s)
	same(t, "twice", Exported(t, s), page)
	var kinds []string
	for line := range strings.Lines(page) {
		var row struct{ Type, ID, Story, Text string }
		if err := json.Unmarshal([]byte(line), &row); err != nil && !strings.Contains(line, `"type":"decision"`) && !strings.Contains(line, `"type":"feed"`) {
			t.Fatalf("%v in %s", err, line)
		}
		kinds = append(kinds, row.Type+" "+row.ID+row.Story)
	}
	same(t, "rows", kinds, []string{"report r001", "report r002", "reading ", "story s1", "story s2", "decision ", "feed "})
	for _, hidden := range []string{"seen", "2024-12-01T08:01"} {
		if strings.Contains(page, hidden) {
			t.Errorf("the export tells when work was done: %q", hidden)
		}
	}
}

func prune(t *testing.T, s Store) {
	in := keepReports(t, s, "cited", "not cited", "not cited, but young", "not cited, of a feed")
	fed := Report(5, "fed")
	fed.Feed = 3
	fed.Seen = begin
	unread := Report(6, "unread")
	unread.Seen = begin
	keep(t, s, &sitrep.Batch{Reports: []*sitrep.Kept{fed, unread}})
	for _, k := range append(in, fed) {
		keep(t, s, &sitrep.Batch{Readings: []sitrep.Reading{reading(k)}})
	}
	keep(t, s, &sitrep.Batch{Told: []sitrep.Told{whole(told("s1", 1, "r001", "r002"), "x", "r001")}})
	n := must[int](t)(s.Prune(t.Context(), begin.Add(3*time.Minute), 3))
	same(t, "pruned of feed 3", n, 1)
	n = must[int](t)(s.Prune(t.Context(), begin.Add(3*time.Minute), 0))
	same(t, "pruned", n, 1)
	for id, want := range map[sitrep.ReportID]bool{"r001": true, "r002": false, "r003": true, "r004": true, "r005": false, "r006": true} {
		if _, err := s.Report(t.Context(), id); (err == nil) != want {
			t.Errorf("%s: %v, want it there: %v", id, err, want)
		}
	}
	same(t, "found by words", len(must[[]sitrep.Hit](t)(s.Search(t.Context(), "flood", 10))), 4)
	next := Report(7, "after")
	keep(t, s, &sitrep.Batch{Reports: []*sitrep.Kept{next}})
	same(t, "no number is given twice", next.Number, int64(7))
}

func accounts(t *testing.T, s Store) {
	ctx := t.Context()
	eve := sitrep.User{Name: "eve", Role: sitrep.Editor, Password: "x", Created: begin}
	for _, u := range []sitrep.User{eve, {Name: "adam", Role: sitrep.Admin, Created: begin}} {
		if err := s.SetUser(ctx, u, false); err != nil {
			t.Fatal(err)
		}
	}
	same(t, "users", must[[]sitrep.User](t)(s.Users(ctx)), []sitrep.User{{Name: "adam", Role: sitrep.Admin, Created: begin}, eve})
	session := sitrep.Session{Hash: "h1", User: "eve", Created: begin, Ends: begin.Add(time.Hour)}
	token := sitrep.Token{ID: "t1", Hash: "h2", User: "eve", Scope: sitrep.Reader, Name: "script", Created: begin}
	if err := errors.Join(s.SetSession(ctx, session), s.SetToken(ctx, token)); err != nil {
		t.Fatal(err)
	}
	same(t, "session", must[sitrep.Session](t)(s.Session(ctx, "h1")), session)
	same(t, "token", must[sitrep.Token](t)(s.Token(ctx, "h2")), token)
	same(t, "tokens", must[[]sitrep.Token](t)(s.Tokens(ctx, "eve")), []sitrep.Token{token})
	eve.Password = "y"
	if err := s.SetUser(ctx, eve, true); err != nil {
		t.Fatal(err)
	}
	lost := func(what string, err error) {
		t.Helper()
		if !errors.Is(err, sitrep.NotFound) {
			t.Errorf("%s: %v", what, err)
		}
	}
	_, err := s.Session(ctx, "h1")
	lost("a session after a new password", err)
	old := sitrep.Session{Hash: "old", User: "eve", Created: begin, Ends: begin.Add(time.Minute)}
	if err := errors.Join(s.SetSession(ctx, old), s.SetSession(ctx, sitrep.Session{Hash: "new", User: "eve", Created: begin.Add(time.Hour), Ends: begin.Add(2 * time.Hour)})); err != nil {
		t.Fatal(err)
	}
	_, err = s.Session(ctx, "old")
	lost("a session that ended", err)
	lost("another's token", s.RemoveToken(ctx, "adam", "t1"))
	if err := s.RemoveUser(ctx, "eve"); err != nil {
		t.Fatal(err)
	}
	_, err = s.Token(ctx, "h2")
	lost("the token of a user who left", err)
	_, err = s.Session(ctx, "new")
	lost("the session of a user who left", err)
	lost("a user removed twice", s.RemoveUser(ctx, "eve"))
	lost("a session removed twice", s.RemoveSession(ctx, "new"))
}

func notFound(t *testing.T, s Store) {
	ctx := t.Context()
	_, a := s.Report(ctx, "x")
	_, b := s.Number(ctx, 9)
	_, c := s.Story(ctx, "x")
	_, d := s.StoryOf(ctx, "x")
	_, e := s.User(ctx, "x")
	for i, err := range []error{a, b, c, d, e} {
		if !errors.Is(err, sitrep.NotFound) {
			t.Errorf("lookup %d: %v", i, err)
		}
	}
}

func hostile(t *testing.T, s Store) {
	for i, text := range []string{"'; DROP TABLE reports; --", "nul \x00 byte", "<script>alert(1)</script>", "\u202eabc", strings.Repeat("long ", 100_000), "😀 \ufeff \ufffd"} {
		k := Report(i+1, text)
		k.Raw = []byte(text + "\xff\x00")
		keep(t, s, &sitrep.Batch{Reports: []*sitrep.Kept{k}})
		got := must[*sitrep.Kept](t)(s.Report(t.Context(), k.Report.ID))
		if got.Report.Text != text || string(got.Raw) != string(k.Raw) {
			t.Errorf("%.20q came back as %.40q", text, got.Report.Text)
		}
	}
}

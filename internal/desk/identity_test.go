package desk_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sitrep"
	"sitrep/internal/desk"
	"sitrep/internal/intake"
	"sitrep/internal/item"
	"sitrep/internal/lang"
	"sitrep/internal/loaded/desks"
	"sitrep/internal/sqlite"
)

// mutation is what becomes of a feed's entries between two fetches.
type mutation struct {
	name   string
	most   float64 // share of entries that may come out as new items
	change func(r *sitrep.Report, i int)
}

// guid gives a report another guid: intake hashes it into the first part of the id.
func guid(r *sitrep.Report, of string) {
	head := sha256.Sum256([]byte(of))
	_, tail, _ := strings.Cut(string(r.ID), "-")
	r.ID = sitrep.ReportID(hex.EncodeToString(head[:6]) + "-" + tail)
}

// words gives the second part of the id, which is of the text.
func words(r *sitrep.Report) {
	head, _, _ := strings.Cut(string(r.ID), "-")
	sum := sha256.Sum256([]byte(r.Title + "\x00" + r.Text))
	r.ID = sitrep.ReportID(head + "-" + hex.EncodeToString(sum[:4]))
}

var mutations = []mutation{
	{"the same again", 0, func(*sitrep.Report, int) {}},
	{"https instead of http", 0, func(r *sitrep.Report, _ int) {
		if rest, ok := strings.CutPrefix(r.URL, "https:"); ok {
			r.URL = "http:" + rest
		} else {
			r.URL = strings.Replace(r.URL, "http:", "https:", 1)
		}
	}},
	{"with www and a trailing slash", 0.01, func(r *sitrep.Report, _ int) {
		r.URL = strings.Replace(strings.Replace(r.URL, "://www.", "://", 1), "://", "://www.", 1)
		if !strings.Contains(r.URL, "?") {
			r.URL += "/"
		}
	}},
	{"visits are counted", 0.01, func(r *sitrep.Report, i int) {
		sep := "?"
		if strings.Contains(r.URL, "?") {
			sep = "&"
		}
		r.URL += sep + fmt.Sprintf("utm_source=feed&utm_campaign=%d#top", i)
	}},
	{"a new guid", 0.01, func(r *sitrep.Report, i int) { guid(r, fmt.Sprint("new", i)) }},
	{"a guid for each build", 0.01, func(r *sitrep.Report, i int) { guid(r, fmt.Sprint("build", time.Now().UnixNano(), i)) }},
	{"the guid of another entry", 0.01, func(r *sitrep.Report, i int) { guid(r, fmt.Sprint("new", i+1)) }},
	{"no guid", 0.01, func(r *sitrep.Report, _ int) { guid(r, r.URL) }},
	{"another host", 0.01, func(r *sitrep.Report, _ int) {
		if _, rest, ok := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(r.URL, "https://"), "http://"), "/"); ok {
			r.URL = "https://new.example/" + rest
		}
	}},
	{"another host and no guid", 0.01, func(r *sitrep.Report, i int) {
		if _, rest, ok := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(r.URL, "https://"), "http://"), "/"); ok {
			r.URL = "https://moved.example/" + rest
		}
		guid(r, r.URL)
	}},
	{"the title is edited", 0.01, func(r *sitrep.Report, _ int) { r.Title += " – latest"; words(r) }},
	{"the text is edited", 0.01, func(r *sitrep.Report, _ int) { r.Text += " This story was updated."; words(r) }},
	{"no date", 0.01, func(r *sitrep.Report, _ int) { r.Published, r.Updated = sitrep.Stamp{}, sitrep.Stamp{} }},
}

// TestIdentity replays what feeds do to their entries over real ones: no entry becomes a second item, and none
// becomes a version of another. (Two entries that say and are called the same are one already.)
func TestIdentity(t *testing.T) {
	const input = "../../../shared/input/running"
	if _, err := os.Stat(input); err != nil {
		t.Skip("the running stories are not here")
	}
	if testing.Short() {
		t.Skip("replaying real entries takes too long for -short")
	}
	inputs := []string{filepath.Join(input, "titan-sub")}
	if *long {
		inputs = []string{input}
	}
	var reports []*sitrep.Report
	err := intake.Read(t.Context(), inputs, intake.Options{Detect: lang.Detect}, func(r *sitrep.Report) error { reports = append(reports, r); return nil }, func(intake.Problem) {})
	if err != nil || len(reports) < 300 {
		t.Fatalf("%d reports, %v", len(reports), err)
	}
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "s.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	k := desk.NewKeeper(desk.KeeperOptions{Desk: newDesk(t), Store: s, Identity: item.Identity{}})
	base := map[string]sitrep.ItemID{}  // by title and address
	paths := map[sitrep.ItemID]string{} // an outlet may give one article from two hosts: that they become one item is right
	path := func(r *sitrep.Report) string { _, p, _ := strings.Cut(item.Address(r.URL), "/"); return p }
	key := func(r *sitrep.Report) string { return item.Address(r.URL) + "\x00" + r.Title }
	take(t, k, reports)
	items := map[sitrep.ItemID]bool{}
	if err := s.After(t.Context(), 0, func(k *sitrep.Kept) error {
		items[k.Item] = true
		base[key(k.Report)], paths[k.Item] = k.Item, path(k.Report)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for n, m := range mutations {
		changed := make([]*sitrep.Report, len(reports))
		was := map[sitrep.ReportID]string{}
		for i, r := range reports {
			c := *r
			m.change(&c, i)
			c.Author = fmt.Sprintf("mutation %d", n)
			was[c.ID] = key(r)
			changed[i] = &c
		}
		known := len(items)
		last := lastNumber(t, s)
		take(t, k, changed)
		wrong := 0
		if err := s.After(t.Context(), last, func(k *sitrep.Kept) error {
			if !items[k.Item] {
				items[k.Item] = true
				return nil
			}
			if from, ok := was[k.Report.ID]; ok && base[from] != 0 && base[from] != k.Item && paths[k.Item] != path(k.Report) {
				wrong++
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		double := float64(len(items)-known) / float64(known)
		if double > m.most || wrong > 0 {
			t.Errorf("%s: %d of %d entries came out as new items, %d as versions of another", m.name, len(items)-known, known, wrong)
		}
		t.Logf("%s: %d of %d new", m.name, len(items)-known, known)
	}
}

func take(t *testing.T, k *desk.Keeper, reports []*sitrep.Report) {
	t.Helper()
	for len(reports) > 0 {
		n := min(200, len(reports))
		b := &sitrep.Batch{}
		for _, r := range reports[:n] {
			c := *r
			b.Reports = append(b.Reports, &sitrep.Kept{Report: &c})
		}
		if err := k.Take(t.Context(), b); err != nil {
			t.Fatal(err)
		}
		reports = reports[n:]
	}
}

func lastNumber(t *testing.T, s sitrep.ReportStore) (n int64) {
	t.Helper()
	if err := s.After(context.Background(), 0, func(k *sitrep.Kept) error { n = k.Number; return nil }); err != nil {
		t.Fatal(err)
	}
	return n
}

func newDesk(t *testing.T) *desk.Desk {
	t.Helper()
	d, err := desks.Of(2)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

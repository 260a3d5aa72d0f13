//go:build unix

package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sitrep"
	"sitrep/internal/desk"
	"sitrep/internal/loaded/spent"
)

var (
	keptReports = flag.Int("kept", 3000, "how many reports the store of TestFirstPage keeps")
	crowd       = flag.Int("crowd", 0, "how many readers TestCrowd sends at once; 0: it is left out")
)

// town is a report of our own of one day's flood.
func town(n int) *sitrep.Report {
	day, _ := sitrep.ParseStamp(fmt.Sprintf("2025-09-%02d", 1+n%28))
	return &sitrep.Report{
		ID: sitrep.ReportID(fmt.Sprintf("r%06d", n)), Outlet: fmt.Sprintf("Courier %d", n%40), URL: fmt.Sprintf("https://courier%d.example/%d", n%40, n), Published: day, Language: "en",
		Title: fmt.Sprintf("Flood kills %d in Springfield", 3+n%50),
		Text: fmt.Sprintf("The flood in Springfield killed %d people, including Jonas Falk, 34, Mayor Jane Doe said on Monday. The governor, John Roe, put the number of missing at about %d. "+
			"The Red Cross said more than %d families had lost their homes. \"We have no word from the valley,\" a spokesman said.\n\nThe ministry declined to comment.", 3+n%50, 10+n%90, 100+n%900),
	}
}

// filled makes a store of many reports in stories of ten: one is told by the desk, the others are that one under other names.
func filled(t testing.TB, file string, n int) *store {
	t.Helper()
	a := &app{ctx: context.Background(), stderr: io.Discard, clock: time.Now}
	s, err := a.openStore(kept{Store: file}, storeOptions{workers: 2}, true)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	const each = 10
	b := &sitrep.Batch{}
	for i := range each {
		b.Reports = append(b.Reports, &sitrep.Kept{Report: town(i)})
	}
	must(s.keeper.Take(a.ctx, b))
	var ids []sitrep.ReportID
	for _, k := range b.Reports {
		ids = append(ids, k.Report.ID)
	}
	must(s.keeper.Read(a.ctx, ids...))
	must(s.keeper.Group(a.ctx))
	first, err := s.StoryOf(a.ctx, ids[0])
	must(err)
	must(s.keeper.Tell(a.ctx, first))
	told, err := s.Story(a.ctx, first)
	must(err)
	readings, err := s.Readings(a.ctx, told.Story.Articles)
	must(err)
	if told.Brief.Headline.Text == "" || len(told.Card) == 0 {
		t.Fatalf("the first story was not told: %+v", told.Story)
	}
	all, err := json.Marshal(told)
	must(err)
	for at := len(readings); at < n; {
		b := &sitrep.Batch{}
		for len(b.Reports) < 1000 && at < n {
			words := []string{string(first), fmt.Sprintf("s-%06d", at)}
			for i, r := range readings {
				k := *r.Report
				k.ID, k.URL = sitrep.ReportID(fmt.Sprintf("r%06d", at+i)), fmt.Sprintf("%s-%d", k.URL, at)
				words = append(words, string(r.Report.ID), string(k.ID))
				b.Reports = append(b.Reports, &sitrep.Kept{Report: &k, Keys: []string{k.URL}})
				r.Report = &k
				b.Readings = append(b.Readings, r)
			}
			rename := strings.NewReplacer(words...)
			var other sitrep.Told
			must(json.Unmarshal([]byte(rename.Replace(string(all))), &other))
			other.Card = []byte(rename.Replace(string(told.Card)))
			other.At = told.At.Add(time.Duration(at) * time.Second)
			b.Told = append(b.Told, other)
			at += len(readings)
		}
		must(s.Keep(a.ctx, b))
	}
	return s
}

// TestFirstPage asks a store of many reports for its first page and what is behind it, as a reader, whose names are
// withheld: each within what is promised, of a process that has just started too.
// go test ./cmd/sitrep -run TestFirstPage -kept 50000 -v
func TestFirstPage(t *testing.T) {
	if testing.Short() {
		t.Skip("filling a store takes too long for -short")
	}
	file := filepath.Join(t.TempDir(), "s.db")
	began := time.Now()
	s := filled(t, file, *keptReports)
	t.Logf("%d reports kept in %s", *keptReports, time.Since(began).Round(time.Second/10))
	for _, c := range []struct {
		path  string
		most  time.Duration
		bytes int
	}{
		{"/", 50 * time.Millisecond, 100_000}, {"/?measure=killed&place=Springfield", 50 * time.Millisecond, 100_000}, {"/search?q=flood+springfield", 500 * time.Millisecond, 100_000}, {"/story/s-000010", 500 * time.Millisecond, 200_000},
		{"/api/v1/stories", 50 * time.Millisecond, 100_000}, {"/api/v1/feed.atom", 50 * time.Millisecond, 100_000},
	} {
		var took, costs []time.Duration
		size := 0
		for range 9 { // each of a service that remembers nothing
			h, err := faces(faceOptions{book: desk.KeptBook(s.desk, s.Store), store: s, anyone: sitrep.Reader, clock: time.Now})
			if err != nil {
				t.Fatal(err)
			}
			w := httptest.NewRecorder()
			start, used := time.Now(), spent.Processor(t)
			h.ServeHTTP(w, httptest.NewRequest("GET", c.path, nil))
			took, costs = append(took, time.Since(start)), append(costs, spent.Processor(t)-used)
			if size = w.Body.Len(); w.Code != http.StatusOK || strings.Contains(w.Body.String(), "Falk") || !strings.Contains(w.Body.String(), "Springfield") {
				t.Fatalf("%s: %d, %d bytes", c.path, w.Code, size)
			}
		}
		slices.Sort(took)
		slices.Sort(costs)
		t.Logf("%-40s %7s middle, %7s longest of %d by the clock, %7s of processor time; %d bytes", c.path, took[len(took)/2].Round(time.Millisecond/10), took[len(took)-1].Round(time.Millisecond/10), len(took), costs[len(costs)/2].Round(time.Millisecond/10), size)
		if size > c.bytes {
			t.Errorf("%s: %d bytes, want at most %d", c.path, size, c.bytes)
		}
		if most := 4 * c.most; costs[0] > most { // a machine may be busy, and slow; what is promised is for one that is neither
			t.Errorf("%s: %s of processor time at best, want less than %s", c.path, costs[0], most)
		}
	}
}

// TestCrowd sends readers to a story of a running service while reports come in and are read, grouped and told, and programs
// listen. It is left out unless -crowd asks for it: go test ./cmd/sitrep -run TestCrowd -crowd 200 -v
func TestCrowd(t *testing.T) {
	if *crowd == 0 {
		t.Skip("no -crowd asked for")
	}
	home := t.TempDir()
	file := filepath.Join(home, "s.db")
	token := tokens(t, home, file)
	s := serve(t, home, "--store", file)
	reader, editor := "Bearer "+token["reader"], "Bearer "+token["editor"]
	post := func(n int) {
		r := town(n)
		body, err := json.Marshal(map[string]any{"reports": []any{map[string]any{"outlet": r.Outlet, "url": r.URL, "title": r.Title, "text": r.Text, "published": r.Published.String()}}})
		if err != nil {
			t.Error(err)
		}
		if code, answer := s.send(t, "POST", "/api/v1/reports", string(body), "Authorization", editor); code != 201 {
			t.Errorf("a report: %d %s", code, answer)
		}
	}
	for n := range 60 {
		post(n)
	}
	story := ""
	for range 600 {
		_, answer := s.send(t, "GET", "/api/v1/stories", "", "Authorization", reader)
		var list struct {
			Stories []struct {
				Story   string
				Reports int
			}
		}
		if err := json.Unmarshal([]byte(answer), &list); err != nil {
			t.Fatal(err)
		}
		if len(list.Stories) > 0 && list.Stories[0].Reports >= 40 {
			story = list.Stories[0].Story
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	if story == "" {
		t.Fatal("no story of forty reports came")
	}
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 2 * *crowd}}
	var group sync.WaitGroup
	var failed, events, written atomic.Int64
	for range *crowd / 2 {
		group.Go(func() {
			r, _ := http.NewRequestWithContext(ctx, "GET", s.base+"/api/v1/events", nil)
			r.Header.Set("Authorization", reader)
			res, err := client.Do(r)
			if err != nil {
				failed.Add(1)
				return
			}
			defer res.Body.Close()
			all, _ := io.ReadAll(res.Body) // until the time is up
			events.Add(int64(strings.Count(string(all), "event: ")))
		})
	}
	group.Go(func() {
		for n := 1000; ctx.Err() == nil; n++ {
			post(n)
			written.Add(1)
			time.Sleep(500 * time.Millisecond)
		}
	})
	var mu sync.Mutex
	var took []time.Duration
	for i := range *crowd {
		group.Go(func() {
			time.Sleep(time.Duration(i) * 5 * time.Millisecond)
			for ctx.Err() == nil {
				start := time.Now()
				r, _ := http.NewRequest("GET", s.base+"/story/"+story, nil)
				r.Header.Set("Authorization", reader)
				res, err := client.Do(r)
				if err != nil {
					failed.Add(1)
					continue
				}
				_, err = io.Copy(io.Discard, res.Body)
				res.Body.Close()
				if err != nil || res.StatusCode != http.StatusOK {
					failed.Add(1)
				}
				mu.Lock()
				took = append(took, time.Since(start))
				mu.Unlock()
				time.Sleep(time.Second) // a reader reads
			}
		})
	}
	group.Wait()
	slices.Sort(took)
	at := func(share float64) time.Duration {
		return took[int(float64(len(took)-1)*share)].Round(time.Millisecond / 10)
	}
	t.Logf("%d readers, a page a second each, %d listeners who were told %d events, %d reports taken meanwhile: %d pages, %d failed; p50 %s, p90 %s, p99 %s, longest %s",
		*crowd, *crowd/2, events.Load(), written.Load(), len(took), failed.Load(), at(.5), at(.9), at(.99), at(1))
	if failed.Load() > 0 || events.Load() == 0 || at(.99) > 200*time.Millisecond {
		t.Error("want none failed, events told, and a p99 under 200 ms")
	}
}

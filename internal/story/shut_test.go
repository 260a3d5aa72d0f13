package story

import (
	"fmt"
	"math"
	"testing"
	"time"

	"sitrep"
	"sitrep/internal/text"
)

// A settled story is closed when nothing of it was heard for as long as a matter may be silent, however few stories there are.
func TestOver(t *testing.T) {
	g := New(Options{Window: 200})
	start := time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)
	word := func(n int) string { // one that no other report has
		out := make([]byte, 5)
		for i := range out {
			out[i] = 'a' + byte(n%26)
			n /= 26
		}
		return string(out)
	}
	for i := range 600 {
		r := &sitrep.Report{ID: sitrep.ReportID(fmt.Sprint(i)), Published: sitrep.At(start.AddDate(0, 0, 3*i)), Title: word(31 * i)}
		for k := range 29 {
			r.Text += word(31*i+k+1) + " "
		}
		g.Add(Report{Report: r, Body: text.New(nil, r, sitrep.InText), Title: text.New(nil, r, sitrep.InTitle)})
	}
	if len(g.open) == 0 || len(g.open) > 50 {
		t.Errorf("%d stories are open, want some that began in the last 90 days before the window", len(g.open))
	}
	if n := len(g.Stories()); n != 600 {
		t.Errorf("%d stories, want 600", n)
	}
}

// The longer a story is silent, the fewer of its reports new ones are held against; one of which no day is known keeps all it may.
func TestThin(t *testing.T) {
	for _, c := range []struct {
		reports int
		silent  float64
		want    int
	}{
		{9, -3, 4}, {9, 29, 4}, {9, 31, 2}, {9, 61, 1}, {9, 89, 1}, {9, math.NaN(), 4},
		{3, 0, 2}, {3, 31, 1}, {3, 80, 1}, {1, 80, 1},
	} {
		r := &record{reports: c.reports, matter: newMatter()}
		for seq := range min(c.reports, 6) {
			r.samples = append(r.samples, &profile{seq: seq})
		}
		last := r.samples[len(r.samples)-1]
		r.thin(c.silent)
		if len(r.samples) != c.want || r.samples[len(r.samples)-1] != last {
			t.Errorf("%d samples of %d reports after %v days, want the newest %d", len(r.samples), c.reports, c.silent, c.want)
		}
	}
}

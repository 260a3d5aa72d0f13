package ledger_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sitrep"
	"sitrep/internal/lang"
	"sitrep/internal/ledger"
	"sitrep/internal/loaded"
)

// anyInput draws a small story whose figures often agree, clash and repeat.
func anyInput(t *rapid.T, english *lang.Language) ledger.Input {
	in := ledger.Input{Language: english, Story: sitrep.Story{ID: "s"}}
	first := time.Date(2024, 12, 1, 0, 0, 0, 0, time.UTC)
	for i := range rapid.IntRange(1, 8).Draw(t, "reports") {
		r := &sitrep.Report{ID: sitrep.ReportID(fmt.Sprint("r", i)), Outlet: rapid.SampledFrom([]string{"A", "B", "C", "", "=D"}).Draw(t, "outlet")}
		if day := rapid.IntRange(-1, 12).Draw(t, "day"); day >= 0 {
			r.Published = sitrep.Day(first.AddDate(0, 0, day))
		}
		reading := sitrep.Reading{Report: r}
		for k := range rapid.IntRange(0, 6).Draw(t, "figures") {
			f := anyFigure(t, first)
			f.Report, f.Start, f.End = r.ID, 50*k, 50*k+3
			f.Sentence = sitrep.Span{Start: 50 * (k - k%2), End: 50*k + 40}
			reading.Figures = append(reading.Figures, f)
		}
		if rapid.Bool().Draw(t, "in an origin") {
			addOrigin(&in.Story, rapid.SampledFrom([]string{"X", "Y"}).Draw(t, "origin"), r.ID)
		}
		in.Readings = append(in.Readings, reading)
	}
	if rapid.Bool().Draw(t, "event") {
		e := sitrep.Event{ID: "e1", Where: "Homs", When: "2024-12-03"}
		for _, r := range in.Readings {
			if rapid.Bool().Draw(t, "about it") {
				e.Reports = append(e.Reports, r.Report.ID)
			}
		}
		in.Story.Events = append(in.Story.Events, e)
	}
	return in
}

func anyFigure(t *rapid.T, first time.Time) sitrep.Figure {
	word := func(name string, of ...sitrep.Words) sitrep.Words { return rapid.SampledFrom(of).Draw(t, name) }
	f := sitrep.Figure{
		Measure:      rapid.SampledFrom([]sitrep.Measure{sitrep.Killed, sitrep.Killed, sitrep.Wounded, sitrep.Casualties, sitrep.Losses, sitrep.Missing, sitrep.Strength}).Draw(t, "measure"),
		Group:        word("group", "", "people", "North Korean troops", "soldiers", "children", "others"),
		Claimant:     word("claimant", "", "the army", "Army", "Red Crescent", "Libyan Red Crescent", "officials"),
		ClaimantKind: rapid.SampledFrom([]sitrep.ClaimantKind{sitrep.Named, sitrep.Office, sitrep.Anonymous, sitrep.Nobody}).Draw(t, "kind"),
		Place:        word("place", "", "", "Homs", "the city of Homs in Syria", "Idlib"),
		When:         word("when", "", "past week"),
		Basis:        rapid.SampledFrom([]sitrep.Basis{sitrep.OfEvent, sitrep.OfEvent, sitrep.OfPeriod, sitrep.Cumulative}).Draw(t, "basis"),
		Status:       rapid.SampledFrom([]sitrep.Status{sitrep.Asserted, sitrep.Asserted, sitrep.Asserted, sitrep.Denied, sitrep.Feared}).Draw(t, "status"),
		Hedged:       rapid.IntRange(0, 5).Draw(t, "hedged") == 0,
		Subset:       rapid.IntRange(0, 4).Draw(t, "subset") == 0,
		Implicit:     rapid.IntRange(0, 9).Draw(t, "implicit") == 0,
		Additional:   rapid.IntRange(0, 9).Draw(t, "additional") == 0,
		Confidence:   rapid.SampledFrom([]float64{0.2, 0.7, 1}).Draw(t, "confidence"),
	}
	n := rapid.SampledFrom([]int64{0, 1, 5, 12, 100, 110, 1000, 1100, 5000}).Draw(t, "n")
	switch f.Modifier = rapid.SampledFrom([]sitrep.Modifier{sitrep.Exact, sitrep.About, sitrep.AtLeast, sitrep.MoreThan, sitrep.UpTo, sitrep.Vague}).Draw(t, "modifier"); f.Modifier {
	case sitrep.AtLeast:
		f.Min = sitrep.Of(n)
	case sitrep.MoreThan:
		f.Min = sitrep.Of(n + 1)
	case sitrep.UpTo:
		f.Max = sitrep.Of(n)
	case sitrep.Vague:
	default:
		f.Min, f.Max = sitrep.Of(n), sitrep.Of(n)
	}
	if rapid.IntRange(0, 9).Draw(t, "revised") == 0 {
		f.From = sitrep.Of(n + 10)
	}
	day := first.AddDate(0, 0, rapid.IntRange(0, 6).Draw(t, "toll day")).Format(time.DateOnly)
	f.Date = word("date", "", "", sitrep.Words(day), sitrep.Words(day+"/.."), sitrep.Words(day+"/2024-12-20"), "2011-03/..", "1960")
	return f
}

func load(t testing.TB) *lang.Language {
	t.Helper()
	english, err := loaded.English()
	if err != nil {
		t.Fatal(err)
	}
	return english
}

// Every figure known stands in exactly one step, whatever the figures are.
func TestNothingLost(t *testing.T) {
	english := load(t)
	rapid.Check(t, func(t *rapid.T) {
		in := anyInput(t, english)
		seen := map[sitrep.Citation]int{}
		for _, s := range ledger.Build(in).Series {
			for _, l := range s.Claimants {
				for _, st := range l.Steps {
					for _, c := range st.Figures {
						seen[c]++
					}
				}
			}
		}
		total := 0
		for _, r := range in.Readings {
			for i := range r.Figures {
				total++
				if n := seen[r.Figures[i].Cite()]; n != 1 {
					t.Fatalf("figure %+v stands in %d steps", r.Figures[i], n)
				}
			}
		}
		if total != len(seen) {
			t.Fatalf("%d figures, %d citations", total, len(seen))
		}
	})
}

// The order in which reports come in makes no difference.
func TestOrderDoesNotMatter(t *testing.T) {
	english := load(t)
	rapid.Check(t, func(t *rapid.T) {
		in := anyInput(t, english)
		want, _ := json.Marshal(ledger.Build(in))
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		r.Shuffle(len(in.Readings), func(i, j int) { in.Readings[i], in.Readings[j] = in.Readings[j], in.Readings[i] })
		for i := range in.Readings {
			f := in.Readings[i].Figures
			r.Shuffle(len(f), func(i, j int) { f[i], f[j] = f[j], f[i] })
		}
		if got, _ := json.Marshal(ledger.Build(in)); !bytes.Equal(got, want) {
			t.Fatalf("got  %s\nwant %s", got, want)
		}
	})
}

// What is known as of a time is known later too, and nothing later is known.
func TestAsOf(t *testing.T) {
	english := load(t)
	rapid.Check(t, func(t *rapid.T) {
		in := anyInput(t, english)
		day := func(name string, from int) sitrep.Stamp {
			return sitrep.Day(time.Date(2024, 12, rapid.IntRange(from, 14).Draw(t, name), 0, 0, 0, 0, time.UTC))
		}
		in.AsOf = day("early", 1)
		early := cited(t, in)
		in.AsOf = day("late", in.AsOf.Start().Day())
		late := cited(t, in)
		for c := range early {
			if !late[c] {
				t.Fatalf("%v is known early and not late", c)
			}
		}
	})
}

func cited(t *rapid.T, in ledger.Input) map[sitrep.Citation]bool {
	out := map[sitrep.Citation]bool{}
	for _, s := range ledger.Build(in).Series {
		for _, l := range s.Claimants {
			for _, st := range l.Steps {
				if st.Published.IsZero() || st.Published.Start().After(in.AsOf.End()) {
					t.Fatalf("a step of %q is known as of %s", st.Published, in.AsOf)
				}
				for _, c := range st.Figures {
					out[c] = true
				}
			}
		}
	}
	return out
}

// A standing figure told again in the same words, on a later day and from another account, stands where it stood, and changes no range of the same figures.
func TestRepeatKeepsRange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := ledger.Input{Story: sitrep.Story{ID: "s"}}
		first := time.Date(2024, 12, 1, 0, 0, 0, 0, time.UTC)
		for i := range rapid.IntRange(1, 6).Draw(t, "reports") {
			r := &sitrep.Report{ID: sitrep.ReportID(fmt.Sprint("r", i)), Outlet: fmt.Sprint("O", i), Published: sitrep.Day(first.AddDate(0, 0, 3*i))}
			f := anyFigure(t, first)
			r.Text = fmt.Sprintf("By day %d so many people had been killed by the quake in Tarsk.", i)
			f.Report, f.Start, f.End, f.Measure, f.Basis, f.Sentence = r.ID, 1, 3, sitrep.Killed, sitrep.Cumulative, sitrep.Span{End: len(r.Text)}
			r.Title = "Quake in Tarsk: the dead are counted"
			f.Group, f.Place, f.Date, f.When, f.Subset, f.Additional, f.Implicit, f.Status = "people", "Tarsk", "", "", false, false, false, sitrep.Asserted
			in.Readings = append(in.Readings, sitrep.Reading{Report: r, Figures: []sitrep.Figure{f}})
		}
		was := ledger.Build(in)
		again, ok := standing(t, was, in)
		if !ok {
			return
		}
		original := again.Cite()
		r := &sitrep.Report{ID: "again", Outlet: "Z", Published: sitrep.Day(first.AddDate(0, 0, 30))}
		for _, o := range in.Readings {
			if o.Report.ID == original.Report {
				r.Title, r.Text = o.Report.Title, o.Report.Text
			}
		}
		again.Report, again.From = "again", sitrep.Bound{}
		in.Readings = append(in.Readings, sitrep.Reading{Report: r, Figures: []sitrep.Figure{again}})
		before, held := holds(t, was, original)
		after, now := holds(t, ledger.Build(in), original)
		if !now[again.Cite()] {
			t.Fatalf("told again it stands elsewhere")
		}
		delete(now, again.Cite())
		if maps.Equal(held, now) && before != after {
			t.Fatalf("got  %s\nwant %s", after, before)
		}
	})
}

// holds is the range of the series that holds a figure, and what else it holds.
func holds(t *rapid.T, l sitrep.Ledger, c sitrep.Citation) (string, map[sitrep.Citation]bool) {
	for _, s := range l.Series {
		all := map[sitrep.Citation]bool{}
		for _, line := range s.Claimants {
			for _, st := range line.Steps {
				for _, c := range st.Figures {
					all[c] = true
				}
			}
		}
		if all[c] {
			return printRange(s.Range), all
		}
	}
	t.Fatalf("%v is in no series", c)
	return "", nil
}

// standing draws a claimant's figure that stands.
func standing(t *rapid.T, l sitrep.Ledger, in ledger.Input) (sitrep.Figure, bool) {
	stands := map[sitrep.Citation]bool{}
	for _, s := range l.Series {
		for _, line := range s.Claimants {
			for _, st := range line.Steps {
				for _, c := range st.Figures {
					stands[c] = line.Kind != sitrep.Nobody && st.Status == sitrep.Active && st.Kind != sitrep.RelayDiscrepancy && st.Why == "" && !st.Hedged && !st.Unsure
				}
			}
		}
	}
	var all []sitrep.Figure
	for _, r := range in.Readings {
		for _, f := range r.Figures {
			if stands[f.Cite()] {
				all = append(all, f)
			}
		}
	}
	if len(all) == 0 {
		return sitrep.Figure{}, false
	}
	return rapid.SampledFrom(all).Draw(t, "again"), true
}

func BenchmarkBuild(b *testing.B) {
	for _, n := range []int{1000, 10000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			in := ledger.Input{Story: sitrep.Story{ID: "s"}}
			first := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
			r := rand.New(rand.NewPCG(1, 2))
			for i := range n / 10 {
				rep := &sitrep.Report{ID: sitrep.ReportID(fmt.Sprint("r", i)), Outlet: fmt.Sprint("O", i%40), Published: sitrep.Day(first.AddDate(0, 0, i*300*10/n))}
				reading := sitrep.Reading{Report: rep}
				for k := range 10 {
					v := int64(i*10/5 + r.IntN(5))
					reading.Figures = append(reading.Figures, sitrep.Figure{Report: rep.ID, Span: sitrep.Span{Start: k * 50, End: k*50 + 4}, Min: sitrep.Of(v), Max: sitrep.Of(v),
						Modifier: sitrep.Exact, Measure: []sitrep.Measure{sitrep.Killed, sitrep.Wounded}[k%2], Group: "people", Claimant: sitrep.Words(fmt.Sprint("Claimant ", k)),
						ClaimantKind: sitrep.Named, Basis: sitrep.Cumulative, Status: sitrep.Asserted, Confidence: 0.9})
				}
				in.Readings = append(in.Readings, reading)
			}
			b.ResetTimer()
			for b.Loop() {
				ledger.Build(in)
			}
		})
	}
}

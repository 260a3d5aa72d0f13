package support_test

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"sitrep"
	"sitrep/internal/support"
)

// words that sentences are thrown together from, wild ones among them.
var shards = strings.Fields(`a the The of and killed wounded missing 40 1,100 at least about more than said Kirby Lorn not denied that if on 9 May 2024 Thursday
	“ ” " ' ’ ( ) [ ] - – — . , : ; … ... 's U.S. Gen. é 北京 💥 0 -1 99999999999999999999 1.5 million dozens nobody no comment December 31 2024 <b> http://x` + " \u202e \u200b")

func throw(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(shards[r.Intn(len(shards))])
		if r.Intn(5) > 0 {
			b.WriteByte(" \n"[r.Intn(15)/14])
		}
	}
	return b.String()
}

// No text and no citation makes the gate panic, and what it says is one plain line.
func TestAnything(t *testing.T) {
	r := newReader(t)
	dice := rand.New(rand.NewSource(5))
	for round := range 300 {
		published, _ := sitrep.ParseStamp([]string{"2024-05-09", "", "2024"}[dice.Intn(3)])
		report := &sitrep.Report{ID: "a", Title: throw(dice, dice.Intn(12)), Text: throw(dice, dice.Intn(120)), Published: published}
		gate := r.wild(report)
		for range 5 {
			u := sitrep.Unit{Text: throw(dice, dice.Intn(30))}
			if dice.Intn(3) == 0 && len(report.Text) > 0 { // a stretch of the report, cut anywhere
				from := dice.Intn(len(report.Text))
				u.Text = report.Text[from : from+dice.Intn(len(report.Text)-from)]
			}
			for range dice.Intn(4) {
				c := sitrep.Citation{Report: []sitrep.ReportID{"a", "a", "a", "b"}[dice.Intn(4)]}
				c.Start = dice.Intn(len(report.Text)+4) - 2
				c.End = c.Start + dice.Intn(len(report.Text)+4) - 1
				if dice.Intn(4) == 0 {
					c.In = sitrep.InTitle
				}
				u.Citations = append(u.Citations, c)
			}
			if dice.Intn(4) == 0 {
				u.Derived = []sitrep.Derived{{Value: dice.Int63n(50) - 5, Rule: []string{"high", "low", "count_reports", "difference", ""}[dice.Intn(5)], From: []any{1, "a", 2.5, nil}[:dice.Intn(5)]}}
			}
			plainReason(t, fmt.Sprintf("round %d: %q", round, u.Text), gate.Pass(u))
		}
	}
	plainReason(t, "no gate", new(support.Gate).Pass(sitrep.Unit{Text: "x", Citations: []sitrep.Citation{{Report: "a"}}}))
}

// wild is the gate over a report that the rooms below may fail to read: then it holds no reading.
func (r *reader) wild(report *sitrep.Report) (g *support.Gate) {
	defer func() {
		if recover() != nil {
			g = &support.Gate{Language: r.language, Registry: r.registry, Claims: r.claims, Readings: map[sitrep.ReportID]*sitrep.Reading{report.ID: {Report: report}}}
		}
	}()
	return r.gate(report)
}

func plainReason(t *testing.T, what string, err error) {
	t.Helper()
	if err == nil {
		return
	}
	s := err.Error()
	if s == "" || strings.ContainsAny(s, "\n\r\t") || !utf8.ValidString(s) || strings.Contains(s, "%!") || len(s) > 400 {
		t.Errorf("%s: the reason is no plain sentence: %q", what, s)
	}
}

// The cost grows with the text that is cited, no faster.
func TestLinear(t *testing.T) {
	r := newReader(t)
	sentence := "The coast guard said at least 12 people were killed when the ferry sank off Lorn on Thursday, and 30 were injured. "
	cost := func(n int) time.Duration {
		report := &sitrep.Report{ID: "a", Title: "Ferry sinks off Lorn", Text: strings.Repeat(sentence, n)}
		gate := r.gate(report)
		u := sitrep.Unit{Text: "Lorn buried 12 people near “Lorn” in Marl, said Kirby.", Citations: []sitrep.Citation{{Report: "a", Span: sitrep.Span{End: len(report.Text) - 1}}}}
		_ = gate.Pass(u) // reads the report
		best := time.Hour
		for range 9 {
			start := time.Now()
			_ = gate.Pass(u)
			best = min(best, time.Since(start))
		}
		return best
	}
	small, large := cost(100), cost(1600)
	if large > 100*small {
		t.Errorf("16 times the text takes %v instead of %v", large, small)
	}
}

func BenchmarkPass(b *testing.B) {
	r := newReader(b)
	text := "LORN, May 9 - A ferry carrying about 80 people sank off Lorn on Thursday, killing at least nine people, the coast guard said. " +
		strings.Repeat("Divers from the mainland searched the wreck for those who were on board, the navy said. ", 40)
	published, _ := sitrep.ParseStamp("2024-05-09")
	report := &sitrep.Report{ID: "a", Title: "Ferry sinks off Lorn", Text: text, Published: published}
	first := sitrep.Citation{Report: "a", Span: sitrep.Span{Start: 14, End: strings.Index(text, " Divers")}}
	for _, bench := range []struct{ name, text string }{
		{"taken", "A ferry carrying about 80 people sank off Lorn on 9 May 2024, killing at least nine people, the coast guard said."},
		{"told", "The coast guard reported at least nine people killed."},
		{"refused", "A ferry carrying about 80 people sank off Lorn on 9 May 2024, killing at least ten people, the coast guard said."},
	} {
		b.Run(bench.name, func(b *testing.B) {
			gate := r.gate(report)
			u := sitrep.Unit{Text: bench.text, Citations: []sitrep.Citation{first}}
			b.ReportAllocs()
			for b.Loop() {
				if err := gate.Pass(u); (err == nil) == (bench.name == "refused") {
					b.Fatal(err)
				}
			}
		})
	}
}

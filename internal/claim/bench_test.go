package claim_test

import (
	"os"
	"testing"

	"sitrep"
	"sitrep/internal/actor"
	"sitrep/internal/text"
)

// article is a report of 250 words.
func article(b *testing.B) *sitrep.Report {
	b.Helper()
	t, err := os.ReadFile("testdata/report.txt")
	if err != nil {
		b.Fatal(err)
	}
	return &sitrep.Report{ID: "r", Text: string(t)}
}

// BenchmarkSegmentation is the measure the others are read by: words, sentences and quotations alone.
func BenchmarkSegmentation(b *testing.B) {
	l, r := english(b), article(b)
	b.SetBytes(int64(len(r.Text)))
	b.ReportAllocs()
	for b.Loop() {
		text.New(l, r, sitrep.InText)
	}
}

// BenchmarkFind reads claims where words and cast are known already.
func BenchmarkFind(b *testing.B) {
	l, report, r := english(b), article(b), reader(b)
	d := text.New(l, report, sitrep.InText)
	cast := actor.Find(nil, d, nil)
	b.SetBytes(int64(len(report.Text)))
	b.ReportAllocs()
	for b.Loop() {
		r.Find(d, cast)
	}
}

package story_test

import (
	"testing"

	"sitrep"
	"sitrep/internal/story"
	"sitrep/internal/text"
)

// BenchmarkGrouping groups a stream of 5,500 reports, segmentation included.
func BenchmarkGrouping(b *testing.B) {
	l := english(b)
	reports := synthetic(l, 1, 5500)
	for b.Loop() {
		g := story.New(story.Options{})
		for _, r := range reports {
			r.Body, r.Title = text.New(l, r.Report, sitrep.InText), text.New(l, r.Report, sitrep.InTitle)
			g.Add(r)
		}
		g.Stories()
	}
	b.ReportMetric(float64(len(reports)*b.N)/b.Elapsed().Seconds(), "reports/s")
}

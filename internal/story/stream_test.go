package story_test

import (
	"flag"
	"fmt"
	"runtime"
	"testing"
	"time"

	"sitrep"
	"sitrep/internal/story"
	"sitrep/internal/text"
)

var long = flag.Bool("long", false, "run the stream of 300,000 reports")

// Time for a report and memory don't grow with the stream: the last tenth of a long one takes about as long as
// a tenth did when the window had just been filled.
func TestLongStream(t *testing.T) {
	window, part, parts := 300, 300, 6
	if *long {
		window, part, parts = 0, 10000, 30
	}
	l := english(t)
	g := story.New(story.Options{Window: window})
	var times []time.Duration
	var heaps []uint64
	for k := range parts {
		reports := synthetic(l, uint64(k), part)
		for i := range reports {
			r := *reports[i].Report
			r.ID = sitrep.ReportID(fmt.Sprintf("%d-%s", k, r.ID))
			r.Published = sitrep.At(r.Published.Start().AddDate(0, 0, 21*k))
			reports[i] = story.Report{Report: &r, Body: reports[i].Body, Title: reports[i].Title}
		}
		start := time.Now()
		for _, r := range reports {
			g.Add(r)
		}
		times = append(times, time.Since(start))
		reports = nil
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		heaps = append(heaps, m.HeapAlloc)
	}
	t.Logf("times %v, heaps %v", times, heaps)
	limit := 1.3
	if !*long {
		limit = 3 // so short a run on a busy machine tells no more
	}
	early, late := min(times[2], times[3]), min(times[parts-1], times[parts-2])
	if float64(late) > limit*float64(early) {
		t.Errorf("early %v, late %v", early, late)
	}
	if heaps[parts-1] > heaps[2]*2 {
		t.Errorf("memory grew from %d to %d bytes", heaps[2], heaps[parts-1])
	}
}

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

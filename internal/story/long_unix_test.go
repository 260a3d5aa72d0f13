//go:build unix

package story_test

import (
	"flag"
	"fmt"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"sitrep"
	"sitrep/internal/loaded/spent"
	"sitrep/internal/story"
)

var long = flag.Bool("long", false, "run the stream of 300,000 reports")

// Time for a report doesn't grow with the stream, and memory by little: the last parts of a long stream cost about what the first parts after the
// window had been filled did. Costs are processor time, and those of parts of one kind are compared (the streams differ in kind, by their seeds,
// and repeat after twelve). A crowded machine makes processor time dear too, so it is counted in what a fixed piece of work costs before and after
// each part, and of several ratios the one in the middle decides. How many pairs were judged, most of the work, is the same on every machine.
func TestLongStream(t *testing.T) {
	const parts, kinds = 30, 12
	window, part := 150, 150
	slower, heavier := 2.0, 650.0 // so short a run tells no more: words and sentences are still being learned
	if *long {
		window, part = 0, 10000
		slower, heavier = 1.3, 120
	}
	const busier = 1.2
	l := english(t)
	var judged atomic.Int64
	g := story.New(story.Options{Window: window, Judge: func(a, b sitrep.ReportID, inputs []float32) float64 {
		judged.Add(1)
		return story.Standing(a, b, inputs)
	}})
	fixed := synthetic(l, 1, part/5)
	yardstick := func() time.Duration {
		runtime.GC()
		start := spent.Processor(t)
		g := story.New(story.Options{})
		for _, r := range fixed {
			g.Add(r)
		}
		g.Stories()
		return spent.Processor(t) - start
	}
	costs, heaps, pairs := make([]float64, parts), make([]float64, parts), make([]float64, parts)
	before := yardstick()
	for k := range parts {
		reports := synthetic(l, uint64(k), part)
		for i := range reports {
			r := *reports[i].Report
			r.ID = sitrep.ReportID(fmt.Sprintf("%d-%s", k, r.ID))
			r.Published = sitrep.At(r.Published.Start().AddDate(0, 0, 21*k))
			reports[i] = story.Report{Report: &r, Body: reports[i].Body, Title: reports[i].Title}
		}
		runtime.GC()
		start := spent.Processor(t)
		judged.Store(0)
		for _, r := range reports {
			g.Add(r)
		}
		pairs[k] = float64(judged.Load())
		cost := spent.Processor(t) - start
		clear(reports)
		after := yardstick()
		costs[k] = 2 * float64(cost) / float64(before+after)
		before = after
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		heaps[k] = float64(m.HeapAlloc)
		if *long {
			t.Logf("%d reports: %v, %.1f yardsticks, %.0f pairs judged; heap %.0f MB", (k+1)*part, cost.Round(10*time.Millisecond), costs[k], pairs[k], heaps[k]/1e6)
		}
	}
	var times, work, bytes []float64
	for k := 3; k < 6; k++ {
		early, late := k, k+2*kinds
		times = append(times, costs[late]/costs[early])
		work = append(work, pairs[late]/pairs[early])
		bytes = append(bytes, (heaps[late]-heaps[late-kinds])/float64(kinds*part))
	}
	slices.Sort(times)
	slices.Sort(work)
	slices.Sort(bytes)
	t.Logf("late parts take %.2f times what early ones did, and judge %.2f times as many pairs; %.0f bytes more with each report", times, work, bytes)
	if times[1] > slower {
		t.Errorf("late parts take %.2f times what early ones did, want %.1f at most", times[1], slower)
	}
	if work[1] > busier {
		t.Errorf("late parts judge %.2f times as many pairs as early ones did, want %.2f at most", work[1], busier)
	}
	if bytes[1] > heavier {
		t.Errorf("memory grows by %.0f bytes with each report, want %.0f at most", bytes[1], heavier)
	}
	count := 0
	for _, s := range g.Stories() {
		count += len(s.Articles)
	}
	if count != parts*part {
		t.Errorf("%d reports in all stories, want %d", count, parts*part)
	}
}

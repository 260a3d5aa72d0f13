package work_test

import (
	"flag"
	"testing"
	"time"
)

// BenchmarkSettle says how many reports a second are read, placed and told after they were taken.
func BenchmarkSettle(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		list := reports(*benchReports)
		h := build(b, place(b.TempDir()+"/s.db"), 4, time.Now, nil)
		h.take(b, list)
		b.StartTimer()
		began := time.Now()
		if err := h.engine.Drain(b.Context()); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(list))/time.Since(began).Seconds(), "reports/s")
		b.StopTimer()
		h.store.Close()
		b.StartTimer()
	}
}

var benchReports = flag.Int("reports", 600, "how many reports the benchmark takes")

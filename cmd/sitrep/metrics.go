package main

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"sitrep"
	"sitrep/internal/work"
)

// metrics are what an operator asks: how long the queue is, how late briefs are, what the gate refuses, how feeds
// do.
type metrics struct {
	registry *prometheus.Registry
	lag      prometheus.Histogram
	told     prometheus.Counter
	refused  *prometheus.CounterVec
	clock    func() time.Time
}

func newMetrics(clock func() time.Time) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(), clock: clock,
		lag: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "sitrep_publication_to_brief_seconds", Help: "From the newest report's publication to the brief that knows it, for reports of the last day.",
			Buckets: []float64{10, 30, 60, 300, 900, 1800, 3600, 4 * 3600, 24 * 3600},
		}),
		told:    prometheus.NewCounter(prometheus.CounterOpts{Name: "sitrep_stories_told_total", Help: "Ledgers and briefs written."}),
		refused: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "sitrep_sentences_refused_total", Help: "Sentences the gate refused, by the reason's first words."}, []string{"reason"}),
	}
	m.registry.MustRegister(m.lag, m.told, m.refused, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// note counts a telling.
func (m *metrics) note(t *sitrep.Told) {
	m.told.Inc()
	if last := t.Story.Last.End(); !last.IsZero() {
		if lag := m.clock().Sub(last); lag >= 0 && lag < 24*time.Hour {
			m.lag.Observe(lag.Seconds())
		}
	}
	for _, r := range t.Brief.Dropped {
		m.refused.WithLabelValues(reason(r.Why)).Inc()
	}
}

// reason is the beginning of a refusal, up to what it names: few enough to count by.
func reason(why string) string {
	why, _, _ = strings.Cut(why, `"`)
	words := strings.Fields(why)
	return strings.Join(words[:min(4, len(words))], " ")
}

// watch adds what is asked of the store when the metrics are read.
func (m *metrics) watch(s *store) { m.registry.MustRegister(&gauges{s, m.clock}) }

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{Timeout: 10 * time.Second})
}

// gauges are counted when they are asked for.
type gauges struct {
	store *store
	clock func() time.Time
}

var (
	tasksDesc   = prometheus.NewDesc("sitrep_tasks", "Tasks that are not done, by kind and state.", []string{"kind", "state"}, nil)
	oldestDesc  = prometheus.NewDesc("sitrep_oldest_task_seconds", "For how long the longest-waiting task could have begun.", nil, nil)
	feedsDesc   = prometheus.NewDesc("sitrep_feeds", "Feeds that are followed, by how they do.", []string{"state"}, nil)
	unreadDesc  = prometheus.NewDesc("sitrep_read_up_to", "The number up to which every kept report was read.", nil, nil)
	scrapedDesc = prometheus.NewDesc("sitrep_store_up", "1 when the store answered.", nil, nil)
)

// Describe names them.
func (g *gauges) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{tasksDesc, oldestDesc, feedsDesc, unreadDesc, scrapedDesc} {
		ch <- d
	}
}

// late is by how much a feed may be behind before it counts as late.
const late = 15 * time.Minute

// Collect counts them.
func (g *gauges) Collect(ch chan<- prometheus.Metric) {
	ctx, stop := context.WithTimeout(context.Background(), 5*time.Second)
	defer stop()
	up := 1.0
	if q, err := g.store.engine.Queue(ctx); err == nil {
		for state, kinds := range map[string]map[sitrep.TaskKind]int{"waiting": q.Waiting, "running": q.Running, "later": q.Later, "failed": q.Failed, "dropped": q.Dropped} {
			// None is a number too: a row that vanishes when its queue is empty can't be watched.
			for kind := range work.Kinds {
				ch <- prometheus.MustNewConstMetric(tasksDesc, prometheus.GaugeValue, float64(kinds[kind]), string(kind), state)
			}
		}
		ch <- prometheus.MustNewConstMetric(oldestDesc, prometheus.GaugeValue, waited(q, g.clock()).Seconds())
	} else {
		up = 0
	}
	if feeds, err := g.store.Feeds(ctx); err == nil {
		states := map[string]int{"ok": 0, "late": 0, "failing": 0, "gone": 0}
		for _, f := range feeds {
			if !f.Removed {
				states[feedState(f, g.clock())]++
			}
		}
		for state, n := range states {
			ch <- prometheus.MustNewConstMetric(feedsDesc, prometheus.GaugeValue, float64(n), state)
		}
	} else {
		up = 0
	}
	if n, err := g.store.ReadUpTo(ctx); err == nil {
		ch <- prometheus.MustNewConstMetric(unreadDesc, prometheus.GaugeValue, float64(n))
	}
	ch <- prometheus.MustNewConstMetric(scrapedDesc, prometheus.GaugeValue, up)
}

func waited(q work.Queue, now time.Time) time.Duration {
	if q.Oldest.IsZero() {
		return 0
	}
	return max(0, now.Sub(q.Oldest))
}

// feedState is how a feed does, in a word.
func feedState(f sitrep.Feed, now time.Time) string {
	switch {
	case f.Gone:
		return "gone"
	case f.Failures > 0:
		return "failing"
	case !f.Next.IsZero() && now.Sub(f.Next) > late:
		return "late"
	}
	return "ok"
}

package storetest

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"sitrep"
)

func alerts(t *testing.T, s Store) {
	ctx := t.Context()
	b := &sitrep.Batch{
		Alerts:  []sitrep.Alert{{Name: "tolls", Kinds: []sitrep.NoticeKind{sitrep.FigureChanged}, Measure: sitrep.Killed, Least: 50, To: "https://hook.example/a", Secret: "whsec_x", At: begin, After: 3}, {To: "mailto:desk@courier.example"}},
		Receipt: &sitrep.Receipt{Key: "k", At: begin},
	}
	keep(t, s, b)
	same(t, "ids", fmt.Sprint(b.Alerts[0].ID, b.Alerts[1].ID, b.Receipt.Alert), "1 2 2")
	b.Alerts[1].Off = true
	keep(t, s, &sitrep.Batch{Alerts: b.Alerts[1:]})
	same(t, "alerts", must[[]sitrep.Alert](t)(s.Alerts(ctx)), b.Alerts)
	same(t, "one alert", must[sitrep.Alert](t)(s.Alert(ctx, 1)), b.Alerts[0])
	if _, err := s.Alert(ctx, 9); !errors.Is(err, sitrep.NotFound) {
		t.Errorf("an alert that isn't there: %v", err)
	}

	// Up to where notices were matched moves from where it is, or the whole batch is refused.
	waiting := func(alert, notice int64, next time.Duration) sitrep.Delivery {
		n := sitrep.Notice{ID: notice, Kind: sitrep.FigureChanged, What: "9 killed", Value: &sitrep.Bounds{Min: sitrep.Of(9), Max: sitrep.Of(9)}, At: begin}
		return sitrep.Delivery{Alert: alert, Notice: n, State: sitrep.DeliveryWaiting, At: begin, Next: begin.Add(next)}
	}
	same(t, "alerted at first", must[int64](t)(s.Alerted(ctx)), int64(0))
	one := []sitrep.Delivery{waiting(1, 4, 0), waiting(1, 5, time.Hour), waiting(1, 6, 0), waiting(2, 4, 0)}
	keep(t, s, &sitrep.Batch{Alerted: &sitrep.Alerted{To: 6}, Deliveries: one})
	late := &sitrep.Batch{Alerted: &sitrep.Alerted{To: 9}, Deliveries: []sitrep.Delivery{waiting(1, 8, 0)}}
	if err := s.Keep(ctx, late); !errors.Is(err, sitrep.Done) {
		t.Errorf("a second from the same number: %v", err)
	}
	same(t, "alerted", must[int64](t)(s.Alerted(ctx)), int64(6))
	if _, err := s.Delivery(ctx, 1, 8); !errors.Is(err, sitrep.NotFound) {
		t.Errorf("half a batch is there: %v", err)
	}
	same(t, "a delivery", must[sitrep.Delivery](t)(s.Delivery(ctx, 1, 5)), one[1])

	due := func(alert int64, at time.Duration, limit int) (numbers string, next time.Time) {
		list, next, err := s.Due(ctx, alert, begin.Add(at), limit)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range list {
			numbers += fmt.Sprint(d.Notice.ID, " ")
		}
		return strings.TrimSpace(numbers), next
	}
	numbers, next := due(1, time.Minute, 10)
	same(t, "due", numbers, "4 6")
	same(t, "next", next, begin.Add(time.Hour))
	numbers, _ = due(1, time.Minute, 1)
	same(t, "due, one", numbers, "4")
	d := one[0]
	d.State, d.Tries, d.Status, d.Done = sitrep.DeliveryDone, 1, 204, begin.Add(time.Minute)
	keep(t, s, &sitrep.Batch{Deliveries: []sitrep.Delivery{d}})
	same(t, "over what was kept", must[sitrep.Delivery](t)(s.Delivery(ctx, 1, 4)), d)
	numbers, next = due(1, 2*time.Hour, 10)
	same(t, "due later", numbers, "5 6")
	same(t, "none is later", next, time.Time{})
	var list []int64
	for _, d := range must[[]sitrep.Delivery](t)(s.Deliveries(ctx, 1, 2)) {
		list = append(list, d.Notice.ID)
	}
	same(t, "newest first", list, []int64{6, 5})

	// Old letters are dropped; what waits stays.
	more := &sitrep.Batch{}
	for i := range int64(1100) {
		d := waiting(1, 100+i, 0)
		d.State = sitrep.DeliveryDone
		more.Deliveries = append(more.Deliveries, d)
	}
	keep(t, s, more)
	all := must[[]sitrep.Delivery](t)(s.Deliveries(ctx, 1, 5000))
	same(t, "kept of one alert", len(all), 1002)
	same(t, "of the other", len(must[[]sitrep.Delivery](t)(s.Deliveries(ctx, 2, 5000))), 1)
	if page := Exported(t, s); strings.Contains(page, "whsec_") || strings.Contains(page, "hook.example") {
		t.Error("the export tells of alerts")
	}
}

package alert

import (
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"sitrep"
)

// Rules keeps the desk's alerts.
type Rules struct {
	Store  sitrep.Store
	Random io.Reader // cryptographic
	Clock  func() time.Time
}

// maxAlerts is how many there may be: each is held against each notice.
const maxAlerts = 500

// List are the alerts that there are, by number.
func (r *Rules) List(ctx context.Context) ([]sitrep.Alert, error) {
	list, err := r.Store.Alerts(ctx)
	return slices.DeleteFunc(list, func(a sitrep.Alert) bool { return a.Removed }), err
}

// One is the alert of a number, or NotFound.
func (r *Rules) One(ctx context.Context, id int64) (sitrep.Alert, error) {
	a, err := r.Store.Alert(ctx, id)
	if err == nil && a.Removed {
		err = fmt.Errorf("alert %d: %w", id, sitrep.NotFound)
	}
	return a, err
}

// Add keeps the alert that a wish asks for. What was before is not told.
func (r *Rules) Add(ctx context.Context, w Wish, by string, receipt *sitrep.Receipt) (sitrep.Alert, error) {
	a, err := New(w, r.Random)
	if err != nil {
		return a, err
	}
	have, err := r.List(ctx)
	if err != nil {
		return a, err
	}
	if len(have) >= maxAlerts {
		return a, fmt.Errorf("%w: there are %d alerts, and no more can be; remove some", sitrep.Invalid, len(have))
	}
	if a.Story != "" {
		t, err := r.Store.Story(ctx, a.Story)
		if err != nil {
			return a, err
		}
		a.Story = t.Story.ID
	}
	if a.After, err = r.Store.LastNotice(ctx); err != nil {
		return a, err
	}
	a.By, a.At = by, r.Clock().UTC()
	b := &sitrep.Batch{Alerts: []sitrep.Alert{a}, Receipt: receipt}
	err = r.Store.Keep(ctx, b)
	return b.Alerts[0], err
}

// Remove ends an alert; what waits for its address is not sent.
func (r *Rules) Remove(ctx context.Context, id int64, receipt *sitrep.Receipt) error {
	a, err := r.One(ctx, id)
	if err != nil {
		return err
	}
	a.Removed, a.Secret = true, ""
	return r.Store.Keep(ctx, &sitrep.Batch{Alerts: []sitrep.Alert{a}, Tasks: []sitrep.Task{task(id, time.Time{})}, Receipt: receipt})
}

// Pause has an alert match nothing, or puts it on again: what was meanwhile is not told, what waited is sent.
func (r *Rules) Pause(ctx context.Context, id int64, off bool, receipt *sitrep.Receipt) error {
	a, err := r.One(ctx, id)
	if err != nil {
		return err
	}
	b := &sitrep.Batch{Receipt: receipt}
	if a.Off && !off {
		if a.After, err = r.Store.LastNotice(ctx); err != nil {
			return err
		}
		b.Tasks = []sitrep.Task{task(id, time.Time{})}
	}
	a.Off = off
	b.Alerts = []sitrep.Alert{a}
	return r.Store.Keep(ctx, b)
}

// Again sends a delivery anew, whatever became of it, under the id that it had.
func (r *Rules) Again(ctx context.Context, id, notice int64, receipt *sitrep.Receipt) error {
	if _, err := r.One(ctx, id); err != nil {
		return err
	}
	d, err := r.Store.Delivery(ctx, id, notice)
	if err != nil {
		return err
	}
	now := r.Clock().UTC()
	d = sitrep.Delivery{Alert: d.Alert, Notice: d.Notice, State: sitrep.DeliveryWaiting, At: now, Next: now}
	return r.Store.Keep(ctx, &sitrep.Batch{Deliveries: []sitrep.Delivery{d}, Tasks: []sitrep.Task{task(id, time.Time{})}, Receipt: receipt})
}

// Health is how an alert does: of its last deliveries.
type Health struct {
	Waiting, Dead int
	Last          *sitrep.Delivery // the last that was tried; nil: none was
}

// looked is how many deliveries a health is made of.
const looked = 100

// Health looks at an alert's last deliveries.
func (r *Rules) Health(ctx context.Context, id int64) (h Health, err error) {
	list, err := r.Store.Deliveries(ctx, id, looked)
	for i := range list {
		switch list[i].State {
		case sitrep.DeliveryWaiting:
			h.Waiting++
		case sitrep.DeliveryDead:
			h.Dead++
		}
		if h.Last == nil && list[i].Tries > 0 {
			h.Last = &list[i]
		}
	}
	return h, err
}

// Says is a health in words.
func (h Health) Says() string {
	switch {
	case h.Last == nil && h.Waiting > 0:
		return "waiting to be sent"
	case h.Last == nil:
		return "nothing sent yet"
	case h.Last.State == sitrep.DeliveryDone:
		return "well"
	case h.Last.State == sitrep.DeliveryDead:
		return "given up: " + h.Last.Error
	}
	return "failing: " + h.Last.Error
}

// WishOf is what an alert was asked for by.
func WishOf(a *sitrep.Alert) Wish {
	return Wish{Name: a.Name, Kinds: a.Kinds, Story: a.Story, Measure: a.Measure, Actor: a.Actor, Least: a.Least, To: a.To}
}

// Words say what an alert is about and where it goes.
func Words(a *sitrep.Alert) string {
	what := "everything"
	if len(a.Kinds) > 0 {
		what = ""
		for i, k := range a.Kinds {
			if i > 0 {
				what += ", "
			}
			what += string(k)
		}
	}
	if a.Least > 0 {
		what += fmt.Sprintf(" by at least %d", a.Least)
	}
	for _, x := range [][2]string{{"of", string(a.Measure)}, {"by", a.Actor}, {"in", string(a.Story)}} {
		if x[1] != "" {
			what += " " + x[0] + " " + x[1]
		}
	}
	what += " to " + a.To
	if a.Name != "" {
		return a.Name + ": " + what
	}
	return what
}

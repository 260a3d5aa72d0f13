package api

import (
	"strings"

	"sitrep"
	"sitrep/internal/alert"
)

// NewAlert is an alert to make.
type NewAlert alert.Wish

// AlertList is the alerts that there are, by number.
type AlertList struct {
	Alerts []AlertRow `json:"alerts"`
}

// AlertRow is an alert and how it does.
type AlertRow struct {
	ID      int64               `json:"id"`
	Name    string              `json:"name,omitempty"`
	Kinds   []sitrep.NoticeKind `json:"events,omitempty" doc:"left out: all"`
	Story   sitrep.StoryID      `json:"story,omitempty"`
	Measure sitrep.Measure      `json:"measure,omitempty"`
	Actor   string              `json:"actor,omitempty"`
	Least   int64               `json:"least,omitempty"`
	To      string              `json:"to"`
	By      string              `json:"by,omitempty"`
	At      sitrep.Stamp        `json:"at"`
	Paused  bool                `json:"paused"`
	State   string              `json:"state" doc:"in plain words, of the last delivery that was tried"`
	Waiting int                 `json:"waiting" doc:"of the last 100 deliveries"`
	Dead    int                 `json:"dead" doc:"given up, of the last 100 deliveries"`
}

// AlertMade is a new alert.
type AlertMade struct {
	AlertRow
	Secret string `json:"secret" doc:"signs what a webhook gets; it is not shown again"`
}

// DeliveryList is an alert's deliveries, newest first.
type DeliveryList struct {
	Deliveries []DeliveryRow `json:"deliveries"`
}

// DeliveryRow is a notice on its way to an alert's address.
type DeliveryRow struct {
	Notice sitrep.Notice        `json:"notice"`
	State  sitrep.DeliveryState `json:"state"`
	Tries  int                  `json:"tries"`
	Status int                  `json:"status,omitempty" doc:"of the last try's answer"`
	Error  string               `json:"error,omitempty" doc:"of the last try, in plain words"`
	At     sitrep.Stamp         `json:"at"`
	Next   sitrep.Stamp         `json:"next" doc:"when it is tried again"`
	Done   sitrep.Stamp         `json:"done" doc:"when it arrived or was given up"`
}

func deliveryRow(d *sitrep.Delivery) DeliveryRow {
	row := DeliveryRow{d.Notice, d.State, d.Tries, d.Status, d.Error, sitrep.At(d.At), sitrep.Stamp{}, sitrep.At(d.Done)}
	if d.State == sitrep.DeliveryWaiting {
		row.Next = sitrep.At(d.Next)
	}
	return row
}

func alertPath(id int64) string { return Root + "/alerts/" + itoa(id) }

func (c *call) alertRow(a *sitrep.Alert) (AlertRow, error) {
	h, err := c.Alerts.Health(c.r.Context(), a.ID)
	return AlertRow{a.ID, a.Name, a.Kinds, a.Story, a.Measure, a.Actor, a.Least, a.To, a.By, sitrep.At(a.At), a.Off, h.Says(), h.Waiting, h.Dead}, err
}

func (s *site) alerts(c *call) (reply, error) {
	out := AlertList{Alerts: []AlertRow{}}
	if c.Alerts == nil {
		return reply{Value: out}, nil
	}
	list, err := c.Alerts.List(c.r.Context())
	if err != nil {
		return reply{}, err
	}
	for i := range list {
		row, err := c.alertRow(&list[i])
		if err != nil {
			return reply{}, err
		}
		out.Alerts = append(out.Alerts, row)
	}
	return reply{Value: out}, nil
}

// theAlert is the one that the address names.
func (c *call) theAlert() (sitrep.Alert, error) {
	id, err := c.number("alert")
	if err != nil {
		return sitrep.Alert{}, err
	}
	if c.Alerts == nil {
		return sitrep.Alert{}, sitrep.NotFound
	}
	return c.Alerts.One(c.r.Context(), id)
}

func (s *site) alert(c *call) (reply, error) {
	a, err := c.theAlert()
	if err != nil {
		return reply{}, err
	}
	row, err := c.alertRow(&a)
	return reply{Value: row}, err
}

func (s *site) addAlert(c *call) (reply, error) {
	var in NewAlert
	if err := c.read(&in); err != nil {
		return reply{}, err
	}
	a, err := c.Alerts.Add(c.r.Context(), alert.Wish(in), c.user.Name, c.receipt)
	if err != nil {
		return reply{}, err
	}
	return c.alertMade(a.ID)
}

// alertMade shows a new alert with its secret: when it was made, and to whoever asks again under the key that made it.
func (c *call) alertMade(id int64) (reply, error) {
	a, err := c.Alerts.One(c.r.Context(), id)
	if err != nil {
		return reply{}, err
	}
	row, err := c.alertRow(&a)
	c.w.Header().Set("Location", alertPath(id))
	c.w.Header().Set("Cache-Control", "no-store")
	return reply{Value: AlertMade{row, a.Secret}}, err
}

func (s *site) removeAlert(c *call) (reply, error) {
	id, err := c.number("alert")
	if err != nil {
		return reply{}, err
	}
	return reply{Status: 204}, c.Alerts.Remove(c.r.Context(), id, c.receipt)
}

func (s *site) pauseAlert(c *call) (reply, error) {
	id, err := c.number("alert")
	if err != nil {
		return reply{}, err
	}
	return reply{Status: 204}, c.Alerts.Pause(c.r.Context(), id, strings.HasSuffix(c.r.URL.Path, "/pause"), c.receipt)
}

func (s *site) deliveries(c *call) (reply, error) {
	limit, err := c.limit()
	if err != nil {
		return reply{}, err
	}
	a, err := c.theAlert()
	if err != nil {
		return reply{}, err
	}
	list, err := c.Alerts.Store.Deliveries(c.r.Context(), a.ID, limit)
	if err != nil {
		return reply{}, err
	}
	out := DeliveryList{Deliveries: []DeliveryRow{}}
	for i := range list {
		out.Deliveries = append(out.Deliveries, deliveryRow(&list[i]))
	}
	return reply{Value: out}, nil
}

func (s *site) sendAgain(c *call) (reply, error) {
	id, err := c.number("alert")
	if err != nil {
		return reply{}, err
	}
	notice, err := c.number("notice")
	if err != nil {
		return reply{}, err
	}
	return reply{Status: 204}, c.Alerts.Again(c.r.Context(), id, notice, c.receipt)
}

package web

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"sitrep"
	"sitrep/internal/alert"
)

// alertsView is whom the program tells when something happens, and how that does.
type alertsView struct {
	Rows     []alertRow
	None     bool // nothing is kept here
	Kinds    []sitrep.NoticeKind
	Measures []sitrep.Measure
	Made     *sitrep.Alert // just now: its secret is shown this once
	Wrong    string
	Asked    alert.Wish // what was wrong is filled in again
}

type alertRow struct {
	sitrep.Alert
	alert.Health
	Words      string
	Deliveries []sitrep.Delivery // newest first, those given up before the others
}

// shownDeliveries is how many of an alert's deliveries are shown.
const shownDeliveries = 5

func (s *site) alertsPage(v *visit) error { return v.showAlerts(http.StatusOK, alertsView{}) }

func (v *visit) showAlerts(status int, view alertsView) error {
	view.None, view.Kinds, view.Measures = v.Alerts == nil, sitrep.NoticeKinds, sitrep.Measures
	if v.Alerts != nil {
		list, err := v.Alerts.List(v.r.Context())
		if err != nil {
			return err
		}
		for _, a := range list {
			a.Secret = "" // not the page's
			row := alertRow{Alert: a, Words: alert.Words(&a)}
			if row.Health, err = v.Alerts.Health(v.r.Context(), a.ID); err != nil {
				return err
			}
			if row.Deliveries, err = v.shownOf(a.ID); err != nil {
				return err
			}
			view.Rows = append(view.Rows, row)
		}
	}
	return v.show(status, page{Title: "Alerts", Here: "alerts", Name: "alerts", Data: view})
}

// shownOf are the last deliveries of an alert: the dead letters, then the others.
func (v *visit) shownOf(id int64) (out []sitrep.Delivery, err error) {
	list, err := v.Alerts.Store.Deliveries(v.r.Context(), id, 100)
	for _, dead := range []bool{true, false} {
		n := 0
		for _, d := range list {
			if (d.State == sitrep.DeliveryDead) == dead && n < shownDeliveries {
				out = append(out, d)
				n++
			}
		}
	}
	return out, err
}

// setAlert makes an alert, or pauses, removes or sends again, as the form's button says.
func (s *site) setAlert(v *visit) error {
	if err := v.r.ParseForm(); err != nil {
		return fmt.Errorf("%w: the form could not be read: %w", sitrep.Invalid, err)
	}
	if v.Alerts == nil {
		return fmt.Errorf("%w: nothing is kept here, so nobody can be told; serve a kept store", sitrep.Invalid)
	}
	form, ctx := v.r.PostForm, v.r.Context()
	do := form.Get("do")
	if do == "" {
		return v.addAlert()
	}
	id, err := strconv.ParseInt(form.Get("alert"), 10, 64)
	if err != nil {
		return fmt.Errorf("%w: %q is no alert", sitrep.Invalid, short(form.Get("alert"), 40))
	}
	switch do {
	case "remove":
		err = v.Alerts.Remove(ctx, id, nil)
	case "pause", "resume":
		err = v.Alerts.Pause(ctx, id, do == "pause", nil)
	case "again":
		var notice int64
		if notice, err = strconv.ParseInt(form.Get("notice"), 10, 64); err != nil {
			return fmt.Errorf("%w: %q is no delivery", sitrep.Invalid, short(form.Get("notice"), 40))
		}
		err = v.Alerts.Again(ctx, id, notice, nil)
	default:
		err = fmt.Errorf("%w: an alert can't be asked to %q", sitrep.Invalid, short(do, 40))
	}
	if err != nil {
		return err
	}
	http.Redirect(v.w, v.r, "/alerts", http.StatusSeeOther)
	return nil
}

func (v *visit) addAlert() error {
	form := v.r.PostForm
	w := alert.Wish{
		Name: form.Get("name"), Story: sitrep.StoryID(strings.TrimSpace(form.Get("story"))), Measure: sitrep.Measure(form.Get("measure")), Actor: form.Get("actor"), To: form.Get("to"),
	}
	for _, k := range form["event"] {
		w.Kinds = append(w.Kinds, sitrep.NoticeKind(k))
	}
	wrong := func(err error) error {
		return v.showAlerts(http.StatusBadRequest, alertsView{Wrong: sentence(err), Asked: w})
	}
	if s := strings.TrimSpace(form.Get("least")); s != "" {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			return wrong(fmt.Errorf("the size of a change is a number"))
		}
		w.Least = n
	}
	a, err := v.Alerts.Add(v.r.Context(), w, v.user.Name, nil)
	if err != nil {
		if status, _ := statusOf(err); status == http.StatusInternalServerError {
			return err
		}
		return wrong(err)
	}
	v.w.Header().Set("Cache-Control", "no-store") // it holds the secret
	return v.showAlerts(http.StatusOK, alertsView{Made: &a})
}

package sitrep

import (
	"context"
	"time"
)

// Alert is a rule at the desk: tell this address when that happens. Every condition that is set must hold, and what a
// notice says nothing of does not meet it.
type Alert struct {
	ID      int64
	Name    string       // for whoever reads the list; may be empty
	Kinds   []NoticeKind `json:",omitempty"` // none: all
	Story   StoryID      `json:",omitempty"`
	Measure Measure      `json:",omitempty"`
	Actor   string       `json:",omitempty"` // a claimant, as the ledger names it
	// Least is the smallest size of a figure's change; when it is set, nothing but changed figures matches. 0: any.
	Least int64 `json:",omitempty"`
	// To is where it is told: an http or https address, or mailto: and one mail address.
	To string
	// Secret signs what a webhook gets ("whsec_…") and makes ids that nobody else makes. It is shown once, and stands in
	// no export and no log.
	Secret string
	By     string
	At     time.Time
	// After is the last notice that was there when the alert was made or put on again: what was before is not told.
	After   int64
	Off     bool // it matches nothing for now; what waits waits
	Removed bool
}

// Delivery is a notice on its way to an alert's address. The alert's number and the notice's are its key.
type Delivery struct {
	Alert  int64
	Notice Notice
	State  DeliveryState
	Tries  int    // since At
	Status int    // of the last try: HTTP's, or 0 when there was no answer
	Error  string `json:",omitempty"` // of the last try, in plain words
	At     time.Time
	Next   time.Time // not to be tried before
	Done   time.Time // when it arrived or was given up
}

// DeliveryState is what became of a delivery.
type DeliveryState string

// A delivery waits until it arrived or is given up.
const (
	DeliveryWaiting DeliveryState = "waiting"
	DeliveryDone    DeliveryState = "done"
	DeliveryDead    DeliveryState = "dead"
)

// Alerted says that the notices after From and up to To were held against the alerts.
type Alerted struct{ From, To int64 }

// AlertStore is what a store knows of alerts.
type AlertStore interface {
	Alerts(ctx context.Context) ([]Alert, error) // those that were removed too, by number
	Alert(ctx context.Context, id int64) (Alert, error)
	// Alerted is the number of the last notice that was held against the alerts.
	Alerted(ctx context.Context) (int64, error)
	Delivery(ctx context.Context, alert, notice int64) (Delivery, error)
	// Deliveries are an alert's, newest first.
	Deliveries(ctx context.Context, alert int64, limit int) ([]Delivery, error)
	// Due are an alert's waiting deliveries that may be tried at a time, oldest notice first, and when the first of the
	// others may be; zero when there is none.
	Due(ctx context.Context, alert int64, at time.Time, limit int) ([]Delivery, time.Time, error)
}

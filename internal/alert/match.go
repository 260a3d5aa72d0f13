package alert

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"sitrep"
)

// Matches reports whether an alert is about a notice: each condition that is set holds. What a notice does not say (a
// revised report names no claimant) is not what was asked for.
func Matches(a *sitrep.Alert, n *sitrep.Notice) bool {
	if a.Off || a.Removed || n.ID <= a.After {
		return false
	}
	if len(a.Kinds) > 0 && !slices.Contains(a.Kinds, n.Kind) {
		return false
	}
	if a.Story != "" && n.Story != a.Story || a.Measure != "" && n.Measure != a.Measure || a.Actor != "" && !sameActor(n.Claimant, a.Actor) {
		return false
	}
	if a.Least > 0 {
		size, ok := Size(n)
		return ok && n.Kind == sitrep.FigureChanged && size >= a.Least
	}
	return true
}

// sameActor compares names as people write them: capitals, spaces and a leading article don't count.
func sameActor(x, y string) bool {
	bare := func(s string) string { return strings.TrimPrefix(strings.ToLower(line(s)), "the ") }
	return x != "" && bare(x) == bare(y)
}

// Size is by how many people a figure changed: the larger of the differences of its lower and of its upper end. A
// claimant's first figure changes from nothing, one that was taken back to nothing. It is not known of a vague word.
func Size(n *sitrep.Notice) (int64, bool) {
	low, high, ok := ends(n.Value)
	lowWas, highWas, okWas := ends(n.Before)
	if !ok || !okWas || n.Value == nil && n.Before == nil {
		return 0, false
	}
	return max(apart(low, lowWas), apart(high, highWas)), true
}

func apart(x, y int64) int64 {
	if x < y {
		return y - x
	}
	return x - y
}

// ends are both ends of a value; one that is not known is where the other is. Nothing is zero.
func ends(b *sitrep.Bounds) (low, high int64, ok bool) {
	switch {
	case b == nil:
		return 0, 0, true
	case !b.Min.Known && !b.Max.Known:
		return 0, 0, false
	case !b.Min.Known:
		return b.Max.N, b.Max.N, true
	case !b.Max.Known:
		return b.Min.N, b.Min.N, true
	}
	return b.Min.N, b.Max.N, true
}

// portion is how many notices are matched in one transaction.
const portion = 200

// Tasks are those that notices must be kept with: one that matches them, if there is an alert at all.
func Tasks(ctx context.Context, s sitrep.Store) ([]sitrep.Task, error) {
	list, err := live(ctx, s)
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return []sitrep.Task{{Kind: sitrep.AlertTask}}, nil
}

// live are the alerts that match.
func live(ctx context.Context, s sitrep.Store) ([]sitrep.Alert, error) {
	list, err := s.Alerts(ctx)
	return slices.DeleteFunc(list, func(a sitrep.Alert) bool { return a.Off || a.Removed }), err
}

// Match holds the notices that are new against the alerts, in portions, and keeps for each portion the deliveries, the tasks
// that send them and up to where it came, in one transaction. It may run twice and at one time.
func Match(ctx context.Context, s sitrep.Store, now time.Time) error {
	for {
		alerts, err := live(ctx, s)
		if err != nil || len(alerts) == 0 {
			return err
		}
		from, err := s.Alerted(ctx)
		if err != nil {
			return err
		}
		first := alerts[0].After
		for i := range alerts {
			first = min(first, alerts[i].After)
			if err := lead(ctx, s, &alerts[i]); err != nil {
				return err
			}
		}
		notices, err := s.Notices(ctx, max(from, first), portion)
		if err != nil || len(notices) == 0 {
			return err
		}
		b := &sitrep.Batch{Alerted: &sitrep.Alerted{From: from, To: notices[len(notices)-1].ID}}
		for i := range alerts {
			before := len(b.Deliveries)
			for j := range notices {
				if Matches(&alerts[i], &notices[j]) {
					b.Deliveries = append(b.Deliveries, sitrep.Delivery{Alert: alerts[i].ID, Notice: notices[j], State: sitrep.DeliveryWaiting, At: now.UTC(), Next: now.UTC()})
				}
			}
			if len(b.Deliveries) > before {
				b.Tasks = append(b.Tasks, task(alerts[i].ID, time.Time{}))
			}
		}
		if err := s.Keep(ctx, b); err != nil && !errors.Is(err, sitrep.Done) {
			return fmt.Errorf("keep what alerts are to tell: %w", err)
		}
	}
}

// lead follows a story to what it is part of now.
func lead(ctx context.Context, s sitrep.Store, a *sitrep.Alert) error {
	if a.Story == "" {
		return nil
	}
	t, err := s.Story(ctx, a.Story)
	if errors.Is(err, sitrep.NotFound) {
		return nil
	}
	a.Story = t.Story.ID
	return err
}

func task(alert int64, after time.Time) sitrep.Task {
	return sitrep.Task{Kind: sitrep.DeliverTask, Key: strconv.FormatInt(alert, 10), After: after}
}

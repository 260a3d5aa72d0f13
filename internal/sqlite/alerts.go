package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"sitrep"
	"sitrep/internal/record"
)

func (k keeping) alerts(b *sitrep.Batch) error {
	for i := range b.Alerts {
		a := &b.Alerts[i]
		const set = `INSERT INTO alerts (id, body) VALUES (nullif(?, 0), ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body RETURNING id`
		if err := k.tx.QueryRowContext(k.ctx, set, a.ID, string(record.JSON(a))).Scan(&a.ID); err != nil {
			return fmt.Errorf("alert: %w", err)
		}
	}
	return nil
}

// delivered is how many deliveries of an alert are kept; those that wait stay, whatever their number.
const delivered = 1000

func (k keeping) deliveries(b *sitrep.Batch) error {
	for i := range b.Deliveries {
		d := &b.Deliveries[i]
		const set = `INSERT INTO deliveries VALUES (?, ?, ?, ?, ?) ON CONFLICT (alert, notice) DO UPDATE SET state = excluded.state, next = excluded.next, body = excluded.body`
		if err := k.exec(set, d.Alert, d.Notice.ID, d.State, record.Time(d.Next), string(record.JSON(d))); err != nil {
			return fmt.Errorf("delivery: %w", err)
		}
		const drop = `DELETE FROM deliveries WHERE alert = ?1 AND state <> 'waiting' AND notice <= (SELECT notice FROM deliveries WHERE alert = ?1 ORDER BY notice DESC LIMIT 1 OFFSET ?2)`
		if err := k.exec(drop, d.Alert, delivered); err != nil {
			return fmt.Errorf("delivery: %w", err)
		}
	}
	return nil
}

func (k keeping) alerted(b *sitrep.Batch) error {
	if b.Alerted == nil {
		return nil
	}
	done, err := k.tx.ExecContext(k.ctx, `UPDATE counters SET value = ? WHERE name = 'alerted' AND value = ?`, b.Alerted.To, b.Alerted.From)
	if err != nil {
		return fmt.Errorf("alerted: %w", err)
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return fmt.Errorf("alerted: %w", sitrep.Done)
	}
	return nil
}

// Alerts are all there are, those that were removed too.
func (s *Store) Alerts(ctx context.Context) (list []sitrep.Alert, err error) {
	err = each(ctx, s.read, `SELECT id, body FROM alerts ORDER BY id`, nil, func(rows *sql.Rows) error {
		a, err := scanBody[sitrep.Alert](rows)
		a.noun.ID = a.id
		list = append(list, a.noun)
		return err
	})
	return list, err
}

// Alert is the one of that number.
func (s *Store) Alert(ctx context.Context, id int64) (sitrep.Alert, error) {
	a, err := one[sitrep.Alert](ctx, s.read, "alert", fmt.Sprint(id), `SELECT body FROM alerts WHERE id = ?`, id)
	a.ID = id
	return a, err
}

// Alerted is the number of the last notice that was held against the alerts.
func (s *Store) Alerted(ctx context.Context) (n int64, err error) {
	if err := s.read.QueryRowContext(ctx, `SELECT value FROM counters WHERE name = 'alerted'`).Scan(&n); err != nil {
		return 0, fmt.Errorf("store: %w", plain(err))
	}
	return n, nil
}

// Delivery is the one of an alert and a notice.
func (s *Store) Delivery(ctx context.Context, alert, notice int64) (sitrep.Delivery, error) {
	return one[sitrep.Delivery](ctx, s.read, "delivery", fmt.Sprintf("%d-%d", alert, notice), `SELECT body FROM deliveries WHERE alert = ? AND notice = ?`, alert, notice)
}

// Deliveries are an alert's, newest first.
func (s *Store) Deliveries(ctx context.Context, alert int64, limit int) ([]sitrep.Delivery, error) {
	return s.delivering(ctx, `SELECT body FROM deliveries WHERE alert = ? ORDER BY notice DESC LIMIT ?`, alert, limit)
}

// Due are an alert's waiting deliveries that may be tried, and when the first of the others may be.
func (s *Store) Due(ctx context.Context, alert int64, at time.Time, limit int) (list []sitrep.Delivery, next time.Time, err error) {
	const due = `SELECT body FROM deliveries WHERE alert = ? AND state = 'waiting' AND next <= ? ORDER BY notice LIMIT ?`
	if list, err = s.delivering(ctx, due, alert, record.Time(at), limit); err != nil {
		return nil, next, err
	}
	var n int64
	const later = `SELECT coalesce(min(next), 0) FROM deliveries WHERE alert = ? AND state = 'waiting' AND next > ?`
	if err := s.read.QueryRowContext(ctx, later, alert, record.Time(at)).Scan(&n); err != nil {
		return nil, next, fmt.Errorf("store: %w", plain(err))
	}
	return list, record.At(n), nil
}

func (s *Store) delivering(ctx context.Context, query string, args ...any) (list []sitrep.Delivery, err error) {
	err = each(ctx, s.read, query, args, func(rows *sql.Rows) error {
		var body string
		var d sitrep.Delivery
		if err := rows.Scan(&body); err != nil {
			return err
		}
		err := json.Unmarshal([]byte(body), &d)
		list = append(list, d)
		return err
	})
	return list, err
}

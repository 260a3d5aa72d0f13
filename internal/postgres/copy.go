package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sitrep"
	"sitrep/internal/record"
)

// Export hands on everything kept as of one moment, in a fixed order.
func (s *Store) Export(ctx context.Context, row func(v any) error) error {
	// The rows are read in one transaction, which sees one moment.
	tx, err := s.pool.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly})
	if err != nil {
		return fmt.Errorf("store: %w", plain(err))
	}
	defer tx.Rollback(context.WithoutCancel(ctx))
	for _, part := range []struct {
		query string
		scan  func(pgx.Rows) (any, error)
	}{
		{`SELECT ` + head + ` FROM reports r ORDER BY r.number`, exportReport},
		{`SELECT r.id, d.body FROM readings d JOIN reports r USING (number) ORDER BY number`, exportReading},
		{`SELECT story, ledger, brief FROM stories ORDER BY id`, exportStory},
		{`SELECT id, body FROM decisions ORDER BY id`, exportDecision},
		{`SELECT id, body FROM feeds ORDER BY id`, exportFeed},
	} {
		if err := exportPart(ctx, tx, part.query, part.scan, row); err != nil {
			return err
		}
	}
	return nil
}

func exportPart(ctx context.Context, tx pgx.Tx, query string, scan func(pgx.Rows) (any, error), row func(any) error) error {
	rows, err := tx.Query(ctx, query)
	if err != nil {
		return fmt.Errorf("store: %w", plain(err))
	}
	defer rows.Close()
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return err
		}
		if v == nil {
			continue
		}
		if err := row(v); err != nil {
			return err
		}
	}
	return rows.Err()
}

func exportReport(rows pgx.Rows) (any, error) {
	k, err := scanKept(rows.Scan)
	if err != nil {
		return nil, err
	}
	return record.Report(k), nil
}

func exportReading(rows pgx.Rows) (any, error) {
	var id sitrep.ReportID
	var body string
	if err := rows.Scan(&id, &body); err != nil {
		return nil, err
	}
	r := record.ReadingRow{Type: "reading", Report: id}
	return r, json.Unmarshal([]byte(body), &r.Read)
}

func exportStory(rows pgx.Rows) (any, error) {
	var story, ledger, brief string
	if err := rows.Scan(&story, &ledger, &brief); err != nil {
		return nil, err
	}
	r := record.StoryRow{Type: "story"}
	if err := json.Unmarshal([]byte(story), &r.Placed); err != nil {
		return nil, err
	}
	if ledger == "" {
		return r, nil
	}
	r.Ledger, r.Brief = &sitrep.Ledger{}, &sitrep.Brief{}
	return r, errors.Join(json.Unmarshal([]byte(ledger), r.Ledger), json.Unmarshal([]byte(brief), r.Brief))
}

func exportDecision(rows pgx.Rows) (any, error) {
	d, err := scanBody[sitrep.Decision](rows)
	d.noun.ID = d.id
	return record.DecisionRow{Type: "decision", Decision: d.noun}, err
}

func exportFeed(rows pgx.Rows) (any, error) {
	f, err := scanBody[sitrep.Feed](rows)
	if err != nil || f.noun.Removed {
		return nil, err
	}
	return record.FeedRow{Type: "feed", ID: sitrep.FeedID(f.id), URL: f.noun.URL, Title: f.noun.Title}, nil
}

// Backup is the server's business: its own tool makes a whole copy while everything goes on.
func (s *Store) Backup(context.Context, string) error {
	return fmt.Errorf("%w: a store on PostgreSQL is backed up by its own tool, which needs no pause: pg_dump --format=custom --file=FILE DATABASE", sitrep.Invalid)
}

// Prune deletes versions seen before a time that no brief cites and that are read. Their items' keys stay, so
// that a feed which still lists them does not bring them back.
func (s *Store) Prune(ctx context.Context, before time.Time, feed sitrep.FeedID) (n int, err error) {
	err = s.in(ctx, func(tx pgx.Tx) error {
		cited, err := citedBy(ctx, tx)
		if err != nil {
			return err
		}
		const pick = `SELECT coalesce(array_agg(number), '{}') FROM reports WHERE seen < $1 AND read AND ($2 = 0 OR feed = $2)
			AND NOT id = ANY ($3)`
		var numbers []int64
		if err := tx.QueryRow(ctx, pick, record.Time(before), int64(feed), cited).Scan(&numbers); err != nil {
			return err
		}
		if n = len(numbers); n == 0 {
			return nil
		}
		for _, query := range []string{
			`DELETE FROM words WHERE number = ANY ($1)`, `DELETE FROM raws WHERE number = ANY ($1)`, `DELETE FROM readings WHERE number = ANY ($1)`,
			`DELETE FROM places WHERE report IN (SELECT id FROM reports WHERE number = ANY ($1))`, `DELETE FROM reports WHERE number = ANY ($1)`,
		} {
			if _, err := tx.Exec(ctx, query, numbers); err != nil {
				return err
			}
		}
		_, err = tx.Exec(ctx, `UPDATE counters SET value = value + 1 WHERE name = 'changes'`)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("prune: %w", err)
	}
	return n, nil
}

// citedBy are the reports that any version of any brief cites.
func citedBy(ctx context.Context, tx pgx.Tx) ([]string, error) {
	rows, err := tx.Query(ctx, `SELECT brief FROM briefs`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	seen, cited := map[sitrep.ReportID]bool{}, []string{}
	for rows.Next() {
		var body string
		if err := rows.Scan(&body); err != nil {
			return nil, err
		}
		var b sitrep.Brief
		if err := json.Unmarshal([]byte(body), &b); err != nil {
			return nil, err
		}
		for _, id := range record.Cited(&b) {
			if !seen[id] {
				seen[id] = true
				cited = append(cited, string(id))
			}
		}
	}
	return cited, rows.Err()
}

// Check asks the server whether it answers and whether every reading has its report.
func (s *Store) Check(ctx context.Context) error {
	var lost int
	const query = `SELECT count(*) FROM readings d WHERE NOT EXISTS (SELECT 1 FROM reports r WHERE r.number = d.number)`
	if err := s.pool.QueryRow(ctx, query).Scan(&lost); err != nil {
		return fmt.Errorf("store: %w", plain(err))
	}
	if lost > 0 {
		return fmt.Errorf("the store is damaged: %d readings without their report; restore a backup", lost)
	}
	return nil
}

package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"sitrep"
	"sitrep/internal/record"
)

// Export hands on everything kept as of one moment, in a fixed order.
func (s *Store) Export(ctx context.Context, row func(v any) error) error {
	// The rows are read in one transaction, on a connection of their own.
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("store: %w", plain(err))
	}
	defer tx.Rollback()
	for _, part := range []struct {
		query string
		scan  func(*sql.Rows) (any, error)
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

func exportPart(ctx context.Context, tx *sql.Tx, query string, scan func(*sql.Rows) (any, error), row func(any) error) error {
	rows, err := tx.QueryContext(ctx, query)
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

func exportReport(rows *sql.Rows) (any, error) {
	k, err := scanKept(rows.Scan)
	if err != nil {
		return nil, err
	}
	return record.Report(k), nil
}

func exportReading(rows *sql.Rows) (any, error) {
	var id sitrep.ReportID
	var body string
	if err := rows.Scan(&id, &body); err != nil {
		return nil, err
	}
	r := record.ReadingRow{Type: "reading", Report: id}
	return r, json.Unmarshal([]byte(body), &r.Read)
}

func exportStory(rows *sql.Rows) (any, error) {
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

func exportDecision(rows *sql.Rows) (any, error) {
	d, err := scanBody[sitrep.Decision](rows)
	d.noun.ID = d.id
	return record.DecisionRow{Type: "decision", Decision: d.noun}, err
}

func exportFeed(rows *sql.Rows) (any, error) {
	f, err := scanBody[sitrep.Feed](rows)
	if err != nil || f.noun.Removed {
		return nil, err
	}
	return record.FeedRow{Type: "feed", ID: sitrep.FeedID(f.id), URL: f.noun.URL, Title: f.noun.Title}, nil
}

// Backup writes a whole copy to a new file, under a passing name until it is whole. Reading and writing go on.
func (s *Store) Backup(ctx context.Context, file string) error {
	if _, err := os.Stat(file); !errors.Is(err, fs.ErrNotExist) {
		if err != nil {
			return fmt.Errorf("backup: %w", err)
		}
		return fmt.Errorf("%w: backup %s: there is such a file already; name a new one", sitrep.Invalid, file)
	}
	part := file + ".part"
	if err := os.Remove(part); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("backup: %w", err)
	}
	db, err := pool(s.file, 1, "") // of its own: it takes long, and reads one moment
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := db.ExecContext(ctx, `VACUUM INTO ?`, part); err != nil {
		os.Remove(part)
		return fmt.Errorf("backup %s: %w", file, plain(err))
	}
	if err := errors.Join(synced(part), os.Rename(part, file), synced(filepath.Dir(file))); err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	return nil
}

// synced waits until a file or a folder's list of names is on disk.
func synced(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// Prune deletes versions seen before a time that no brief cites and that are read. Their items' keys stay, so
// that a feed which still lists them does not bring them back.
func (s *Store) Prune(ctx context.Context, before time.Time, feed sitrep.FeedID) (n int, err error) {
	err = s.in(ctx, func(tx *sql.Tx) error {
		cited, err := citedBy(ctx, tx)
		if err != nil {
			return err
		}
		const pick = `CREATE TEMP TABLE pruned AS SELECT number FROM reports WHERE seen < ? AND read = 1 AND (?2 = 0 OR feed = ?2)
			AND id NOT IN (SELECT value FROM json_each(?3))`
		if _, err := tx.ExecContext(ctx, `DROP TABLE IF EXISTS temp.pruned`); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, pick, record.Time(before), feed, string(record.JSON(cited))); err != nil {
			return err
		}
		for _, query := range []string{
			`DELETE FROM words WHERE rowid IN pruned`, `DELETE FROM raws WHERE number IN pruned`, `DELETE FROM readings WHERE number IN pruned`,
			`DELETE FROM places WHERE report IN (SELECT id FROM reports WHERE number IN pruned)`,
		} {
			if _, err := tx.ExecContext(ctx, query); err != nil {
				return err
			}
		}
		r, err := tx.ExecContext(ctx, `DELETE FROM reports WHERE number IN pruned`)
		if err != nil {
			return err
		}
		deleted, err := r.RowsAffected()
		n = int(deleted)
		if err != nil || n == 0 {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE counters SET value = value + 1 WHERE name = 'changes'`)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("prune: %w", err)
	}
	return n, nil
}

// citedBy are the reports that any version of any brief cites.
func citedBy(ctx context.Context, tx *sql.Tx) ([]sitrep.ReportID, error) {
	rows, err := tx.QueryContext(ctx, `SELECT brief FROM briefs`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	seen, cited := map[sitrep.ReportID]bool{}, []sitrep.ReportID{}
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
				cited = append(cited, id)
			}
		}
	}
	return cited, rows.Err()
}

// Check asks SQLite whether the file is sound.
func (s *Store) Check(ctx context.Context) error {
	db, err := pool(s.file, 1, "_pragma=query_only(1)") // of its own, that has seen nothing yet
	if err != nil {
		return err
	}
	defer db.Close()
	var wrong []error
	err = each(ctx, db, `PRAGMA integrity_check`, nil, func(rows *sql.Rows) error {
		var line string
		if err := rows.Scan(&line); err != nil {
			return err
		}
		if line != "ok" {
			wrong = append(wrong, errors.New(line))
		}
		return nil
	})
	if err := errors.Join(append(wrong, err)...); err != nil {
		return fmt.Errorf("store %s is damaged: %w", s.file, err)
	}
	return nil
}

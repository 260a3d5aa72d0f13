package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"

	"sitrep"
	"sitrep/internal/record"
)

// head are the columns of a version, as scanKept reads them.
const head = `r.number, r.item, r.version, r.gone, r.feed, r.seen, r.hash, r.change, r.keys, r.report`

// scanKept reads a version from the columns of head and those that follow.
func scanKept(scan func(...any) error, more ...any) (*sitrep.Kept, error) {
	k := &sitrep.Kept{Report: &sitrep.Report{}}
	var seen int64
	var keys, report string
	into := append([]any{&k.Number, &k.Item, &k.Version, &k.Gone, &k.Feed, &seen, &k.Hash, &k.Change, &keys, &report}, more...)
	if err := scan(into...); err != nil {
		return nil, err
	}
	k.Seen = record.At(seen)
	if err := json.Unmarshal([]byte(keys), &k.Keys); err != nil {
		return nil, fmt.Errorf("the keys of report %d: %w", k.Number, err)
	}
	if err := json.Unmarshal([]byte(report), k.Report); err != nil {
		return nil, fmt.Errorf("report %d: %w", k.Number, err)
	}
	return k, nil
}

// Report is one version, with what was fetched.
func (s *Store) Report(ctx context.Context, id sitrep.ReportID) (*sitrep.Kept, error) {
	var raw []byte
	row := s.read.QueryRowContext(ctx, `SELECT `+head+`, w.bytes FROM reports r LEFT JOIN raws w USING (number) WHERE r.id = ?`, id)
	k, err := scanKept(row.Scan, &raw)
	if err != nil {
		return nil, found(err, "report", id)
	}
	k.Raw, err = s.pack.Unpack(raw)
	return k, err
}

// Number is the version of that number.
func (s *Store) Number(ctx context.Context, n int64) (*sitrep.Kept, error) {
	k, err := scanKept(s.read.QueryRowContext(ctx, `SELECT `+head+` FROM reports r WHERE r.number = ?`, n).Scan)
	return k, found(err, "report", n)
}

// After hands on the versions numbered after n. It reads them in portions, so that whoever is slow keeps
// nobody from writing.
func (s *Store) After(ctx context.Context, n int64, hand func(*sitrep.Kept) error) error {
	const portion = 256
	for {
		list, err := s.kept(ctx, `SELECT `+head+` FROM reports r WHERE r.number > ? ORDER BY r.number LIMIT ?`, n, portion)
		if err != nil {
			return err
		}
		for _, k := range list {
			if err := hand(k); err != nil {
				return err
			}
			n = k.Number
		}
		if len(list) < portion {
			return nil
		}
	}
}

// Versions are an item's, oldest first.
func (s *Store) Versions(ctx context.Context, item sitrep.ItemID) ([]*sitrep.Kept, error) {
	return s.kept(ctx, `SELECT `+head+` FROM reports r WHERE r.item = ? ORDER BY r.version, r.number`, item)
}

func (s *Store) kept(ctx context.Context, query string, args ...any) (list []*sitrep.Kept, err error) {
	err = each(ctx, s.read, query, args, func(rows *sql.Rows) error {
		k, err := scanKept(rows.Scan)
		list = append(list, k)
		return err
	})
	return list, err
}

// ItemsBy are the items known by any of the keys.
func (s *Store) ItemsBy(ctx context.Context, keys []string) (items []sitrep.ItemID, err error) {
	const query = `SELECT k.item FROM json_each(?) q JOIN keys k ON k.key = q.value GROUP BY k.item ORDER BY min(q.key), k.item`
	err = each(ctx, s.read, query, []any{string(record.JSON(keys))}, func(rows *sql.Rows) error {
		var id sitrep.ItemID
		err := rows.Scan(&id)
		items = append(items, id)
		return err
	})
	return items, err
}

// Readings are those of reports, in the order asked for.
func (s *Store) Readings(ctx context.Context, ids []sitrep.ReportID) (list []sitrep.Reading, err error) {
	const query = `SELECT ` + head + `, d.body FROM json_each(?) q JOIN reports r ON r.id = q.value JOIN readings d ON d.number = r.number ORDER BY q.key`
	err = each(ctx, s.read, query, []any{string(record.JSON(ids))}, func(rows *sql.Rows) error {
		var body string
		k, err := scanKept(rows.Scan, &body)
		if err != nil {
			return err
		}
		var read record.Read
		if err := json.Unmarshal([]byte(body), &read); err != nil {
			return fmt.Errorf("the reading of %s: %w", k.Report.ID, err)
		}
		list = append(list, read.Of(k.Report))
		return nil
	})
	return list, err
}

// ReadUpTo is the highest number up to which every version has been read.
func (s *Store) ReadUpTo(ctx context.Context) (n int64, err error) {
	const query = `SELECT coalesce((SELECT min(number) - 1 FROM reports WHERE read = 0), (SELECT max(number) FROM reports), 0)`
	if err := s.read.QueryRowContext(ctx, query).Scan(&n); err != nil {
		return 0, fmt.Errorf("store: %w", plain(err))
	}
	return n, nil
}

// Search finds the reports in which every word of the query stands, in title or text; of the last word the
// beginning is enough. The most telling come first, of the newest record.Ranked.
func (s *Store) Search(ctx context.Context, query string, limit int) (hits []sitrep.Hit, err error) {
	words := record.Words(query)
	if len(words) == 0 {
		return nil, nil
	}
	match := `"` + strings.Join(words, `" "`) + `"*`
	const find = `SELECT r.id, coalesce(p.story, ''), r.report FROM
		(SELECT number, rank FROM (SELECT rowid AS number, bm25(words, 4.0, 1.0) AS rank FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?)
			ORDER BY rank, number DESC LIMIT ?) h
		JOIN reports r ON r.number = h.number LEFT JOIN places p ON p.report = r.id ORDER BY h.rank, h.number DESC`
	err = each(ctx, s.read, find, []any{match, record.Ranked, limit}, func(rows *sql.Rows) error {
		var h sitrep.Hit
		var body string
		if err := rows.Scan(&h.Report, &h.Story, &body); err != nil {
			return err
		}
		var r sitrep.Report
		if err := json.Unmarshal([]byte(body), &r); err != nil {
			return fmt.Errorf("report %s: %w", h.Report, err)
		}
		h.Title = r.Title
		h.Snippet, h.Marks = record.Snippet(r.Text, words)
		hits = append(hits, h)
		return nil
	})
	return hits, err
}

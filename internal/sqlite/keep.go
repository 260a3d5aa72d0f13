package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"sitrep"
	"sitrep/internal/record"
)

// Keep writes a batch in one transaction.
func (s *Store) Keep(ctx context.Context, b *sitrep.Batch) error {
	return s.in(ctx, func(tx *sql.Tx) error {
		k := keeping{ctx, tx, s, 0}
		if err := tx.QueryRowContext(ctx, `UPDATE counters SET value = value + 1 WHERE name = 'changes' RETURNING value`).Scan(&k.seq); err != nil {
			return fmt.Errorf("keep: %w", err)
		}
		for _, step := range []func(*sitrep.Batch) error{k.reports, k.readings, k.told, k.moved, k.decisions, k.feeds, k.fetches, k.notices, k.alerts, k.deliveries, k.alerted, k.receipt} {
			if err := step(b); err != nil {
				return fmt.Errorf("keep: %w", err)
			}
		}
		if s.enqueue == nil || len(b.Tasks) == 0 {
			return nil
		}
		return s.enqueue(ctx, tx, b.Tasks)
	})
}

// keeping is one batch on its way in.
type keeping struct {
	ctx context.Context
	tx  *sql.Tx
	s   *Store
	seq int64
}

func (k keeping) exec(query string, args ...any) error {
	_, err := k.tx.ExecContext(k.ctx, query, args...)
	return err
}

func (k keeping) reports(b *sitrep.Batch) error {
	for _, r := range b.Reports {
		if err := k.report(r); err != nil {
			return fmt.Errorf("report %s: %w", r.Report.ID, err)
		}
	}
	return nil
}

func (k keeping) report(r *sitrep.Kept) error {
	var keys string
	err := k.tx.QueryRowContext(k.ctx, `SELECT number, item, version, keys FROM reports WHERE id = ?`, r.Report.ID).Scan(&r.Number, &r.Item, &r.Version, &keys)
	switch {
	case err == nil:
		return k.seenAgain(r, keys)
	case !errors.Is(err, sql.ErrNoRows):
		return err
	}
	if r.Item != 0 && r.Version == 0 {
		if err := k.tx.QueryRowContext(k.ctx, `SELECT coalesce(max(version), 0) + 1 FROM reports WHERE item = ?`, r.Item).Scan(&r.Version); err != nil {
			return err
		}
	}
	r.Version = max(r.Version, 1)
	const insert = `INSERT INTO reports (id, item, version, gone, feed, seen, hash, change, keys, read, report) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number`
	if r.Keys == nil {
		r.Keys = []string{}
	}
	err = k.tx.QueryRowContext(k.ctx, insert, r.Report.ID, r.Item, r.Version, r.Gone, r.Feed, record.Time(r.Seen), r.Hash, r.Change,
		string(record.JSON(r.Keys)), r.Gone, string(record.JSON(r.Report))).Scan(&r.Number)
	if err != nil {
		return err
	}
	if r.Item == 0 {
		r.Item = sitrep.ItemID(r.Number)
		if err := k.exec(`UPDATE reports SET item = number WHERE number = ?`, r.Number); err != nil {
			return err
		}
	}
	if err := k.keys(r); err != nil {
		return err
	}
	if raw := k.s.pack.Pack(r.Raw); raw != nil {
		if err := k.exec(`INSERT INTO raws VALUES (?, ?)`, r.Number, raw); err != nil {
			return err
		}
	}
	return k.exec(`INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)`, r.Number, r.Report.Title, r.Report.Text)
}

// seenAgain adds the keys that a kept version was not known by.
func (k keeping) seenAgain(r *sitrep.Kept, known string) error {
	var keys []string
	if err := json.Unmarshal([]byte(known), &keys); err != nil {
		return err
	}
	before := len(keys)
	for _, key := range r.Keys {
		if !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	r.Keys = keys
	if len(keys) == before {
		return nil
	}
	if err := k.exec(`UPDATE reports SET keys = ? WHERE number = ?`, string(record.JSON(keys)), r.Number); err != nil {
		return err
	}
	return k.keys(r)
}

func (k keeping) keys(r *sitrep.Kept) error {
	for _, key := range r.Keys {
		if err := k.exec(`INSERT OR IGNORE INTO keys VALUES (?, ?)`, key, r.Item); err != nil {
			return err
		}
	}
	return nil
}

func (k keeping) readings(b *sitrep.Batch) error {
	for _, r := range b.Readings {
		body := record.JSON(record.ReadingOf(&r))
		const set = `INSERT OR REPLACE INTO readings SELECT number, ? FROM reports WHERE id = ?`
		if err := k.exec(set, string(body), r.Report.ID); err != nil {
			return fmt.Errorf("reading of %s: %w", r.Report.ID, err)
		}
		if err := k.exec(`UPDATE reports SET read = 1 WHERE id = ? AND read = 0`, r.Report.ID); err != nil {
			return fmt.Errorf("reading of %s: %w", r.Report.ID, err)
		}
	}
	return nil
}

func (k keeping) told(b *sitrep.Batch) error {
	for i := range b.Told {
		if err := k.story(&b.Told[i]); err != nil {
			return fmt.Errorf("story %s: %w", b.Told[i].Story.ID, err)
		}
	}
	return nil
}

func (k keeping) story(t *sitrep.Told) error {
	id, whole := t.Story.ID, t.Brief.Story != ""
	placed, told, standing := int64(-1), int64(-1), ""
	err := k.tx.QueryRowContext(k.ctx, `SELECT round, told, brief FROM stories WHERE id = ?`, id).Scan(&placed, &told, &standing)
	isNew := errors.Is(err, sql.ErrNoRows)
	if err != nil && !isNew {
		return err
	}
	if t.Round < placed && !whole || whole && t.Round < told {
		return nil
	}
	if isNew {
		if err := k.exec(`INSERT INTO stories (id, seq, at, after, round, sum, story) VALUES (?, 0, 0, 0, -1, '', '')`, id); err != nil {
			return err
		}
	}
	if t.Round >= placed {
		if err := k.place(t); err != nil {
			return err
		}
	}
	if err := k.exec(`UPDATE stories SET seq = ?, at = ? WHERE id = ?`, k.seq, record.Time(t.At), id); err != nil {
		return err
	}
	if err := k.exec(`DELETE FROM redirects WHERE id = ?`, id); err != nil {
		return err
	}
	if !whole {
		return nil
	}
	brief := record.JSON(&t.Brief)
	const set = `UPDATE stories SET told = ?, card = ?, ledger = ?, brief = ? WHERE id = ?`
	if err := k.exec(set, t.Round, string(t.Card), string(record.JSON(&t.Ledger)), string(brief), id); err != nil {
		return err
	}
	if err := k.exec(`DELETE FROM tags WHERE story = ?`, id); err != nil {
		return err
	}
	for _, tag := range t.Tags {
		if err := k.exec(`INSERT OR IGNORE INTO tags VALUES (?, ?)`, tag, id); err != nil {
			return err
		}
	}
	if err := k.notices(&sitrep.Batch{Notices: t.Notices}); err != nil {
		return err
	}
	if bytes.Equal(brief, []byte(standing)) {
		return nil
	}
	return k.exec(`INSERT INTO briefs (story, at, after, brief) VALUES (?, ?, ?, ?)`, id, record.Time(t.At), t.After, string(brief))
}

// place writes where a story stands and which reports are in it.
func (k keeping) place(t *sitrep.Told) error {
	const set = `UPDATE stories SET after = ?, round = ?, sum = ?, story = ? WHERE id = ?`
	if err := k.exec(set, t.After, t.Round, t.Sum, string(record.JSON(record.Place(t.Story))), t.Story.ID); err != nil {
		return err
	}
	const leave = `DELETE FROM places WHERE story = ? AND report NOT IN (SELECT value FROM json_each(?))`
	articles := string(record.JSON(t.Story.Articles))
	if err := k.exec(leave, t.Story.ID, articles); err != nil {
		return err
	}
	const enter = `INSERT INTO places SELECT value, ? FROM json_each(?) WHERE true ON CONFLICT (report) DO UPDATE SET story = excluded.story WHERE story <> excluded.story`
	return k.exec(enter, t.Story.ID, articles)
}

func (k keeping) moved(b *sitrep.Batch) error {
	for _, m := range b.Moved {
		for _, query := range []string{`DELETE FROM stories WHERE id = ?`, `DELETE FROM tags WHERE story = ?`, `DELETE FROM places WHERE story = ?`} {
			if err := k.exec(query, m.From); err != nil {
				return fmt.Errorf("story %s: %w", m.From, err)
			}
		}
		if err := k.exec(`INSERT OR REPLACE INTO redirects VALUES (?, ?, ?)`, m.From, m.To, string(record.JSON(m))); err != nil {
			return fmt.Errorf("story %s: %w", m.From, err)
		}
	}
	return nil
}

func (k keeping) decisions(b *sitrep.Batch) error {
	for i := range b.Decisions {
		d := &b.Decisions[i]
		d.ID = 0
		if err := k.tx.QueryRowContext(k.ctx, `INSERT INTO decisions (body) VALUES (?) RETURNING id`, string(record.JSON(d))).Scan(&d.ID); err != nil {
			return fmt.Errorf("decision: %w", err)
		}
	}
	return nil
}

func (k keeping) feeds(b *sitrep.Batch) error {
	for i := range b.Feeds {
		f := &b.Feeds[i]
		const set = `INSERT INTO feeds (id, url, body) VALUES (nullif(?, 0), ?, ?) ON CONFLICT (id) DO UPDATE SET url = excluded.url, body = excluded.body
			ON CONFLICT (url) DO UPDATE SET body = excluded.body RETURNING id`
		if err := k.tx.QueryRowContext(k.ctx, set, f.ID, f.URL, string(record.JSON(f))).Scan(&f.ID); err != nil {
			return fmt.Errorf("feed %s: %w", f.URL, err)
		}
	}
	return nil
}

// logged is how many entries of the fetch log are kept of each feed.
const logged = 200

func (k keeping) fetches(b *sitrep.Batch) error {
	for _, f := range b.Fetches {
		if err := k.exec(`INSERT INTO fetches (feed, body) VALUES (?, ?)`, f.Feed, string(record.JSON(f))); err != nil {
			return fmt.Errorf("fetch log: %w", err)
		}
		const drop = `DELETE FROM fetches WHERE feed = ?1 AND id <= (SELECT id FROM fetches WHERE feed = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)`
		if err := k.exec(drop, f.Feed, logged); err != nil {
			return fmt.Errorf("fetch log: %w", err)
		}
	}
	return nil
}

// noticed is how many notices are kept.
const noticed = 100_000

func (k keeping) notices(b *sitrep.Batch) error {
	for i := range b.Notices {
		n := &b.Notices[i]
		n.ID = 0
		if err := k.tx.QueryRowContext(k.ctx, `INSERT INTO notices (body) VALUES (?) RETURNING id`, string(record.JSON(n))).Scan(&n.ID); err != nil {
			return fmt.Errorf("notice: %w", err)
		}
		if err := k.exec(`DELETE FROM notices WHERE id <= ?`, n.ID-noticed); err != nil {
			return fmt.Errorf("notice: %w", err)
		}
	}
	return nil
}

func (k keeping) receipt(b *sitrep.Batch) error {
	r := b.Receipt
	if r == nil {
		return nil
	}
	r.Fill(b)
	if err := k.exec(`DELETE FROM receipts WHERE at < ?`, record.Time(r.At.Add(-sitrep.Remembered))); err != nil {
		return fmt.Errorf("receipt: %w", err)
	}
	done, err := k.tx.ExecContext(k.ctx, `INSERT OR IGNORE INTO receipts VALUES (?, ?, ?)`, r.Key, record.Time(r.At), string(record.JSON(r)))
	if err != nil {
		return fmt.Errorf("receipt: %w", err)
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, sitrep.Done)
	}
	return nil
}

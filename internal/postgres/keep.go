package postgres

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"sitrep"
	"sitrep/internal/record"
)

// Keep writes a batch in one transaction.
func (s *Store) Keep(ctx context.Context, b *sitrep.Batch) error {
	return s.in(ctx, func(tx pgx.Tx) error {
		k := keeping{ctx, tx, s, 0}
		if err := tx.QueryRow(ctx, `UPDATE counters SET value = value + 1 WHERE name = 'changes' RETURNING value`).Scan(&k.seq); err != nil {
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
	tx  pgx.Tx
	s   *Store
	seq int64
}

func (k keeping) exec(query string, args ...any) error {
	_, err := k.tx.Exec(k.ctx, query, args...)
	return err
}

// count takes the next of a row of numbers that has no gaps: one that is not kept in the end is given again.
func (k keeping) count(what string, n *int64) error {
	return k.tx.QueryRow(k.ctx, `UPDATE counters SET value = value + 1 WHERE name = $1 RETURNING value`, what).Scan(n)
}

// indexed is a text as it is searched: its words, folded; of a very long text the beginning, for the server's sake.
func indexed(s string) string {
	const most = 250_000
	return strings.Join(record.AllWords(s[:min(len(s), most)]), " ")
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
	err := k.tx.QueryRow(k.ctx, `SELECT number, item, version, keys FROM reports WHERE id = $1`, r.Report.ID).Scan(&r.Number, &r.Item, &r.Version, &keys)
	switch {
	case err == nil:
		return k.seenAgain(r, keys)
	case !errors.Is(err, pgx.ErrNoRows):
		return err
	}
	if r.Item != 0 && r.Version == 0 {
		if err := k.tx.QueryRow(k.ctx, `SELECT coalesce(max(version), 0) + 1 FROM reports WHERE item = $1`, r.Item).Scan(&r.Version); err != nil {
			return err
		}
	}
	r.Version = max(r.Version, 1)
	const insert = `INSERT INTO reports (number, id, item, version, gone, feed, seen, hash, change, keys, read, report) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`
	if r.Keys == nil {
		r.Keys = []string{}
	}
	if err := k.count("number", &r.Number); err != nil {
		return err
	}
	if r.Item == 0 {
		r.Item = sitrep.ItemID(r.Number)
	}
	if err := k.exec(insert, r.Number, r.Report.ID, r.Item, r.Version, r.Gone, r.Feed, record.Time(r.Seen), r.Hash, noNul(r.Change),
		string(record.JSON(r.Keys)), r.Gone, string(record.JSON(r.Report))); err != nil {
		return err
	}
	if err := k.keys(r); err != nil {
		return err
	}
	if raw := k.s.pack.Pack(r.Raw); raw != nil {
		if err := k.exec(`INSERT INTO raws VALUES ($1, $2)`, r.Number, raw); err != nil {
			return err
		}
	}
	const index = `INSERT INTO words VALUES ($1, setweight(to_tsvector('simple', $2), 'A') || setweight(to_tsvector('simple', $3), 'D'))`
	return k.exec(index, r.Number, indexed(r.Report.Title), indexed(r.Report.Text))
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
	if err := k.exec(`UPDATE reports SET keys = $1 WHERE number = $2`, string(record.JSON(keys)), r.Number); err != nil {
		return err
	}
	return k.keys(r)
}

func (k keeping) keys(r *sitrep.Kept) error {
	for _, key := range r.Keys {
		if err := k.exec(`INSERT INTO keys VALUES ($1, $2) ON CONFLICT DO NOTHING`, key, r.Item); err != nil {
			return err
		}
	}
	return nil
}

func (k keeping) readings(b *sitrep.Batch) error {
	for _, r := range b.Readings {
		body := record.JSON(record.ReadingOf(&r))
		const set = `INSERT INTO readings SELECT number, $1 FROM reports WHERE id = $2 ON CONFLICT (number) DO UPDATE SET body = excluded.body`
		if err := k.exec(set, string(body), r.Report.ID); err != nil {
			return fmt.Errorf("reading of %s: %w", r.Report.ID, err)
		}
		if err := k.exec(`UPDATE reports SET read = true WHERE id = $1 AND NOT read`, r.Report.ID); err != nil {
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
	err := k.tx.QueryRow(k.ctx, `SELECT round, told, brief FROM stories WHERE id = $1`, id).Scan(&placed, &told, &standing)
	isNew := errors.Is(err, pgx.ErrNoRows)
	if err != nil && !isNew {
		return err
	}
	if t.Round < placed && !whole || whole && t.Round < told {
		return nil
	}
	if isNew {
		if err := k.exec(`INSERT INTO stories (id, seq, at, after, round, sum, story) VALUES ($1, 0, 0, 0, -1, '', '')`, id); err != nil {
			return err
		}
	}
	if t.Round >= placed {
		if err := k.place(t); err != nil {
			return err
		}
	}
	if err := k.exec(`UPDATE stories SET seq = $1, at = $2 WHERE id = $3`, k.seq, record.Time(t.At), id); err != nil {
		return err
	}
	if err := k.exec(`DELETE FROM redirects WHERE id = $1`, id); err != nil {
		return err
	}
	if !whole {
		return nil
	}
	brief := record.JSON(&t.Brief)
	const set = `UPDATE stories SET told = $1, card = $2, ledger = $3, brief = $4 WHERE id = $5`
	if err := k.exec(set, t.Round, string(t.Card), string(record.JSON(&t.Ledger)), string(brief), id); err != nil {
		return err
	}
	if err := k.exec(`DELETE FROM tags WHERE story = $1`, id); err != nil {
		return err
	}
	for _, tag := range t.Tags {
		if err := k.exec(`INSERT INTO tags VALUES ($1, $2) ON CONFLICT DO NOTHING`, tag, id); err != nil {
			return err
		}
	}
	if err := k.notices(&sitrep.Batch{Notices: t.Notices}); err != nil {
		return err
	}
	if bytes.Equal(brief, []byte(standing)) {
		return nil
	}
	return k.exec(`INSERT INTO briefs (story, at, after, brief) VALUES ($1, $2, $3, $4)`, id, record.Time(t.At), t.After, string(brief))
}

// place writes where a story stands and which reports are in it.
func (k keeping) place(t *sitrep.Told) error {
	const set = `UPDATE stories SET after = $1, round = $2, sum = $3, story = $4 WHERE id = $5`
	if err := k.exec(set, t.After, t.Round, t.Sum, string(record.JSON(record.Place(t.Story))), t.Story.ID); err != nil {
		return err
	}
	const leave = `DELETE FROM places WHERE story = $1 AND NOT report = ANY (SELECT jsonb_array_elements_text(nullif($2::jsonb, 'null')))`
	articles := string(record.JSON(t.Story.Articles))
	if err := k.exec(leave, t.Story.ID, articles); err != nil {
		return err
	}
	const enter = `INSERT INTO places SELECT DISTINCT value, $1 FROM jsonb_array_elements_text(nullif($2::jsonb, 'null')) q (value) ON CONFLICT (report) DO UPDATE SET story = excluded.story WHERE places.story <> excluded.story`
	return k.exec(enter, t.Story.ID, articles)
}

func (k keeping) moved(b *sitrep.Batch) error {
	for _, m := range b.Moved {
		for _, query := range []string{`DELETE FROM stories WHERE id = $1`, `DELETE FROM tags WHERE story = $1`, `DELETE FROM places WHERE story = $1`} {
			if err := k.exec(query, m.From); err != nil {
				return fmt.Errorf("story %s: %w", m.From, err)
			}
		}
		if err := k.exec(`INSERT INTO redirects VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET leads = excluded.leads, body = excluded.body`, m.From, m.To, string(record.JSON(m))); err != nil {
			return fmt.Errorf("story %s: %w", m.From, err)
		}
	}
	return nil
}

func (k keeping) decisions(b *sitrep.Batch) error {
	for i := range b.Decisions {
		d := &b.Decisions[i]
		if err := k.count("decision", &d.ID); err != nil {
			return fmt.Errorf("decision: %w", err)
		}
		if err := k.exec(`INSERT INTO decisions VALUES ($1, $2)`, d.ID, string(record.JSON(d))); err != nil {
			return fmt.Errorf("decision: %w", err)
		}
	}
	return nil
}

func (k keeping) feeds(b *sitrep.Batch) error {
	for i := range b.Feeds {
		f := &b.Feeds[i]
		if f.ID == 0 {
			err := k.tx.QueryRow(k.ctx, `SELECT id FROM feeds WHERE url = $1`, f.URL).Scan(&f.ID)
			if errors.Is(err, pgx.ErrNoRows) {
				err = k.count("feed", (*int64)(&f.ID))
			}
			if err != nil {
				return fmt.Errorf("feed %s: %w", f.URL, err)
			}
		}
		const set = `INSERT INTO feeds VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET url = excluded.url, body = excluded.body`
		if err := k.exec(set, f.ID, f.URL, string(record.JSON(f))); err != nil {
			return fmt.Errorf("feed %s: %w", f.URL, err)
		}
	}
	return nil
}

// logged is how many entries of the fetch log are kept of each feed.
const logged = 200

func (k keeping) fetches(b *sitrep.Batch) error {
	for _, f := range b.Fetches {
		if err := k.exec(`INSERT INTO fetches (feed, body) VALUES ($1, $2)`, f.Feed, string(record.JSON(f))); err != nil {
			return fmt.Errorf("fetch log: %w", err)
		}
		const drop = `DELETE FROM fetches WHERE feed = $1 AND id <= (SELECT id FROM fetches WHERE feed = $1 ORDER BY id DESC LIMIT 1 OFFSET $2)`
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
		if err := k.count("notice", &n.ID); err != nil {
			return fmt.Errorf("notice: %w", err)
		}
		if err := k.exec(`INSERT INTO notices VALUES ($1, $2)`, n.ID, string(record.JSON(n))); err != nil {
			return fmt.Errorf("notice: %w", err)
		}
		if err := k.exec(`DELETE FROM notices WHERE id <= $1`, n.ID-noticed); err != nil {
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
	if err := k.exec(`DELETE FROM receipts WHERE at < $1`, record.Time(r.At.Add(-sitrep.Remembered))); err != nil {
		return fmt.Errorf("receipt: %w", err)
	}
	done, err := k.tx.Exec(k.ctx, `INSERT INTO receipts VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, r.Key, record.Time(r.At), string(record.JSON(r)))
	if err != nil {
		return fmt.Errorf("receipt: %w", err)
	}
	if done.RowsAffected() == 0 {
		return sitrep.Done
	}
	return nil
}

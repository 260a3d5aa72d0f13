package postgres

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sitrep"
	"sitrep/internal/record"
)

const toldHead = `s.story, s.after, s.round, s.sum, s.card, s.at, s.seq`

func scanTold(scan func(...any) error, more ...any) (sitrep.Told, error) {
	var t sitrep.Told
	var story, card string
	var at int64
	if err := scan(append([]any{&story, &t.After, &t.Round, &t.Sum, &card, &at, &t.Seq}, more...)...); err != nil {
		return t, err
	}
	var p record.Placed
	if err := json.Unmarshal([]byte(story), &p); err != nil {
		return t, fmt.Errorf("a story's record: %w", err)
	}
	t.Story, t.At = p.Whole(), record.At(at)
	if card != "" {
		t.Card = []byte(card)
	}
	return t, nil
}

// Stories are the newest tellings, what changed last first.
func (s *Store) Stories(ctx context.Context, f sitrep.StoryFilter) (list []sitrep.Told, err error) {
	const query = `SELECT ` + toldHead + ` FROM stories s WHERE s.at > $1 AND ($5 = 0 OR s.seq < $5 OR s.seq = $5 AND s.id > $6) AND
		NOT EXISTS (SELECT 1 FROM jsonb_array_elements_text(nullif($2::jsonb, 'null')) q (value) WHERE NOT EXISTS (SELECT 1 FROM tags t WHERE t.tag = q.value AND t.story = s.id))
		ORDER BY s.seq DESC, s.id LIMIT nullif($3, 0) OFFSET $4`
	if f.Tags == nil {
		f.Tags = []string{}
	}
	args := []any{record.Time(f.Since), string(record.JSON(f.Tags)), f.Limit, f.Offset, f.Below.Seq, f.Below.ID}
	if f.Since.IsZero() {
		args[0] = -1
	}
	err = each(ctx, s.pool, query, args, func(rows pgx.Rows) error {
		t, err := scanTold(rows.Scan)
		list = append(list, t)
		return err
	})
	return list, err
}

// Story is the newest telling of the story that an id leads to.
func (s *Store) Story(ctx context.Context, id sitrep.StoryID) (sitrep.Told, error) {
	const chain = `WITH RECURSIVE way (id, n) AS (SELECT $1::text COLLATE "C", 0 UNION ALL SELECT r.leads, n + 1 FROM way JOIN redirects r ON r.id = way.id
		WHERE n < 1000 AND NOT EXISTS (SELECT 1 FROM stories s WHERE s.id = way.id))
		SELECT ` + toldHead + `, s.ledger, s.brief FROM way JOIN stories s ON s.id = way.id ORDER BY n LIMIT 1`
	var ledger, brief string
	t, err := scanTold(s.pool.QueryRow(ctx, chain, id).Scan, &ledger, &brief)
	if err != nil {
		return t, found(err, "story", id)
	}
	if ledger == "" {
		return t, nil // placed, but not told yet
	}
	if err := json.Unmarshal([]byte(ledger), &t.Ledger); err != nil {
		return t, fmt.Errorf("the ledger of %s: %w", id, err)
	}
	if err := json.Unmarshal([]byte(brief), &t.Brief); err != nil {
		return t, fmt.Errorf("the brief of %s: %w", id, err)
	}
	return t, nil
}

// StoryOf is the live story that a report is placed in.
func (s *Store) StoryOf(ctx context.Context, id sitrep.ReportID) (story sitrep.StoryID, err error) {
	err = s.pool.QueryRow(ctx, `SELECT story FROM places WHERE report = $1`, id).Scan(&story)
	return story, found(err, "the story of report", id)
}

// Briefs are the versions of a story's brief, oldest first.
func (s *Store) Briefs(ctx context.Context, id sitrep.StoryID) (list []sitrep.Told, err error) {
	err = each(ctx, s.pool, `SELECT at, after, brief FROM briefs WHERE story = $1 ORDER BY number`, []any{id}, func(rows pgx.Rows) error {
		var t sitrep.Told
		var at int64
		var brief string
		if err := rows.Scan(&at, &t.After, &brief); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(brief), &t.Brief); err != nil {
			return fmt.Errorf("a brief of %s: %w", id, err)
		}
		t.Story.ID, t.At = id, record.At(at)
		list = append(list, t)
		return nil
	})
	return list, err
}

// Changes grows with every batch that was kept.
func (s *Store) Changes(ctx context.Context) (n int64, err error) {
	if err := s.pool.QueryRow(ctx, `SELECT value FROM counters WHERE name = 'changes'`).Scan(&n); err != nil {
		return 0, fmt.Errorf("store: %w", plain(err))
	}
	return n, nil
}

// Notices are the first after a number.
func (s *Store) Notices(ctx context.Context, after int64, limit int) (list []sitrep.Notice, err error) {
	err = each(ctx, s.pool, `SELECT id, body FROM notices WHERE id > $1 ORDER BY id LIMIT $2`, []any{after, limit}, func(rows pgx.Rows) error {
		n, err := scanBody[sitrep.Notice](rows)
		n.noun.ID = n.id
		list = append(list, n.noun)
		return err
	})
	return list, err
}

// LastNotice is the highest number that was given.
func (s *Store) LastNotice(ctx context.Context) (n int64, err error) {
	if err := s.pool.QueryRow(ctx, `SELECT coalesce(max(id), 0) FROM notices`).Scan(&n); err != nil {
		return 0, fmt.Errorf("store: %w", plain(err))
	}
	return n, nil
}

// Receipt is the one kept under a key.
func (s *Store) Receipt(ctx context.Context, key string) (sitrep.Receipt, error) {
	return one[sitrep.Receipt](ctx, s.pool, "receipt", "", `SELECT body FROM receipts WHERE key = $1`, key)
}

// Decisions are all there are, in order.
func (s *Store) Decisions(ctx context.Context) (list []sitrep.Decision, err error) {
	err = each(ctx, s.pool, `SELECT id, body FROM decisions ORDER BY id`, nil, func(rows pgx.Rows) error {
		d, err := scanBody[sitrep.Decision](rows)
		if err != nil {
			return err
		}
		d.noun.ID = d.id
		list = append(list, d.noun)
		return nil
	})
	return list, err
}

// Feeds are all that are followed or were.
func (s *Store) Feeds(ctx context.Context) (list []sitrep.Feed, err error) {
	err = each(ctx, s.pool, `SELECT id, body FROM feeds ORDER BY id`, nil, func(rows pgx.Rows) error {
		f, err := scanBody[sitrep.Feed](rows)
		if err != nil {
			return err
		}
		f.noun.ID = sitrep.FeedID(f.id)
		list = append(list, f.noun)
		return nil
	})
	return list, err
}

// Feed is the one of that number.
func (s *Store) Feed(ctx context.Context, id sitrep.FeedID) (sitrep.Feed, error) {
	f, err := one[sitrep.Feed](ctx, s.pool, "feed", fmt.Sprint(id), `SELECT body FROM feeds WHERE id = $1`, int64(id))
	f.ID = id
	return f, err
}

// Fetches are the newest of a feed's.
func (s *Store) Fetches(ctx context.Context, feed sitrep.FeedID, limit int) (list []sitrep.Fetch, err error) {
	err = each(ctx, s.pool, `SELECT id, body FROM fetches WHERE feed = $1 ORDER BY id DESC LIMIT $2`, []any{feed, limit}, func(rows pgx.Rows) error {
		f, err := scanBody[sitrep.Fetch](rows)
		list = append(list, f.noun)
		return err
	})
	return list, err
}

// numbered is a noun that is kept as JSON under a number.
type numbered[T any] struct {
	id   int64
	noun T
}

func scanBody[T any](rows pgx.Rows) (n numbered[T], err error) {
	var body string
	if err := rows.Scan(&n.id, &body); err != nil {
		return n, err
	}
	if err := json.Unmarshal([]byte(body), &n.noun); err != nil {
		return n, fmt.Errorf("record %d: %w", n.id, err)
	}
	return n, nil
}

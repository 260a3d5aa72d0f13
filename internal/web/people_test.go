package web_test

import (
	"context"
	"sort"
	"strings"
	"sync"

	"sitrep"
)

// people is an AccountStore for tests.
type people struct {
	mu       sync.Mutex
	users    map[string]sitrep.User
	sessions map[string]sitrep.Session
	tokens   map[string]sitrep.Token
}

func newPeople() *people {
	return &people{users: map[string]sitrep.User{}, sessions: map[string]sitrep.Session{}, tokens: map[string]sitrep.Token{}}
}

func (m *people) Users(context.Context) ([]sitrep.User, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []sitrep.User
	for _, u := range m.users {
		out = append(out, u)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Name < out[j].Name })
	return out, nil
}

func (m *people) User(_ context.Context, name string) (sitrep.User, error) {
	return found(m, m.users, name)
}

func (m *people) SetUser(_ context.Context, u sitrep.User, end bool) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.users[u.Name] = u
	if end {
		for hash, s := range m.sessions {
			if s.User == u.Name {
				delete(m.sessions, hash)
			}
		}
	}
	return nil
}

func (m *people) RemoveUser(_ context.Context, name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.users, name)
	return nil
}

func (m *people) Session(_ context.Context, hash string) (sitrep.Session, error) {
	return found(m, m.sessions, hash)
}

func (m *people) SetSession(_ context.Context, s sitrep.Session) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.sessions[s.Hash] = s
	return nil
}

func (m *people) RemoveSession(_ context.Context, hash string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.sessions, hash)
	return nil
}

func (m *people) Tokens(context.Context, string) ([]sitrep.Token, error) { return nil, nil }

func (m *people) Token(_ context.Context, hash string) (sitrep.Token, error) {
	return found(m, m.tokens, hash)
}

func (m *people) SetToken(_ context.Context, t sitrep.Token) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.tokens[t.Hash] = t
	return nil
}

func (m *people) RemoveToken(context.Context, string, string) error { return sitrep.NotFound }

func found[T any](m *people, rows map[string]T, key string) (T, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	row, ok := rows[key]
	if !ok {
		return row, sitrep.NotFound
	}
	return row, nil
}

// ledgerOfDecisions is a Decider for tests.
type ledgerOfDecisions struct {
	mu   sync.Mutex
	list []sitrep.Decision
}

func (l *ledgerOfDecisions) Decide(_ context.Context, d sitrep.Decision) (int64, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	d.ID = int64(len(l.list) + 1)
	l.list = append(l.list, d)
	return d.ID, nil
}

func (l *ledgerOfDecisions) Decisions(context.Context) ([]sitrep.Decision, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]sitrep.Decision(nil), l.list...), nil
}

// followed is a list of feeds for tests.
type followed struct {
	mu   sync.Mutex
	list []sitrep.Feed
	log  []sitrep.Fetch
}

func (f *followed) Feeds(context.Context) ([]sitrep.Feed, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]sitrep.Feed(nil), f.list...), nil
}

func (f *followed) Fetches(context.Context, sitrep.FeedID, int) ([]sitrep.Fetch, error) {
	return f.log, nil
}

func (f *followed) Follow(_ context.Context, address string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !strings.HasPrefix(address, "http") {
		return errNoFeed
	}
	f.list = append(f.list, sitrep.Feed{ID: sitrep.FeedID(len(f.list) + 1), URL: address})
	return nil
}

func (f *followed) Unfollow(_ context.Context, id sitrep.FeedID) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for i := range f.list {
		if f.list[i].ID == id {
			f.list[i].Removed = true
			return nil
		}
	}
	return sitrep.NotFound
}

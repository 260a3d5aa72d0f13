package account_test

import (
	"context"
	"sort"
	"sync"

	"sitrep"
)

// memory is an AccountStore for tests.
type memory struct {
	mu       sync.Mutex
	users    map[string]sitrep.User
	sessions map[string]sitrep.Session
	tokens   map[string]sitrep.Token
}

func newMemory() *memory {
	return &memory{users: map[string]sitrep.User{}, sessions: map[string]sitrep.Session{}, tokens: map[string]sitrep.Token{}}
}

func (m *memory) Users(context.Context) ([]sitrep.User, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []sitrep.User
	for _, u := range m.users {
		out = append(out, u)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Name < out[j].Name })
	return out, nil
}

func (m *memory) User(_ context.Context, name string) (sitrep.User, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return found(m.users, name)
}

func (m *memory) SetUser(_ context.Context, u sitrep.User, end bool) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.users[u.Name] = u
	if end {
		m.end(u.Name)
	}
	return nil
}

func (m *memory) RemoveUser(_ context.Context, name string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, err := found(m.users, name); err != nil {
		return err
	}
	delete(m.users, name)
	m.end(name)
	for hash, t := range m.tokens {
		if t.User == name {
			delete(m.tokens, hash)
		}
	}
	return nil
}

func (m *memory) end(name string) {
	for hash, s := range m.sessions {
		if s.User == name {
			delete(m.sessions, hash)
		}
	}
}

func (m *memory) Session(_ context.Context, hash string) (sitrep.Session, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return found(m.sessions, hash)
}

func (m *memory) SetSession(_ context.Context, s sitrep.Session) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.sessions[s.Hash] = s
	return nil
}

func (m *memory) RemoveSession(_ context.Context, hash string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	_, err := found(m.sessions, hash)
	delete(m.sessions, hash)
	return err
}

func (m *memory) Tokens(_ context.Context, user string) ([]sitrep.Token, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []sitrep.Token
	for _, t := range m.tokens {
		if t.User == user {
			out = append(out, t)
		}
	}
	return out, nil
}

func (m *memory) Token(_ context.Context, hash string) (sitrep.Token, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return found(m.tokens, hash)
}

func (m *memory) SetToken(_ context.Context, t sitrep.Token) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.tokens[t.Hash] = t
	return nil
}

func (m *memory) RemoveToken(_ context.Context, user, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for hash, t := range m.tokens {
		if t.User == user && t.ID == id {
			delete(m.tokens, hash)
			return nil
		}
	}
	return sitrep.NotFound
}

func found[T any](rows map[string]T, key string) (T, error) {
	row, ok := rows[key]
	if !ok {
		return row, sitrep.NotFound
	}
	return row, nil
}

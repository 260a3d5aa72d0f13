-- +goose Up
CREATE TABLE reports (
	number  INTEGER PRIMARY KEY AUTOINCREMENT, -- intake's; never given twice
	id      TEXT NOT NULL UNIQUE,
	item    INTEGER NOT NULL,
	version INTEGER NOT NULL,
	gone    INTEGER NOT NULL DEFAULT 0,
	feed    INTEGER NOT NULL DEFAULT 0,
	seen    INTEGER NOT NULL, -- nanoseconds since 1970, as every time here
	hash    TEXT NOT NULL DEFAULT '',
	change  TEXT NOT NULL DEFAULT '',
	keys    TEXT NOT NULL DEFAULT '[]',
	read    INTEGER NOT NULL DEFAULT 0,
	report  TEXT NOT NULL -- JSON
) STRICT;
CREATE INDEX reports_item ON reports (item, version);
CREATE INDEX reports_seen ON reports (seen);
CREATE INDEX reports_unread ON reports (number) WHERE read = 0;

CREATE TABLE raws (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT; -- as fetched, zstd
CREATE TABLE readings (number INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT; -- JSON
CREATE TABLE keys (key TEXT NOT NULL, item INTEGER NOT NULL, PRIMARY KEY (key, item)) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (title, text, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2");

CREATE TABLE stories (
	id     TEXT PRIMARY KEY,
	seq    INTEGER NOT NULL, -- grows with every change
	at     INTEGER NOT NULL,
	after  INTEGER NOT NULL,
	round  INTEGER NOT NULL,
	sum    TEXT NOT NULL,
	story  TEXT NOT NULL, -- JSON, as grouping placed it
	told   INTEGER NOT NULL DEFAULT -1, -- the round that ledger and brief are of
	card   TEXT NOT NULL DEFAULT '',
	ledger TEXT NOT NULL DEFAULT '',
	brief  TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX stories_seq ON stories (seq);
CREATE TABLE places (report TEXT PRIMARY KEY, story TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX places_story ON places (story);
CREATE TABLE tags (tag TEXT NOT NULL, story TEXT NOT NULL, PRIMARY KEY (tag, story)) STRICT, WITHOUT ROWID;
CREATE INDEX tags_story ON tags (story);
CREATE TABLE briefs (
	number INTEGER PRIMARY KEY AUTOINCREMENT,
	story  TEXT NOT NULL,
	at     INTEGER NOT NULL,
	after  INTEGER NOT NULL,
	brief  TEXT NOT NULL
) STRICT;
CREATE INDEX briefs_story ON briefs (story, number);
CREATE TABLE redirects (id TEXT PRIMARY KEY, leads TEXT NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE decisions (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL) STRICT;
CREATE TABLE feeds (id INTEGER PRIMARY KEY AUTOINCREMENT, url TEXT NOT NULL UNIQUE, body TEXT NOT NULL) STRICT;
CREATE TABLE fetches (id INTEGER PRIMARY KEY AUTOINCREMENT, feed INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
CREATE INDEX fetches_feed ON fetches (feed, id);

CREATE TABLE users (name TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE sessions (hash TEXT PRIMARY KEY, name TEXT NOT NULL, ends INTEGER NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE tokens (hash TEXT PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, made INTEGER NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO counters VALUES ('changes', 0);

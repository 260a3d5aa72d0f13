-- +goose Up
CREATE TABLE alerts (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL) STRICT; -- JSON
CREATE TABLE deliveries (
	alert  INTEGER NOT NULL,
	notice INTEGER NOT NULL,
	state  TEXT NOT NULL,
	next   INTEGER NOT NULL,
	body   TEXT NOT NULL,
	PRIMARY KEY (alert, notice)
) STRICT, WITHOUT ROWID;
CREATE INDEX deliveries_waiting ON deliveries (alert, next) WHERE state = 'waiting';
INSERT INTO counters VALUES ('alerted', 0);

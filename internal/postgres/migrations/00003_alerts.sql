-- +goose Up
CREATE TABLE alerts (id BIGINT PRIMARY KEY, body TEXT COLLATE "C" NOT NULL); -- JSON
CREATE TABLE deliveries (
	alert  BIGINT NOT NULL,
	notice BIGINT NOT NULL,
	state  TEXT COLLATE "C" NOT NULL,
	next   BIGINT NOT NULL,
	body   TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (alert, notice)
);
CREATE INDEX deliveries_waiting ON deliveries (alert, next) WHERE state = 'waiting';
INSERT INTO counters VALUES ('alerted', 0), ('alert', 0);

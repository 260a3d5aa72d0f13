-- +goose Up
CREATE TABLE notices (id BIGINT PRIMARY KEY, body TEXT COLLATE "C" NOT NULL); -- JSON
CREATE TABLE receipts (key TEXT COLLATE "C" PRIMARY KEY, at BIGINT NOT NULL, body TEXT COLLATE "C" NOT NULL);
CREATE INDEX receipts_at ON receipts (at);
INSERT INTO counters VALUES ('notice', 0);

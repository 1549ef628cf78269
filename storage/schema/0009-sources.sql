-- Calendars that are read again and again: time off and public holidays. The address of one on a server may be a secret, so the file
-- has only its host; the address is in the keyring under the source's key.

CREATE TABLE source (
	id        INTEGER PRIMARY KEY,
	team_id   INTEGER NOT NULL REFERENCES team ON DELETE CASCADE,
	key       TEXT    NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(8)))),
	name      TEXT    NOT NULL CHECK (trim(name) <> ''),
	kind      TEXT    NOT NULL CHECK (kind IN ('off', 'holidays')),
	place     TEXT    NOT NULL CHECK (place <> ''), -- path of a file, or the server's name
	web       INTEGER NOT NULL CHECK (web IN (0, 1)),
	person_id INTEGER REFERENCES person ON DELETE CASCADE, -- whose time off; null: the team's calendar
	titles    TEXT    NOT NULL, -- a JSON list of the words that count; empty: the usual ones
	region    TEXT    NOT NULL  -- of holidays; empty: everybody
) STRICT;
CREATE INDEX source_team ON source (team_id);
CREATE INDEX source_person ON source (person_id);

-- How reading went. Not journaled: it is what happened, not what somebody wants.
CREATE TABLE source_state (
	key      TEXT    PRIMARY KEY, -- the source's
	tried_ms INTEGER NOT NULL,
	good_ms  INTEGER, -- null: never
	error    TEXT    NOT NULL,
	entries  INTEGER NOT NULL, -- read at the last success
	skipped  INTEGER NOT NULL  -- events that could not be read then
) STRICT, WITHOUT ROWID;

-- Holidays that were read from a calendar, so that reading it again refreshes instead of doubling; empty: entered by hand.
ALTER TABLE holiday ADD COLUMN source TEXT NOT NULL DEFAULT '';
CREATE INDEX holiday_source ON holiday (source) WHERE source <> '';

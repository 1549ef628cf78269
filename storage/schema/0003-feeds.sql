-- Calendars for others: feeds, their secret links on the calendar server, and the places they are published to. Secrets are never
-- in the file: a link keeps the SHA-256 of its secret, a target's password is in the keyring under the target's key.

CREATE TABLE feed (
	id          INTEGER PRIMARY KEY,
	team_id     INTEGER NOT NULL REFERENCES team ON DELETE CASCADE,
	name        TEXT    NOT NULL CHECK (trim(name) <> ''),
	rotation_id INTEGER REFERENCES rotation ON DELETE CASCADE, -- null: all
	role_id     INTEGER REFERENCES role ON DELETE CASCADE,     -- null: all
	person_id   INTEGER REFERENCES person ON DELETE CASCADE,   -- null: everybody
	past_days   INTEGER NOT NULL CHECK (past_days >= 0),       -- 0: all
	ahead_days  INTEGER NOT NULL CHECK (ahead_days >= 0),      -- 0: all
	title       TEXT    NOT NULL,
	reminders   TEXT    NOT NULL, -- minutes before the start, such as "30 1440"
	busy        INTEGER NOT NULL CHECK (busy IN (0, 1)),
	category    TEXT    NOT NULL
) STRICT;
CREATE INDEX feed_team ON feed (team_id);
CREATE INDEX feed_rotation ON feed (rotation_id);
CREATE INDEX feed_role ON feed (role_id);
CREATE INDEX feed_person ON feed (person_id);

CREATE TABLE feed_link (
	id         INTEGER PRIMARY KEY,
	feed_id    INTEGER NOT NULL REFERENCES feed ON DELETE CASCADE,
	name       TEXT    NOT NULL,
	digest     TEXT    NOT NULL UNIQUE CHECK (length(digest) = 64),
	created_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX feed_link_feed ON feed_link (feed_id);

-- When a link was last used. Not journaled: reading a calendar changes nothing.
CREATE TABLE link_use (
	digest  TEXT    PRIMARY KEY,
	used_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE target (
	id      INTEGER PRIMARY KEY,
	team_id INTEGER NOT NULL REFERENCES team ON DELETE CASCADE,
	feed_id INTEGER NOT NULL REFERENCES feed ON DELETE CASCADE,
	key     TEXT    NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(8)))),
	name    TEXT    NOT NULL CHECK (trim(name) <> ''),
	kind    TEXT    NOT NULL CHECK (kind IN ('folder', 'webdav', 'put')),
	address TEXT    NOT NULL CHECK (address <> ''),
	user    TEXT    NOT NULL,
	headers TEXT    NOT NULL -- a JSON list of [name, value]
) STRICT;
CREATE INDEX target_team ON target (team_id);
CREATE INDEX target_feed ON target (feed_id);

-- How publishing went. Not journaled: it is what happened, not what somebody wants.
CREATE TABLE publish_state (
	key      TEXT    PRIMARY KEY, -- the target's
	tried_ms INTEGER NOT NULL,
	good_ms  INTEGER, -- null: never
	error    TEXT    NOT NULL,
	etag     TEXT    NOT NULL,
	sum      TEXT    NOT NULL,
	events   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Time off that was read from a calendar, so that reading it again refreshes instead of doubling.
ALTER TABLE time_off ADD COLUMN source TEXT NOT NULL DEFAULT ''; -- the calendar; empty: entered by hand
ALTER TABLE time_off ADD COLUMN source_event TEXT NOT NULL DEFAULT '';
CREATE INDEX time_off_source ON time_off (source) WHERE source <> '';

-- The first schema. Every table but those of the journal and of bulk data is journaled row by row through triggers (journal.go).
-- Instants are unix milliseconds (…_ms), days ISO dates, shares fractions of one.

CREATE TABLE team (
	id         INTEGER PRIMARY KEY,
	name       TEXT    NOT NULL CHECK (trim(name) <> ''),
	zone       TEXT    NOT NULL,
	toil_cap   REAL    NOT NULL CHECK (toil_cap > 0 AND toil_cap <= 1),
	week_start INTEGER NOT NULL CHECK (week_start BETWEEN 0 AND 6),
	sample     INTEGER NOT NULL CHECK (sample IN (0, 1))
) STRICT;

CREATE TABLE person (
	id           INTEGER PRIMARY KEY,
	team_id      INTEGER NOT NULL REFERENCES team ON DELETE CASCADE,
	name         TEXT    NOT NULL CHECK (trim(name) <> ''),
	email        TEXT    NOT NULL,
	zone         TEXT    NOT NULL,
	colour       INTEGER NOT NULL CHECK (colour BETWEEN 1 AND 12),
	week_minutes INTEGER NOT NULL CHECK (week_minutes BETWEEN 0 AND 10080),
	left_day     TEXT    NOT NULL
) STRICT;
CREATE INDEX person_team ON person (team_id);

CREATE TABLE time_off (
	id        INTEGER PRIMARY KEY,
	person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
	start_ms  INTEGER NOT NULL,
	end_ms    INTEGER NOT NULL CHECK (end_ms > start_ms),
	all_day   INTEGER NOT NULL CHECK (all_day IN (0, 1)),
	kind      TEXT    NOT NULL,
	note      TEXT    NOT NULL
) STRICT;
CREATE INDEX time_off_person ON time_off (person_id, end_ms);

CREATE TABLE rotation (
	id          INTEGER PRIMARY KEY,
	uid         TEXT    NOT NULL DEFAULT (lower(hex(randomblob(8)))), -- leads the calendar UIDs of its slots
	team_id     INTEGER NOT NULL REFERENCES team ON DELETE CASCADE,
	name        TEXT    NOT NULL CHECK (trim(name) <> ''),
	zone        TEXT    NOT NULL,
	first_local TEXT    NOT NULL,
	every_n     INTEGER NOT NULL CHECK (every_n > 0),
	every_unit  TEXT    NOT NULL CHECK (every_unit IN ('h', 'd', 'w', 'mo'))
) STRICT;
CREATE INDEX rotation_team ON rotation (team_id);

CREATE TABLE role (
	id          INTEGER PRIMARY KEY,
	rotation_id INTEGER NOT NULL REFERENCES rotation ON DELETE CASCADE,
	name        TEXT    NOT NULL CHECK (trim(name) <> ''),
	position    INTEGER NOT NULL
) STRICT;
CREATE INDEX role_rotation ON role (rotation_id);

CREATE TABLE member (
	id          INTEGER PRIMARY KEY,
	rotation_id INTEGER NOT NULL REFERENCES rotation ON DELETE CASCADE,
	person_id   INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
	position    INTEGER NOT NULL
) STRICT;
CREATE INDEX member_rotation ON member (rotation_id);
CREATE INDEX member_person ON member (person_id);

CREATE TABLE shift (
	id          INTEGER PRIMARY KEY,
	rotation_id INTEGER NOT NULL REFERENCES rotation ON DELETE CASCADE,
	role_id     INTEGER NOT NULL REFERENCES role ON DELETE CASCADE,
	person_id   INTEGER REFERENCES person,
	slot_ms     INTEGER NOT NULL,
	start_ms    INTEGER NOT NULL,
	end_ms      INTEGER NOT NULL CHECK (end_ms > start_ms),
	state       TEXT    NOT NULL CHECK (state IN ('draft', 'published')),
	uid         TEXT    NOT NULL CHECK ((state = 'draft') = (uid = '')),
	sequence    INTEGER NOT NULL CHECK (sequence >= 0),
	created_ms  INTEGER NOT NULL,
	modified_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX shift_end ON shift (end_ms, start_ms);
CREATE INDEX shift_length ON shift (end_ms - start_ms);
CREATE INDEX shift_rotation ON shift (rotation_id, state, end_ms);
CREATE INDEX shift_person ON shift (person_id, end_ms);
CREATE INDEX shift_role ON shift (role_id, slot_ms);
CREATE UNIQUE INDEX shift_uid ON shift (uid) WHERE uid <> '';

-- The SEQUENCE that takes back the event of a published shift that is gone; a slot that comes back goes on from it.
CREATE TABLE spent_uid (
	uid      TEXT    PRIMARY KEY,
	sequence INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER spent_uid_keep AFTER DELETE ON shift WHEN OLD.uid <> '' BEGIN
	INSERT INTO spent_uid (uid, sequence) VALUES (OLD.uid, OLD.sequence + 1)
	ON CONFLICT (uid) DO UPDATE SET sequence = max(sequence, excluded.sequence);
END;

CREATE TABLE toil (
	id        INTEGER PRIMARY KEY,
	team_id   INTEGER NOT NULL REFERENCES team ON DELETE CASCADE,
	person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
	day       TEXT    NOT NULL,
	minutes   INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 1440),
	what      TEXT    NOT NULL CHECK (trim(what) <> ''),
	tag       TEXT    NOT NULL
) STRICT;
CREATE INDEX toil_day ON toil (team_id, day);
CREATE INDEX toil_person ON toil (person_id);

CREATE TABLE resource (
	id        INTEGER PRIMARY KEY,
	team_id   INTEGER NOT NULL REFERENCES team ON DELETE CASCADE,
	name      TEXT    NOT NULL CHECK (trim(name) <> ''),
	unit      TEXT    NOT NULL,
	limit_at  REAL,
	lead_days INTEGER NOT NULL CHECK (lead_days >= 0),
	daily     TEXT    NOT NULL CHECK (daily IN ('mean', 'p95', 'max', 'last')),
	method    TEXT    NOT NULL,
	owner_id  INTEGER REFERENCES person ON DELETE SET NULL
) STRICT;
CREATE INDEX resource_team ON resource (team_id);
CREATE INDEX resource_owner ON resource (owner_id);

-- One import of samples. Its samples count while the batch stands: undoing an import takes the batch away and leaves the
-- samples, redoing it puts the batch back.
CREATE TABLE sample_batch (
	id          INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again: the samples of a batch taken away keep its number
	resource_id INTEGER NOT NULL REFERENCES resource ON DELETE CASCADE,
	source      TEXT    NOT NULL,
	samples     INTEGER NOT NULL,
	first_ms    INTEGER NOT NULL,
	last_ms     INTEGER NOT NULL,
	at_ms       INTEGER NOT NULL
) STRICT;
CREATE INDEX sample_batch_resource ON sample_batch (resource_id);

CREATE TABLE sample (
	batch_id INTEGER NOT NULL,
	at_ms    INTEGER NOT NULL,
	value    REAL    NOT NULL,
	PRIMARY KEY (batch_id, at_ms)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
	id    INTEGER PRIMARY KEY,
	name  TEXT NOT NULL UNIQUE,
	value TEXT NOT NULL
) STRICT;

CREATE TABLE journal (
	id      INTEGER PRIMARY KEY,
	at_ms   INTEGER NOT NULL,
	who     TEXT    NOT NULL,
	via     TEXT    NOT NULL,
	op      TEXT    NOT NULL,
	summary TEXT    NOT NULL,
	undoes  INTEGER REFERENCES journal, -- the entry this one puts back
	depth   INTEGER NOT NULL            -- 0 done, 1 undone, 2 redone, …
) STRICT;
CREATE UNIQUE INDEX journal_undoes ON journal (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX journal_at ON journal (at_ms);
CREATE INDEX journal_op ON journal (op);
CREATE INDEX journal_done ON journal (id) WHERE depth = 0;

CREATE TABLE journal_row (
	id         INTEGER PRIMARY KEY,
	journal_id INTEGER NOT NULL REFERENCES journal,
	tbl        TEXT    NOT NULL,
	row_id     INTEGER NOT NULL,
	before     TEXT,
	after      TEXT
) STRICT;
CREATE INDEX journal_row_entry ON journal_row (journal_id);

-- The entry that is being written; empty between transactions.
CREATE TABLE journal_open (
	one        INTEGER PRIMARY KEY CHECK (one = 1),
	journal_id INTEGER NOT NULL
) STRICT;

-- Swaps: who asked whom to take which shift, every step of it, and what became of it. A leg names its shift by the calendar UID, which a
-- shift keeps for life; no key refers to the shift's row, for a row that vanishes ends the request with a reason instead of hiding it.

CREATE TABLE swap (
	id         INTEGER PRIMARY KEY,
	team_id    INTEGER NOT NULL REFERENCES team ON DELETE CASCADE,
	kind       TEXT    NOT NULL CHECK (kind IN ('exchange', 'cover', 'chain')),
	state      TEXT    NOT NULL CHECK (state IN ('open', 'accepted', 'applied', 'declined', 'withdrawn', 'expired', 'ended', 'taken back')),
	reason     TEXT    NOT NULL,
	person_id  INTEGER REFERENCES person ON DELETE SET NULL, -- who asked; null: the manager
	approval   INTEGER NOT NULL CHECK (approval IN (0, 1)),
	in_return  INTEGER NOT NULL CHECK (in_return IN (0, 1)),
	consent    INTEGER NOT NULL CHECK (consent IN (0, 1)), -- rules may be bent
	note       TEXT    NOT NULL,
	created_ms INTEGER NOT NULL,
	closed_ms  INTEGER, -- null while it waits
	CHECK ((closed_ms IS NULL) = (state IN ('open', 'accepted')))
) STRICT;
CREATE INDEX swap_team ON swap (team_id, state);
CREATE INDEX swap_person ON swap (person_id);

CREATE TABLE swap_leg (
	id             INTEGER PRIMARY KEY,
	swap_id        INTEGER NOT NULL REFERENCES swap ON DELETE CASCADE,
	uid            TEXT    NOT NULL,
	rotation_id    INTEGER REFERENCES rotation ON DELETE SET NULL,
	role_id        INTEGER REFERENCES role ON DELETE SET NULL,
	slot_ms        INTEGER NOT NULL,
	shift_start_ms INTEGER NOT NULL, -- where the shift began when it was asked for
	start_ms       INTEGER NOT NULL,
	end_ms         INTEGER NOT NULL CHECK (end_ms > start_ms),
	whole          INTEGER NOT NULL CHECK (whole IN (0, 1)),
	from_id        INTEGER REFERENCES person ON DELETE SET NULL,
	to_id          INTEGER REFERENCES person ON DELETE SET NULL, -- null: nobody yet
	open           INTEGER NOT NULL CHECK (open IN (0, 1)),
	given_back     INTEGER NOT NULL CHECK (given_back IN (0, 1))
) STRICT;
CREATE INDEX swap_leg_swap ON swap_leg (swap_id);
CREATE INDEX swap_leg_uid ON swap_leg (uid);
CREATE INDEX swap_leg_rotation ON swap_leg (rotation_id);
CREATE INDEX swap_leg_role ON swap_leg (role_id);
CREATE INDEX swap_leg_from ON swap_leg (from_id);
CREATE INDEX swap_leg_to ON swap_leg (to_id);

CREATE TABLE swap_party (
	id        INTEGER PRIMARY KEY,
	swap_id   INTEGER NOT NULL REFERENCES swap ON DELETE CASCADE,
	person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
	answer    TEXT    NOT NULL CHECK (answer IN ('asked', 'accepted', 'declined')),
	UNIQUE (swap_id, person_id)
) STRICT;
CREATE INDEX swap_party_person ON swap_party (person_id);

CREATE TABLE swap_step (
	id        INTEGER PRIMARY KEY,
	swap_id   INTEGER NOT NULL REFERENCES swap ON DELETE CASCADE,
	at_ms     INTEGER NOT NULL,
	kind      TEXT    NOT NULL,
	who       TEXT    NOT NULL,
	person_id INTEGER REFERENCES person ON DELETE SET NULL,
	note      TEXT    NOT NULL,
	words     TEXT    NOT NULL
) STRICT;
CREATE INDEX swap_step_swap ON swap_step (swap_id);
CREATE INDEX swap_step_person ON swap_step (person_id);

-- What a fair rota is built from beside time off: who is senior, what a rotation's rota must keep, who is not on call with whom,
-- and wishes.

ALTER TABLE person ADD COLUMN senior INTEGER NOT NULL DEFAULT 0 CHECK (senior IN (0, 1));

CREATE TABLE build_rules (
	id             INTEGER PRIMARY KEY,
	rotation_id    INTEGER NOT NULL UNIQUE REFERENCES rotation ON DELETE CASCADE,
	rest_turns     INTEGER NOT NULL CHECK (rest_turns BETWEEN 0 AND 1000),
	max_in_row     INTEGER NOT NULL CHECK (max_in_row BETWEEN 0 AND 1000), -- 0: no limit
	min_senior     INTEGER NOT NULL CHECK (min_senior BETWEEN 0 AND 20),
	keep_published INTEGER NOT NULL CHECK (keep_published IN (0, 1)),
	by_hours       INTEGER NOT NULL CHECK (by_hours IN (0, 1)), -- a full load follows contracted hours
	criteria       TEXT    NOT NULL                             -- further criteria in order, such as "weekends nights"
) STRICT;

CREATE TABLE apart (
	id        INTEGER PRIMARY KEY,
	person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
	other_id  INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
	CHECK (person_id < other_id),
	UNIQUE (person_id, other_id)
) STRICT;
CREATE INDEX apart_other ON apart (other_id);

CREATE TABLE wish (
	id        INTEGER PRIMARY KEY,
	person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
	kind      TEXT    NOT NULL CHECK (kind IN ('avoid', 'prefer')),
	from_day  TEXT    NOT NULL,
	until_day TEXT    NOT NULL, -- included
	CHECK (until_day >= from_day)
) STRICT;
CREATE INDEX wish_person ON wish (person_id);

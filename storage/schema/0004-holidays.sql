-- What further makes a rota fair: public holidays, duties served long ago, and shifts that a manager settles beforehand.

ALTER TABLE person ADD COLUMN region TEXT NOT NULL DEFAULT ''; -- ISO 3166, such as "DE-BE"

-- The team's changes to public holidays: days of its own, and days that do not count.
CREATE TABLE holiday (
	id      INTEGER PRIMARY KEY,
	team_id INTEGER NOT NULL REFERENCES team ON DELETE CASCADE,
	region  TEXT    NOT NULL, -- empty: everybody
	day     TEXT    NOT NULL,
	name    TEXT    NOT NULL CHECK (removed = 1 OR trim(name) <> ''),
	removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
	UNIQUE (team_id, region, day)
) STRICT;

ALTER TABLE build_rules ADD COLUMN history_weeks INTEGER NOT NULL DEFAULT 26 CHECK (history_weeks BETWEEN 0 AND 520);
ALTER TABLE build_rules ADD COLUMN holiday_factor INTEGER NOT NULL DEFAULT 1 CHECK (holiday_factor BETWEEN 1 AND 5);

-- Whoever is pinned to a slot has it in every rota that is built.
CREATE TABLE pin (
	id        INTEGER PRIMARY KEY,
	role_id   INTEGER NOT NULL REFERENCES role ON DELETE CASCADE,
	person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
	slot_ms   INTEGER NOT NULL,
	UNIQUE (role_id, slot_ms)
) STRICT;
CREATE INDEX pin_person ON pin (person_id);

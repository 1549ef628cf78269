-- Times in which the team changes nothing in production, such as the days around Christmas.

CREATE TABLE freeze (
	id       INTEGER PRIMARY KEY,
	team_id  INTEGER NOT NULL REFERENCES team ON DELETE CASCADE,
	name     TEXT    NOT NULL CHECK (trim(name) <> ''),
	start_ms INTEGER NOT NULL,
	end_ms   INTEGER NOT NULL CHECK (end_ms > start_ms),
	all_day  INTEGER NOT NULL CHECK (all_day IN (0, 1)) -- whole days in the team's zone
) STRICT;
CREATE INDEX freeze_team ON freeze (team_id, end_ms);

-- A rotation's rule has versions, each of layers with windows, turns, and an order of people for each role. What a rotation was
-- before becomes its first version: one layer that is always on call, where each further role follows the one before it.

CREATE TABLE rotation_version (
	id          INTEGER PRIMARY KEY,
	rotation_id INTEGER NOT NULL REFERENCES rotation ON DELETE CASCADE,
	from_ms     INTEGER -- NULL: from the beginning
) STRICT;
CREATE INDEX rotation_version_rotation ON rotation_version (rotation_id);

CREATE TABLE layer (
	id          INTEGER PRIMARY KEY,
	version_id  INTEGER NOT NULL REFERENCES rotation_version ON DELETE CASCADE,
	name        TEXT    NOT NULL,
	zone        TEXT    NOT NULL, -- empty: the rotation's
	first_local TEXT    NOT NULL,
	turns       TEXT    NOT NULL CHECK (turns <> ''), -- such as "1w", or "1d,3d" for a cycle
	by_calendar INTEGER NOT NULL CHECK (by_calendar IN (0, 1)),
	windows     TEXT    NOT NULL, -- such as "Mon-Fri 09:00-17:00; Sat,Sun"; empty: always
	position    INTEGER NOT NULL
) STRICT;
CREATE INDEX layer_version ON layer (version_id);

CREATE TABLE turn_order (
	id       INTEGER PRIMARY KEY,
	layer_id INTEGER NOT NULL REFERENCES layer ON DELETE CASCADE,
	role_id  INTEGER NOT NULL REFERENCES role ON DELETE CASCADE,
	after_id INTEGER REFERENCES role ON DELETE CASCADE, -- the role this one follows; NULL: an order of its own
	position INTEGER NOT NULL
) STRICT;
CREATE INDEX turn_order_layer ON turn_order (layer_id);
CREATE INDEX turn_order_role ON turn_order (role_id);
CREATE INDEX turn_order_after ON turn_order (after_id);

INSERT INTO rotation_version (rotation_id) SELECT id FROM rotation;

INSERT INTO layer (version_id, name, zone, first_local, turns, by_calendar, windows, position)
SELECT v.id, '', '', r.first_local, r.every_n || r.every_unit, 0, '', 0
FROM rotation_version v JOIN rotation r ON r.id = v.rotation_id;

INSERT INTO turn_order (layer_id, role_id, after_id, position)
SELECT l.id, o.id, o.before, o.place FROM layer l JOIN rotation_version v ON v.id = l.version_id JOIN (
	SELECT id, rotation_id, lag(id) OVER (PARTITION BY rotation_id ORDER BY position, id) AS before,
	       row_number() OVER (PARTITION BY rotation_id ORDER BY position, id) - 1 AS place
	FROM role) o ON o.rotation_id = v.rotation_id;

ALTER TABLE member RENAME TO rotation_member;
DROP INDEX member_rotation;
DROP INDEX member_person;

CREATE TABLE member (
	id        INTEGER PRIMARY KEY,
	order_id  INTEGER NOT NULL REFERENCES turn_order ON DELETE CASCADE,
	person_id INTEGER REFERENCES person ON DELETE SET NULL, -- NULL: nobody; a person deleted leaves the order's round as it was
	from_day  TEXT    NOT NULL, -- empty: always
	until_day TEXT    NOT NULL, -- empty: for ever
	position  INTEGER NOT NULL
) STRICT;
CREATE INDEX member_order ON member (order_id);
CREATE INDEX member_person ON member (person_id);

INSERT INTO member (id, order_id, person_id, from_day, until_day, position)
SELECT m.id, o.id, m.person_id, '', '', m.position
FROM rotation_member m JOIN rotation_version v ON v.rotation_id = m.rotation_id JOIN layer l ON l.version_id = v.id
JOIN turn_order o ON o.layer_id = l.id AND o.after_id IS NULL;

DROP TABLE rotation_member;
ALTER TABLE rotation DROP COLUMN first_local;
ALTER TABLE rotation DROP COLUMN every_n;
ALTER TABLE rotation DROP COLUMN every_unit;

-- A change of the old form cannot be put back into the new one; undo says so where it meets a table that is gone.
UPDATE journal_row SET tbl = 'rotation_member' WHERE tbl = 'member';
UPDATE journal_row SET tbl = 'rotation_pattern' WHERE tbl = 'rotation' AND before IS NOT NULL AND (after IS NULL
	OR before ->> 'first_local' <> after ->> 'first_local' OR before ->> 'every_n' <> after ->> 'every_n' OR before ->> 'every_unit' <> after ->> 'every_unit');

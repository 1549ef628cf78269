-- Overrides: who serves instead, beside, or not, without a change of the published shifts.

CREATE TABLE override (
	id          INTEGER PRIMARY KEY,
	uid         TEXT    NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(8)))), -- leads the calendar UIDs of what it makes
	rotation_id INTEGER NOT NULL REFERENCES rotation ON DELETE CASCADE,
	role_id     INTEGER NOT NULL REFERENCES role ON DELETE CASCADE,
	kind        TEXT    NOT NULL CHECK (kind IN ('replace', 'add', 'remove')),
	person_id   INTEGER REFERENCES person, -- who comes in
	out_id      INTEGER REFERENCES person, -- null: whoever stands there
	start_ms    INTEGER NOT NULL,
	end_ms      INTEGER NOT NULL CHECK (end_ms > start_ms),
	note        TEXT    NOT NULL,
	sequence    INTEGER NOT NULL DEFAULT 0,
	created_ms  INTEGER NOT NULL, -- later ones lie over earlier ones
	modified_ms INTEGER NOT NULL,
	CHECK ((kind = 'remove') = (person_id IS NULL)),
	CHECK (kind <> 'add' OR out_id IS NULL)
) STRICT;
CREATE INDEX override_rotation ON override (rotation_id, end_ms);
CREATE INDEX override_role ON override (role_id, end_ms);
CREATE INDEX override_end ON override (end_ms, role_id);
CREATE INDEX override_person ON override (person_id);
CREATE INDEX override_out ON override (out_id);

-- An override changes the calendar events of the shifts and overrides it touches, and they change its own. Their SEQUENCE grows
-- here, so that no way of changing one (an undo, a rotation that is deleted) can forget the others.
CREATE VIEW this_change AS SELECT j.at_ms FROM journal j JOIN journal_open o ON o.journal_id = j.id;

CREATE TRIGGER override_laid AFTER INSERT ON override BEGIN
	UPDATE shift SET sequence = sequence + 1, modified_ms = (SELECT at_ms FROM this_change)
	WHERE rotation_id = NEW.rotation_id AND state = 'published' AND role_id = NEW.role_id AND end_ms > NEW.start_ms AND start_ms < NEW.end_ms;
	UPDATE override SET sequence = sequence + 1, modified_ms = (SELECT at_ms FROM this_change)
	WHERE role_id = NEW.role_id AND id <> NEW.id AND end_ms > NEW.start_ms AND start_ms < NEW.end_ms;
END;

CREATE TRIGGER override_changed AFTER UPDATE OF kind, person_id, out_id, start_ms, end_ms ON override BEGIN
	UPDATE shift SET sequence = sequence + 1, modified_ms = (SELECT at_ms FROM this_change)
	WHERE rotation_id = NEW.rotation_id AND state = 'published' AND role_id = NEW.role_id
	  AND end_ms > min(OLD.start_ms, NEW.start_ms) AND start_ms < max(OLD.end_ms, NEW.end_ms);
	UPDATE override SET sequence = sequence + 1, modified_ms = (SELECT at_ms FROM this_change)
	WHERE role_id = NEW.role_id AND id <> NEW.id AND end_ms > min(OLD.start_ms, NEW.start_ms) AND start_ms < max(OLD.end_ms, NEW.end_ms);
END;

CREATE TRIGGER override_lifted AFTER DELETE ON override BEGIN
	UPDATE shift SET sequence = sequence + 1, modified_ms = (SELECT at_ms FROM this_change)
	WHERE rotation_id = OLD.rotation_id AND state = 'published' AND role_id = OLD.role_id AND end_ms > OLD.start_ms AND start_ms < OLD.end_ms;
	UPDATE override SET sequence = sequence + 1, modified_ms = (SELECT at_ms FROM this_change)
	WHERE role_id = OLD.role_id AND end_ms > OLD.start_ms AND start_ms < OLD.end_ms;
	INSERT INTO spent_uid (uid, sequence) VALUES (OLD.uid, OLD.sequence + 1)
	ON CONFLICT (uid) DO UPDATE SET sequence = max(sequence, excluded.sequence);
END;

CREATE TRIGGER shift_came AFTER INSERT ON shift WHEN NEW.state = 'published' BEGIN
	UPDATE override SET sequence = sequence + 1, modified_ms = (SELECT at_ms FROM this_change)
	WHERE role_id = NEW.role_id AND end_ms > NEW.start_ms AND start_ms < NEW.end_ms;
END;

CREATE TRIGGER shift_changed AFTER UPDATE OF person_id, start_ms, end_ms ON shift WHEN NEW.state = 'published' BEGIN
	UPDATE override SET sequence = sequence + 1, modified_ms = (SELECT at_ms FROM this_change)
	WHERE role_id = NEW.role_id AND end_ms > min(OLD.start_ms, NEW.start_ms) AND start_ms < max(OLD.end_ms, NEW.end_ms);
END;

CREATE TRIGGER shift_went AFTER DELETE ON shift WHEN OLD.state = 'published' BEGIN
	UPDATE override SET sequence = sequence + 1, modified_ms = (SELECT at_ms FROM this_change)
	WHERE role_id = OLD.role_id AND end_ms > OLD.start_ms AND start_ms < OLD.end_ms;
END;

-- What happened to one row, and what is gone: the history of a shift, and of rotations that are no longer there.
CREATE INDEX journal_row_of ON journal_row (tbl, row_id);
CREATE INDEX journal_row_gone ON journal_row (tbl) WHERE after IS NULL;

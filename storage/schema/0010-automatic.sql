-- Entries that nobody asked for, such as a calendar of others that was read again. Undo and redo step over them.

ALTER TABLE journal ADD COLUMN automatic INTEGER NOT NULL DEFAULT 0 CHECK (automatic IN (0, 1));
DROP INDEX journal_done;
CREATE INDEX journal_done ON journal (id) WHERE depth = 0 AND automatic = 0;

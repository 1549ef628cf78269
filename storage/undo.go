package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"watchbill/model"
)

// target is the entry that an undo or redo puts back.
type target struct {
	id      int64
	summary string // without "Undone: " and "Redone: "
	depth   int    // of the new entry: one more than the target's
}

// Undo puts the latest change that somebody made and that stands back, as a new entry. Automatic entries are stepped over. It is
// refused, with the reason, when a row has changed since.
func (db *DB) Undo(ctx context.Context, op Op) (Entry, error) {
	return db.reverse(ctx, op, "Undone: ", "There is nothing to undo.", `
		SELECT id, summary, depth FROM journal j
		WHERE id < ?1 AND depth % 2 = 0 AND automatic = 0 AND NOT EXISTS (SELECT 1 FROM journal u WHERE u.undoes = j.id)
		ORDER BY id DESC LIMIT 1`)
}

// Redo takes the latest undo back, unless somebody did something else since.
func (db *DB) Redo(ctx context.Context, op Op) (Entry, error) {
	return db.reverse(ctx, op, "Redone: ", "There is nothing to redo.", `
		SELECT id, summary, depth FROM journal j
		WHERE id < ?1 AND depth % 2 = 1 AND NOT EXISTS (SELECT 1 FROM journal u WHERE u.undoes = j.id)
		  AND id > coalesce((SELECT max(id) FROM journal d WHERE d.id < ?1 AND d.depth = 0 AND d.automatic = 0), 0)
		ORDER BY id DESC LIMIT 1`)
}

// UndoEntry takes one automatic entry back out of its order, as a new entry that Redo takes back. What somebody did has an order that
// Undo keeps, and is refused here.
func (db *DB) UndoEntry(ctx context.Context, op Op, id int64) (Entry, error) {
	return db.reverse(ctx, op, "Undone: ",
		fmt.Sprintf("Entry %d of the history is none that came by itself and still stands. Choose one that is marked as automatic; undo takes the others back, the latest first.", id), `
		SELECT id, summary, depth FROM journal j
		WHERE id < ?1 AND id = ?2 AND automatic = 1 AND NOT EXISTS (SELECT 1 FROM journal u WHERE u.undoes = j.id)`, id)
}

// reverse finds the entry and puts it back in one transaction, so that no other process can come between. The query knows the new
// entry as ?1.
func (db *DB) reverse(ctx context.Context, op Op, prefix, none, find string, args ...any) (Entry, error) {
	var summary string
	entry, err := db.Update(ctx, op, func(tx *Tx) error {
		err := tx.tx.QueryRowContext(ctx, find, append([]any{tx.entry}, args...)...).Scan(&tx.back.id, &tx.back.summary, &tx.back.depth)
		if errors.Is(err, sql.ErrNoRows) {
			return model.Errorf(model.NotFound, "", "%s", none)
		}
		if err != nil {
			return err
		}
		tx.back.depth++
		tx.back.summary = strings.TrimPrefix(strings.TrimPrefix(tx.back.summary, "Undone: "), "Redone: ")
		summary = tx.back.summary
		tx.Describe("%s%s", prefix, tx.back.summary)
		return tx.putBack(ctx)
	})
	if refusedByRules(err) {
		e := model.Errorf(model.Conflict, "", "“%s” cannot be taken back: it does not go together with what was changed since. Take the later change back first, or change it by hand.", summary)
		e.Op, e.Err = op.Name, err
		return entry, e
	}
	return entry, err
}

// row is a row as the journal keeps it: values by column. A nil row is one that does not exist.
type row map[string]any

func parseRow(text sql.NullString) (row, error) {
	if !text.Valid {
		return nil, nil
	}
	d := json.NewDecoder(strings.NewReader(text.String))
	d.UseNumber()
	var r row
	err := d.Decode(&r)
	return r, err
}

// integer returns a whole-number column, 0 where there is none.
func (r row) integer(column string) int64 {
	n, _ := r[column].(json.Number)
	v, _ := n.Int64()
	return v
}

// same reports whether two states of a table's row agree in all columns that both know and that do not only grow. A schema step
// since then may have added columns or dropped some.
func same(table string, a, b row) bool {
	if (a == nil) != (b == nil) {
		return false
	}
	for column, v := range a {
		if w, both := b[column]; both && v != w && !slices.Contains(volatile[table], column) {
			return false
		}
	}
	return true
}

// rowChange is one line of an entry. An entry is put back line by line, the last first, so that each constraint holds on the way
// as it held then.
type rowChange struct {
	line          int64
	table         string
	id            int64
	before, after row
}

// chunk is how many lines of an entry are held at once: an import has hundreds of thousands.
const chunk = 1000

func (tx *Tx) putBack(ctx context.Context) error {
	if _, err := tx.tx.ExecContext(ctx, `PRAGMA defer_foreign_keys = ON`); err != nil {
		return err
	}
	known := map[string][]column{}
	for line := int64(math.MaxInt64); ; {
		changes, err := tx.linesBefore(ctx, line)
		if err != nil {
			return err
		}
		for _, c := range changes {
			line = c.line
			if c.before != nil && c.after != nil && same(c.table, c.before, c.after) {
				continue // only what grows has grown
			}
			if known[c.table] == nil {
				if known[c.table], err = columns(ctx, tx.tx, c.table); err != nil {
					return err
				}
				if len(known[c.table]) == 0 {
					return model.Errorf(model.Conflict, "", "“%s” cannot be taken back: it was made by an earlier version of Watchbill, which kept rotations in another form. Change the rotation by hand.",
						tx.back.summary)
				}
			}
			if err := tx.putRowBack(ctx, c, known[c.table]); err != nil {
				return err
			}
		}
		if len(changes) < chunk {
			return nil
		}
	}
}

// linesBefore returns the last chunk of the target's lines before a line, the last first.
func (tx *Tx) linesBefore(ctx context.Context, line int64) ([]rowChange, error) {
	return query(ctx, tx.Reader, "the history", func(r *sql.Rows, c *rowChange) error {
		var before, after sql.NullString
		if err := r.Scan(&c.line, &c.table, &c.id, &before, &after); err != nil {
			return err
		}
		var err1, err2 error
		c.before, err1 = parseRow(before)
		c.after, err2 = parseRow(after)
		return errors.Join(err1, err2)
	}, `SELECT id, tbl, row_id, before, after FROM journal_row WHERE journal_id = ? AND id < ? ORDER BY id DESC LIMIT ?`, tx.back.id, line, chunk)
}

func (tx *Tx) putRowBack(ctx context.Context, c rowChange, cols []column) error {
	var text sql.NullString
	err := tx.tx.QueryRowContext(ctx, fmt.Sprintf(`SELECT %s FROM %s WHERE id = ?`, rowJSON("", cols), c.table), c.id).Scan(&text)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	now, err := parseRow(text)
	if err != nil {
		return err
	}
	if !same(c.table, now, c.after) {
		return tx.changedSince(ctx, c)
	}
	if c.before == nil {
		_, err := tx.tx.ExecContext(ctx, fmt.Sprintf(`DELETE FROM %s WHERE id = ?`, c.table), c.id)
		return err
	}
	if c.table == "override" || c.table == "shift" && c.before["state"] == string(model.Published) {
		if err := tx.moveOn(ctx, c.before, now); err != nil {
			return err
		}
	}
	return tx.writeRow(ctx, c, now != nil, cols)
}

// changedSince says which later entry changed a row that is to be put back.
func (tx *Tx) changedSince(ctx context.Context, c rowChange) error {
	var id int64
	var summary string
	err := tx.tx.QueryRowContext(ctx, `
		SELECT j.id, j.summary FROM journal_row r JOIN journal j ON j.id = r.journal_id
		WHERE j.id > ?1 AND j.id < ?2 AND r.tbl = ?3 AND r.row_id = ?4
		  AND NOT EXISTS (SELECT 1 FROM journal u WHERE u.undoes = j.id) AND j.depth % 2 = 0
		ORDER BY j.id DESC LIMIT 1`, tx.back.id, tx.entry, c.table, c.id).Scan(&id, &summary)
	if errors.Is(err, sql.ErrNoRows) {
		return model.Errorf(model.Conflict, "", "“%s” cannot be taken back: the %s it changed has been changed again since. Undo the later change first, or change it by hand.",
			tx.back.summary, tableWord(c.table))
	}
	if err != nil {
		return err
	}
	return model.Errorf(model.Conflict, "", "“%s” cannot be taken back: the %s it changed has been changed again since, by “%s” (entry %d of the history). Take that back first, or change it by hand.",
		tx.back.summary, tableWord(c.table), summary, id)
}

// moveOn gives a published shift or an override that is put back a SEQUENCE above all that calendars were told.
func (tx *Tx) moveOn(ctx context.Context, before, now row) error {
	var spent int64
	err := tx.tx.QueryRowContext(ctx, `SELECT sequence FROM spent_uid WHERE uid = ?`, before["uid"]).Scan(&spent)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	before["sequence"] = 1 + max(before.integer("sequence"), now.integer("sequence"), spent)
	before["modified_ms"] = ms(tx.now)
	return nil
}

// writeRow brings a row to its state before the change. Columns that the schema has gained since keep their value or default.
func (tx *Tx) writeRow(ctx context.Context, c rowChange, exists bool, cols []column) error {
	var names, marks []string
	var values []any
	for _, col := range cols {
		v, ok := c.before[col.name]
		if !ok {
			continue
		}
		if n, isNumber := v.(json.Number); isNumber {
			whole, err := n.Int64()
			if err != nil {
				return err
			}
			v = whole
		}
		names, marks, values = append(names, col.name), append(marks, "?"), append(values, v)
	}
	text := fmt.Sprintf(`INSERT INTO %s (%s) VALUES (%s)`, c.table, strings.Join(names, ", "), strings.Join(marks, ", "))
	if exists {
		text = fmt.Sprintf(`UPDATE %s SET (%s) = (%s) WHERE id = ?`, c.table, strings.Join(names, ", "), strings.Join(marks, ", "))
		values = append(values, c.id)
	}
	_, err := tx.tx.ExecContext(ctx, text, values...)
	return err
}

func tableWord(table string) string {
	words := map[string]string{"time_off": "time off", "toil": "toil entry", "sample_batch": "import", "member": "order of people", "turn_order": "order of people", "rotation_version": "rotation’s rule"}
	if w, ok := words[table]; ok {
		return w
	}
	return table
}

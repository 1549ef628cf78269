package storage

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"watchbill/model"
)

// unjournaled are the tables whose rows are not journaled one by one: the journal itself and bulk data, whose batch is journaled.
var unjournaled = map[string]bool{"journal": true, "journal_row": true, "journal_open": true, "sample": true, "spent_uid": true}

// volatile are the columns that only ever grow. They do not count when undo asks whether a row has changed since, and undo moves
// them on instead of back: taking a swap back is news to a calendar's subscribers too.
var volatile = map[string][]string{"shift": {"sequence", "modified_ms"}}

// Op names a change for the journal.
type Op struct {
	Name    string // "swap shifts"
	Summary string // in words, for the history and the undo notice: "Ana and Ben swapped 23 and 30 Nov"
	Who     string
	Via     string // window or command line
	Now     time.Time
}

// Entry is a line of the journal.
type Entry struct {
	ID      int64
	At      time.Time
	Who     string
	Via     string
	Op      string
	Summary string
	Undoes  int64 // the entry it put back, or zero
	Depth   int   // 0 done, 1 undone, 2 redone, …
	Undone  bool  // a later entry put this one back
	Tables  []string
}

// Tx is one journaled change under way. Its methods are the writes; it also reads what it has written.
type Tx struct {
	tx *sql.Tx
	Reader
	now   time.Time
	entry int64
	op    *Op
}

// Describe replaces the journal's summary, for changes whose words are known only once they are worked out.
func (tx *Tx) Describe(format string, args ...any) { tx.op.Summary = fmt.Sprintf(format, args...) }

// Now returns the moment of the change.
func (tx *Tx) Now() time.Time { return tx.now }

// Update runs change in a transaction of its own, journals every row it touches, and commits. When change fails, or nothing was
// touched, nothing is kept; the entry returned then has no ID.
func (db *DB) Update(ctx context.Context, op Op, change func(*Tx) error) (Entry, error) {
	return db.update(ctx, op, 0, 0, change)
}

func (db *DB) update(ctx context.Context, op Op, undoes int64, depth int, change func(*Tx) error) (Entry, error) {
	fail := func(err error) (Entry, error) { return Entry{}, explain(op.Name, db.path, err) }
	sqlTx, err := db.write.BeginTx(ctx, nil)
	if err != nil {
		return fail(err)
	}
	defer sqlTx.Rollback()
	tx := &Tx{tx: sqlTx, Reader: Reader{q: sqlTx, path: db.path}, now: op.Now, op: &op}
	res, err := sqlTx.ExecContext(ctx, `
		INSERT INTO journal (at_ms, who, via, op, summary, undoes, depth) VALUES (?, ?, ?, ?, '', ?, ?)`,
		op.Now.UnixMilli(), op.Who, op.Via, op.Name, nullID(model.ID(undoes)), depth)
	if err != nil {
		return fail(err)
	}
	if tx.entry, err = res.LastInsertId(); err != nil {
		return fail(err)
	}
	if _, err := sqlTx.ExecContext(ctx, `INSERT INTO journal_open (one, journal_id) VALUES (1, ?)`, tx.entry); err != nil {
		return fail(err)
	}
	if err := change(tx); err != nil {
		return fail(err)
	}
	tables, err := touched(ctx, sqlTx, tx.entry)
	if err != nil {
		return fail(err)
	}
	if len(tables) == 0 {
		return Entry{}, nil
	}
	for _, q := range []string{`DELETE FROM journal_open`, `UPDATE journal SET summary = ?2 WHERE id = ?1`} {
		if _, err := sqlTx.ExecContext(ctx, q, tx.entry, op.Summary); err != nil {
			return fail(err)
		}
	}
	if err := sqlTx.Commit(); err != nil {
		return fail(err)
	}
	return Entry{
		ID: tx.entry, At: op.Now, Who: op.Who, Via: op.Via, Op: op.Name, Summary: op.Summary,
		Undoes: undoes, Depth: depth, Tables: tables,
	}, nil
}

func touched(ctx context.Context, q querier, entry int64) ([]string, error) {
	rows, err := q.QueryContext(ctx, `SELECT DISTINCT tbl FROM journal_row WHERE journal_id = ? ORDER BY tbl`, entry)
	if err != nil {
		return nil, err
	}
	return scanAll(rows, func(r *sql.Rows, s *string) error { return r.Scan(s) })
}

// Undo puts the latest change that stands back, as a new entry. It is refused, with the reason, when a row has changed since.
func (db *DB) Undo(ctx context.Context, op Op) (Entry, error) {
	return db.reverse(ctx, op, "Undone: ", `
		SELECT id, summary, depth FROM journal j
		WHERE depth % 2 = 0 AND NOT EXISTS (SELECT 1 FROM journal u WHERE u.undoes = j.id)
		ORDER BY id DESC LIMIT 1`, "There is nothing to undo.")
}

// Redo takes the latest undo back, unless something else was done since.
func (db *DB) Redo(ctx context.Context, op Op) (Entry, error) {
	return db.reverse(ctx, op, "Redone: ", `
		SELECT id, summary, depth FROM journal j
		WHERE depth % 2 = 1 AND NOT EXISTS (SELECT 1 FROM journal u WHERE u.undoes = j.id)
		  AND NOT EXISTS (SELECT 1 FROM journal d WHERE d.id > j.id AND d.depth = 0)
		ORDER BY id DESC LIMIT 1`, "There is nothing to redo.")
}

func (db *DB) reverse(ctx context.Context, op Op, prefix, find, none string) (Entry, error) {
	var id int64
	var summary string
	var depth int
	err := db.write.QueryRowContext(ctx, find).Scan(&id, &summary, &depth)
	if err == sql.ErrNoRows {
		return Entry{}, model.Errorf(model.NotFound, "", "%s", none)
	}
	if err != nil {
		return Entry{}, explain(op.Name, db.path, err)
	}
	summary = strings.TrimPrefix(strings.TrimPrefix(summary, "Undone: "), "Redone: ")
	op.Summary = prefix + summary
	return db.update(ctx, op, id, depth+1, func(tx *Tx) error { return tx.putBack(ctx, id, summary) })
}

type rowChange struct {
	table         string
	row           int64
	before, after sql.NullString
}

func (tx *Tx) putBack(ctx context.Context, entry int64, summary string) error {
	if _, err := tx.tx.ExecContext(ctx, `PRAGMA defer_foreign_keys = ON`); err != nil {
		return err
	}
	rows, err := tx.tx.QueryContext(ctx, `SELECT tbl, row_id, before, after FROM journal_row WHERE journal_id = ? ORDER BY id DESC`, entry)
	if err != nil {
		return err
	}
	changes, err := scanAll(rows, func(r *sql.Rows, c *rowChange) error { return r.Scan(&c.table, &c.row, &c.before, &c.after) })
	if err != nil {
		return err
	}
	for _, c := range changes {
		if err := tx.putRowBack(ctx, c, summary); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) putRowBack(ctx context.Context, c rowChange, summary string) error {
	cols, err := columns(ctx, tx.tx, c.table)
	if err != nil {
		return err
	}
	var now sql.NullString
	err = tx.tx.QueryRowContext(ctx, fmt.Sprintf(`SELECT %s FROM %s WHERE id = ?`, rowJSON("", cols), c.table), c.row).Scan(&now)
	if err != nil && err != sql.ErrNoRows {
		return err
	}
	same := false
	err = tx.tx.QueryRowContext(ctx, fmt.Sprintf(`SELECT json_remove(?1%[1]s) IS json_remove(?2%[1]s)`, volatilePaths(c.table)), now, c.after).Scan(&same)
	if err != nil {
		return err
	}
	if !same {
		return model.Errorf(model.Conflict, "", "“%s” cannot be taken back: the %s it changed has been changed again since. Undo the later change first, or change it by hand.",
			summary, tableWord(c.table))
	}
	return tx.writeRow(ctx, c, now, cols)
}

// writeRow brings a row to its state before the change.
func (tx *Tx) writeRow(ctx context.Context, c rowChange, now sql.NullString, cols []column) error {
	if !c.before.Valid {
		_, err := tx.tx.ExecContext(ctx, fmt.Sprintf(`DELETE FROM %s WHERE id = ?`, c.table), c.row)
		return err
	}
	names, values := make([]string, len(cols)), make([]string, len(cols))
	for i, col := range cols {
		names[i] = col.name
		values[i] = fmt.Sprintf(`json_extract(?1, '$.%s')`, col.name)
	}
	if _, err := tx.tx.ExecContext(ctx, fmt.Sprintf(`
		INSERT INTO %[1]s (%[2]s) SELECT %[3]s WHERE true
		ON CONFLICT (id) DO UPDATE SET (%[2]s) = (SELECT %[3]s)`,
		c.table, strings.Join(names, ", "), strings.Join(values, ", ")), c.before.String); err != nil {
		return err
	}
	if c.table == "shift" { // sequence and last-modified only grow
		_, err := tx.tx.ExecContext(ctx, `
			UPDATE shift SET modified_ms = ?3, sequence = 1 + max(sequence, coalesce(json_extract(?2, '$.sequence'), 0),
				coalesce((SELECT sequence FROM spent_uid u WHERE u.uid = shift.uid), 0))
			WHERE id = ?1 AND state = 'published'`, c.row, now, tx.now.UnixMilli())
		return err
	}
	return nil
}

// History returns the newest entries before an entry (0: from the newest), at most limit.
func (r Reader) History(ctx context.Context, before int64, limit int) ([]Entry, error) {
	rows, err := r.q.QueryContext(ctx, `
		SELECT id, at_ms, who, via, op, summary, coalesce(undoes, 0), depth,
		       EXISTS (SELECT 1 FROM journal u WHERE u.undoes = j.id)
		FROM journal j WHERE ?1 = 0 OR id < ?1 ORDER BY id DESC LIMIT ?2`, before, limit)
	if err != nil {
		return nil, explain("read the history", r.path, err)
	}
	return scanAll(rows, func(rows *sql.Rows, e *Entry) error {
		var at int64
		err := rows.Scan(&e.ID, &at, &e.Who, &e.Via, &e.Op, &e.Summary, &e.Undoes, &e.Depth, &e.Undone)
		e.At = time.UnixMilli(at).UTC()
		return err
	})
}

func tableWord(table string) string {
	words := map[string]string{"time_off": "time off", "toil": "toil entry", "sample_batch": "import", "member": "order of people"}
	if w, ok := words[table]; ok {
		return w
	}
	return table
}

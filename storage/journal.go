package storage

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"time"

	"watchbill/model"
)

// unjournaled are the tables whose rows are not journaled one by one: the journal itself, bulk data, whose batch is journaled, and
// what merely happened.
var unjournaled = map[string]bool{"journal": true, "journal_row": true, "journal_open": true, "sample": true, "spent_uid": true, "publish_state": true, "link_use": true, "source_state": true}

// volatile are the columns that only ever grow. They do not count when undo asks whether a row has changed since, and undo moves
// them on instead of back: taking a swap back is news to a calendar's subscribers too.
var volatile = map[string][]string{"shift": {"sequence", "modified_ms"}, "override": {"sequence", "modified_ms"}}

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

	Automatic bool // nobody asked for it: Undo and Redo step over it, and UndoEntry takes it back
	Tables    []string
}

// Tx is one journaled change under way. Its methods are the writes; it also reads what it has written.
type Tx struct {
	tx *sql.Tx
	Reader
	now   time.Time
	entry int64
	op    *Op
	back  target // what an undo or redo puts back

	automatic bool
}

// Describe replaces the journal's summary, for changes whose words are known only once they are worked out.
func (tx *Tx) Describe(format string, args ...any) { tx.op.Summary = fmt.Sprintf(format, args...) }

// Automatic marks the entry as one that nobody asked for, such as a calendar of others that was read again.
func (tx *Tx) Automatic() { tx.automatic = true }

// Now returns the moment of the change.
func (tx *Tx) Now() time.Time { return tx.now }

// Update runs change in a transaction of its own, journals every row it touches, and commits. When change fails, or nothing was
// touched, nothing is kept; the entry returned then has no ID. Within change, call nothing that starts another Update: there is one
// writer, and it would wait for itself.
func (db *DB) Update(ctx context.Context, op Op, change func(*Tx) error) (Entry, error) {
	fail := func(err error) (Entry, error) { return Entry{}, explain(op.Name, db.path, err) }
	sqlTx, err := db.write.BeginTx(ctx, nil)
	if err != nil {
		return fail(err)
	}
	defer sqlTx.Rollback()
	tx := &Tx{tx: sqlTx, Reader: Reader{q: sqlTx, path: db.path}, now: op.Now, op: &op}
	res, err := sqlTx.ExecContext(ctx, `
		INSERT INTO journal (at_ms, who, via, op, summary, depth) VALUES (?, ?, ?, ?, '', 0)`,
		op.Now.UnixMilli(), op.Who, op.Via, op.Name)
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
	if len(tables) == 0 && tx.back.id == 0 {
		return Entry{}, nil
	}
	if err := tx.close(ctx); err != nil {
		return fail(err)
	}
	if err := sqlTx.Commit(); err != nil {
		return fail(err)
	}
	return Entry{
		ID: tx.entry, At: op.Now, Who: op.Who, Via: op.Via, Op: op.Name, Summary: op.Summary,
		Undoes: tx.back.id, Depth: tx.back.depth, Automatic: tx.automatic, Tables: tables,
	}, nil
}

// close ends the entry with what is known of it only now.
func (tx *Tx) close(ctx context.Context) error {
	if _, err := tx.tx.ExecContext(ctx, `DELETE FROM journal_open`); err != nil {
		return err
	}
	_, err := tx.tx.ExecContext(ctx, `UPDATE journal SET summary = ?, undoes = ?, depth = ?, automatic = ? WHERE id = ?`,
		tx.op.Summary, nullID(model.ID(tx.back.id)), tx.back.depth, tx.automatic, tx.entry)
	return err
}

func touched(ctx context.Context, q querier, entry int64) ([]string, error) {
	rows, err := q.QueryContext(ctx, `SELECT DISTINCT tbl FROM journal_row WHERE journal_id = ? ORDER BY tbl`, entry)
	if err != nil {
		return nil, err
	}
	return scanAll(rows, func(r *sql.Rows, s *string) error { return r.Scan(s) })
}

// History returns the newest entries before an entry (0: from the newest), at most limit.
func (r Reader) History(ctx context.Context, before int64, limit int) ([]Entry, error) {
	if before <= 0 {
		before = math.MaxInt64
	}
	return query(ctx, r, "the history", func(rows *sql.Rows, e *Entry) error {
		var at int64
		err := rows.Scan(&e.ID, &at, &e.Who, &e.Via, &e.Op, &e.Summary, &e.Undoes, &e.Depth, &e.Automatic, &e.Undone)
		e.At = fromMS(at)
		return err
	}, `
		SELECT id, at_ms, who, via, op, summary, coalesce(undoes, 0), depth, automatic,
		       EXISTS (SELECT 1 FROM journal u WHERE u.undoes = j.id)
		FROM journal j WHERE id < ? ORDER BY id DESC LIMIT ?`, before, limit)
}

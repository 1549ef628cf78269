package storage

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

type column struct {
	name, kind string
}

func columns(ctx context.Context, q querier, table string) ([]column, error) {
	rows, err := q.QueryContext(ctx, `SELECT name, type FROM pragma_table_info(?) ORDER BY cid`, table)
	if err != nil {
		return nil, err
	}
	return scanAll(rows, func(r *sql.Rows, c *column) error { return r.Scan(&c.name, &c.kind) })
}

func journaledTables(ctx context.Context, q querier) ([]string, error) {
	rows, err := q.QueryContext(ctx, `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`)
	if err != nil {
		return nil, err
	}
	all, err := scanAll(rows, func(r *sql.Rows, s *string) error { return r.Scan(s) })
	var out []string
	for _, t := range all {
		if !unjournaled[t] {
			out = append(out, t)
		}
	}
	return out, err
}

// rowJSON is the SQL that makes a row's JSON. JSON numbers would lose a real's last digits, so reals go as text with 17
// significant digits, which a STRICT table takes back as the same real.
func rowJSON(row string, cols []column) string {
	parts := make([]string, len(cols))
	for i, c := range cols {
		value := row + c.name
		if c.kind == "REAL" {
			value = fmt.Sprintf(`iif(%[1]s IS NULL, NULL, printf('%%!.17g', %[1]s))`, value)
		}
		parts[i] = fmt.Sprintf(`'%s', %s`, c.name, value)
	}
	return "json_object(" + strings.Join(parts, ", ") + ")"
}

// createTriggers makes the triggers that journal each row. They refuse a change outside of an entry, so nothing gets past the
// journal, by mistake or by another tool.
func createTriggers(ctx context.Context, tx *sql.Tx) error {
	tables, err := journaledTables(ctx, tx)
	if err != nil {
		return err
	}
	for _, table := range tables {
		cols, err := columns(ctx, tx, table)
		if err != nil {
			return err
		}
		before, after := rowJSON("OLD.", cols), rowJSON("NEW.", cols)
		for _, t := range []struct{ event, when, id, before, after string }{
			{"INSERT", "", "NEW.id", "NULL", after},
			{"UPDATE", fmt.Sprintf("WHEN %s IS NOT %s", before, after), "NEW.id", before, after},
			{"DELETE", "", "OLD.id", before, "NULL"},
		} {
			_, err := tx.ExecContext(ctx, fmt.Sprintf(`
				CREATE TRIGGER journal_%[1]s_%[2]s AFTER %[2]s ON %[1]s %[3]s BEGIN
					SELECT RAISE(ABORT, 'a change outside of the journal') WHERE NOT EXISTS (SELECT 1 FROM journal_open);
					INSERT INTO journal_row (journal_id, tbl, row_id, before, after)
					SELECT journal_id, '%[1]s', %[4]s, %[5]s, %[6]s FROM journal_open;
				END`, table, t.event, t.when, t.id, t.before, t.after))
			if err != nil {
				return fmt.Errorf("journal %s of %s: %w", t.event, table, err)
			}
		}
	}
	return nil
}

func dropTriggers(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, `SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'journal_%'`)
	if err != nil {
		return err
	}
	names, err := scanAll(rows, func(r *sql.Rows, s *string) error { return r.Scan(s) })
	if err != nil {
		return err
	}
	for _, name := range names {
		if _, err := tx.ExecContext(ctx, `DROP TRIGGER `+name); err != nil {
			return err
		}
	}
	return nil
}

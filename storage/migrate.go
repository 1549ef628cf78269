package storage

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"slices"

	"watchbill/model"
)

//go:embed schema/*.sql
var schemaFiles embed.FS

// ladder returns the schema's steps in order: the file named NNNN-… brings user_version from NNNN−1 to NNNN.
func ladder() []string {
	names, err := fs.Glob(schemaFiles, "schema/*.sql")
	if err != nil {
		panic(err)
	}
	slices.Sort(names)
	steps := make([]string, len(names))
	for i, name := range names {
		text, err := schemaFiles.ReadFile(name)
		if err != nil {
			panic(err)
		}
		steps[i] = string(text)
	}
	return steps
}

// migrate climbs the ladder: all steps that are missing, the marks in the header and the journal's triggers in one transaction, so
// that a failure leaves the file as it was. A file that holds data is copied beside itself first.
func migrate(ctx context.Context, db *sql.DB, path string, steps []string) error {
	version, err := userVersion(ctx, db)
	if err != nil || version >= len(steps) {
		return err
	}
	if version > 0 {
		if err := keepCopy(ctx, db, path, len(steps)); err != nil {
			return err
		}
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if version, err = userVersion(ctx, tx); err != nil { // another process may have climbed meanwhile
		return err
	}
	if version >= len(steps) {
		return nil
	}
	if err := dropTriggers(ctx, tx); err != nil {
		return err
	}
	for i := version; i < len(steps); i++ {
		if _, err := tx.ExecContext(ctx, steps[i]); err != nil {
			return fmt.Errorf("schema step %d: %w", i+1, err)
		}
	}
	if err := createTriggers(ctx, tx); err != nil {
		return err
	}
	marks := fmt.Sprintf(`PRAGMA application_id = %d; PRAGMA user_version = %d`, applicationID, len(steps))
	if _, err := tx.ExecContext(ctx, marks); err != nil {
		return err
	}
	return tx.Commit()
}

// keepCopy copies the file beside itself, under a name that an earlier, failed attempt has not taken.
func keepCopy(ctx context.Context, db *sql.DB, path string, version int) error {
	kept := fmt.Sprintf("%s.before-version-%d", path, version)
	for n := 2; ; n++ {
		err := (&DB{path: path, write: db}).Backup(ctx, kept)
		if model.CodeOf(err) != model.Conflict {
			return err
		}
		kept = fmt.Sprintf("%s.before-version-%d-%d", path, version, n)
	}
}

type querier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

func userVersion(ctx context.Context, q querier) (v int, err error) {
	err = q.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&v)
	return v, err
}

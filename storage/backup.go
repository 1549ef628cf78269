package storage

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"watchbill/model"
)

// Backup writes a checked copy of the file to path, which must not exist. Either the whole copy is there afterwards or nothing.
func (db *DB) Backup(ctx context.Context, path string) error {
	if _, err := os.Lstat(path); err == nil {
		return taken(path)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return explain("back up to", path, err)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".watchbill-backup-*") // 0600 and empty, which VACUUM INTO accepts
	if err != nil {
		return explain("back up to", path, err)
	}
	temp := f.Name()
	defer os.Remove(temp)
	if err := f.Close(); err != nil {
		return explain("back up to", path, err)
	}
	if _, err := db.write.ExecContext(ctx, `VACUUM INTO ?`, temp); err != nil {
		if damage := explain("back up", db.path, err); model.CodeOf(damage) == model.Damaged {
			return damage // it is the file that is damaged, not the copy
		}
		return explain("back up to", path, err)
	}
	if err := checkCopy(ctx, temp); err != nil {
		return err
	}
	if err := syncFile(temp); err != nil { // VACUUM INTO does not
		return explain("back up to", path, err)
	}
	if err := place(temp, path); errors.Is(err, fs.ErrExist) {
		return taken(path)
	} else if err != nil {
		return explain("back up to", path, err)
	}
	return explain("back up to", path, syncFile(filepath.Dir(path)))
}

func taken(path string) error {
	return model.Errorf(model.Conflict, "file", "%s exists already. Choose another name; a backup is never written over.", path)
}

func checkCopy(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite", dsn(path, "mode=ro"))
	if err != nil {
		return explain("check the backup", path, err)
	}
	defer db.Close()
	return (&DB{path: path, read: db}).Check(ctx)
}

func syncFile(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	err = f.Sync()
	return errors.Join(err, f.Close())
}

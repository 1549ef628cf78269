package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"watchbill/model"
)

// applicationID marks a file as Watchbill's in SQLite's header: "Wbil".
const applicationID = 0x5762696C

// DB is an open file. It is safe for use by several goroutines, and several processes may have the same file open.
type DB struct {
	path  string
	write *sql.DB
	read  *sql.DB
}

// Open opens the file at path, and makes it (and its folder) where there is none. It refuses, untouched, what is not a Watchbill
// file or was written by a newer version. An older file is brought up to date after a copy was kept beside it.
//
// Errors carry model.Damaged, model.TooNew or model.Unavailable.
func Open(ctx context.Context, path string) (*DB, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, explain("open", path, err)
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := create(ctx, path); err != nil {
			return nil, err
		}
	case err != nil:
		return nil, explain("open", path, err)
	case info.IsDir():
		return nil, model.Errorf(model.Unavailable, "db", "%s is a folder. Name a file, such as %s.", path, filepath.Join(path, "team.watchbill"))
	case info.Size() == 0:
		return nil, model.Errorf(model.Damaged, "db", "%s is empty, so it is not a Watchbill file. Delete it or choose another name; nothing was written.", path)
	default:
		if err := inspect(ctx, path); err != nil {
			return nil, err
		}
	}
	return connect(ctx, path)
}

// Path returns the file's absolute path.
func (db *DB) Path() string { return db.path }

// Close closes the file. Its error counts: the last checkpoint happens here.
func (db *DB) Close() error {
	return errors.Join(db.read.Close(), explain("close", db.path, db.write.Close()))
}

func dsn(path, options string) string {
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(path)}
	return u.String() + "?_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)&" + options
}

const writeOptions = "_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_txlock=immediate"

func connect(ctx context.Context, path string) (*DB, error) {
	write, err := sql.Open("sqlite", dsn(path, writeOptions))
	if err != nil {
		return nil, explain("open", path, err)
	}
	write.SetMaxOpenConns(1)
	if err := migrate(ctx, write, path, ladder()); err != nil {
		return nil, errors.Join(explain("open", path, err), write.Close())
	}
	read, err := sql.Open("sqlite", dsn(path, "mode=ro"))
	if err != nil {
		return nil, errors.Join(explain("open", path, err), write.Close())
	}
	read.SetMaxOpenConns(4)
	return &DB{path: path, write: write, read: read}, nil
}

// create makes a new file under another name and links it into place when it is whole, so that nobody ever sees half a file and
// a file that appeared meanwhile is not written over.
func create(ctx context.Context, path string) error {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return explain("make the folder", dir, err)
	}
	temp, err := os.CreateTemp(dir, ".watchbill-new-*") // 0600; SQLite gives its companions the same
	if err != nil {
		return explain("make the file", path, err)
	}
	name := temp.Name()
	defer os.Remove(name)
	if err := temp.Close(); err != nil {
		return explain("make the file", path, err)
	}
	db, err := sql.Open("sqlite", dsn(name, writeOptions))
	if err != nil {
		return explain("make the file", path, err)
	}
	db.SetMaxOpenConns(1)
	err = migrate(ctx, db, name, ladder())
	if err := errors.Join(err, db.Close()); err != nil {
		return explain("make the file", path, err)
	}
	if err := syncFile(name); err != nil {
		return explain("make the file", path, err)
	}
	if err := os.Link(name, path); err != nil && !errors.Is(err, fs.ErrExist) {
		if err := os.Rename(name, path); err != nil { // a file system without hard links
			return explain("make the file", path, err)
		}
	}
	return syncFile(dir)
}

// inspect looks at an existing file without writing a byte of it.
func inspect(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite", dsn(path, "mode=ro"))
	if err != nil {
		return explain("open", path, err)
	}
	defer db.Close()
	var app, version, tables int
	err = db.QueryRowContext(ctx, `
		SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version),
		       (SELECT count(*) FROM sqlite_schema)`).Scan(&app, &version, &tables)
	switch newest := len(ladder()); {
	case err != nil:
		return explain("open", path, err)
	case app != applicationID:
		return model.Errorf(model.Damaged, "db", "%s is a database of another program, not a Watchbill file. Choose another file; nothing was written.", path)
	case version > newest:
		return model.Errorf(model.TooNew, "db", "%s was written by a newer Watchbill (file version %d, this program knows up to %d). Update Watchbill to open it; nothing was written.", path, version, newest)
	}
	return nil
}

// Check looks for damage and says what it found.
func (db *DB) Check(ctx context.Context) error {
	var answer string
	if err := db.read.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&answer); err != nil {
		return explain("check", db.path, err)
	}
	if answer != "ok" {
		return model.Errorf(model.Damaged, "db", "%s is damaged (%s). Keep it as it is, and open the newest backup with --db instead.", db.path, answer)
	}
	return nil
}

// Watch calls changed whenever another process has changed the file, looking every so often, until ctx ends. It asks the writing
// connection, whose data_version does not count its own commits.
func (db *DB) Watch(ctx context.Context, every time.Duration, changed func()) error {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for last := int64(-1); ; {
		var v int64
		if err := db.write.QueryRowContext(ctx, `PRAGMA data_version`).Scan(&v); err != nil {
			if ctx.Err() != nil {
				return nil
			}
			return explain("watch", db.path, err)
		}
		if last >= 0 && v != last {
			changed()
		}
		last = v
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

func syncFile(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	err = f.Sync()
	return errors.Join(err, f.Close())
}

// Backup writes a checked copy of the file to path, which must not exist. Either the whole copy is there afterwards or nothing.
func (db *DB) Backup(ctx context.Context, path string) error {
	if _, err := os.Lstat(path); err == nil {
		return model.Errorf(model.Conflict, "file", "%s exists already. Choose another name; a backup is never written over.", path)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return explain("back up to", path, err)
	}
	temp := filepath.Join(filepath.Dir(path), fmt.Sprintf(".%s.part-%d", filepath.Base(path), os.Getpid()))
	defer os.Remove(temp)
	if _, err := db.write.ExecContext(ctx, `VACUUM INTO ?`, temp); err != nil {
		return explain("back up to", path, err)
	}
	if err := os.Chmod(temp, 0o600); err != nil {
		return explain("back up to", path, err)
	}
	if err := checkCopy(ctx, temp); err != nil {
		return err
	}
	if err := errors.Join(syncFile(temp), os.Rename(temp, path), syncFile(filepath.Dir(path))); err != nil {
		return explain("back up to", path, err)
	}
	return nil
}

func checkCopy(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite", dsn(path, "mode=ro"))
	if err != nil {
		return explain("check the backup", path, err)
	}
	defer db.Close()
	return (&DB{path: path, read: db}).Check(ctx)
}

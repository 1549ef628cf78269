package storage

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
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

// Open opens the file at path, and makes it where there is none; its folder must be there. It refuses, untouched, what is not a Watchbill
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
	}
	if err := inspect(ctx, path); err != nil { // a new file too: another program may have put one there meanwhile
		return nil, err
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
	readers := min(4, max(2, runtime.NumCPU())) // each holds the whole schema and a cache of its own
	read.SetMaxOpenConns(readers)
	read.SetMaxIdleConns(readers)
	return &DB{path: path, write: write, read: read}, nil
}

// create makes a new file under another name and links it into place when it is whole, so that nobody ever sees half a file and
// a file that appeared meanwhile is not written over.
func create(ctx context.Context, path string) error {
	dir := filepath.Dir(path)
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) { // most often a slip: no folders are made for it
		return model.Errorf(model.Unavailable, "db", "There is no folder %s to make %s in. Check the path, or make the folder first.", dir, filepath.Base(path))
	}
	temp, err := os.CreateTemp(dir, ".watchbill-new-*") // 0600; SQLite gives its companions the same
	if err != nil {
		return explain("make the file", path, err)
	}
	name := temp.Name()
	defer func() {
		for _, companion := range []string{"", "-wal", "-shm"} { // left where the disk was full
			os.Remove(name + companion)
		}
	}()
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
	if err := place(name, path); err != nil && !errors.Is(err, fs.ErrExist) {
		return explain("make the file", path, err)
	}
	return explain("make the file", path, syncFile(dir))
}

// place gives a whole file its name, for good: the error is fs.ErrExist when the name is taken.
func place(temp, path string) error {
	err := os.Link(temp, path)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	if _, err := os.Lstat(path); err == nil {
		return fs.ErrExist
	}
	return os.Rename(temp, path) // a file system without hard links
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

// Watch calls changed whenever another process has changed the file, looking every so often, until ctx ends.
func (db *DB) Watch(ctx context.Context, every time.Duration, changed func()) error {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for last := int64(-1); ; {
		var v int64
		// Asked on the writer's only connection, because a connection's own changes do not count.
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

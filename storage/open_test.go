package storage

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"watchbill/model"
)

func TestOpenRefusesWhatIsNotOurs(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	other := filepath.Join(dir, "other.db")
	newer := filepath.Join(dir, "newer.watchbill")
	for path, setup := range map[string]string{
		other: `CREATE TABLE x (a)`,
		newer: `CREATE TABLE x (a); PRAGMA application_id = 1466067308; PRAGMA user_version = 9999`,
	} {
		db, err := sql.Open("sqlite", dsn(path, ""))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(setup); err != nil {
			t.Fatal(err)
		}
		db.Close()
	}
	tests := []struct {
		name, path string
		code       model.Code
		says       string
	}{
		{"text file", file("notes.txt", strings.Repeat("these are my notes\n", 100)), model.Damaged, "not a Watchbill file"},
		{"short text file", file("short.txt", "hello"), model.Damaged, "not a Watchbill file"},
		{"empty file", file("empty.watchbill", ""), model.Damaged, "is empty"},
		{"folder", dir, model.Unavailable, "is a folder"},
		{"folder that is not there", filepath.Join(dir, "slip", "team.watchbill"), model.Unavailable, "no folder"},
		{"other program's database", other, model.Damaged, "another program"},
		{"newer file", newer, model.TooNew, "newer Watchbill"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before, _ := os.ReadFile(tt.path)
			db, err := Open(ctx, tt.path)
			if err == nil {
				db.Close()
				t.Fatal("it opened")
			}
			if model.CodeOf(err) != tt.code || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("got %s %q, want %s … %q", model.CodeOf(err), err, tt.code, tt.says)
			}
			if after, _ := os.ReadFile(tt.path); string(after) != string(before) {
				t.Error("the file was changed")
			}
		})
	}
}

func TestOpenMakesAPrivateFile(t *testing.T) {
	db := mustOpen(t)
	mustFixture(t, db)
	if runtime.GOOS == "windows" {
		return
	}
	for _, suffix := range []string{"", "-wal", "-shm"} {
		info, err := os.Stat(db.Path() + suffix)
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != 0o600 {
			t.Errorf("permissions of %s: got %o, want 600", suffix, got)
		}
	}
	entries, _ := os.ReadDir(filepath.Dir(db.Path()))
	for _, e := range entries {
		if strings.Contains(e.Name(), "new") {
			t.Errorf("left behind: %s", e.Name())
		}
	}
}

func TestOpenNamesDSNCharacters(t *testing.T) {
	path := filepath.Join(t.TempDir(), "50% of ?#team ü.watchbill")
	db, err := Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

func TestReaderCannotWrite(t *testing.T) {
	db := mustOpen(t)
	if _, err := db.read.Exec(`DELETE FROM team`); err == nil {
		t.Error("a write on the reader's connection went through")
	}
}

func TestMigrateKeepsACopyAndTheData(t *testing.T) {
	ctx := context.Background()
	db := mustOpen(t)
	f := mustFixture(t, db)
	steps := append(ladder(), `ALTER TABLE person ADD COLUMN nickname TEXT NOT NULL DEFAULT ''`)
	if err := migrate(ctx, db.write, db.path, steps); err != nil {
		t.Fatal(err)
	}
	mustUpdate(t, db, "delete", func(tx *Tx) error { return tx.DeletePerson(ctx, f.ana) })
	if _, err := db.Undo(ctx, op("undo")); err != nil { // the triggers know the new column
		t.Fatal(err)
	}
	if n := len(mustPeople(t, db, f.team)); n != 2 {
		t.Errorf("people: got %d, want 2", n)
	}
	kept, err := Open(ctx, fmt.Sprintf("%s.before-version-%d", db.path, len(steps)))
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	if n := len(mustPeople(t, kept, f.team)); n != 2 {
		t.Errorf("people in the copy: got %d, want 2", n)
	}
}

// An entry from before a schema step can be undone after it: columns that came since keep their default.
func TestUndoAcrossAMigration(t *testing.T) {
	ctx := context.Background()
	db := mustOpen(t)
	f := mustFixture(t, db)
	before := mustPeople(t, db, f.team)
	mustUpdate(t, db, "edit and delete", func(tx *Tx) error {
		p := before[0]
		p.Name = "Renamed"
		if _, err := tx.PutPerson(ctx, p); err != nil {
			return err
		}
		return tx.DeletePerson(ctx, f.ben)
	})
	steps := append(ladder(), `ALTER TABLE person ADD COLUMN nickname TEXT NOT NULL DEFAULT 'none'`)
	if err := migrate(ctx, db.write, db.path, steps); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Undo(ctx, op("undo")); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(before, mustPeople(t, db, f.team)); d != "" {
		t.Error(d)
	}
}

func TestFailedMigrationLeavesTheFile(t *testing.T) {
	ctx := context.Background()
	db := mustOpen(t)
	mustFixture(t, db)
	before := dump(t, db)
	steps := append(ladder(), `ALTER TABLE person ADD COLUMN a TEXT`, `nonsense`)
	if err := migrate(ctx, db.write, db.path, steps); err == nil {
		t.Fatal("a broken step went through")
	}
	if v, _ := userVersion(ctx, db.read); v != len(ladder()) {
		t.Errorf("version: got %d, want %d", v, len(ladder()))
	}
	if got := dump(t, db); got != before {
		t.Error("the failed migration changed something")
	}
	// The copy kept of the first attempt does not stand in the way of the next.
	if err := migrate(ctx, db.write, db.path, append(ladder(), `ALTER TABLE person ADD COLUMN a TEXT`)); err != nil {
		t.Errorf("second attempt: %v", err)
	}
	mustUpdate(t, db, "still journaled", func(tx *Tx) error { return tx.PutSetting(ctx, "a", "1") })
}

func TestBackup(t *testing.T) {
	ctx := context.Background()
	db := mustOpen(t)
	mustFixture(t, db)
	path := filepath.Join(t.TempDir(), "deep", "copy.watchbill")
	if err := db.Backup(ctx, path); err != nil {
		t.Fatal(err)
	}
	backup, err := Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer backup.Close()
	if got, want := dump(t, backup), dump(t, db); got != want {
		t.Errorf("backup differs:\n got %s\nwant %s", got, want)
	}
	if err := db.Backup(ctx, path); model.CodeOf(err) != model.Conflict {
		t.Errorf("backup over a file: got %v, want conflict", err)
	}
}

// Watch hears of other connections' commits and not of its own.
func TestWatch(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	db := mustOpen(t)
	other, err := Open(ctx, db.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	heard, ended := make(chan struct{}, 10), make(chan error, 1)
	go func() { ended <- db.Watch(ctx, time.Millisecond, func() { heard <- struct{}{} }) }()
	mustUpdate(t, db, "own", func(tx *Tx) error { return tx.PutSetting(ctx, "a", "1") })
	time.Sleep(20 * time.Millisecond)
	if len(heard) > 0 {
		t.Error("heard its own commit")
	}
	mustUpdate(t, other, "foreign", func(tx *Tx) error { return tx.PutSetting(ctx, "b", "1") })
	select {
	case <-heard:
	case <-time.After(5 * time.Second):
		t.Error("did not hear the other's commit")
	}
	cancel()
	if err := <-ended; err != nil {
		t.Errorf("watch ended with %v", err)
	}
}

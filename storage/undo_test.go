package storage

import (
	"context"
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"watchbill/model"
)

// TestUndoRestoresEverything runs every write of Tx, undoes it, redoes it, and compares what can be seen.
func TestUndoRestoresEverything(t *testing.T) {
	ctx := context.Background()
	db := mustOpen(t)
	f := mustFixture(t, db)
	var shift, override, toil, off, resource, freeze model.ID
	steps := []struct {
		name string
		do   func(*Tx) error
	}{
		{"add time off", func(tx *Tx) (err error) {
			off, err = tx.PutTimeOff(ctx, model.TimeOff{PersonID: f.ana, Interval: model.Interval{Start: now, End: now.Add(time.Hour)}, Kind: "sick", Note: "it's “bad”\n"})
			return err
		}},
		{"edit time off", func(tx *Tx) error {
			_, err := tx.PutTimeOff(ctx, model.TimeOff{ID: off, PersonID: f.ben, Interval: model.Interval{Start: now, End: now.Add(2 * time.Hour)}, AllDay: true, Kind: "sick"})
			return err
		}},
		{"draft", func(tx *Tx) error { _, err := tx.PutShift(ctx, f.shift(1, 0, f.ana, model.Draft)); return err }},
		{"publish", func(tx *Tx) (err error) {
			if _, err = tx.DeleteDraft(ctx, f.rotation.ID); err != nil {
				return err
			}
			shift, err = tx.PutShift(ctx, f.shift(1, 0, f.ana, model.Published))
			return err
		}},
		{"reassign twice in one go", func(tx *Tx) error {
			s, err := tx.Shift(ctx, shift)
			if err != nil {
				return err
			}
			s.PersonID = f.ben
			if _, err := tx.PutShift(ctx, s); err != nil {
				return err
			}
			s.PersonID = 0
			_, err = tx.PutShift(ctx, s)
			return err
		}},
		{"override", func(tx *Tx) (err error) {
			o := f.override(model.OverrideReplace, f.ana, 0, now.AddDate(0, 0, 7), 1, 5)
			o.Note = "it’s “hers”\n"
			override, err = tx.PutOverride(ctx, o)
			return err
		}},
		{"override above", func(tx *Tx) error {
			_, err := tx.PutOverride(ctx, f.override(model.OverrideRemove, 0, 0, now.AddDate(0, 0, 7), 2, 3))
			return err
		}},
		{"end override", func(tx *Tx) error {
			o, err := tx.Override(ctx, override)
			if err != nil {
				return err
			}
			o.End = o.End.Add(-time.Hour)
			_, err = tx.PutOverride(ctx, o)
			return err
		}},
		{"delete override", func(tx *Tx) error { return tx.DeleteOverride(ctx, override) }},
		{"edit rotation", func(tx *Tx) error {
			r := f.rotation.Clone()
			r.Name = "Renamed"
			r.SetRoles(append([]model.Role{{Name: "manager"}}, r.Roles...))
			later := r.Versions[0].Clone()
			later.ID, later.From, later.Layers[0].ID = 0, now, 0
			later.Layers[0].Windows = []model.Window{{Days: model.EveryDay, From: 9 * 60, Until: 17 * 60}}
			later.Layers[0].Orders[0].Members = []model.Member{{PersonID: f.ben}, {}, {PersonID: f.ana, From: model.DateOf(now)}}
			r.Versions = append(r.Versions, later)
			_, err := tx.PutRotation(ctx, r)
			return err
		}},
		{"toil", func(tx *Tx) (err error) {
			toil, err = tx.PutToil(ctx, model.ToilEntry{TeamID: f.team, PersonID: f.ben, Day: model.DateOf(now), Minutes: 20, What: "restart", Tag: "x"})
			return err
		}},
		{"edit toil", func(tx *Tx) error {
			_, err := tx.PutToil(ctx, model.ToilEntry{ID: toil, TeamID: f.team, PersonID: f.ben, Day: model.DateOf(now), Minutes: 25, What: "restart"})
			return err
		}},
		{"resource", func(tx *Tx) (err error) {
			resource, err = tx.PutResource(ctx, model.Resource{TeamID: f.team, Name: "disk", Unit: "GiB", Limit: 0.1 + 0.2, LeadDays: 56, Daily: model.DailyMax, Owner: f.ben})
			return err
		}},
		{"samples", func(tx *Tx) error {
			_, err := tx.AddSamples(ctx, resource, "disk.csv", []model.Sample{{At: now, Value: 1e308}, {At: now.Add(time.Hour), Value: 5e-324}})
			return err
		}},
		{"resource without limit", func(tx *Tx) error {
			_, err := tx.PutResource(ctx, model.Resource{ID: resource, TeamID: f.team, Name: "disk", Limit: math.NaN(), Daily: model.DailyMean})
			return err
		}},
		{"freeze", func(tx *Tx) (err error) {
			freeze, err = tx.PutFreeze(ctx, model.Freeze{TeamID: f.team, Name: "Year end", Interval: model.Interval{Start: now, End: now.Add(48 * time.Hour)}, AllDay: true})
			return err
		}},
		{"edit freeze", func(tx *Tx) error {
			_, err := tx.PutFreeze(ctx, model.Freeze{ID: freeze, TeamID: f.team, Name: "Winter", Interval: model.Interval{Start: now, End: now.Add(time.Hour)}})
			return err
		}},
		{"delete freeze", func(tx *Tx) error { return tx.DeleteFreeze(ctx, freeze) }},
		{"setting", func(tx *Tx) error { return tx.PutSetting(ctx, "theme", "dark") }},
		{"setting again", func(tx *Tx) error { return tx.PutSetting(ctx, "theme", "light") }},
		{"team", func(tx *Tx) error {
			_, err := tx.PutTeam(ctx, model.Team{ID: f.team, Name: "P", Zone: "UTC", ToilCap: 1.0 / 3, WeekStart: time.Sunday})
			return err
		}},
		{"delete toil", func(tx *Tx) error { return tx.DeleteToil(ctx, toil) }},
		{"delete resource", func(tx *Tx) error { return tx.DeleteResource(ctx, resource) }},
		{"delete person", func(tx *Tx) error { return tx.DeletePerson(ctx, f.ana) }},
		{"delete rotation", func(tx *Tx) error { return tx.DeleteRotation(ctx, f.rotation.ID) }},
	}
	for _, step := range steps {
		before := dump(t, db)
		e := mustUpdate(t, db, step.name, step.do)
		after := dump(t, db)
		if e.ID == 0 || before == after {
			t.Fatalf("%s: nothing changed", step.name)
		}
		for round := range 2 {
			if _, err := db.Undo(ctx, op("undo")); err != nil {
				t.Fatalf("undo %s (round %d): %v", step.name, round, err)
			}
			if got := dump(t, db); got != before {
				t.Fatalf("undo %s:\n got %s\nwant %s", step.name, got, before)
			}
			if _, err := db.Redo(ctx, op("redo")); err != nil {
				t.Fatalf("redo %s (round %d): %v", step.name, round, err)
			}
			if got := dump(t, db); got != after {
				t.Fatalf("redo %s:\n got %s\nwant %s", step.name, got, after)
			}
		}
	}
	for range steps { // all the way back
		if _, err := db.Undo(ctx, op("undo")); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(mustPeople(t, db, f.team)); n != 2 {
		t.Errorf("people after undoing all: got %d, want 2", n)
	}
}

func TestUndoMovesSequenceOn(t *testing.T) {
	ctx := context.Background()
	db := mustOpen(t)
	f := mustFixture(t, db)
	var id model.ID
	mustUpdate(t, db, "publish", func(tx *Tx) (err error) {
		id, err = tx.PutShift(ctx, f.shift(1, 0, f.ana, model.Published))
		return err
	})
	first, _ := db.Reader().Shift(ctx, id)
	mustUpdate(t, db, "reassign", func(tx *Tx) error {
		s := first
		s.PersonID = f.ben
		_, err := tx.PutShift(ctx, s)
		return err
	})
	if _, err := db.Undo(ctx, op("undo")); err != nil {
		t.Fatal(err)
	}
	s, err := db.Reader().Shift(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	if s.PersonID != f.ana || s.Sequence != 2 || s.UID != first.UID {
		t.Errorf("after undo: person %d, sequence %d, uid %q; want %d, 2, %q", s.PersonID, s.Sequence, s.UID, f.ana, first.UID)
	}
	if _, err := db.Undo(ctx, op("undo")); err != nil { // takes the publication back
		t.Fatal(err)
	}
	mustUpdate(t, db, "publish again", func(tx *Tx) (err error) {
		id, err = tx.PutShift(ctx, f.shift(1, 0, f.ben, model.Published))
		return err
	})
	again, _ := db.Reader().Shift(ctx, id)
	if again.UID != first.UID || again.Sequence <= s.Sequence {
		t.Errorf("published again: uid %q sequence %d; want %q and more than %d", again.UID, again.Sequence, first.UID, s.Sequence)
	}
}

func TestUndoRefusesWhatChangedSince(t *testing.T) {
	ctx := context.Background()
	db := mustOpen(t)
	f := mustFixture(t, db)
	mustUpdate(t, db, "first", func(tx *Tx) error { return tx.PutSetting(ctx, "theme", "dark") })
	// A change that the journal knows nothing of cannot happen; the triggers refuse it.
	if _, err := db.write.Exec(`UPDATE person SET name = 'x' WHERE id = ?`, f.ana); err == nil || !strings.Contains(err.Error(), "outside of the journal") {
		t.Errorf("change outside of the journal: got %v, want refusal", err)
	}
	if _, err := db.write.Exec(`INSERT INTO journal_open VALUES (1, 1); UPDATE setting SET value = 'x'; DELETE FROM journal_open`); err != nil {
		t.Fatal(err)
	}
	_, err := db.Undo(ctx, op("undo"))
	if model.CodeOf(err) != model.Conflict || !strings.Contains(err.Error(), "changed again since") {
		t.Errorf("got %v, want a conflict that says what changed", err)
	}
}

func TestRedoEndsWithANewChange(t *testing.T) {
	ctx := context.Background()
	db := mustOpen(t)
	mustFixture(t, db)
	mustUpdate(t, db, "a", func(tx *Tx) error { return tx.PutSetting(ctx, "a", "1") })
	if _, err := db.Undo(ctx, op("undo")); err != nil {
		t.Fatal(err)
	}
	mustUpdate(t, db, "b", func(tx *Tx) error { return tx.PutSetting(ctx, "b", "1") })
	if _, err := db.Redo(ctx, op("redo")); model.CodeOf(err) != model.NotFound {
		t.Errorf("redo after a new change: got %v, want not found", err)
	}
}

// Undoing and redoing again and again keeps each entry as small as the change itself.
func TestUndoDoesNotGrow(t *testing.T) {
	ctx := context.Background()
	db := mustOpen(t)
	f := mustFixture(t, db)
	var id model.ID
	mustUpdate(t, db, "publish", func(tx *Tx) (err error) {
		id, err = tx.PutShift(ctx, f.shift(1, 0, f.ana, model.Published))
		return err
	})
	mustUpdate(t, db, "reassign", func(tx *Tx) error {
		s, err := tx.Shift(ctx, id)
		if err != nil {
			return err
		}
		s.PersonID = f.ben
		_, err = tx.PutShift(ctx, s)
		return err
	})
	for range 12 {
		for _, reverse := range []func(context.Context, Op) (Entry, error){db.Undo, db.Redo} {
			e, err := reverse(ctx, op("reverse"))
			if err != nil {
				t.Fatal(err)
			}
			var lines int
			if err := db.read.QueryRow(`SELECT count(*) FROM journal_row WHERE journal_id = ?`, e.ID).Scan(&lines); err != nil || lines != 1 {
				t.Fatalf("entry %d: got %d lines, %v; want 1", e.ID, lines, err)
			}
		}
	}
}

// A change that moved nothing but the calendar's numbers on can be undone too, and does not stand in the way of those before it.
func TestUndoOfWhatOnlyGrows(t *testing.T) {
	ctx := context.Background()
	db := mustOpen(t)
	f := mustFixture(t, db)
	var id model.ID
	mustUpdate(t, db, "publish", func(tx *Tx) (err error) {
		id, err = tx.PutShift(ctx, f.shift(1, 0, f.ana, model.Published))
		return err
	})
	mustUpdate(t, db, "tell again", func(tx *Tx) error {
		s, err := tx.Shift(ctx, id)
		if err != nil {
			return err
		}
		_, err = tx.PutShift(ctx, s)
		return err
	})
	for _, want := range []string{"Undone: tell again", "Undone: publish"} {
		if e, err := db.Undo(ctx, op("undo")); err != nil || e.Summary != want {
			t.Errorf("got %q, %v; want %q", e.Summary, err, want)
		}
	}
}

// Two programs that undo at once never take the same change back, nor get in each other's way.
func TestUndoOfTwoProgramsAtOnce(t *testing.T) {
	ctx := context.Background()
	db := mustOpen(t)
	other, err := Open(ctx, db.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	const each = 15
	for n := range 2 * each {
		mustUpdate(t, db, "set", func(tx *Tx) error { return tx.PutSetting(ctx, fmt.Sprint(n), "1") })
	}
	var both sync.WaitGroup
	for _, program := range []*DB{db, other} {
		both.Go(func() {
			for range each {
				if _, err := program.Undo(ctx, op("undo")); err != nil {
					t.Error(err)
				}
			}
		})
	}
	both.Wait()
	if got := dump(t, db); got != "" {
		t.Errorf("left: %s", got)
	}
}

// An entry of more lines than are held at once is put back whole.
func TestUndoOfALongImport(t *testing.T) {
	ctx := context.Background()
	db := mustOpen(t)
	f := mustFixture(t, db)
	before := dump(t, db)
	mustUpdate(t, db, "import", func(tx *Tx) error {
		for n := range 2*chunk + 7 {
			e := model.ToilEntry{TeamID: f.team, PersonID: f.ana, Day: model.DateOf(now), Minutes: 1 + n%90, What: "restart"}
			if _, err := tx.PutToil(ctx, e); err != nil {
				return err
			}
		}
		return nil
	})
	after := dump(t, db)
	for _, step := range []struct {
		reverse func(context.Context, Op) (Entry, error)
		want    string
	}{{db.Undo, before}, {db.Redo, after}} {
		if _, err := step.reverse(ctx, op("reverse")); err != nil {
			t.Fatal(err)
		}
		if dump(t, db) != step.want {
			t.Error("not all of it was put back")
		}
	}
}

// Closing ends reads under way with an error and loses nothing.
func TestCloseWithReadersActive(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "team.watchbill")
	db, err := Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	f := mustFixture(t, db)
	var readers sync.WaitGroup
	started := make(chan struct{}, 8)
	for range 8 {
		readers.Go(func() {
			for n := 0; ; n++ {
				if _, err := db.Reader().People(ctx, f.team); err != nil {
					return
				}
				if n == 0 {
					started <- struct{}{}
				}
			}
		})
	}
	for range 8 {
		<-started
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
	readers.Wait()
	again, err := Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if n := len(mustPeople(t, again, f.team)); n != 2 {
		t.Errorf("people: got %d, want 2", n)
	}
}

// Undo and redo step over what nobody asked for, unless it changed the very rows that they need; on purpose it can be taken back.
func TestUndoStepsOverAutomaticEntries(t *testing.T) {
	ctx := context.Background()
	db := mustOpen(t)
	mustFixture(t, db)
	set := func(who, name, value string) Entry {
		return mustUpdate(t, db, who, func(tx *Tx) error {
			if who == "clock" {
				tx.Automatic()
			}
			return tx.PutSetting(ctx, name, value)
		})
	}
	is := func(what string, want ...string) {
		t.Helper()
		for i, name := range []string{"a", "b"} {
			if got, err := db.Reader().Setting(ctx, name, "-"); err != nil || got != want[i] {
				t.Errorf("%s: %s is %q, %v; want %q", what, name, got, err, want[i])
			}
		}
	}
	step := func(what string, reverse func(context.Context, Op) (Entry, error), want ...string) {
		t.Helper()
		if _, err := reverse(ctx, op(what)); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		is(what, want...)
	}
	set("manager", "a", "1")
	read := set("clock", "b", "1")
	if history, err := db.Reader().History(ctx, 0, 2); err != nil || !history[0].Automatic || history[1].Automatic || !read.Automatic {
		t.Errorf("history: got %+v, %v; want only the newest marked", history, err)
	}
	step("undo", db.Undo, "-", "1")
	again := set("clock", "b", "2")
	step("redo over an automatic entry", db.Redo, "1", "2")

	back := func(e Entry) func(context.Context, Op) (Entry, error) {
		return func(ctx context.Context, o Op) (Entry, error) { return db.UndoEntry(ctx, o, e.ID) }
	}
	if _, err := back(read)(ctx, op("undo")); model.CodeOf(err) != model.Conflict || !strings.Contains(err.Error(), "by “clock” (entry ") {
		t.Errorf("an entry below a later one: got %v, want a conflict that names the later one", err)
	}
	step("take back on purpose", back(again), "1", "1")
	step("redo it", db.Redo, "1", "2")
	step("undo it again, as somebody redid it", db.Undo, "1", "1")
	if _, err := back(again)(ctx, op("undo")); model.CodeOf(err) != model.NotFound {
		t.Errorf("an entry that is taken back already: got %v, want not found", err)
	}

	changed := set("manager", "b", "3")
	if _, err := back(changed)(ctx, op("undo")); model.CodeOf(err) != model.NotFound {
		t.Errorf("what somebody did, out of its order: got %v, want not found", err)
	}
	over := set("clock", "b", "4")
	_, err := db.Undo(ctx, op("undo"))
	if want := fmt.Sprintf("“manager” cannot be taken back: the setting it changed has been changed again since, by “clock” (entry %d of the history).", over.ID); err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("undo below an automatic entry:\n got %v\nwant %s", err, want)
	}
	is("refused", "1", "4")
	step("take it back", back(over), "1", "3")
	step("undo", db.Undo, "1", "1")
	step("undo", db.Undo, "-", "1")
}

// What the schema's own rules forbid is a conflict in words too: here a time off whose person is gone.
func TestUndoSaysWhatDoesNotGoTogether(t *testing.T) {
	ctx := context.Background()
	db := mustOpen(t)
	f := mustFixture(t, db)
	var off model.ID
	mustUpdate(t, db, "off", func(tx *Tx) (err error) {
		off, err = tx.PutTimeOff(ctx, model.TimeOff{PersonID: f.ana, Interval: model.Interval{Start: now, End: now.Add(time.Hour)}, Kind: "sick"})
		return err
	})
	gone := mustUpdate(t, db, "read again", func(tx *Tx) error {
		tx.Automatic()
		return tx.DeleteTimeOff(ctx, off)
	})
	mustUpdate(t, db, "delete person", func(tx *Tx) error { return tx.DeletePerson(ctx, f.ana) })
	before := dump(t, db)
	_, err := db.UndoEntry(ctx, op("undo"), gone.ID)
	if model.CodeOf(err) != model.Conflict || !strings.Contains(err.Error(), "“read again” cannot be taken back: it does not go together with what was changed since.") {
		t.Errorf("got %v, want a conflict in words", err)
	}
	if dump(t, db) != before {
		t.Error("the refused undo changed something")
	}
}

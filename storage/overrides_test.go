package storage

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"watchbill/model"
)

// mustShifts publishes weeks of the first role, Ana's and Ben's by turns.
func mustShifts(t *testing.T, db *DB, f fixture, weeks int) []model.Shift {
	t.Helper()
	ctx := context.Background()
	mustUpdate(t, db, "publish", func(tx *Tx) error {
		for week := range weeks {
			if _, err := tx.PutShift(ctx, f.shift(week+1, 0, []model.ID{f.ana, f.ben}[week%2], model.Published)); err != nil {
				return err
			}
		}
		return nil
	})
	shifts, err := db.Reader().RotationShifts(ctx, f.rotation.ID, model.Published, model.Interval{})
	if err != nil {
		t.Fatal(err)
	}
	return shifts
}

// override is one over the first role, in hours from a moment.
func (f fixture) override(kind model.OverrideKind, in, out model.ID, from time.Time, hours ...int) model.Override {
	return model.Override{
		RotationID: f.rotation.ID, RoleID: f.rotation.Roles[0].ID, Kind: kind, PersonID: in, OutID: out,
		Interval: model.Interval{Start: from.Add(time.Duration(hours[0]) * time.Hour), End: from.Add(time.Duration(hours[1]) * time.Hour)},
	}
}

func mustOverride(t *testing.T, db *DB, o model.Override) (id model.ID) {
	t.Helper()
	mustUpdate(t, db, "override", func(tx *Tx) (err error) {
		id, err = tx.PutOverride(context.Background(), o)
		return err
	})
	return id
}

func mustReverse(t *testing.T, reverse func(context.Context, Op) (Entry, error)) {
	t.Helper()
	if _, err := reverse(context.Background(), op("reverse")); err != nil {
		t.Fatal(err)
	}
}

// events returns what a calendar of all would say: UID, SEQUENCE, person and hours from a moment.
func events(t *testing.T, db *DB, f fixture, from time.Time) map[string]string {
	t.Helper()
	duties, err := db.Reader().Duties(context.Background(), f.team, model.Interval{})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, d := range duties {
		out[d.UID] = fmt.Sprintf("%d %g-%g", d.PersonID, d.Start.Sub(from).Hours(), d.End.Sub(from).Hours())
		if last, known := numbers[d.UID]; known && last.text != out[d.UID] && last.sequence >= d.Sequence {
			t.Errorf("%s is %s with sequence %d after %s with %d", d.UID, out[d.UID], d.Sequence, last.text, last.sequence)
		}
		numbers[d.UID] = number{out[d.UID], d.Sequence}
	}
	return out
}

type number struct {
	text     string
	sequence int
}

var numbers map[string]number // what calendars were told last

func TestOverridesMoveCalendarNumbersOn(t *testing.T) {
	ctx := context.Background()
	db := mustOpen(t)
	f := mustFixture(t, db)
	shifts := mustShifts(t, db, f, 3)
	numbers = map[string]number{}
	from := shifts[0].Start
	events(t, db, f, from)
	first := mustOverride(t, db, f.override(model.OverrideReplace, f.ben, f.ana, from, 24, 48))
	if got := events(t, db, f, from); len(got) != 5 || got[shifts[0].UID] != fmt.Sprintf("%d 0-24", f.ana) {
		t.Errorf("after an override: got %v", got)
	}
	mustOverride(t, db, f.override(model.OverrideRemove, 0, 0, from, 30, 36))
	events(t, db, f, from)
	mustReverse(t, db.Undo)
	events(t, db, f, from)
	mustReverse(t, db.Redo)
	events(t, db, f, from)
	mustUpdate(t, db, "end", func(tx *Tx) error {
		o, err := tx.Override(ctx, first)
		if err != nil {
			return err
		}
		o.End = from.Add(40 * time.Hour)
		_, err = tx.PutOverride(ctx, o)
		return err
	})
	events(t, db, f, from)
	mustUpdate(t, db, "remove", func(tx *Tx) error { return tx.DeleteOverride(ctx, first) })
	events(t, db, f, from)
	for range 3 {
		mustReverse(t, db.Undo)
		events(t, db, f, from)
	}
	mustUpdate(t, db, "reassign below", func(tx *Tx) error {
		s := shifts[0]
		s.PersonID = f.ben
		_, err := tx.PutShift(ctx, s)
		return err
	})
	events(t, db, f, from)
	mustUpdate(t, db, "publish longer turns", func(tx *Tx) error {
		for _, s := range shifts[:2] {
			if err := tx.DeleteShift(ctx, s.ID); err != nil {
				return err
			}
		}
		s := shifts[0]
		s.ID, s.End = 0, shifts[1].End
		_, err := tx.PutShift(ctx, s)
		return err
	})
	events(t, db, f, from)
}

func TestGivenAwayKnowsOverrides(t *testing.T) {
	ctx := context.Background()
	db := mustOpen(t)
	f := mustFixture(t, db)
	shifts := mustShifts(t, db, f, 1)
	from, uid := shifts[0].Start, shifts[0].UID
	lost := func(person model.ID) string {
		t.Helper()
		gone, err := db.Reader().GivenAway(ctx, person, now.Add(-time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, g := range gone {
			word := "piece"
			if g.UID == uid {
				word = "shift"
			}
			out = append(out, fmt.Sprintf("%s %g-%g %s", word, g.Start.Sub(from).Hours(), g.End.Sub(from).Hours(), g.RoleName))
			if told, known := numbers[g.UID]; known && g.Sequence <= told.sequence {
				t.Errorf("%s is taken back with sequence %d after %d", g.UID, g.Sequence, told.sequence)
			}
		}
		return strings.Join(out, ", ")
	}
	numbers = map[string]number{}
	events(t, db, f, from)
	if got := lost(f.ana); got != "" {
		t.Errorf("nothing was overridden: got %q", got)
	}
	mustOverride(t, db, f.override(model.OverrideReplace, f.ben, 0, from, 24, 48))
	events(t, db, f, from)
	if got := lost(f.ana); got != "" {
		t.Errorf("a part in the middle: Ana keeps her event and gets one more, got %q", got)
	}
	mustReverse(t, db.Undo)
	if got, want := lost(f.ana), "piece 48-168 primary"; got != want {
		t.Errorf("the override is undone: got %q, want %q", got, want)
	}
	if got, want := lost(f.ben), "piece 24-48 primary"; got != want {
		t.Errorf("the override is undone: got %q, want %q", got, want)
	}
	mustReverse(t, db.Redo)
	events(t, db, f, from)
	if got := lost(f.ana) + lost(f.ben); got != "" {
		t.Errorf("done again: got %q", got)
	}
	mustReverse(t, db.Undo)
	mustOverride(t, db, f.override(model.OverrideReplace, f.ben, f.ana, from, 0, 168))
	if got, want := lost(f.ana), "shift 0-168 primary, piece 48-168 primary"; got != want {
		t.Errorf("all of it: got %q, want %q", got, want)
	}
	if gone, err := db.Reader().GivenAway(ctx, f.ana, now.Add(time.Hour)); err != nil || len(gone) != 0 {
		t.Errorf("later: got %v, %v; want none", gone, err)
	}
}

// A window cuts nothing but what lies outside of it: the pieces in it are those of all.
func TestDutiesOfAWindow(t *testing.T) {
	ctx := context.Background()
	db := mustOpen(t)
	f := mustFixture(t, db)
	shifts := mustShifts(t, db, f, 4)
	from := shifts[0].Start
	mustOverride(t, db, f.override(model.OverrideReplace, f.ben, 0, from, 1, 2))
	mustOverride(t, db, f.override(model.OverrideAdd, f.ana, 0, from, 100, 400))
	mustOverride(t, db, f.override(model.OverrideRemove, 0, f.ana, from, 350, 360))
	all, err := db.Reader().Duties(ctx, f.team, model.Interval{})
	if err != nil || len(all) != 8 {
		t.Fatalf("got %d duties, %v; want 8", len(all), err)
	}
	for hour := range 28 * 24 {
		window := model.Interval{Start: from.Add(time.Duration(hour) * time.Hour), End: from.Add(time.Duration(hour+1) * time.Hour)}
		var want []string
		for _, d := range all {
			if d.Overlaps(window) {
				want = append(want, fmt.Sprint(d.UID, d.Interval))
			}
		}
		for _, read := range []func() ([]model.Shift, error){
			func() ([]model.Shift, error) { return db.Reader().Duties(ctx, f.team, window) },
			func() ([]model.Shift, error) { return db.Reader().RotationDuties(ctx, f.rotation.ID, window) },
		} {
			duties, err := read()
			var got []string
			for _, d := range duties {
				got = append(got, fmt.Sprint(d.UID, d.Interval))
			}
			if err != nil || strings.Join(got, " ") != strings.Join(want, " ") {
				t.Fatalf("hour %d: got %v, %v; want %v", hour, got, err, want)
			}
		}
	}
}

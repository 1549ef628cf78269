package storage

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"

	"watchbill/model"
)

var now = time.Date(2026, 11, 18, 9, 42, 0, 0, time.UTC)

func mustOpen(t *testing.T) *DB {
	t.Helper()
	db, err := Open(context.Background(), filepath.Join(t.TempDir(), "team.watchbill"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return db
}

func op(name string) Op { return Op{Name: name, Summary: name, Who: "test", Via: "test", Now: now} }

func mustUpdate(t *testing.T, db *DB, name string, f func(*Tx) error) Entry {
	t.Helper()
	e, err := db.Update(context.Background(), op(name), f)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return e
}

// dump returns what a user could see of the file: every journaled table without the columns that only grow, and the samples of
// standing imports.
func dump(t *testing.T, db *DB) string {
	t.Helper()
	ctx := context.Background()
	tables, err := journaledTables(ctx, db.read)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, table := range tables {
		cols, err := columns(ctx, db.read, table)
		if err != nil {
			t.Fatal(err)
		}
		q := fmt.Sprintf(`SELECT json_remove(%s%s) FROM %s ORDER BY id`, rowJSON("", cols), volatilePaths(table), table)
		dumpRows(t, db, &b, table, q)
	}
	dumpRows(t, db, &b, "sample", `SELECT json_array(batch_id, at_ms, printf('%!.17g', value)) FROM sample WHERE batch_id IN (SELECT id FROM sample_batch)`)
	return b.String()
}

// volatilePaths names the columns that undo does not take back.
func volatilePaths(table string) string {
	var b strings.Builder
	for _, c := range volatile[table] {
		fmt.Fprintf(&b, ", '$.%s'", c)
	}
	return b.String()
}

func dumpRows(t *testing.T, db *DB, b *strings.Builder, table, q string) {
	t.Helper()
	rows, err := db.read.Query(q)
	if err != nil {
		t.Fatalf("%s: %v", table, err)
	}
	lines, err := scanAll(rows, func(r *sql.Rows, s *string) error { return r.Scan(s) })
	if err != nil {
		t.Fatal(err)
	}
	sort.Strings(lines)
	for _, l := range lines {
		fmt.Fprintf(b, "%s %s\n", table, l)
	}
}

type fixture struct {
	team, ana, ben model.ID
	rotation       model.Rotation
}

func mustFixture(t *testing.T, db *DB) fixture {
	t.Helper()
	ctx := context.Background()
	var f fixture
	mustUpdate(t, db, "fixture", func(tx *Tx) error {
		var err error
		if f.team, err = tx.PutTeam(ctx, model.Team{Name: "Payments", Zone: "Europe/Berlin", ToilCap: 0.5, WeekStart: time.Monday}); err != nil {
			return err
		}
		if f.ana, err = tx.PutPerson(ctx, model.Person{TeamID: f.team, Name: "Ana Souza", Zone: "America/Sao_Paulo", Colour: 1, WeekMinutes: 2400}); err != nil {
			return err
		}
		if f.ben, err = tx.PutPerson(ctx, model.Person{TeamID: f.team, Name: "Ben Okafor", Zone: "Africa/Lagos", Colour: 2, WeekMinutes: 2400}); err != nil {
			return err
		}
		r := model.NewRotation("Primary", "Europe/Berlin", []string{"primary", "secondary"},
			model.Plain{First: model.NewLocalTime(2026, 11, 23, 9, 0, 0), Turns: model.Pattern{{N: 1, Unit: model.Weeks}}, People: []model.ID{f.ana, f.ben}})
		r.TeamID = f.team
		f.rotation, err = tx.PutRotation(ctx, r)
		return err
	})
	return f
}

func (f fixture) shift(week int, role int, who model.ID, state model.State) model.Shift {
	start := now.AddDate(0, 0, 7*week)
	return model.Shift{
		RotationID: f.rotation.ID, RoleID: f.rotation.Roles[role].ID, Slot: start,
		Interval: model.Interval{Start: start, End: start.AddDate(0, 0, 7)}, PersonID: who, State: state,
	}
}

func mustPeople(t *testing.T, db *DB, team model.ID) []model.Person {
	t.Helper()
	people, err := db.Reader().People(context.Background(), team)
	if err != nil {
		t.Fatal(err)
	}
	return people
}

func TestFailedChangeLeavesNothing(t *testing.T) {
	ctx := context.Background()
	db := mustOpen(t)
	mustFixture(t, db)
	before := dump(t, db)
	want := model.Invalidf("x", "no")
	_, err := db.Update(ctx, op("fail"), func(tx *Tx) error {
		if err := tx.PutSetting(ctx, "a", "1"); err != nil {
			return err
		}
		return want
	})
	if err != want {
		t.Errorf("got %v, want %v", err, want)
	}
	if got := dump(t, db); got != before {
		t.Errorf("something was kept:\n%s", got)
	}
	h, err := db.Reader().History(ctx, 0, 10)
	if err != nil || len(h) != 1 {
		t.Errorf("history: %v entries, %v; want the fixture's one", len(h), err)
	}
}

// A role that takes the former name of another is a new role; the renamed one keeps its shifts.
func TestRoleTakesAFormerName(t *testing.T) {
	ctx := context.Background()
	db := mustOpen(t)
	f := mustFixture(t, db)
	r := f.rotation
	primary := r.Roles[0].ID
	r.SetRoles([]model.Role{{ID: primary, Name: "lead"}, {Name: "primary"}})
	mustUpdate(t, db, "rename", func(tx *Tx) (err error) {
		r, err = tx.PutRotation(ctx, r)
		return err
	})
	if r.Roles[0].ID != primary || r.Roles[1].ID == primary || r.Roles[1].ID == f.rotation.Roles[1].ID {
		t.Errorf("roles: got %+v, want the first kept and the second new", r.Roles)
	}
	stored, err := db.Reader().Rotations(ctx, f.team)
	if err != nil || len(stored[0].Roles) != 2 || stored[0].Roles[0].Name != "lead" || stored[0].Roles[1].Name != "primary" {
		t.Errorf("stored: got %+v, %v", stored, err)
	}
}

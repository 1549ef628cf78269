package storage

import (
	"context"
	"database/sql"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"watchbill/model"
)

// A file from before rules had versions keeps its rotations: the next draft has the same people in the same shifts, and what was
// changed before can no longer be taken back, which undo says.
func TestOldRotationsTurnAsBefore(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "old.watchbill")
	old, err := sql.Open("sqlite", dsn(path, writeOptions))
	if err != nil {
		t.Fatal(err)
	}
	if err := migrate(ctx, old, path, ladder()[:4]); err != nil {
		t.Fatal(err)
	}
	if _, err := old.Exec(`
		INSERT INTO journal (id, at_ms, who, via, op, summary, depth) VALUES (1, 0, 'Kim', 'test', 'save', 'Rotation added: Payments', 0);
		INSERT INTO journal_open VALUES (1, 1);
		INSERT INTO team VALUES (1, 'SRE', 'Europe/Berlin', 0.5, 1, 0);
		INSERT INTO person (id, team_id, name, email, zone, colour, week_minutes, left_day) VALUES
			(1, 1, 'Ana', '', 'UTC', 1, 2400, ''), (2, 1, 'Ben', '', 'UTC', 2, 2400, ''), (3, 1, 'Chidi', '', 'UTC', 3, 2400, '');
		INSERT INTO rotation (id, team_id, name, zone, first_local, every_n, every_unit) VALUES (1, 1, 'Payments', 'Europe/Berlin', '2026-10-05T09:00', 2, 'w');
		INSERT INTO role VALUES (1, 1, 'secondary', 1), (2, 1, 'primary', 0), (3, 1, 'shadow', 2);
		INSERT INTO member VALUES (1, 1, 3, 0), (2, 1, 1, 1), (3, 1, 2, 2);
		DELETE FROM journal_open`); err != nil {
		t.Fatal(err)
	}
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}

	db, err := Open(ctx, path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rotations, err := db.Reader().Rotations(ctx, 1)
	if err != nil || len(rotations) != 1 {
		t.Fatalf("rotations: got %v, %v; want one", rotations, err)
	}
	r := rotations[0]
	if got, want := r.Describe(time.Time{}), "every 2 weeks, hands over Mon 09:00 Europe/Berlin"; got != want {
		t.Errorf("rule: got %q, want %q", got, want)
	}
	loc, _ := model.Zone("Europe/Berlin")
	start := model.Resolve(model.NewLocalTime(2026, 10, 5, 9, 0, 0), loc)
	draft, err := r.Draft(model.Interval{Start: start, End: start.AddDate(0, 0, 56)}, model.Availability{})
	if err != nil {
		t.Fatal(err)
	}
	var got [][3]any
	for _, s := range draft {
		got = append(got, [3]any{s.Start.Format("2006-01-02 15:04 MST"), int(s.RoleID), int(s.PersonID)})
	}
	want := [][3]any{ // as written by the version before
		{"2026-10-05 09:00 CEST", 2, 3},
		{"2026-10-05 09:00 CEST", 1, 1},
		{"2026-10-05 09:00 CEST", 3, 2},
		{"2026-10-19 09:00 CEST", 2, 1},
		{"2026-10-19 09:00 CEST", 1, 2},
		{"2026-10-19 09:00 CEST", 3, 3},
		{"2026-11-02 09:00 CET", 2, 2},
		{"2026-11-02 09:00 CET", 1, 3},
		{"2026-11-02 09:00 CET", 3, 1},
		{"2026-11-16 09:00 CET", 2, 3},
		{"2026-11-16 09:00 CET", 1, 1},
		{"2026-11-16 09:00 CET", 3, 2},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if _, err := db.Undo(ctx, op("undo")); model.CodeOf(err) != model.Conflict {
		t.Errorf("undo of a change in the old form: got %v, want a conflict that explains", err)
	}
}

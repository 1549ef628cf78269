package workspace

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"watchbill/model"
)

func turnOf(day int, who, role string) ScheduledDuty {
	start := time.Date(2026, 11, day, 9, 0, 0, 0, berlin)
	return ScheduledDuty{Start: start, End: start.AddDate(0, 0, 7), Who: who, Role: role, Line: day}
}

func TestImportScheduleIntoNewRotation(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	if _, err := w.SavePerson(ctx, model.Person{Name: "Ana Souza", Email: "ana@example.org", Zone: "Europe/Berlin"}); err != nil {
		t.Fatal(err)
	}
	duties := []ScheduledDuty{turnOf(16, "ben.okafor@example.org", "Primary"), turnOf(2, "ana", "Primary"), turnOf(9, "Žofie", "Primary"), turnOf(9, "ana@example.org", "")}
	duties[3].Level = 2
	r := model.Rotation{Name: "Payments", Zone: "Europe/Berlin"}

	_, _, err := w.ImportSchedule(ctx, "x.csv", r, duties, false)
	if model.CodeOf(err) != model.NotFound || !strings.Contains(err.Error(), "Žofie (1 shift), Ben Okafor (1 shift)") {
		t.Fatalf("unknown people: got %v", err)
	}
	if rotations, err := w.Rotations(ctx); err != nil || len(rotations) != 0 {
		t.Fatalf("a refused import left %d rotations, %v", len(rotations), err)
	}
	plan, _, err := w.ImportSchedule(ctx, "x.csv", r, duties, true)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"Primary", "secondary"}, plan.NewRoles); diff != "" {
		t.Errorf("roles (-want +got):\n%s", diff)
	}
	rotations, err := w.Rotations(ctx)
	if err != nil || len(rotations) != 1 {
		t.Fatalf("rotations: got %d, %v", len(rotations), err)
	}
	stored := rotations[0]
	if stored.Describe(now) != "weekly, hands over Mon 09:00 Europe/Berlin" || len(stored.People()) != 3 {
		t.Errorf("pattern: got %q with %d people, want weekly with three", stored.Describe(now), len(stored.People()))
	}
	people, err := w.People(ctx)
	if err != nil || len(people) != 3 || people[2].Name != "Ben Okafor" || people[2].Email != "ben.okafor@example.org" {
		t.Errorf("people: got %+v, %v", people, err)
	}
	shifts := published(t, w, stored)
	if len(shifts) != 4 || shifts[0].UID == "" {
		t.Errorf("shifts: got %d, want 4 published", len(shifts))
	}

	again, done, err := w.ImportSchedule(ctx, "x.csv", stored, duties, true)
	if err != nil || !done.Nothing() || again.Known != 4 {
		t.Errorf("the same file again: got %d known, %+v, %v, want nothing to do", again.Known, done, err)
	}
	if _, err := w.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if rotations, err := w.Rotations(ctx); err != nil || len(rotations) != 0 {
		t.Errorf("undo left %d rotations, %v", len(rotations), err)
	}
	if people, err := w.People(ctx); err != nil || len(people) != 1 {
		t.Errorf("undo left %d people, %v, want Ana alone", len(people), err)
	}
}

func TestImportScheduleKeepsWhatIsPublished(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	_, r := mustTeam(t, w, "Ana", "Ben", "Chidi")
	if _, err := w.BuildDraft(ctx, r.ID, time.Time{}, 2); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Publish(ctx, r.ID); err != nil {
		t.Fatal(err)
	}
	before := published(t, w, r)
	late := turnOf(25, "Chidi", "primary")
	backwards := turnOf(2, "Ana", "primary")
	backwards.End = backwards.Start
	duties := []ScheduledDuty{
		turnOf(23, "Ana", "PRIMARY"), // published just so
		late,                         // overlaps the published weeks
		backwards,
		turnOf(2, "Ben", "primary"), turnOf(4, "Chidi", "primary"), // overlap each other
	}
	plan, _, err := w.ImportSchedule(ctx, "x.csv", r, duties, false)
	if err != nil {
		t.Fatal(err)
	}
	if len(plan.Added) != 1 || plan.Known != 1 || len(plan.Refused) != 3 || len(plan.NewRoles) != 0 {
		t.Fatalf("got %d added, %d known, %d refused, new roles %v; want 1, 1, 3 and none", len(plan.Added), plan.Known, len(plan.Refused), plan.NewRoles)
	}
	reasons := plan.Refused[0].Reason + plan.Refused[1].Reason + plan.Refused[2].Reason
	for _, want := range []string{"ends before it starts", "one of Ben, 2026-11-02 09:00 to 2026-11-09 09:00, that stands in the same file", "one of Ana, 2026-11-23 09:00 to 2026-11-30 09:00, that is published already"} {
		if !strings.Contains(reasons, want) {
			t.Errorf("reasons %q do not say %q", reasons, want)
		}
	}
	after := published(t, w, r)
	if diff := cmp.Diff(before, after[1:]); diff != "" {
		t.Errorf("published shifts changed (-before +after):\n%s", diff)
	}
}

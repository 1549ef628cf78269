package workspace

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"watchbill/model"
)

// On a Wednesday of the second of four published weeks, of which Ana, Ben, Chidi and Ana are primary.
var midweek = time.Date(2026, 12, 2, 12, 0, 0, 0, time.UTC)

func mustPublished(t *testing.T) (w *Workspace, people map[string]model.Person, r model.Rotation, clock *time.Time) {
	t.Helper()
	at := now
	w = mustOpenAt(t, &at)
	people, r = mustTeam(t, w, "Ana", "Ben", "Chidi")
	mustPublish(t, w, r, 4)
	at = midweek
	return w, people, r, &at
}

func mustRotation(t *testing.T, w *Workspace, id model.ID) model.Rotation {
	t.Helper()
	all, err := w.Rotations(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range all {
		if r.ID == id {
			return r
		}
	}
	t.Fatalf("there is no rotation %d", id)
	return model.Rotation{}
}

func TestAChangedRuleLeavesThePast(t *testing.T) {
	ctx := context.Background()
	w, people, r, _ := mustPublished(t)
	r.Versions[0].Layers[0].Orders[0].Members = model.MembersOf(people["Chidi"].ID, people["Ben"].ID, people["Ana"].ID)
	if _, err := w.SaveRotation(ctx, r); err != nil {
		t.Fatal(err)
	}
	got := mustRotation(t, w, r.ID)
	if len(got.Versions) != 2 || !got.Versions[0].From.IsZero() || !got.Versions[1].From.Equal(midweek) {
		t.Fatalf("versions: got %+v, want the one of before and one from %s", got.Versions, midweek)
	}
	if d := cmp.Diff([]model.ID{people["Ana"].ID, people["Ben"].ID, people["Chidi"].ID}, got.Versions[0].People()); d != "" {
		t.Errorf("the past: %s", d)
	}
	// A second change at the same moment is the same version, and one of the past is refused.
	got.Versions[1].Layers[0].ByCalendar = true
	if _, err := w.SaveRotation(ctx, got); err != nil {
		t.Fatal(err)
	}
	if again := mustRotation(t, w, r.ID); len(again.Versions) != 2 || !again.Versions[1].Layers[0].ByCalendar {
		t.Errorf("changed twice: got %+v", again.Versions)
	}
	for name, edit := range map[string]func(r *model.Rotation){
		"a version of the past": func(r *model.Rotation) { r.Versions[0].Layers[0].ByCalendar = true },
		"a date in the past":    func(r *model.Rotation) { r.RuleFrom(midweek.Add(-time.Hour), midweek).Layers[0].ByCalendar = true },
		"no past":               func(r *model.Rotation) { r.Versions = r.Versions[1:] },
	} {
		r := mustRotation(t, w, r.ID).Clone()
		edit(&r)
		if _, err := w.SaveRotation(ctx, r); err == nil || !strings.Contains(err.Error(), "past is not changed") {
			t.Errorf("%s: got %v, want a refusal", name, err)
		}
	}
	// A version to come may come and go.
	got = mustRotation(t, w, r.ID)
	got.RuleFrom(midweek.AddDate(0, 1, 0), midweek).Layers[0].Turns = model.Pattern{{N: 1, Unit: model.Days}}
	if _, err := w.SaveRotation(ctx, got); err != nil {
		t.Fatal(err)
	}
	got = mustRotation(t, w, r.ID)
	if len(got.Versions) != 3 {
		t.Fatalf("got %d versions, want three", len(got.Versions))
	}
	got.Versions = got.Versions[:2]
	if _, err := w.SaveRotation(ctx, got); err != nil {
		t.Fatal(err)
	}
	if got := mustRotation(t, w, r.ID); len(got.Versions) != 2 {
		t.Errorf("taken back: got %d versions, want two", len(got.Versions))
	}
}

// Another zone of a rotation is a change from now on: what was, was in the zone of then.
func TestAnotherZoneLeavesThePast(t *testing.T) {
	ctx := context.Background()
	w, _, r, _ := mustPublished(t)
	before := r.Describe(now)
	r.Zone = "Asia/Kathmandu"
	if _, err := w.SaveRotation(ctx, r); err != nil {
		t.Fatal(err)
	}
	got := mustRotation(t, w, r.ID)
	if got.Describe(now) != before || !strings.HasSuffix(got.Describe(midweek), "Asia/Kathmandu") {
		t.Errorf("before %q, now %q", got.Describe(now), got.Describe(midweek))
	}
}

func TestWhatAChangeOfTheRuleMeans(t *testing.T) {
	ctx := context.Background()
	w, people, r, _ := mustPublished(t)
	rule, _ := r.Plain(midweek)
	rule.People = []model.ID{people["Ana"].ID, people["Chidi"].ID} // Ben, who is primary now, goes
	r.SetPlain(midweek, rule)
	impact, err := w.PlanSaveRotation(ctx, r)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := impact.Changes[0], "secondary 2026-12-14 09:00 Chidi"; got.Role+got.Start.Format(" 2006-01-02 15:04 ")+impact.Names[got.After.PersonID] != want {
		t.Errorf("first change: got %+v, want %s", got, want)
	}
	if got, want := impact.Say(), " of 3 people change until 2 Jun 2027: Ben −2,856 h, "; !strings.Contains(got, want) {
		t.Errorf("got %q, want %q in it", got, want)
	}
	want := []string{
		"Ben leaves while on call: the shift until Mon 7 Dec 2026 09:00 stays theirs. Give it away first, or let them leave after it.",
		"1 published shift of Ben that begins after leaving stays theirs until another rota is published.",
	}
	if d := cmp.Diff(want, impact.Warnings); d != "" {
		t.Error(d)
	}
	if len(mustRotation(t, w, r.ID).Versions) != 1 {
		t.Error("a plan was stored")
	}
	same, err := w.PlanSaveRotation(ctx, mustRotation(t, w, r.ID))
	if err != nil || same.Say() != "No shift changes." || len(same.Warnings) > 0 {
		t.Errorf("nothing changed: got %q, %v, %v", same.Say(), same.Warnings, err)
	}
}

// Somebody who is deleted leaves the rule of now; the round that others are in goes on as it was.
func TestDeletingAPersonMovesNobody(t *testing.T) {
	ctx := context.Background()
	w, people, r, _ := mustPublished(t)
	dana, err := w.SavePerson(ctx, model.Person{Name: "Dana", Zone: "UTC", WeekMinutes: 2400})
	if err != nil {
		t.Fatal(err)
	}
	members := model.MembersOf(people["Ana"].ID, dana.ID, people["Ben"].ID, people["Chidi"].ID)
	r.RuleFrom(time.Time{}, midweek).Layers[0].Orders[0].Members = members
	if _, err := w.SaveRotation(ctx, r); err != nil {
		t.Fatal(err)
	}
	window := model.Interval{Start: midweek, End: midweek.AddDate(0, 0, 21)}
	if _, err := w.DeletePerson(ctx, dana.ID); err != nil {
		t.Fatal(err)
	}
	shifts, err := w.PreviewRule(ctx, mustRotation(t, w, r.ID), window)
	if err != nil {
		t.Fatal(err)
	}
	var got []model.ID
	for _, s := range shifts {
		if s.RoleID == r.Roles[0].ID {
			got = append(got, s.PersonID)
		}
	}
	if d := cmp.Diff([]model.ID{people["Ben"].ID, people["Chidi"].ID, people["Ana"].ID, people["Ben"].ID}, got); d != "" {
		t.Error(d)
	}
}

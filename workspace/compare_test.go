package workspace

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"watchbill/model"
)

func TestCompare(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, r := mustTeam(t, w, "Ana", "Ben", "Chidi")
	if _, err := w.Compare(ctx, r.ID); model.CodeOf(err) != model.NotFound {
		t.Errorf("without a draft: got %v, want not found", err)
	}
	for _, weeks := range []int{2, 3} {
		if _, err := w.BuildDraft(ctx, r.ID, now, weeks); err != nil {
			t.Fatal(err)
		}
		if weeks == 2 {
			if _, err := w.Publish(ctx, r.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
	draft, err := w.Reader().RotationShifts(ctx, r.ID, model.Draft, model.Interval{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Swap(ctx, draft[0].ID, draft[1].ID); err != nil { // Ana's primary for Ben's secondary of week 1
		t.Fatal(err)
	}
	c, err := w.Compare(ctx, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	by, err := w.byID(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range c.Lines {
		role, _ := r.Role(d.Shift.RoleID)
		got = append(got, d.Shift.Start.Format("2 Jan ")+role.Name+": "+WordDifference(d, func(id model.ID) string { return by[id].First() }))
	}
	want := []string{"23 Nov primary: Ben instead of Ana", "23 Nov secondary: Ana instead of Ben", "7 Dec primary: Chidi, new", "7 Dec secondary: Ana, new"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("lines: %s", d)
	}
	const week = 168 * time.Hour
	effects := []model.DraftEffect{
		{Person: people["Ana"].ID, Before: week, After: 2 * week, Gains: 2 * week, Loses: week, ShiftsBefore: 1, ShiftsAfter: 2},
		{Person: people["Chidi"].ID, Before: week, After: 2 * week, Gains: week, ShiftsBefore: 1, ShiftsAfter: 2},
		{Person: people["Ben"].ID, Before: 2 * week, After: 2 * week, Gains: week, Loses: week, ShiftsBefore: 2, ShiftsAfter: 2},
	}
	if d := cmp.Diff(effects, c.Effects); d != "" {
		t.Errorf("effects: %s", d)
	}
	after := c.After
	if _, err := w.Publish(ctx, r.ID); err != nil {
		t.Fatal(err)
	}
	for i, s := range published(t, w, r) {
		if s.PersonID != after[i].PersonID || !s.Start.Equal(after[i].Start) {
			t.Errorf("what was compared is not what was published: %v", s)
		}
	}
}

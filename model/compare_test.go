package model

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func describeDifference(d DraftLine) string {
	day := func(t time.Time) string { return FormatHours(int(t.Sub(monday).Minutes()) / 24) }
	var from []string
	for _, id := range d.From {
		from = append(from, fmt.Sprint(id))
	}
	return fmt.Sprintf("%s %s-%s: %s to %d", d.Kind, day(d.Shift.Start), day(d.Shift.End), strings.Join(from, "+"), d.To)
}

// The draft of the mock-up and those around it: whoever reads the lines knows who changes what.
func TestDifferences(t *testing.T) {
	days := func(from, until int, person ID) Shift {
		i := Interval{monday.AddDate(0, 0, from), monday.AddDate(0, 0, until)}
		return Shift{RotationID: 1, RoleID: 10, Slot: i.Start, Interval: i, PersonID: person, State: Draft}
	}
	is := func(id ID, s Shift) Shift {
		s.ID, s.State = id, Published
		return s
	}
	published := []Shift{is(1, days(0, 7, 1)), is(2, days(7, 10, 2)), is(3, days(14, 21, 3)), is(4, days(21, 28, 0))}
	for _, tt := range []struct {
		name  string
		draft []Shift
		want  []string
	}{
		{"another person", []Shift{days(0, 7, 2)}, []string{"reassigned 0-7: 1 to 2"}},
		{"the same", []Shift{days(0, 7, 1), days(7, 10, 2)}, nil},
		{"over a shift and a gap", []Shift{days(7, 14, 4)}, []string{"reassigned 7-14: 2+0 to 4"}},
		{"into a gap", []Shift{days(10, 14, 4)}, []string{"new 10-14: 0 to 4"}},
		{"after the end", []Shift{days(28, 35, 4)}, []string{"new 28-35: 0 to 4"}},
		{"over an unstaffed shift", []Shift{days(21, 28, 4)}, []string{"reassigned 21-28: 0 to 4"}},
		{"to nobody", []Shift{days(14, 21, 0)}, []string{"reassigned 14-21: 3 to 0"}},
		{"two turns in the place of one", []Shift{days(14, 18, 1), days(18, 21, 2)}, []string{"reassigned 14-18: 3 to 1", "reassigned 18-21: 3 to 2"}},
		{"a hole in the draft", []Shift{days(0, 7, 1), days(14, 21, 3)}, []string{"removed 7-10: 2 to 0"}},
		{"the middle of a shift", []Shift{days(2, 4, 5)}, []string{"shortened 0-2: 1 to 1", "reassigned 2-4: 1 to 5"}},
	} {
		plan, err := PlanPublish(tt.draft, published, monday.AddDate(0, 0, -1))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, d := range plan.Differences(published) {
			got = append(got, describeDifference(d))
		}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("%s: %s", tt.name, d)
		}
	}
}

func TestEffects(t *testing.T) {
	published := []Shift{shift(1, 10, 1, 0, Published), shift(2, 10, 2, 1, Published), shift(3, 10, 3, 2, Published), shift(4, 11, 4, 0, Published)}
	draft := []Shift{shift(0, 10, 2, 0, Draft), shift(0, 10, 1, 1, Draft), shift(0, 10, 2, 2, Draft), shift(0, 11, 4, 0, Draft)}
	plan, err := PlanPublish(draft, published, monday.AddDate(0, 0, -1))
	if err != nil {
		t.Fatal(err)
	}
	const week = 168 * time.Hour
	want := []DraftEffect{
		{Person: 2, Before: week, After: 2 * week, Gains: 2 * week, Loses: week, ShiftsBefore: 1, ShiftsAfter: 2},
		{Person: 3, Before: week, Loses: week, ShiftsBefore: 1},
		{Person: 1, Before: week, After: week, Gains: week, Loses: week, ShiftsBefore: 1, ShiftsAfter: 1},
	}
	if d := cmp.Diff(want, plan.Effects(published)); d != "" {
		t.Errorf("one of one week more, one freed, one who changes weeks, and one who keeps hers and is not told: %s", d)
	}
}

// Whatever is published and drafted: the lines cover each moment whose person changes, and what people gain and lose adds up to
// what changes hands.
func TestDifferencesProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		published := drawRun(t, "published", Published)
		plan, err := PlanPublish(drawRun(t, "draft", Draft), published, monday.AddDate(0, 0, -1))
		if err != nil {
			return
		}
		after := plan.Apply(published)
		lines := plan.Differences(published)
		at := func(shifts []Shift, at time.Time) ID {
			for _, s := range shifts {
				if s.Contains(at) {
					return s.PersonID
				}
			}
			return 0
		}
		var gained, lost time.Duration
		for h := plan.Window.Start; h.Before(plan.Window.End); h = h.Add(24 * time.Hour) {
			was, will := at(published, h), at(after, h)
			if was == will {
				continue
			}
			if will != 0 {
				gained += 24 * time.Hour
			}
			if was != 0 {
				lost += 24 * time.Hour
			}
			if !slices.ContainsFunc(lines, func(d DraftLine) bool { return d.Shift.Contains(h) && d.To == will && slices.Contains(d.From, was) }) {
				t.Fatalf("%s: from %d to %d stands in no line", h, was, will)
			}
		}
		for _, e := range plan.Effects(published) {
			gained -= e.Gains
			lost -= e.Loses
			if e.Gains-e.Loses != e.Difference() {
				t.Fatalf("%+v does not add up", e)
			}
		}
		if gained != 0 || lost != 0 {
			t.Fatalf("%s gained and %s lost are not told", gained, lost)
		}
	})
}

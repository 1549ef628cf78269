package model

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func week(n int) Interval { return Interval{monday.AddDate(0, 0, 7*n), monday.AddDate(0, 0, 7*n+7)} }

// plain is a stored rotation with a plain rule; its roles have the ids 10, 11, …
func plain(name, zone, first, turns string, roles []string, people ...ID) Rotation {
	l, err := ParseLocalTime(first)
	p, err2 := ParsePattern(turns)
	if err != nil || err2 != nil {
		panic("a bad rotation in a test: " + first + " " + turns)
	}
	r := NewRotation(name, zone, roles, Plain{First: l, Turns: p, People: people})
	r.ID = 1
	for i := range r.Roles {
		r.Roles[i].ID = ID(10 + i)
	}
	return r
}

func weekly(members ...ID) Rotation {
	return plain("Payments", "UTC", "2026-11-23T09:00", "1w", []string{"primary", "secondary"}, members...)
}

func TestDraftGoesRound(t *testing.T) {
	shifts, err := weekly(1, 2, 3).Draft(Interval{monday, monday.AddDate(0, 0, 28)}, Availability{})
	if err != nil {
		t.Fatal(err)
	}
	var got []ID
	for _, s := range shifts {
		got = append(got, s.PersonID)
	}
	if d := cmp.Diff([]ID{1, 2, 2, 3, 3, 1, 1, 2}, got); d != "" {
		t.Error(d)
	}
}

// The same week has the same people whichever window it is drafted in.
func TestDraftDoesNotDependOnTheWindow(t *testing.T) {
	r := weekly(1, 2, 3, 4, 5)
	all, _ := r.Draft(Interval{monday, monday.AddDate(0, 0, 70)}, Availability{})
	later, _ := r.Draft(Interval{monday.AddDate(0, 0, 21), monday.AddDate(0, 0, 70)}, Availability{})
	if d := cmp.Diff(all[6:], later, cmp.AllowUnexported(time.Location{})); d != "" {
		t.Error(d)
	}
}

func TestDraftExplains(t *testing.T) {
	w := Interval{monday, monday.AddDate(0, 0, 28)}
	for _, tt := range []struct {
		name string
		r    Rotation
		says string
	}{
		{"nobody", weekly(), "no people yet"},
		{"one person, two roles", weekly(1), "2 roles and 1 person"},
		{"twice in the order", weekly(1, 2, 1), "twice"},
	} {
		_, err := tt.r.Draft(w, Availability{})
		if CodeOf(err) != Invalid || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.says)
		}
	}
}

func shift(id, role, person ID, w int, state State) Shift {
	return Shift{ID: id, RotationID: 1, RoleID: role, Slot: week(w).Start, Interval: week(w), PersonID: person, State: state}
}

func TestPlanSwapRefuses(t *testing.T) {
	people := map[ID]Person{1: {ID: 1, Name: "Ana", Zone: "UTC"}, 2: {ID: 2, Name: "Ben", Zone: "UTC"}}
	now := monday.AddDate(0, 0, 3) // in week 0
	a, b := shift(1, 10, 1, 1, Published), shift(2, 10, 2, 2, Published)
	away := Staffing{TimeOff: []TimeOff{{PersonID: 2, Interval: week(1), Kind: "holiday"}}}
	busy := Staffing{Shifts: []Shift{shift(3, 11, 2, 1, Published)}}
	for _, tt := range []struct {
		name string
		a, b Shift
		st   Staffing
		says string
	}{
		{"with itself", a, a, Staffing{}, "with itself"},
		{"same person", a, shift(4, 10, 1, 3, Published), Staffing{}, "already"},
		{"unstaffed", a, shift(4, 10, 0, 3, Published), Staffing{}, "nobody"},
		{"begun", shift(5, 10, 1, 0, Published), b, Staffing{}, "has begun"},
		{"draft with published", a, shift(4, 10, 2, 3, Draft), Staffing{}, "same kind"},
		{"away", a, b, away, "is away"},
		{"double booked", a, b, busy, "on call already"},
	} {
		_, _, err := PlanSwap(tt.a, tt.b, people, tt.st, now)
		if CodeOf(err) != Conflict || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.says)
		}
	}
	x, y, err := PlanSwap(a, b, people, Staffing{}, now)
	if err != nil || x.PersonID != 2 || y.PersonID != 1 || x.Interval != a.Interval || y.Interval != b.Interval {
		t.Errorf("swap: got %v %v %v", x, y, err)
	}
	if x2, y2, err := PlanSwap(x, y, people, Staffing{}, now); err != nil || x2 != a || y2 != b {
		t.Errorf("swap twice is not the identity: %v %v %v", x2, y2, err)
	}
}

func TestGaps(t *testing.T) {
	r := weekly(1, 2)
	r.Roles = r.Roles[:1]
	day := time.Date(2026, 11, 18, 0, 0, 0, 0, time.UTC)
	one := Shift{ID: 1, RotationID: 1, RoleID: 10, PersonID: 1, State: Published, Interval: Interval{day.Add(10 * time.Hour), day.Add(18 * time.Hour)}}
	before := Shift{ID: 2, RotationID: 1, RoleID: 10, PersonID: 1, State: Published, Interval: Interval{day.Add(-24 * time.Hour), day}}
	got := NewCoverage(r, []Shift{one, before}).Gaps(Interval{day, day.Add(24 * time.Hour)})
	want := []Gap{
		{Interval: Interval{day, day.Add(10 * time.Hour)}, RotationID: 1, RoleID: 10},
		{Interval: Interval{day.Add(18 * time.Hour), day.Add(24 * time.Hour)}, RotationID: 1, RoleID: 10},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	one.PersonID = 0
	got = NewCoverage(r, []Shift{one, before}).Gaps(one.Interval)
	if len(got) != 1 || !got[0].Unstaffed || got[0].ShiftID != 1 {
		t.Errorf("unstaffed shift: got %+v", got)
	}
	if got := NewCoverage(r, nil).Gaps(week(0)); len(got) != 0 {
		t.Errorf("a rotation never published has no gaps: got %+v", got)
	}
}

func TestCoverageIsAUnion(t *testing.T) {
	r := weekly(1, 2)
	r.Roles = r.Roles[:1]
	a, b := shift(1, 10, 1, 0, Published), shift(2, 10, 2, 0, Published)
	b.Start, b.End = b.Start.AddDate(0, 0, 3), b.End.AddDate(0, 0, 3)
	covered, asked := NewCoverage(r, []Shift{a, b}).Share(Interval{monday, monday.AddDate(0, 0, 14)})
	if covered != 10*24*time.Hour || asked != 14*24*time.Hour {
		t.Errorf("got %v of %v, want 240 h of 336 h", covered, asked)
	}
}

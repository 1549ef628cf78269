package model

import (
	"strings"
	"testing"
)

func TestPlanSplit(t *testing.T) {
	s := shiftOf(1, ana, "12:00", "15:00")
	for _, tt := range []struct {
		name, at, now string
		state         State
		want          string // in the reason; empty: allowed
	}{
		{"inside", "13:00", "08:00", Published, ""},
		{"at its start", "12:00", "08:00", Published, "does not lie inside"},
		{"at its end", "15:00", "08:00", Published, "does not lie inside"},
		{"under way, ahead of now", "14:00", "13:00", Published, ""},
		{"under way, in the past", "12:30", "13:00", Published, "under way"},
		{"over", "14:00", "16:00", Published, "is over"},
		{"a draft in the past", "14:00", "16:00", Draft, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := s
			s.State = tt.state
			first, second, err := PlanSplit(s, clock(tt.at), clock(tt.now))
			if tt.want != "" {
				if err == nil || !strings.Contains(err.Error(), tt.want) {
					t.Errorf("got %v, want a reason with %q", err, tt.want)
				}
				return
			}
			if err != nil || first.ID != s.ID || first.UID != s.UID || second.ID != 0 || second.UID != "" || !first.End.Equal(second.Start) || !second.End.Equal(s.End) || !second.Slot.Equal(s.Slot) {
				t.Errorf("got %v and %v, %v", first, second, err)
			}
			second.ID, second.State = 2, first.State
			if joined, err := PlanMerge(first, second, clock(tt.now)); err != nil || joined.Interval != s.Interval {
				t.Errorf("joined: got %v, %v; want the shift as it was", joined, err)
			}
		})
	}
	other := shiftOf(2, ben, "15:00", "16:00")
	other.Slot = s.Slot
	if _, err := PlanMerge(s, other, clock("08:00")); err == nil || !strings.Contains(err.Error(), "different people") {
		t.Errorf("two people: got %v", err)
	}
	if _, err := PlanMerge(s, shiftOf(2, ana, "15:00", "16:00"), clock("08:00")); err == nil || !strings.Contains(err.Error(), "neighbouring parts") {
		t.Errorf("two turns: got %v", err)
	}
}

// changes writes a plan as "kind person from-until".
func changesOf(p PublishPlan) string {
	var out []string
	for _, c := range p.Changes {
		s := c.After
		if c.Kind() == "removed" {
			s = c.Before
		}
		out = append(out, c.Kind()+" "+told([]Shift{s}))
	}
	return strings.Join(out, ", ")
}

func TestPublishOverSplitShifts(t *testing.T) {
	part := func(id, person ID, from, until string) Shift {
		s := shiftOf(id, person, from, until)
		s.Slot = clock("08:00")
		return s
	}
	draft := func(person ID, from, until string) Shift {
		s := part(0, person, from, until)
		s.State, s.UID = Draft, ""
		return s
	}
	split := []Shift{part(1, ana, "08:00", "12:00"), part(2, ben, "12:00", "16:00")}
	for _, tt := range []struct {
		name             string
		draft, published []Shift
		now, want        string
		unchanged        int
	}{
		{"the same person for all", []Shift{draft(ana, "08:00", "16:00")}, split, "07:00", "reassigned 1 12:00-16:00", 1},
		{"somebody else for all", []Shift{draft(chidi, "08:00", "16:00")}, split, "07:00", "reassigned 3 08:00-12:00, reassigned 3 12:00-16:00", 0},
		{"the first part has begun", []Shift{draft(chidi, "08:00", "16:00")}, split, "09:00", "reassigned 3 12:00-16:00", 0},
		{"all has begun", []Shift{draft(chidi, "08:00", "16:00")}, split, "13:00", "", 1},
		{"split as it is", []Shift{draft(ana, "08:00", "12:00"), draft(chidi, "12:00", "16:00")}, split, "09:00", "reassigned 3 12:00-16:00", 1},
		{"a split draft over a whole shift that has begun", []Shift{draft(ana, "08:00", "12:00"), draft(chidi, "12:00", "16:00")}, []Shift{part(1, ana, "08:00", "16:00")}, "09:00", "", 2},
		{
			"split elsewhere",
			[]Shift{draft(ana, "08:00", "10:00"), draft(chidi, "10:00", "16:00")},
			split, "07:00",
			"new 1 08:00-10:00, removed 1 08:00-12:00, new 3 10:00-16:00, removed 2 12:00-16:00", 0,
		},
		{"split elsewhere under way", []Shift{draft(ana, "08:00", "10:00"), draft(chidi, "10:00", "16:00")}, split, "09:00", "reassigned 3 12:00-16:00", 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			plan, err := PlanPublish(tt.draft, tt.published, clock(tt.now))
			if got := changesOf(plan); err != nil || got != tt.want || plan.Unchanged != tt.unchanged {
				t.Errorf("got %q with %d unchanged, %v; want %q with %d", got, plan.Unchanged, err, tt.want, tt.unchanged)
			}
		})
	}
}

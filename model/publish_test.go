package model

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestPlanPublish(t *testing.T) {
	now := monday.AddDate(0, 0, 8) // in week 1
	published := []Shift{shift(1, 10, 1, 0, Published), shift(2, 10, 2, 1, Published), shift(3, 10, 3, 2, Published), shift(4, 10, 1, 3, Published), shift(5, 10, 2, 4, Published)}
	draft := []Shift{shift(0, 10, 3, 1, Draft), shift(0, 10, 3, 2, Draft), shift(0, 10, 2, 3, Draft), shift(0, 10, 9, 5, Draft)}
	plan, err := PlanPublish(draft, published, now)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range plan.Changes {
		got = append(got, c.Kind())
	}
	// Week 1 has begun and stays, week 2 is equal, week 3 changes, week 4 goes, week 5 is new.
	if d := cmp.Diff([]string{"reassigned", "removed", "new"}, got); d != "" || plan.Unchanged != 2 {
		t.Errorf("%s unchanged: got %d, want 2", d, plan.Unchanged)
	}
	if plan.Changes[0].Before.ID != 4 {
		t.Errorf("the changed slot keeps its shift: got %d, want 4", plan.Changes[0].Before.ID)
	}
	odd := shift(0, 10, 3, 1, Draft)
	odd.Start = odd.Start.Add(time.Hour)
	odd.Slot = odd.Start // a turn of its own, not a part of the published one
	if _, err := PlanPublish([]Shift{odd}, published, now); CodeOf(err) != Conflict {
		t.Errorf("a draft across a shift that has begun: got %v, want conflict", err)
	}
	if _, err := PlanPublish(nil, published, now); CodeOf(err) != NotFound {
		t.Errorf("no draft: got %v, want not found", err)
	}
}

func TestPlanPublishLeavesThePastAlone(t *testing.T) {
	draft := []Shift{shift(0, 10, 1, 0, Draft), shift(0, 10, 2, 1, Draft), shift(0, 10, 3, 2, Draft)}
	plan, err := PlanPublish(draft, nil, monday.AddDate(0, 0, 8)) // in week 1
	if err != nil {
		t.Fatal(err)
	}
	if _, added := plan.Counts(); added != 2 || plan.Window.Start != week(1).Start {
		t.Errorf("got %d new from %s, want the turn under way and the one after it", added, plan.Window.Start)
	}
	_, err = PlanPublish(draft, nil, monday.AddDate(0, 0, 21))
	if CodeOf(err) != Conflict || !strings.Contains(err.Error(), "lies in the past") {
		t.Errorf("a draft that is over: got %v, want conflict", err)
	}
}

// A draft of another turn length takes out of the published shifts what it covers and nothing else.
func TestPlanPublishKeepsWhatTheDraftDoesNotCover(t *testing.T) {
	now := monday.AddDate(0, 0, -7)
	days := func(from, until int, person ID) Shift {
		i := Interval{monday.AddDate(0, 0, from), monday.AddDate(0, 0, until)}
		return Shift{RotationID: 1, RoleID: 10, Slot: i.Start, Interval: i, PersonID: person, State: Draft}
	}
	published := []Shift{shift(1, 10, 1, 0, Published), shift(2, 10, 2, 1, Published), shift(3, 11, 4, 1, Published)}
	for _, tt := range []struct {
		name  string
		draft []Shift
		want  []string
	}{
		{"from the middle of one to the middle of the next", []Shift{days(3, 6, 3), days(6, 9, 4)}, []string{"shortened 1 0-3", "new 3 3-6", "new 4 6-9", "shortened 2 9-14"}},
		{"in the middle of one", []Shift{days(8, 10, 3)}, []string{"shortened 2 7-8", "new 3 8-10", "new 2 10-14"}},
		{"all of both", []Shift{days(0, 14, 3)}, []string{"new 3 0-14", "removed 1 0-7", "removed 2 7-14"}},
	} {
		plan, err := PlanPublish(tt.draft, published, now)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range plan.Changes {
			got = append(got, describeChange(c))
		}
		if d := cmp.Diff(tt.want, got); d != "" {
			t.Errorf("%s: %s", tt.name, d)
		}
	}
}

func describeChange(c Change) string {
	s := c.After
	if c.Kind() == "removed" {
		s = c.Before
	}
	day := func(t time.Time) string { return FormatHours(int(t.Sub(monday).Minutes()) / 24) }
	return c.Kind() + " " + FormatHours(60*int(s.PersonID)) + " " + day(s.Start) + "-" + day(s.End)
}

// Whatever is published and drafted: after publishing, what has begun is as it was, nothing overlaps in the role, and each moment
// ahead that had a shift or was drafted has one, but for holes in the draft itself.
func TestPlanPublishProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		published := drawRun(t, "published", Published)
		draft := drawRun(t, "draft", Draft)
		now := monday.Add(time.Duration(rapid.IntRange(-24, 30*24).Draw(t, "now")) * time.Hour)
		plan, err := PlanPublish(draft, published, now)
		if err != nil {
			return
		}
		after := published
		for _, c := range plan.Changes {
			if c.Before.ID != 0 && !c.Before.Start.After(now) {
				t.Fatalf("%s changes a shift that has begun", describeChange(c))
			}
			var next []Shift
			for _, s := range after {
				if s.ID != c.Before.ID || c.Before.ID == 0 {
					next = append(next, s)
				}
			}
			if c.After.RoleID != 0 {
				next = append(next, c.After)
			}
			after = next
		}
		var all, want []Interval
		for i, s := range after {
			all = append(all, s.Interval)
			for _, o := range after[:i] {
				if o.Overlaps(s.Interval) {
					t.Fatalf("%v and %v overlap", o.Interval, s.Interval)
				}
			}
		}
		for _, s := range append(published, draft...) {
			want = append(want, s.Interval)
		}
		ahead := Interval{now, monday.AddDate(0, 0, 60)}
		if got, want := Uncovered(ahead, all), Uncovered(ahead, want); !cmp.Equal(got, want) {
			t.Fatalf("uncovered ahead: got %v, want %v", got, want)
		}
	})
}

// drawRun draws shifts of one role that follow one another without holes.
func drawRun(t *rapid.T, label string, state State) []Shift {
	at := monday.AddDate(0, 0, rapid.IntRange(0, 20).Draw(t, label+" from"))
	var out []Shift
	for i := range rapid.IntRange(1, 5).Draw(t, label+" shifts") {
		end := at.AddDate(0, 0, rapid.IntRange(1, 9).Draw(t, label+" days"))
		s := Shift{RotationID: 1, RoleID: 10, Slot: at, Interval: Interval{at, end}, PersonID: ID(rapid.IntRange(0, 3).Draw(t, label+" person")), State: state}
		if state == Published {
			s.ID = ID(i + 1)
		}
		out = append(out, s)
		at = end
	}
	return out
}

package model

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var startNow = time.Date(2026, 11, 18, 9, 42, 0, 0, time.UTC)

func startPeople(zones ...string) []Person {
	var out []Person
	for i, zone := range zones {
		out = append(out, Person{ID: ID(i + 1), Zone: zone})
	}
	return out
}

// Each kind starts with a rule that holds, that covers every hour from its first handoff on, and in which nobody has two duties at once.
func TestStartRotationCoversTheWeek(t *testing.T) {
	team := Team{Zone: "Europe/Berlin", WeekStart: time.Monday}
	people := startPeople("Europe/Berlin", "Europe/Berlin", "Australia/Sydney", "Australia/Sydney", "America/New_York", "America/Chicago")
	for kind := WeeklyRule; kind <= OwnRule; kind++ {
		r := StartRotation(kind, team, people, startNow)
		r.Name = "Payments"
		window := Interval{startNow, time.Date(2027, 3, 8, 0, 0, 0, 0, time.UTC)} // no clock changes
		shifts, err := r.Draft(window, Availability{})
		if err != nil {
			t.Fatalf("kind %d: %v", kind, err)
		}
		gaps, err := r.Uncovered(window)
		if err != nil || len(gaps) > 0 {
			t.Errorf("kind %d: %d times are not covered, the first %v (%v)", kind, len(gaps), gaps, err)
		}
		for i, s := range shifts {
			for _, o := range shifts[:i] {
				if s.PersonID == o.PersonID && s.Overlaps(o.Interval) {
					t.Fatalf("kind %d: person %d has two duties at once: %v and %v", kind, s.PersonID, o.Interval, s.Interval)
				}
			}
		}
	}
}

func TestStartRotationFollowsTheSun(t *testing.T) {
	type layer struct {
		Name, Zone, Windows, First string
		People                     []ID
	}
	of := func(people []Person) (out []layer) {
		for _, l := range StartRotation(SunRule, Team{Zone: "Europe/Berlin"}, people, startNow).Versions[0].Layers {
			out = append(out, layer{l.Name, l.Zone, FormatWindows(l.Windows), l.First.String(), l.People()})
		}
		return out
	}
	for name, tt := range map[string]struct {
		people []Person
		want   []layer
	}{
		"three places, people of others with the nearest": {
			startPeople("Europe/Berlin", "Europe/Lisbon", "Australia/Sydney", "America/New_York", "America/Chicago", "Europe/Berlin", "Australia/Sydney", "America/New_York"),
			[]layer{
				{"Sydney", "Australia/Sydney", "daily 10:00-18:00", "2026-11-23T10:00", []ID{3, 7}},
				{"Berlin", "Europe/Berlin", "daily 08:00-16:00", "2026-11-23T08:00", []ID{1, 2, 6}},
				{"New York", "America/New_York", "daily 10:00-18:00", "2026-11-23T10:00", []ID{4, 5, 8}},
			},
		},
		"two places have half a day each": {
			startPeople("Europe/Berlin", "America/Los_Angeles"),
			[]layer{
				{"Berlin", "Europe/Berlin", "daily 07:00-19:00", "2026-11-23T07:00", []ID{1}},
				{"Los Angeles", "America/Los_Angeles", "daily 10:00-22:00", "2026-11-23T10:00", []ID{2}},
			},
		},
		"one place is offered others": {
			startPeople("Europe/Berlin", "Europe/Berlin"),
			[]layer{
				{"Sydney", "Australia/Sydney", "daily 10:00-18:00", "2026-11-23T10:00", nil},
				{"Berlin", "Europe/Berlin", "daily 08:00-16:00", "2026-11-23T08:00", []ID{1, 2}},
				{"New York", "America/New_York", "daily 10:00-18:00", "2026-11-23T10:00", nil},
			},
		},
	} {
		if diff := cmp.Diff(tt.want, of(tt.people)); diff != "" {
			t.Errorf("%s (want, got):\n%s", name, diff)
		}
	}
}

func TestStartRotationWithFewPeople(t *testing.T) {
	team := Team{Zone: "Nowhere/Land", WeekStart: time.Sunday}
	r := StartRotation(WeeklyRule, team, startPeople("UTC"), startNow)
	if l := r.Versions[0].Layers[0]; len(r.Roles) != 1 || r.Zone != "UTC" || l.First.String() != "2026-11-22T09:00" {
		t.Errorf("one person, an unknown zone: got %+v", r)
	}
	if r := StartRotation(HoursRule, Team{Zone: "UTC"}, nil, startNow); len(r.People()) != 0 || len(r.Versions[0].Layers) != 2 {
		t.Errorf("nobody: got %+v", r)
	}
}

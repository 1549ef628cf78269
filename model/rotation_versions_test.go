package model

import (
	"testing"
	"time"
)

// versions is a rotation of primary and secondary over A, B, C with weekly turns from Monday 2 November 2026, and a second version from an
// instant on that edit makes of the first.
func versions(t *testing.T, from string, edit func(v *Version)) Rotation {
	t.Helper()
	r := plain("Payments", "UTC", "2026-11-02T09:00", "1w", []string{"primary"}, 1, 2, 3)
	v := r.Versions[0].Clone()
	v.From = Resolve(mustLocal(t, from), time.UTC)
	edit(&v)
	r.Versions = append(r.Versions, v)
	return r
}

func order(v *Version) *[]Member { return &v.Layers[0].Orders[0].Members }

func TestANewVersionKeepsWhoIsOnCall(t *testing.T) {
	for _, tt := range []struct {
		name, from string
		edit       func(v *Version)
		want       string
	}{
		{"adding somebody before today's person moves nobody", "2026-11-11", func(v *Version) { *order(v) = MembersOf(4, 1, 2, 3) }, `
			A 2026-11-02 09:00 to 2026-11-09 09:00
			B 2026-11-09 09:00 to 2026-11-16 09:00
			C 2026-11-16 09:00 to 2026-11-23 09:00
			D 2026-11-23 09:00 to 2026-11-30 09:00
			A 2026-11-30 09:00 to 2026-12-07 09:00`},
		{"member 0 goes while member 1 is on call: the same person stays", "2026-11-11", func(v *Version) { *order(v) = MembersOf(2, 3) }, `
			A 2026-11-02 09:00 to 2026-11-09 09:00
			B 2026-11-09 09:00 to 2026-11-16 09:00
			C 2026-11-16 09:00 to 2026-11-23 09:00
			B 2026-11-23 09:00 to 2026-11-30 09:00
			C 2026-11-30 09:00 to 2026-12-07 09:00`},
		{"who is on call is taken out: until the handoff, then the next of the old order", "2026-11-11", func(v *Version) { *order(v) = MembersOf(4, 1, 3) }, `
			A 2026-11-02 09:00 to 2026-11-09 09:00
			B 2026-11-09 09:00 to 2026-11-16 09:00
			C 2026-11-16 09:00 to 2026-11-23 09:00
			D 2026-11-23 09:00 to 2026-11-30 09:00
			A 2026-11-30 09:00 to 2026-12-07 09:00`},
		{"all are new", "2026-11-11", func(v *Version) { *order(v) = MembersOf(4, 5) }, `
			A 2026-11-02 09:00 to 2026-11-09 09:00
			B 2026-11-09 09:00 to 2026-11-16 09:00
			D 2026-11-16 09:00 to 2026-11-23 09:00
			E 2026-11-23 09:00 to 2026-11-30 09:00
			D 2026-11-30 09:00 to 2026-12-07 09:00`},
		{"exactly at a handoff the next begins", "2026-11-09T09:00", func(v *Version) { *order(v) = MembersOf(3, 2, 1) }, `
			A 2026-11-02 09:00 to 2026-11-09 09:00
			C 2026-11-09 09:00 to 2026-11-16 09:00
			B 2026-11-16 09:00 to 2026-11-23 09:00
			A 2026-11-23 09:00 to 2026-11-30 09:00
			C 2026-11-30 09:00 to 2026-12-07 09:00`},
		{"turns become days: on until the next of them", "2026-12-01T12:00", func(v *Version) { v.Layers[0].Turns = Pattern{{1, Days}} }, `
			A 2026-11-02 09:00 to 2026-11-09 09:00
			B 2026-11-09 09:00 to 2026-11-16 09:00
			C 2026-11-16 09:00 to 2026-11-23 09:00
			A 2026-11-23 09:00 to 2026-11-30 09:00
			B 2026-11-30 09:00 to 2026-12-02 09:00
			C 2026-12-02 09:00 to 2026-12-03 09:00
			A 2026-12-03 09:00 to 2026-12-04 09:00
			B 2026-12-04 09:00 to 2026-12-05 09:00`},
		{"a later first handoff: the rule before goes on until then", "2026-11-11", func(v *Version) {
			v.Layers[0].First = NewLocalTime(2026, 11, 25, 10, 0, 0)
			*order(v) = MembersOf(3, 2, 1)
		}, `
			A 2026-11-02 09:00 to 2026-11-09 09:00
			B 2026-11-09 09:00 to 2026-11-16 09:00
			C 2026-11-16 09:00 to 2026-11-23 09:00
			A 2026-11-23 09:00 to 2026-11-25 10:00
			C 2026-11-25 10:00 to 2026-12-02 10:00
			B 2026-12-02 10:00 to 2026-12-09 10:00`},
		{"windows from then on: each piece is a shift", "2026-11-11T12:00", func(v *Version) {
			v.Layers[0].Windows = []Window{{WeekdaySet(time.Wednesday, time.Thursday), 10 * 60, 16 * 60, 0}}
		}, `
			A 2026-11-02 09:00 to 2026-11-09 09:00
			B 2026-11-09 09:00 to 2026-11-11 16:00
			B 2026-11-12 10:00 to 2026-11-12 16:00
			C 2026-11-18 10:00 to 2026-11-18 16:00
			C 2026-11-19 10:00 to 2026-11-19 16:00
			A 2026-11-25 10:00 to 2026-11-25 16:00
			A 2026-11-26 10:00 to 2026-11-26 16:00
			B 2026-12-02 10:00 to 2026-12-02 16:00
			B 2026-12-03 10:00 to 2026-12-03 16:00`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := versions(t, tt.from, tt.edit)
			wantText(t, tt.want, mustShifts(t, r, "UTC", "2026-11-01", "2026-12-05T08:00", Availability{}))
		})
	}
}

// The secondary of now stays it until the handoff, too.
func TestANewVersionKeepsDerivedRoles(t *testing.T) {
	r := plain("Payments", "UTC", "2026-11-02T09:00", "1w", []string{"primary", "secondary"}, 1, 2, 3)
	v := r.Versions[0].Clone()
	v.From = time.Date(2026, 11, 11, 0, 0, 0, 0, time.UTC)
	*order(&v) = MembersOf(1, 2, 4, 3)
	r.Versions = append(r.Versions, v)
	wantText(t, `
		primary B 2026-11-09 09:00 to 2026-11-16 09:00
		secondary C 2026-11-09 09:00 to 2026-11-16 09:00
		primary D 2026-11-16 09:00 to 2026-11-23 09:00
		secondary C 2026-11-16 09:00 to 2026-11-23 09:00`, mustShifts(t, r, "UTC", "2026-11-09T09:00", "2026-11-23T09:00", Availability{}))
}

// Joining and leaving have dates: whoever joins takes turns that begin then or later, and whoever leaves takes none that goes on after.
func TestMembersComeAndGo(t *testing.T) {
	r := plain("Payments", "UTC", "2026-11-02T09:00", "1w", []string{"primary"}, 1, 2, 3)
	m := *order(&r.Versions[0])
	m[1].Until, m[2].From = Date{2026, time.December, 2}, Date{2026, time.November, 23}
	left := Availability{Left: map[ID]time.Time{1: time.Date(2026, 12, 10, 0, 0, 0, 0, time.UTC)}}
	wantText(t, `
		A 2026-11-02 09:00 to 2026-11-09 09:00
		B 2026-11-09 09:00 to 2026-11-16 09:00
		A 2026-11-16 09:00 to 2026-11-23 09:00
		B 2026-11-23 09:00 to 2026-11-30 09:00
		C 2026-11-30 09:00 to 2026-12-07 09:00
		C 2026-12-07 09:00 to 2026-12-14 09:00
		C 2026-12-14 09:00 to 2026-12-21 09:00`, mustShifts(t, r, "UTC", "2026-11-02", "2026-12-21T09:00", left))
}

// The turns that a rota is built from are those the shifts show, whatever versions they run through.
func TestTurnsRunThroughVersions(t *testing.T) {
	r := versions(t, "2026-11-11", func(v *Version) { *order(v) = MembersOf(4, 1, 2, 3) })
	turns, err := r.Turns(Interval{time.Date(2026, 11, 10, 0, 0, 0, 0, time.UTC), time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)})
	if err != nil || len(turns) != 2 {
		t.Fatalf("got %v, %v; want two turns", turns, err)
	}
	for i, want := range []string{"2026-11-09 09:00", "2026-11-16 09:00"} {
		if got := turns[i].Start.Format("2006-01-02 15:04"); got != want || turns[i].Duration() != 168*time.Hour {
			t.Errorf("turn %d: got %v, want a week from %s", i, turns[i], want)
		}
	}
}

func TestMoveLayer(t *testing.T) {
	for _, tt := range []struct {
		from, to int
		want     string
	}{{0, 2, "bca"}, {2, 0, "cab"}, {1, 1, "abc"}, {1, 2, "acb"}, {0, 9, "bca"}, {2, -1, "cab"}} {
		v := Version{Layers: []Layer{{Name: "a"}, {Name: "b"}, {Name: "c"}}}
		v.MoveLayer(tt.from, tt.to)
		if got := v.Layers[0].Name + v.Layers[1].Name + v.Layers[2].Name; got != tt.want {
			t.Errorf("from %d to %d: got %s, want %s", tt.from, tt.to, got, tt.want)
		}
	}
}

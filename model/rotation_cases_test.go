package model

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// rule is a rotation of one layer, for cases: people A, B, … have the ids 1, 2, ….
func rule(t testing.TB, zone, first, turns, windows string, people ...ID) Rotation {
	t.Helper()
	r := plain("Payments", zone, first, turns, []string{"primary"}, people...)
	w, err := ParseWindows(windows)
	if err != nil {
		t.Fatal(err)
	}
	r.Versions[0].Layers[0].Windows = w
	if err := r.Check(); err != nil {
		t.Fatal(err)
	}
	return r
}

// letters are people as a case names them; nobody is a dash.
func letters(id ID) string {
	if id == 0 {
		return "-"
	}
	return string(rune('A' + id - 1))
}

// shiftText returns shifts as "A 2024-08-02 00:00 to 2024-08-03 00:00", one a line, in a zone; roles after the first are named.
func shiftText(r Rotation, shifts []Shift, zone string) string {
	loc, _ := Zone(zone)
	var b strings.Builder
	for _, s := range shifts {
		role, _ := r.Role(s.RoleID)
		if len(r.Roles) > 1 {
			fmt.Fprintf(&b, "%s ", role.Name)
		}
		fmt.Fprintf(&b, "%s %s to %s\n", letters(s.PersonID), s.Start.In(loc).Format("2006-01-02 15:04"), s.End.In(loc).Format("2006-01-02 15:04"))
	}
	return b.String()
}

func mustShifts(t testing.TB, r Rotation, zone, from, until string, who Availability) string {
	t.Helper()
	loc := mustZone(t, zone)
	if err := r.Check(); err != nil {
		t.Fatal(err)
	}
	shifts, err := r.Shifts(Interval{Resolve(mustLocal(t, from), loc), Resolve(mustLocal(t, until), loc)}, who)
	if err != nil {
		t.Fatal(err)
	}
	return shiftText(r, shifts, zone)
}

func wantText(t testing.TB, want, got string) {
	t.Helper()
	if d := cmp.Diff(strings.Fields(strings.ReplaceAll(want, "\n", " ")), strings.Fields(strings.ReplaceAll(got, "\n", " "))); d != "" {
		t.Errorf("got:\n%s\ndifferences:\n%s", got, d)
	}
}

func TestRestrictedTurns(t *testing.T) {
	for _, tt := range []struct{ name, first, turns, windows, until, want string }{
		{"daily, Fridays only", "2024-08-01", "1d", "Fri", "2024-08-20", `
			A 2024-08-02 00:00 to 2024-08-03 00:00
			B 2024-08-09 00:00 to 2024-08-10 00:00
			C 2024-08-16 00:00 to 2024-08-17 00:00`},
		{"weekends, daily", "2024-08-01", "1d", "Sat,Sun", "2024-08-18", `
			A 2024-08-03 00:00 to 2024-08-04 00:00
			B 2024-08-04 00:00 to 2024-08-05 00:00
			C 2024-08-10 00:00 to 2024-08-11 00:00
			A 2024-08-11 00:00 to 2024-08-12 00:00
			B 2024-08-17 00:00 to 2024-08-18 00:00`},
		{"office hours, weekly: one shift a day", "2024-08-05", "1w", "Mon-Fri 09:00-17:00", "2024-08-13", `
			A 2024-08-05 09:00 to 2024-08-05 17:00
			A 2024-08-06 09:00 to 2024-08-06 17:00
			A 2024-08-07 09:00 to 2024-08-07 17:00
			A 2024-08-08 09:00 to 2024-08-08 17:00
			A 2024-08-09 09:00 to 2024-08-09 17:00
			B 2024-08-12 09:00 to 2024-08-12 17:00`},
		{"hours: the whole turn is the unit", "2024-08-05", "12h", "Mon,Tue 06:00-09:00", "2024-08-13", `
			A 2024-08-05 06:00 to 2024-08-05 09:00
			B 2024-08-06 06:00 to 2024-08-06 09:00
			C 2024-08-12 06:00 to 2024-08-12 09:00`},
		{"a cycle", "2024-08-05T09:00", "1d,3d", "", "2024-08-13T10:00", `
			A 2024-08-05 09:00 to 2024-08-06 09:00
			B 2024-08-06 09:00 to 2024-08-09 09:00
			C 2024-08-09 09:00 to 2024-08-10 09:00
			A 2024-08-10 09:00 to 2024-08-13 09:00
			B 2024-08-13 09:00 to 2024-08-14 09:00`},
		{"months clamp", "2026-01-31T09:00", "1mo", "", "2026-05-01", `
			A 2026-01-31 09:00 to 2026-02-28 09:00
			B 2026-02-28 09:00 to 2026-03-31 09:00
			C 2026-03-31 09:00 to 2026-04-30 09:00
			A 2026-04-30 09:00 to 2026-05-31 09:00`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := rule(t, "America/Chicago", tt.first, tt.turns, tt.windows, 1, 2, 3)
			wantText(t, tt.want, mustShifts(t, r, r.Zone, tt.first, tt.until, Availability{}))
		})
	}
}

// Two days each on weekdays: A A B B C, then C D D A A. C's turn is a Friday and a Monday, in two shifts of one turn.
func TestTurnsOverAWeekend(t *testing.T) {
	r := rule(t, "America/Chicago", "2024-08-05", "2d", "Mon-Fri", 1, 2, 3, 4)
	wantText(t, `
		A 2024-08-05 00:00 to 2024-08-07 00:00
		B 2024-08-07 00:00 to 2024-08-09 00:00
		C 2024-08-09 00:00 to 2024-08-10 00:00
		C 2024-08-12 00:00 to 2024-08-13 00:00
		D 2024-08-13 00:00 to 2024-08-15 00:00
		A 2024-08-15 00:00 to 2024-08-17 00:00`, mustShifts(t, r, r.Zone, "2024-08-05", "2024-08-17", Availability{}))
	r.Versions[0].Layers[0].ByCalendar = true // Saturday and Sunday are C's second day and D's first
	wantText(t, `
		A 2024-08-05 00:00 to 2024-08-07 00:00
		B 2024-08-07 00:00 to 2024-08-09 00:00
		C 2024-08-09 00:00 to 2024-08-10 00:00
		A 2024-08-13 00:00 to 2024-08-15 00:00
		D 2024-08-12 00:00 to 2024-08-13 00:00`, swapLast(mustShifts(t, r, r.Zone, "2024-08-05", "2024-08-15", Availability{})))
}

// swapLast puts the last two lines in the other order, for a case that reads better so.
func swapLast(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	if n := len(lines); n > 1 {
		lines[n-1], lines[n-2] = lines[n-2], lines[n-1]
	}
	return strings.Join(lines, "\n")
}

// Weekly turns that hand over on Mondays, weekdays only, in force from a Thursday: the first turn is its two days.
func TestInForceWithinATurn(t *testing.T) {
	r := rule(t, "America/Chicago", "2024-08-05", "1w", "Mon-Fri", 1, 2, 3)
	r.Versions[0].From = Date{2024, time.August, 8}.Start(mustZone(t, r.Zone))
	wantText(t, `
		A 2024-08-08 00:00 to 2024-08-10 00:00
		B 2024-08-12 00:00 to 2024-08-17 00:00
		C 2024-08-19 00:00 to 2024-08-24 00:00`, mustShifts(t, r, r.Zone, "2024-08-01", "2024-08-24", Availability{}))
}

func TestWindowsAreOpen(t *testing.T) {
	for _, tt := range []struct {
		window, at string
		want       bool
	}{
		{"Mon 08:00-20:00", "2024-08-05T08:00", true},
		{"Mon 08:00-20:00", "2024-08-05T20:00", false},
		{"Mon 20:00-08:00", "2024-08-06T07:00", true},
		{"Mon 20:00-08:00", "2024-08-06T08:00", false},
		{"Mon 20:00-08:00", "2024-08-05T09:00", false},
		{"Mon 20:00-Tue 08:00", "2024-08-06T07:00", true},
		{"Fri 17:00-Mon 09:00", "2024-08-04T12:00", true},
		{"Fri 17:00-Mon 09:00", "2024-08-05T09:00", false},
		{"daily 22:00-06:00", "2024-08-05T05:59", true},
		{"daily 22:00-06:00", "2024-08-05T06:00", false},
		{"Sat,Sun", "2024-08-04T23:59", true},
	} {
		r := rule(t, "Europe/Berlin", "2024-08-01", "1w", tt.window, 1)
		at := Resolve(mustLocal(t, tt.at), mustZone(t, r.Zone))
		covers, err := r.Covers(10, Interval{at, at.Add(1)})
		if err != nil || (len(covers) == 1) != tt.want {
			t.Errorf("%s at %s: got %v, %v; want %t", tt.window, tt.at, covers, err, tt.want)
		}
	}
}

func TestWeekdaysFromEightToEightAreOneTime(t *testing.T) {
	r := rule(t, "Europe/Berlin", "2024-08-05T08:00", "1w", "Mon-Fri 08:00-08:00", 1, 2)
	wantText(t, `
		A 2024-08-05 08:00 to 2024-08-10 08:00
		B 2024-08-12 08:00 to 2024-08-17 08:00`, mustShifts(t, r, r.Zone, "2024-08-05", "2024-08-18", Availability{}))
}

// Windows are wall-clock times: a night over a clock change is an hour longer or shorter, and neighbours meet.
func TestWindowsOverClockChanges(t *testing.T) {
	r := rule(t, "America/Chicago", "2020-10-30T22:00", "1d", "daily 22:00-01:30", 1, 2)
	wantText(t, `
		A 2020-10-30 22:00 to 2020-10-31 01:30
		B 2020-10-31 22:00 to 2020-11-01 01:30
		A 2020-11-01 22:00 to 2020-11-02 01:30`, mustShifts(t, r, r.Zone, "2020-10-30", "2020-11-02T12:00", Availability{}))
	shifts, _ := r.Shifts(Interval{time.Date(2020, 11, 1, 0, 0, 0, 0, time.UTC), time.Date(2020, 11, 1, 12, 0, 0, 0, time.UTC)}, Availability{})
	if got, want := shifts[0].End.Format(time.RFC3339), "2020-11-01T01:30:00-05:00"; got != want {
		t.Errorf("the repeated half past one: got %s, want its first, %s", got, want)
	}
	r = rule(t, "America/Chicago", "2020-03-07T02:30", "1d", "daily 02:30-06:00", 1, 2)
	wantText(t, `
		A 2020-03-07 02:30 to 2020-03-07 06:00
		B 2020-03-08 03:00 to 2020-03-08 06:00
		A 2020-03-09 02:30 to 2020-03-09 06:00`, mustShifts(t, r, r.Zone, "2020-03-07", "2020-03-10", Availability{}))
}

func TestWindowsAreRead(t *testing.T) {
	for text, want := range map[string]string{
		"mon-fri 09:00-17:00": "Mon-Fri 09:00-17:00", "Monday 20:00 - Tuesday 08:00": "Mon 20:00-08:00", "Mon,Tue,Wed": "Mon-Wed", "Sat,Sun": "Sat,Sun",
		"daily 22:00-06:00": "daily 22:00-06:00", "Fri 17:00-Mon 09:00": "Fri 17:00-Mon 09:00", "Sat-Mon 08:00-24:00": "Mon,Sat,Sun 08:00-00:00",
		"Mon 09:00-Mon 09:00": "Mon 09:00-Mon 09:00", "Mon 09:00-Tue 17:00": "Mon 09:00-Tue 17:00", "Mon–Fri": "Mon-Fri", "daily": "daily", "Wed 08:00-08:00": "Wed 08:00-08:00",
	} {
		w, err := ParseWindow(text)
		if err != nil || w.String() != want {
			t.Errorf("%q: got %q, %v; want %q", text, w, err, want)
			continue
		}
		if again, err := ParseWindow(w.String()); err != nil || again != w {
			t.Errorf("%q: written as %q it reads %+v, %v", text, w, again, err)
		}
	}
	for _, text := range []string{"", "Mon 9-17", "Mon-Fri 09:00-Sat 17:00", "Mon 09:00", "Blue 09:00-10:00", "Mon 25:00-26:00", "Mon-"} {
		if w, err := ParseWindow(text); CodeOf(err) != Invalid {
			t.Errorf("%q: got %v, %v; want invalid", text, w, err)
		}
	}
}

func TestRulesThatAreRefused(t *testing.T) {
	three := func(edit func(r *Rotation)) Rotation {
		r := followTheSun(t)
		edit(&r)
		return r
	}
	layer := func(r *Rotation) *Layer { return &r.Versions[0].Layers[0] }
	for _, tt := range []struct {
		name string
		r    Rotation
		says string
	}{
		{"windows that overlap", three(func(r *Rotation) { layer(r).Windows = append(layer(r).Windows, Window{EveryDay, 9 * 60, 10 * 60, 0}) }), "overlap, on Mon"},
		{"windows that overlap over midnight", three(func(r *Rotation) {
			layer(r).Windows = []Window{{WeekdaySet(time.Sunday), 22 * 60, 6 * 60, 1}, {WeekdaySet(time.Monday), 5 * 60, 9 * 60, 0}}
		}), "on Monday from 05:00"},
		{"layers that contradict each other", three(func(r *Rotation) { layer(r).Windows[0].Until = 15 * 60 }), "The layers Berlin and Austin both cover the role primary"},
		{"a layer that is always open above another", three(func(r *Rotation) { layer(r).Windows = nil }), "The layers Berlin and Austin both cover"},
		{"layers of one name", three(func(r *Rotation) { layer(r).Name = "Austin" }), `Two layers are called "Austin"`},
		{"layers without a name", three(func(r *Rotation) { layer(r).Name = "" }), "needs a name for each"},
		{"no turns", three(func(r *Rotation) { layer(r).Turns = nil }), "How long a turn lasts"},
		{"a turn of no length", three(func(r *Rotation) { layer(r).Turns = Pattern{{1, Days}, {0, Days}} }), "A turn of 0d is not possible"},
		{"no layers", three(func(r *Rotation) { r.Versions[0].Layers = nil }), "at least one layer"},
		{"no versions", three(func(r *Rotation) { r.Versions = nil }), "first handoff"},
		{"two versions at once", three(func(r *Rotation) { r.Versions = append(r.Versions, r.Versions[0].Clone()) }), "from the same moment"},
		{"roles in a circle", three(func(r *Rotation) { layer(r).Orders[0] = Order{Role: "primary", After: "secondary"} }), "leads to no order"},
		{"a derived role with people", three(func(r *Rotation) { layer(r).Orders[1].Members = MembersOf(1) }), "no people of its own"},
		{"an unknown role", three(func(r *Rotation) { layer(r).Orders[1].Role = "boss" }), `"boss"`},
		{"somebody twice", three(func(r *Rotation) { layer(r).Orders[0].Members = MembersOf(1, 2, 1) }), "stands in the order twice"},
		{"leaving before joining", three(func(r *Rotation) {
			layer(r).Orders[0].Members[0] = Member{1, Date{2026, 5, 2}, Date{2026, 5, 1}}
		}), "joins it only on"},
		{"a wrong zone", three(func(r *Rotation) { layer(r).Zone = "Europe/Atlantis" }), "There is no time zone"},
	} {
		if err := tt.r.Check(); CodeOf(err) != Invalid || !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.says)
		}
	}
	if err := followTheSun(t).Check(); err != nil {
		t.Errorf("follow the sun: %v", err)
	}
}

// followTheSun is three layers on weekdays, each eight hours of its own day: Berlin 06–14, Austin 07–15, Sydney 08–16 (before October).
func followTheSun(t testing.TB) Rotation {
	t.Helper()
	r := Rotation{ID: 1, Name: "Payments", Zone: "UTC", Roles: []Role{{ID: 10, Name: "primary"}, {ID: 11, Name: "secondary"}}}
	v := Version{}
	for i, x := range []struct{ name, zone, window string }{
		{"Berlin", "Europe/Berlin", "Mon-Fri 06:00-14:00"}, {"Austin", "America/Chicago", "Mon-Fri 07:00-15:00"}, {"Sydney", "Australia/Sydney", "Tue-Sat 06:00-14:00"},
	} {
		windows, err := ParseWindows(x.window)
		if err != nil {
			t.Fatal(err)
		}
		v.Layers = append(v.Layers, Layer{
			Name: x.name, Zone: x.zone, First: mustLocal(t, "2026-06-01"), Turns: Pattern{{1, Weeks}}, Windows: windows,
			Orders: []Order{{Role: "primary", Members: MembersOf(ID(3*i+1), ID(3*i+2), ID(3*i+3))}, {Role: "secondary", After: "primary"}},
		})
	}
	r.Versions = []Version{v}
	return r
}

func TestFollowTheSun(t *testing.T) {
	r := followTheSun(t)
	r.Roles = r.Roles[:1]
	for i := range r.Versions[0].Layers {
		r.Versions[0].Layers[i].Orders = r.Versions[0].Layers[i].Orders[:1]
	}
	wantText(t, `
		B 2026-06-08 04:00 to 2026-06-08 12:00
		E 2026-06-08 12:00 to 2026-06-08 20:00
		H 2026-06-08 20:00 to 2026-06-09 04:00
		B 2026-06-09 04:00 to 2026-06-09 12:00
		E 2026-06-09 12:00 to 2026-06-09 20:00`, mustShifts(t, r, "UTC", "2026-06-08", "2026-06-09T20:00", Availability{}))
	// Europe puts its clocks back a week before America: an hour of Berlin's and Austin's windows lies over each other, and Berlin has it.
	wantText(t, `
		A 2026-10-26 05:00 to 2026-10-26 13:00
		D 2026-10-26 13:00 to 2026-10-26 20:00`, mustShifts(t, r, "UTC", "2026-10-26T05:00", "2026-10-26T19:00", Availability{}))
	week := Interval{time.Date(2026, 10, 26, 0, 0, 0, 0, time.UTC), time.Date(2026, 10, 27, 0, 0, 0, 0, time.UTC)}
	overlaps, err := r.LayerOverlaps(week)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, o := range overlaps {
		said = append(said, fmt.Sprintf("%s over %s from %s for %s", o.Above, o.Below, o.Start.UTC().Format("15:04"), o.Duration()))
	}
	if d := cmp.Diff([]string{"Berlin over Austin from 12:00 for 1h0m0s", "Austin over Sydney from 19:00 for 1h0m0s"}, said); d != "" {
		t.Error(d)
	}
	gaps, err := r.Uncovered(week)
	if err != nil {
		t.Fatal(err)
	}
	got := ""
	for _, g := range gaps {
		got += fmt.Sprintf("%s %s-%s\n", g.Role, g.Start.UTC().Format("15:04"), g.End.UTC().Format("15:04"))
	}
	wantText(t, "primary 00:00-05:00", got) // before Monday's first hour in Berlin
}

// Nobody holds two roles at once, the secondary is the next who can, and who is away is passed over.
func TestDerivedRoles(t *testing.T) {
	r := plain("Payments", "UTC", "2026-11-23T09:00", "1w", []string{"primary", "secondary", "shadow"}, 1, 2, 3, 4)
	away := Availability{Away: func(person ID, during Turn) bool {
		return person == 2 && during.Touches(Interval{monday, monday.AddDate(0, 0, 1)})
	}}
	wantText(t, `
		primary A 2026-11-23 09:00 to 2026-11-30 09:00
		secondary C 2026-11-23 09:00 to 2026-11-30 09:00
		shadow D 2026-11-23 09:00 to 2026-11-30 09:00
		primary B 2026-11-30 09:00 to 2026-12-07 09:00
		secondary C 2026-11-30 09:00 to 2026-12-07 09:00
		shadow D 2026-11-30 09:00 to 2026-12-07 09:00`, mustShifts(t, r, "UTC", "2026-11-23T09:00", "2026-12-07T09:00", away))

	// An own order for the manager: whoever is primary then is passed over.
	r = plain("Payments", "UTC", "2026-11-23T09:00", "1w", []string{"primary", "manager"}, 1, 2, 3)
	r.Versions[0].Layers[0].Orders[1] = Order{Role: "manager", Members: MembersOf(1, 4)}
	wantText(t, `
		primary A 2026-11-23 09:00 to 2026-11-30 09:00
		manager D 2026-11-23 09:00 to 2026-11-30 09:00
		primary B 2026-11-30 09:00 to 2026-12-07 09:00
		manager A 2026-11-30 09:00 to 2026-12-07 09:00`, mustShifts(t, r, "UTC", "2026-11-23T09:00", "2026-12-07T09:00", Availability{}))
}

func TestNobodyTakesATurn(t *testing.T) {
	r := plain("Payments", "UTC", "2026-11-23T09:00", "1w", []string{"primary", "secondary"}, 1, 2)
	members := &r.Versions[0].Layers[0].Orders[0].Members
	*members = []Member{{PersonID: 1}, {}, {PersonID: 2}}
	wantText(t, `
		primary A 2026-11-23 09:00 to 2026-11-30 09:00
		secondary B 2026-11-23 09:00 to 2026-11-30 09:00
		primary - 2026-11-30 09:00 to 2026-12-07 09:00
		secondary B 2026-11-30 09:00 to 2026-12-07 09:00
		primary B 2026-12-07 09:00 to 2026-12-14 09:00
		secondary A 2026-12-07 09:00 to 2026-12-14 09:00`, mustShifts(t, r, "UTC", "2026-11-23T09:00", "2026-12-14T09:00", Availability{}))
}

// What the windows leave out is no gap, and is not asked for.
func TestGapsOfARestrictedRotation(t *testing.T) {
	r := rule(t, "UTC", "2026-11-23", "1w", "Mon-Fri 09:00-17:00", 1, 2)
	week := Interval{time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC)}
	shifts, err := r.Shifts(week, Availability{})
	if err != nil || len(shifts) != 5 {
		t.Fatalf("got %v, %v; want five shifts", shifts, err)
	}
	for i := range shifts {
		shifts[i].ID, shifts[i].State = ID(i+1), Published
	}
	c := NewCoverage(r, append(shifts[:2:2], shifts[3:]...))
	gaps := c.Gaps(week)
	if len(gaps) != 1 || gaps[0].Interval != shifts[2].Interval {
		t.Errorf("gaps: got %v, want Wednesday's hours, %v", gaps, shifts[2])
	}
	if covered, asked := c.Share(week); covered != 32*time.Hour || asked != 40*time.Hour {
		t.Errorf("got %v of %v, want 32 h of 40 h", covered, asked)
	}
}

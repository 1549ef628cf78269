package model

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// sun is a rule of layers with one window each, in zones whose clocks change apart; the first layer comes first. Handoffs are at the
// start of the windows.
func sun(t testing.TB, day Date, layers ...[2]string) Rotation {
	t.Helper()
	r := Rotation{ID: 1, Name: "Payments", Zone: layers[0][0], Roles: []Role{{ID: 10, Name: "primary"}}, Versions: []Version{{}}}
	for i, x := range layers {
		windows, err := ParseWindows(x[1])
		if err != nil {
			t.Fatal(err)
		}
		r.Versions[0].Layers = append(r.Versions[0].Layers, Layer{
			Name: x[0], Zone: x[0], First: day.At(windows[0].From), Turns: Pattern{{1, Days}}, Windows: windows,
			Orders: []Order{{Role: "primary", Members: MembersOf(ID(2*i+1), ID(2*i+2))}},
		})
	}
	if err := r.Check(); err != nil {
		t.Fatal(err)
	}
	return r
}

// checkTurns holds that turns of layers that have all roles are on call exactly when shifts are, each by itself and all together, and
// returns how long that is.
func checkTurns(t interface{ Fatalf(string, ...any) }, r Rotation, window Interval) time.Duration {
	turns, err := r.Turns(window)
	if err != nil {
		t.Fatalf("%v", err)
	}
	shifts, err := r.Shifts(window, Availability{})
	if err != nil {
		t.Fatalf("%v", err)
	}
	var taken, served []Interval
	sum := time.Duration(0)
	for _, turn := range turns {
		for _, p := range turn.Active() {
			if cut := p.Intersect(window); !cut.Empty() {
				taken, sum = append(taken, cut), sum+cut.Duration()
			}
			if p.Empty() || p.Start.Before(turn.Start) || p.End.After(turn.End) {
				t.Fatalf("%s: %v is no part of its turn %v", r.Zone, p, turn)
			}
		}
	}
	inRole := map[ID]time.Duration{}
	for _, s := range shifts {
		cut := s.Intersect(window)
		served = append(served, cut)
		inRole[s.RoleID] += cut.Duration()
	}
	for _, role := range r.Roles {
		if inRole[role.ID] != sum {
			t.Fatalf("%s: turns last %s, shifts as %s %s", r.Zone, sum, role.Name, inRole[role.ID])
		}
	}
	if got, want := Union(taken), Union(served); !slices.EqualFunc(got, want, func(a, b Interval) bool { return a.Start.Equal(b.Start) && a.End.Equal(b.End) }) {
		t.Fatalf("%s: turns are on call in %v, shifts in %v", r.Zone, got, want)
	}
	return sum
}

// Where clocks change apart, the layer above takes its hours off the turn below, on both days and in zones of all kinds.
func TestTurnsLeaveOutWhatLayersAboveCover(t *testing.T) {
	for _, tt := range []struct {
		name   string
		day    string // whose turns are looked at
		layers [][2]string
		want   []string // how long the turns of the layer below last, from the day before to the day after
	}{
		{"Europe has changed in spring, the clock of UTC has not", "2026-03-29", [][2]string{{"UTC", "daily 08:00-20:00"}, {"Europe/Berlin", "daily 21:00-09:00"}}, []string{"11h0m0s", "11h0m0s", "11h0m0s"}},
		{"and in autumn", "2026-10-25", [][2]string{{"Europe/Berlin", "daily 09:00-21:00"}, {"UTC", "daily 19:00-07:00"}}, []string{"12h0m0s", "11h0m0s", "11h0m0s"}},
		{"half an hour at Lord Howe in autumn", "2026-04-05", [][2]string{{"UTC", "daily 00:00-12:00"}, {"Australia/Lord_Howe", "daily 23:00-11:00"}}, []string{"12h0m0s", "11h30m0s", "11h30m0s"}},
		{"two hours at Troll in spring", "2026-03-29", [][2]string{{"UTC", "daily 08:00-20:00"}, {"Antarctica/Troll", "daily 20:00-08:00"}}, []string{"10h0m0s", "10h0m0s", "10h0m0s"}},
		{"Sydney in its spring", "2026-10-04", [][2]string{{"UTC", "daily 08:00-20:00"}, {"Australia/Sydney", "daily 06:00-18:00"}}, []string{"12h0m0s", "11h0m0s", "11h0m0s"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := sun(t, Date{2026, 1, 5}, tt.layers...)
			d, err := ParseDate(tt.day)
			if err != nil {
				t.Fatal(err)
			}
			loc := mustZone(t, tt.layers[1][0])
			window := Interval{d.AddDays(-1).Start(loc), d.AddDays(2).Start(loc)}
			turns, err := r.Turns(window)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, turn := range turns {
				if turn.Layer == tt.layers[1][0] && !turn.Start.Before(window.Start) {
					got = append(got, turn.Length().String())
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
			if sum := checkTurns(t, r, window); sum > window.Duration() {
				t.Errorf("turns of %s overlap in %s", sum, window.Duration())
			}
		})
	}
}

// The turns that a rota is built from are on call exactly when an ordinary draft has shifts.
func TestTurnsAreOnCallWhenShiftsAre(t *testing.T) {
	zones := allZones(t)
	rapid.Check(t, func(t *rapid.T) {
		r := drawRule(t, zones)
		at := Resolve(r.Versions[0].Layers[0].First, time.UTC).Add(time.Duration(rapid.IntRange(-48, 400*24).Draw(t, "offset")) * time.Hour)
		checkTurns(t, r, Interval{at, at.Add(time.Duration(rapid.IntRange(2, 90*24).Draw(t, "length")) * time.Hour)})
	})
}

// Around every change of a clock, no two turns of layers that meet are on call at once.
func TestTurnsMeetAtClockChanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var r Rotation
		zone := rapid.SampledFrom(oddZones)
		below := Window{Days: EveryDay, From: 20 * 60, Until: 8 * 60, Over: 1}
		above := Window{Days: EveryDay, From: 8 * 60, Until: 20 * 60}
		r = Rotation{ID: 1, Name: "Payments", Zone: zone.Draw(t, "zone"), Roles: []Role{{ID: 10, Name: "primary"}}}
		first := NewLocalTime(rapid.IntRange(2019, 2030).Draw(t, "year"), time.January, 1, 0, 0, 0)
		var v Version
		for i, w := range []Window{above, below} {
			v.Layers = append(v.Layers, Layer{
				Name: []string{"day", "night"}[i], Zone: zone.Draw(t, "layer zone"), First: first, Turns: Pattern{{rapid.IntRange(1, 3).Draw(t, "n"), rapid.SampledFrom([]Unit{Days, Weeks}).Draw(t, "unit")}},
				Windows: []Window{w}, Orders: []Order{{Role: "primary", Members: MembersOf(1, 2, 3)}},
			})
		}
		r.Versions = []Version{v}
		if rapid.Bool().Draw(t, "new version") {
			next := v.Clone()
			next.From = Resolve(first, time.UTC).Add(time.Duration(rapid.IntRange(1, 300*24*60).Draw(t, "from")) * time.Minute)
			r.Versions = append(r.Versions, next)
		}
		start := Resolve(first, time.UTC)
		window := Interval{start.AddDate(0, 0, 1), start.AddDate(1, 0, 0)}
		if sum := checkTurns(t, r, window); sum > window.Duration() {
			t.Fatalf("%s: turns last %s within %s", r.Zone, sum, window.Duration())
		}
		turns, err := r.Turns(window)
		if err != nil {
			t.Fatal(err)
		}
		var all []Interval
		sum := time.Duration(0)
		for _, turn := range turns {
			all, sum = append(all, turn.Active()...), sum+turn.Length()
		}
		if TotalDuration(all) != sum {
			t.Fatalf("%s: turns that last %s are on call for %s", r.Zone, sum, TotalDuration(all))
		}
	})
}

package model

import (
	"archive/zip"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// allZones returns every zone of the IANA database that comes with Go.
func allZones(t *testing.T) []string {
	t.Helper()
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	file, err := zip.OpenReader(filepath.Join(strings.TrimSpace(string(root)), "lib", "time", "zoneinfo.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var out []string
	for _, f := range file.File {
		if !strings.HasSuffix(f.Name, "/") {
			out = append(out, f.Name)
		}
	}
	if len(out) < 400 {
		t.Fatalf("only %d zones", len(out))
	}
	slices.Sort(out)
	return out
}

// checkResolved holds what every resolved rule must keep within window.
func checkResolved(t interface{ Fatalf(string, ...any) }, r Rotation, window Interval) {
	shifts, err := r.Shifts(window, Availability{})
	if err != nil {
		t.Fatalf("%v", err)
	}
	byRole, served := map[ID][]Interval{}, map[ID]Interval{}
	for i, s := range shifts {
		if !s.Start.Before(s.End) || !s.Slot.Equal(s.Start) || i > 0 && s.Start.Before(shifts[i-1].Start) {
			t.Fatalf("%s: shift %v is empty, out of order, or its slot %s is not its start", r.Zone, s, s.Slot)
		}
		if n := len(byRole[s.RoleID]); n > 0 && s.Start.Before(byRole[s.RoleID][n-1].End) {
			t.Fatalf("%s: two shifts of a role overlap: %v begins before %v ends", r.Zone, s, byRole[s.RoleID][n-1])
		}
		byRole[s.RoleID] = append(byRole[s.RoleID], s.Interval)
		if s.PersonID == 0 {
			continue
		}
		if before := served[s.PersonID]; s.Start.Before(before.End) {
			t.Fatalf("%s: %s holds two roles at once: %v, and %v", r.Zone, letters(s.PersonID), before, s)
		}
		if s.End.After(served[s.PersonID].End) {
			served[s.PersonID] = s.Interval
		}
	}
	for _, role := range r.Roles {
		covers, err := r.Covers(role.ID, window)
		if err != nil {
			t.Fatalf("%v", err)
		}
		var serving []Interval
		for _, s := range byRole[role.ID] {
			serving = append(serving, s.Intersect(window))
		}
		if both := TotalDuration(common(covers, Union(serving))); both != TotalDuration(covers) || both != TotalDuration(serving) {
			t.Fatalf("%s: in %v the rule covers %s of %s, shifts last %s and %s of them is covered: %v, %v", r.Zone, window, TotalDuration(covers), role.Name, TotalDuration(serving), both, covers, serving)
		}
	}
}

// checkSplit holds that shifts do not depend on the window they are asked in.
func checkSplit(t interface{ Fatalf(string, ...any) }, r Rotation, window Interval, at time.Time) {
	starting := func(i Interval) []Shift {
		all, err := r.Shifts(i, Availability{})
		if err != nil {
			t.Fatalf("%v", err)
		}
		return slices.DeleteFunc(all, func(s Shift) bool { return s.Start.Before(i.Start) || !s.Start.Before(i.End) })
	}
	whole := starting(window)
	parts := append(starting(Interval{window.Start, at}), starting(Interval{at, window.End})...)
	if len(whole) != len(parts) {
		t.Fatalf("%s: %d shifts in %v, %d in its parts up to and from %s", r.Zone, len(whole), window, len(parts), at)
	}
	for i := range whole {
		if whole[i] != parts[i] {
			t.Fatalf("%s: the whole has %v where the parts have %v", r.Zone, whole[i], parts[i])
		}
	}
}

// drawRule draws a rotation with one to three layers that share the week, of one to three versions, in any zone.
func drawRule(t *rapid.T, zones []string) Rotation {
	zone := rapid.OneOf(rapid.SampledFrom(oddZones), rapid.SampledFrom(zones))
	r := Rotation{ID: 1, Name: "Payments", Zone: zone.Draw(t, "zone"), Roles: []Role{{ID: 10, Name: "primary"}, {ID: 11, Name: "secondary"}, {ID: 12, Name: "manager"}}}
	r.Roles = r.Roles[:rapid.IntRange(1, 3).Draw(t, "roles")]
	first := drawLocal(t, "first")
	for i := range rapid.IntRange(1, 3).Draw(t, "versions") {
		var v Version
		if i > 0 {
			v = r.Versions[i-1].Clone()
			v.From = r.Versions[i-1].From.Add(time.Duration(rapid.IntRange(1, 40*24*60).Draw(t, "later")) * time.Minute)
			if i == 1 {
				v.From = Resolve(first, time.UTC).Add(time.Duration(rapid.IntRange(1, 40*24*60).Draw(t, "from")) * time.Minute)
			}
		}
		if i == 0 || rapid.Bool().Draw(t, "new layers") {
			v.Layers = drawLayers(t, r, zone, first)
		}
		for j := range v.Layers {
			v.Layers[j].Orders = drawOrders(t, r)
		}
		if v.ID = 0; (Rotation{Name: "r", Zone: r.Zone, Roles: r.Roles, Versions: []Version{v}}).Check() != nil {
			v.Layers = v.Layers[:1] // zones laid layers over each other for good
		}
		r.Versions = append(r.Versions, v)
	}
	if err := r.Check(); err != nil {
		t.Fatal(err)
	}
	return r
}

func drawLayers(t *rapid.T, r Rotation, zone *rapid.Generator[string], first LocalTime) []Layer {
	n := rapid.IntRange(1, 3).Draw(t, "layers")
	cuts := []int{0, 24}
	for range n {
		cuts = append(cuts, rapid.IntRange(1, 23).Draw(t, "hour"))
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []Layer
	for i := range min(n, len(cuts)-1) {
		l := Layer{Name: fmt.Sprint("layer ", i), First: first.AddDays(rapid.IntRange(0, 9).Draw(t, "days on")), ByCalendar: rapid.Bool().Draw(t, "by calendar")}
		if rapid.Bool().Draw(t, "own zone") {
			l.Zone = zone.Draw(t, "layer zone")
		}
		for range rapid.IntRange(1, 3).Draw(t, "cycle") {
			unit := rapid.SampledFrom([]Unit{Hours, Days, Weeks, Months}).Draw(t, "unit")
			l.Turns = append(l.Turns, Every{rapid.IntRange(1, 3).Draw(t, "n"), unit})
		}
		if n > 1 || rapid.Bool().Draw(t, "windows") {
			w := Window{Days: Weekdays(rapid.IntRange(1, int(EveryDay)).Draw(t, "weekdays")), From: Clock(60 * cuts[i]), Until: Clock(60 * cuts[i+1])}
			if w.Until == 24*60 {
				w.Until, w.Over = 0, 1
			}
			l.Windows = []Window{w}
		}
		out = append(out, l)
	}
	return out
}

func drawOrders(t *rapid.T, r Rotation) []Order {
	var out []Order
	for i, role := range r.Roles {
		if i > 0 && rapid.Bool().Draw(t, "derived") {
			out = append(out, Order{Role: role.Name, After: r.Roles[i-1].Name})
			continue
		}
		o := Order{Role: role.Name}
		for _, id := range rapid.Permutation([]ID{1, 2, 3, 4, 5}).Draw(t, "order")[:rapid.IntRange(1, 5).Draw(t, "members")] {
			m := Member{PersonID: id}
			if rapid.IntRange(0, 4).Draw(t, "dated") == 0 {
				m.From = Date{2000 + rapid.IntRange(0, 38).Draw(t, "year"), time.March, 1}
			}
			o.Members = append(o.Members, m)
		}
		if rapid.IntRange(0, 4).Draw(t, "nobody") == 0 {
			o.Members = append(o.Members, Member{})
		}
		out = append(out, o)
	}
	return out
}

func TestAnyRuleIsKept(t *testing.T) {
	zones := allZones(t)
	rapid.Check(t, func(t *rapid.T) {
		r := drawRule(t, zones)
		at := Resolve(r.Versions[0].Layers[0].First, time.UTC).Add(time.Duration(rapid.IntRange(-48, 60*24).Draw(t, "offset")) * time.Hour)
		window := Interval{at, at.Add(time.Duration(rapid.IntRange(2, 40*24).Draw(t, "length")) * time.Hour)}
		checkResolved(t, r, window)
		checkSplit(t, r, window, at.Add(time.Duration(rapid.IntRange(1, int(window.Duration()/time.Minute)-1).Draw(t, "cut"))*time.Minute))
	})
}

// From 2000 to 2037 every zone of the database keeps what a rule must; by default some zones and years do.
func TestEveryZone(t *testing.T) {
	zones := allZones(t)
	from, until, step := 2024, 2027, 23
	if os.Getenv("WATCHBILL_LONG") != "" {
		from, until, step = 2000, 2038, 1
	}
	window := Interval{time.Date(from, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(until, 1, 1, 0, 0, 0, 0, time.UTC)}
	for i := 0; i < len(zones); i += step {
		for _, x := range []struct{ turns, windows string }{{"1d", ""}, {"1w", "Mon-Fri 09:00-17:00"}, {"12h", "daily 22:00-02:30"}, {"1d,3d", "Fri 17:00-Mon 02:00; Wed"}, {"1mo", "Sun 00:00-03:00"}} {
			r := rule(t, zones[i], fmt.Sprintf("%d-01-31T02:30", from-1), x.turns, x.windows, 1, 2, 3)
			checkResolved(t, r, window)
			checkSplit(t, r, window, window.Start.Add(window.Duration()/2))
		}
	}
}

package model

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// clock is a time of the day of the worked cases.
func clock(text string) time.Time {
	t, err := time.Parse("2006-01-02 15:04", "2026-12-07 "+text)
	if err != nil {
		panic(err)
	}
	return t
}

func hoursOf(from, until string) Interval { return Interval{clock(from), clock(until)} }

const (
	ana ID = 1 + iota
	ben
	chidi
	dana
)

// shiftOf is a published shift of role 7.
func shiftOf(id, person ID, from, until string) Shift {
	return Shift{
		ID: id, RotationID: 5, RoleID: 7, Slot: clock(from), Interval: hoursOf(from, until), PersonID: person, State: Published,
		UID: fmt.Sprintf("s%d@watchbill", id), Sequence: 2,
	}
}

func over(id ID, kind OverrideKind, in, out ID, from, until string) Override {
	return Override{
		ID: id, RotationID: 5, RoleID: 7, Kind: kind, PersonID: in, OutID: out, Interval: hoursOf(from, until),
		UID: fmt.Sprintf("o%d", id), Sequence: 3, Created: clock("00:00").Add(time.Duration(id) * time.Second),
	}
}

// told writes duties as the worked cases do: "1 08:00-08:30", the override behind a slash, nobody as 0.
func told(duties []Shift) string {
	var out []string
	for _, d := range duties {
		text := fmt.Sprintf("%d %s-%s", d.PersonID, d.Start.Format("15:04"), d.End.Format("15:04"))
		if d.Override != 0 {
			text += fmt.Sprintf("/%d", d.Override)
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}

func TestDuties(t *testing.T) {
	a := shiftOf(1, ana, "08:00", "09:00")
	open := shiftOf(2, 0, "09:00", "10:00")
	for _, tt := range []struct {
		name      string
		shifts    []Shift
		overrides []Override
		want      string
	}{
		{"replace by B", []Shift{a}, []Override{over(1, OverrideReplace, ben, 0, "08:30", "08:45")}, "1 08:00-08:30, 2 08:30-08:45/1, 1 08:45-09:00"},
		{"replace A by B", []Shift{a}, []Override{over(1, OverrideReplace, ben, ana, "08:30", "08:45")}, "1 08:00-08:30, 2 08:30-08:45/1, 1 08:45-09:00"},
		{"replace somebody else", []Shift{a}, []Override{over(1, OverrideReplace, ben, chidi, "08:30", "08:45")}, "1 08:00-09:00"},
		{"add B", []Shift{a}, []Override{over(1, OverrideAdd, ben, 0, "08:30", "08:45")}, "1 08:00-09:00, 2 08:30-08:45/1"},
		{"remove A", []Shift{a}, []Override{over(1, OverrideRemove, 0, ana, "08:30", "08:45")}, "1 08:00-08:30, 1 08:45-09:00"},
		{"remove all of it", []Shift{a}, []Override{over(1, OverrideRemove, 0, 0, "07:00", "10:00")}, ""},
		{"replace beyond the shift", []Shift{a}, []Override{over(1, OverrideReplace, ben, 0, "08:30", "10:30")}, "1 08:00-08:30, 2 08:30-09:00/1"},
		{"shift 12-15, cover 13-18", []Shift{shiftOf(1, ana, "12:00", "15:00")}, []Override{over(1, OverrideReplace, ben, ana, "13:00", "18:00")}, "1 12:00-13:00, 2 13:00-15:00/1"},
		{"cover from 15", []Shift{shiftOf(1, ana, "12:00", "15:00")}, []Override{over(1, OverrideReplace, ben, ana, "15:00", "18:00")}, "1 12:00-15:00"},
		{"remove beyond the shift", []Shift{a}, []Override{over(1, OverrideRemove, 0, ana, "09:00", "10:00")}, "1 08:00-09:00"},
		{"add where nobody is", nil, []Override{over(1, OverrideAdd, ben, 0, "08:30", "08:45")}, "2 08:30-08:45/1"},
		{"replace nobody's name", []Shift{open}, []Override{over(1, OverrideReplace, ben, 0, "09:30", "10:00")}, "0 09:00-09:30, 2 09:30-10:00/1"},
		{"remove nobody's name", []Shift{open}, []Override{over(1, OverrideRemove, 0, 0, "09:30", "10:00")}, "0 09:00-10:00"},
		{"over two shifts", []Shift{a, open}, []Override{over(1, OverrideReplace, ben, 0, "08:30", "09:30")}, "1 08:00-08:30, 2 08:30-09:00/1, 2 09:00-09:30/1, 0 09:30-10:00"},
		{
			"later lies over earlier",
			[]Shift{a},
			[]Override{over(2, OverrideReplace, chidi, 0, "08:20", "08:30"), over(1, OverrideReplace, ben, 0, "08:10", "08:40")},
			"1 08:00-08:10, 2 08:10-08:20/1, 3 08:20-08:30/2, 2 08:30-08:40/1, 1 08:40-09:00",
		},
		{
			"later replaces who was removed",
			[]Shift{a},
			[]Override{over(1, OverrideRemove, 0, ana, "08:10", "08:40"), over(2, OverrideReplace, chidi, 0, "08:20", "08:50")},
			"1 08:00-08:10, 3 08:20-08:40/2, 3 08:40-08:50/2, 1 08:50-09:00",
		},
		{
			"later over an added one",
			[]Shift{a},
			[]Override{over(1, OverrideAdd, ben, 0, "08:00", "09:00"), over(2, OverrideRemove, 0, ben, "08:20", "08:40")},
			"1 08:00-09:00, 2 08:00-08:20/1, 2 08:40-09:00/1",
		},
		{
			"who was added beside stays when whoever stands there is replaced",
			[]Shift{a},
			[]Override{over(1, OverrideAdd, ben, 0, "08:00", "10:00"), over(2, OverrideReplace, chidi, 0, "08:20", "08:40")},
			"1 08:00-08:20, 2 08:00-10:00/1, 3 08:20-08:40/2, 1 08:40-09:00",
		},
		{
			"who was added and stands alone is replaced",
			[]Shift{a},
			[]Override{over(1, OverrideAdd, ben, 0, "08:00", "10:00"), over(2, OverrideReplace, chidi, 0, "08:40", "09:30")},
			"1 08:00-08:40, 2 08:00-09:00/1, 3 08:40-09:00/2, 3 09:00-09:30/2, 2 09:30-10:00/1",
		},
		{
			"who was added to a shift of nobody is replaced",
			[]Shift{open},
			[]Override{over(1, OverrideAdd, ben, 0, "09:00", "10:00"), over(2, OverrideReplace, chidi, 0, "09:20", "09:40")},
			"0 09:00-09:20, 2 09:00-09:20/1, 3 09:20-09:40/2, 0 09:40-10:00, 2 09:40-10:00/1",
		},
		{
			"who was added to oneself is replaced as one",
			[]Shift{a},
			[]Override{over(1, OverrideAdd, ana, 0, "08:30", "10:00"), over(2, OverrideReplace, ben, 0, "08:45", "09:30")},
			"1 08:00-08:45, 2 08:45-09:00/2, 2 09:00-09:30/2, 1 09:30-10:00/1",
		},
		{
			"who was added is replaced by name",
			[]Shift{a},
			[]Override{over(1, OverrideAdd, ben, 0, "08:00", "09:00"), over(2, OverrideReplace, chidi, ben, "08:20", "08:40")},
			"1 08:00-09:00, 2 08:00-08:20/1, 3 08:20-08:40/2, 2 08:40-09:00/1",
		},
		{
			"removing whoever stands there removes who was added, too",
			[]Shift{a},
			[]Override{over(1, OverrideAdd, ben, 0, "08:00", "09:00"), over(2, OverrideRemove, 0, 0, "08:20", "08:40")},
			"1 08:00-08:20, 2 08:00-08:20/1, 1 08:40-09:00, 2 08:40-09:00/1",
		},
		{
			"nobody twice",
			[]Shift{a},
			[]Override{over(1, OverrideAdd, ben, 0, "08:00", "10:00"), over(2, OverrideReplace, ben, 0, "08:20", "08:40")},
			"1 08:00-08:20, 2 08:00-08:20/1, 2 08:20-08:40/2, 1 08:40-09:00, 2 08:40-10:00/1",
		},
		{"added to oneself", []Shift{a}, []Override{over(1, OverrideAdd, ana, 0, "08:30", "10:00")}, "1 08:00-09:00, 1 09:00-10:00/1"},
		{"another role", []Shift{a}, []Override{{ID: 1, RoleID: 8, Kind: OverrideRemove, Interval: a.Interval}}, "1 08:00-09:00"},
		{"drafts are left out", []Shift{{ID: 3, RoleID: 7, State: Draft, PersonID: ana, Interval: a.Interval}}, nil, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := told(Duties(tt.shifts, tt.overrides)); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestPiecesKeepTheirCalendarUIDs(t *testing.T) {
	a := shiftOf(1, ana, "08:00", "09:00")
	uids := func(overrides ...Override) string {
		var out []string
		for _, d := range Duties([]Shift{a}, overrides) {
			out = append(out, fmt.Sprintf("%s#%d", strings.ReplaceAll(strings.ReplaceAll(d.UID, fmt.Sprint(clock("08:30").Unix()), "0830"), fmt.Sprint(clock("08:45").Unix()), "0845"), d.Sequence))
		}
		return strings.Join(out, " ")
	}
	middle := over(1, OverrideReplace, ben, 0, "08:30", "08:45")
	if got, want := uids(middle), "s1@watchbill#2 o1-0830@watchbill#3 0845-s1@watchbill#2"; got != want {
		t.Errorf("in the middle: got %s, want %s", got, want)
	}
	early := over(2, OverrideRemove, 0, ana, "08:00", "08:30")
	if got, want := uids(middle, early), "o1-0830@watchbill#3 s1@watchbill#2"; got != want {
		t.Errorf("the first piece left keeps the shift's: got %s, want %s", got, want)
	}
	if got, want := uids(over(1, OverrideAdd, ben, 0, "08:30", "08:45")), "s1@watchbill#2 o1-0830@watchbill#3"; got != want {
		t.Errorf("added: got %s, want %s", got, want)
	}
}

func TestCoverageWithOverrides(t *testing.T) {
	r := Rotation{ID: 5, Roles: []Role{{ID: 7, Name: "primary"}}}
	day := hoursOf("00:00", "23:59")
	a := shiftOf(1, ana, "08:00", "09:00")
	gaps := func(shifts []Shift, overrides ...Override) string {
		var out []string
		for _, g := range NewCoverage(r, shifts, overrides...).Gaps(hoursOf("08:00", "09:00")) {
			text := g.Start.Format("15:04-") + g.End.Format("15:04")
			if g.Unstaffed {
				text += " unstaffed"
			}
			out = append(out, text)
		}
		return strings.Join(out, ", ")
	}
	if got, want := gaps([]Shift{a}, over(1, OverrideRemove, 0, ana, "08:30", "08:45")), "08:30-08:45"; got != want {
		t.Errorf("removed: got gaps %q, want %q", got, want)
	}
	if got, want := gaps([]Shift{a}, over(1, OverrideRemove, 0, ana, "07:00", "08:45")), "08:00-08:45"; got != want {
		t.Errorf("removed from the first shift's start: got gaps %q, want %q", got, want)
	}
	if got := gaps([]Shift{a}, over(1, OverrideRemove, 0, ana, "08:30", "08:45"), over(2, OverrideAdd, ben, 0, "08:20", "08:50")); got != "" {
		t.Errorf("removed and somebody added: got gaps %q, want none", got)
	}
	if got, want := gaps([]Shift{shiftOf(1, 0, "08:00", "09:00")}, over(1, OverrideAdd, ben, 0, "08:20", "08:50")), "08:00-08:20 unstaffed, 08:50-09:00 unstaffed"; got != want {
		t.Errorf("somebody added to nobody's shift: got gaps %q, want %q", got, want)
	}
	c := NewCoverage(r, []Shift{a}, over(1, OverrideAdd, ben, 0, "07:00", "10:00"))
	if got, want := told(c.All(7, clock("08:30"))), "1 08:00-09:00, 2 07:00-10:00/1"; got != want {
		t.Errorf("at 08:30: got %s, want %s, whoever has the turn first", got, want)
	}
	if s, ok := c.At(7, clock("09:30")); !ok || s.PersonID != ben || !s.Exists() {
		t.Errorf("at 09:30: got %v, want Ben, who was added", s)
	}
	covered, asked := NewCoverage(r, []Shift{a}, over(1, OverrideRemove, 0, 0, "08:30", "08:45"), over(2, OverrideAdd, ben, 0, "08:00", "08:20")).Share(Interval{a.Start, a.End})
	if covered != 45*time.Minute || asked != time.Hour {
		t.Errorf("share: got %v of %v, want 45m of 1h: a union, not a sum", covered, asked)
	}
	if again := NewCoverage(r, Duties([]Shift{a}, []Override{over(1, OverrideAdd, ben, 0, "07:00", "10:00")})); told(again.All(7, clock("08:30"))) != told(c.All(7, clock("08:30"))) {
		t.Error("resolved duties are resolved again")
	}
	if got := NewCoverage(r, nil, over(1, OverrideAdd, ben, 0, "07:00", "10:00")).Gaps(day); len(got) != 0 {
		t.Errorf("a role that was never published: got gaps %v, want none", got)
	}
}

func TestPlanOverride(t *testing.T) {
	now := clock("07:00")
	people := map[ID]Person{ana: {ID: ana, Name: "Ana"}, ben: {ID: ben, Name: "Ben"}, chidi: {ID: chidi, Name: "Chidi"}}
	a, b := shiftOf(1, ana, "08:00", "12:00"), shiftOf(2, ben, "12:00", "16:00")
	other := shiftOf(3, chidi, "08:00", "09:00")
	other.RotationID, other.RoleID = 6, 9
	standing := over(1, OverrideReplace, ben, ana, "09:00", "10:00")
	for _, tt := range []struct {
		name     string
		o        Override
		want     string // in the reason; empty: allowed
		existing []Override
	}{
		{"plain", over(9, OverrideReplace, ben, 0, "08:30", "08:45"), "", nil},
		{"in the past", over(9, OverrideReplace, ben, 0, "06:59", "08:45"), "cannot begin in the past", nil},
		{"from now on", over(9, OverrideReplace, ben, 0, "07:00", "08:45"), "", nil},
		{"ends before it begins", over(9, OverrideReplace, ben, 0, "08:45", "08:30"), "ends before it begins", nil},
		{"ends when it begins", over(9, OverrideReplace, ben, 0, "08:45", "08:45"), "ends when it begins", nil},
		{"nobody comes in", over(9, OverrideReplace, 0, 0, "08:30", "08:45"), "Choose who comes in", nil},
		{"brings in who is named already", over(9, OverrideAdd, ben, 0, "09:30", "11:00"), "Another override names Ben", []Override{standing}},
		{"takes off who is named already", over(9, OverrideRemove, 0, ben, "09:30", "11:00"), "Another override names Ben", []Override{standing}},
		{"takes off who was taken off already", over(9, OverrideRemove, 0, ana, "09:59", "11:00"), "Another override names Ana", []Override{standing}},
		{"right after", over(9, OverrideRemove, 0, ana, "10:00", "11:00"), "", []Override{standing}},
		{"over whoever stands there", over(9, OverrideReplace, chidi, 0, "09:30", "09:45"), "", []Override{standing}},
		{"nobody there", over(9, OverrideReplace, chidi, 0, "16:00", "17:00"), "Nobody is on call there", nil},
		{"the named person is not there", over(9, OverrideRemove, 0, chidi, "09:00", "10:00"), "Chidi is not on call there", nil},
		{"there already", over(9, OverrideReplace, ana, 0, "09:00", "10:00"), "Ana is on call there already", nil},
		{"on call elsewhere", over(9, OverrideReplace, chidi, 0, "08:30", "10:00"), "Chidi is on call already", nil},
		{"on call elsewhere before the shift only", over(9, OverrideReplace, chidi, 0, "09:00", "10:00"), "", nil},
		{"their own shift follows", over(9, OverrideReplace, ben, 0, "11:00", "13:00"), "", nil},
		{"added to their own shift", over(9, OverrideAdd, ben, 0, "11:00", "13:00"), "", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := Situation{Published: []Shift{a, b}, Overrides: tt.existing, People: people, Staffing: Staffing{Shifts: append(Duties([]Shift{a, b}, tt.existing), other)}}
			_, _, err := PlanOverride(tt.o, s, now)
			switch {
			case tt.want == "" && err != nil:
				t.Errorf("got %v, want it allowed", err)
			case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("got %v, want a reason with %q", err, tt.want)
			}
		})
	}
	made, taken, err := PlanOverride(over(9, OverrideReplace, chidi, 0, "11:00", "13:00"), Situation{Published: []Shift{a, b}, People: people}, now)
	if err != nil || told(made) != "3 11:00-12:00/-1, 3 12:00-13:00/-1" || told(taken) != "1 11:00-12:00, 2 12:00-13:00" {
		t.Errorf("got %s and %s, %v; want Chidi's two hours, Ana's and Ben's", told(made), told(taken), err)
	}
}

func TestEndOverride(t *testing.T) {
	o := over(1, OverrideReplace, ben, 0, "08:30", "10:00")
	if _, gone, err := EndOverride(o, clock("08:30")); err != nil || !gone {
		t.Errorf("before it begins: got gone %v, %v; want it gone", gone, err)
	}
	if ended, gone, err := EndOverride(o, clock("09:00")); err != nil || gone || !ended.End.Equal(clock("09:00")) {
		t.Errorf("under way: got %v, %v, %v; want its rest ended", ended.End, gone, err)
	}
	if _, _, err := EndOverride(o, clock("10:00")); CodeOf(err) != Conflict {
		t.Errorf("over: got %v, want a conflict", err)
	}
}

// TestDutiesMinuteByMinute compares the resolver with the meaning of overrides told for one minute at a time.
func TestDutiesMinuteByMinute(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		start := clock("08:00")
		moment := func(label string) int { return rapid.IntRange(0, 40).Draw(rt, label) }
		minutes := func(from, until int) Interval {
			return Interval{start.Add(time.Duration(from) * time.Minute), start.Add(time.Duration(until) * time.Minute)}
		}
		var shifts []Shift
		for at, i := moment("first"), 0; at < 40 && i < 3; i++ {
			end := at + 1 + moment("length")
			s := shiftOf(ID(i+1), ID(rapid.IntRange(0, 3).Draw(rt, "person")), "08:00", "09:00")
			s.Interval = minutes(at, end)
			shifts = append(shifts, s)
			at = end + rapid.SampledFrom([]int{0, 0, 5}).Draw(rt, "hole")
		}
		var overrides []Override
		for i := range rapid.IntRange(0, 5).Draw(rt, "overrides") {
			o := over(ID(i+1), rapid.SampledFrom(OverrideKinds).Draw(rt, "kind"), 0, 0, "08:00", "09:00")
			from := moment("from")
			o.Interval = minutes(from, from+1+moment("length"))
			if o.Kind != OverrideRemove {
				o.PersonID = ID(rapid.IntRange(1, 4).Draw(rt, "in"))
			}
			if o.Kind != OverrideAdd {
				o.OutID = ID(rapid.IntRange(0, 4).Draw(rt, "out"))
			}
			overrides = append(overrides, o)
		}
		got := Duties(shifts, overrides)
		uids := map[string]bool{}
		for _, d := range got {
			if uids[d.UID] {
				rt.Fatalf("two pieces have the UID %s", d.UID)
			}
			uids[d.UID] = true
		}
		for m := range 90 {
			now := minutes(m, m+1).Start
			var have []ID
			for _, d := range got {
				if d.Contains(now) {
					have = append(have, d.PersonID)
				}
			}
			if want := whoAt(shifts, overrides, now); !slices.Equal(sorted(have), sorted(want)) {
				rt.Fatalf("minute %d: got %v, want %v, of %s", m, have, want, told(got))
			}
		}
	})
}

func sorted(ids []ID) []ID {
	slices.Sort(ids)
	return ids
}

// whoAt tells at one moment what the overrides do, one after the other, to the places in a role.
func whoAt(shifts []Shift, overrides []Override, t time.Time) []ID {
	const removed ID = -1
	var places []ID // of the shift, then of those who were added
	for _, s := range shifts {
		if s.Contains(t) {
			places = append(places, s.PersonID)
		}
	}
	turns := len(places)
	for _, o := range overrides {
		if !o.Contains(t) {
			continue
		}
		var turn []ID // who has it before the override
		for _, who := range places[:turns] {
			if who > 0 {
				turn = append(turn, who)
			}
		}
		for i, who := range places {
			beside := i >= turns && len(turn) > 0 && !slices.Contains(turn, who)
			switch {
			case o.Kind == OverrideReplace && o.OutID == 0 && beside:
			case o.Kind == OverrideAdd, o.OutID != 0 && who != o.OutID, o.Kind == OverrideRemove && who <= 0:
			case o.Kind == OverrideRemove:
				places[i] = removed
			default:
				places[i] = o.PersonID
			}
		}
		if o.Kind == OverrideAdd {
			places = append(places, o.PersonID)
		}
	}
	var out []ID
	for _, who := range places {
		if who != removed && !(who != 0 && slices.Contains(out, who)) {
			out = append(out, who)
		}
	}
	return out
}

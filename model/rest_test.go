package model

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var day0 = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC) // a Monday

// duty is a shift of a person from one hour after day0 to another.
func duty(person, rotation ID, from, to float64) Shift {
	at := func(h float64) time.Time { return day0.Add(time.Duration(h * float64(time.Hour))) }
	return Shift{RotationID: rotation, RoleID: 10 * rotation, PersonID: person, State: Published, Interval: Interval{at(from), at(to)}}
}

func TestShortRests(t *testing.T) {
	for name, c := range map[string]struct {
		duties []Shift
		want   []time.Duration
	}{
		"one duty":                                      {[]Shift{duty(1, 1, 0, 24)}, nil},
		"eleven hours are enough":                       {[]Shift{duty(1, 1, 0, 12), duty(1, 2, 23, 30)}, nil},
		"a minute less is not":                          {[]Shift{duty(1, 1, 0, 12), duty(1, 2, 23-1./60, 30)}, []time.Duration{11*time.Hour - time.Minute}},
		"duties that touch are one":                     {[]Shift{duty(1, 1, 0, 12), duty(1, 1, 12, 24)}, nil},
		"a rest after duties that touch":                {[]Shift{duty(1, 1, 0, 12), duty(1, 2, 12, 24), duty(1, 1, 30, 40)}, []time.Duration{6 * time.Hour}},
		"duties that overlap are one":                   {[]Shift{duty(1, 1, 0, 12), duty(1, 2, 6, 20)}, nil},
		"a short duty within a long one ends no rest":   {[]Shift{duty(1, 1, 0, 24), duty(1, 2, 2, 4), duty(1, 2, 30, 40)}, []time.Duration{6 * time.Hour}},
		"a long duty bridges what looks like a rest":    {[]Shift{duty(1, 1, 0, 24), duty(1, 2, 0, 2), duty(1, 2, 10, 12)}, nil},
		"two people do not disturb each other":          {[]Shift{duty(1, 1, 0, 12), duty(2, 1, 12, 24), duty(1, 1, 24, 36)}, nil},
		"nobody needs no rest":                          {[]Shift{duty(0, 1, 0, 12), duty(0, 1, 13, 24)}, nil},
		"two short rests of one person, one of another": {[]Shift{duty(2, 2, 8, 9), duty(1, 1, 0, 1), duty(1, 1, 2, 3), duty(1, 1, 5, 6), duty(2, 2, 4, 5)}, []time.Duration{time.Hour, 2 * time.Hour, 3 * time.Hour}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []time.Duration
			for _, s := range DefaultDutyRules().ShortRests(c.duties) {
				got = append(got, s.Rest)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("want -, got +:\n%s", d)
			}
		})
	}
}

func TestRestAcrossAClockChange(t *testing.T) {
	berlin := mustZone(t, "Europe/Berlin")
	at := func(day, clock string) time.Time {
		l, err := ParseLocalTime(day + "T" + clock)
		if err != nil {
			t.Fatal(err)
		}
		return Resolve(l, berlin)
	}
	for day, want := range map[string]int{"2026-03-28": 1, "2026-03-30": 0, "2026-10-24": 0} { // 10, 11 and 12 hours from 21:00 to 08:00
		next, _ := ParseDate(day)
		a := Shift{PersonID: 1, Interval: Interval{at(day, "09:00"), at(day, "21:00")}}
		b := Shift{PersonID: 1, Interval: Interval{at(next.AddDays(1).String(), "08:00"), at(next.AddDays(1).String(), "20:00")}}
		if got := DefaultDutyRules().ShortRests([]Shift{a, b}); len(got) != want {
			t.Errorf("%s: got %d short rests, want %d: %+v", day, len(got), want, got)
		}
	}
}

func TestNewShortRests(t *testing.T) {
	a, b, c := duty(1, 1, 0, 12), duty(2, 1, 12, 24), duty(1, 1, 30, 42)
	old := []Shift{duty(3, 2, 0, 1), duty(3, 2, 2, 3)} // has been short before
	before := append([]Shift{a, b, c}, old...)
	b.PersonID, c.PersonID = 1, 2 // swapped: a and b touch
	rules := DefaultDutyRules()
	if got := rules.NewShortRests(before, append([]Shift{a, b, c}, old...)); len(got) != 0 {
		t.Errorf("got %+v, want none", got)
	}
	d := duty(4, 2, 31, 33)
	before = append(before, d)
	d.PersonID = 1 // now 7 hours after b
	got := rules.NewShortRests(before, append([]Shift{a, b, c, d}, old...))
	if len(got) != 1 || got[0].Rest != 7*time.Hour || got[0].PersonID() != 1 {
		t.Errorf("got %+v, want 7 hours of person 1", got)
	}
}

func TestDoubleBookings(t *testing.T) {
	for name, c := range map[string]struct {
		duties []Shift
		want   []Interval
	}{
		"in two rotations":                       {[]Shift{duty(1, 1, 0, 12), duty(1, 2, 10, 20)}, []Interval{duty(1, 1, 10, 12).Interval}},
		"touching is none":                       {[]Shift{duty(1, 1, 0, 12), duty(1, 2, 12, 20)}, nil},
		"two people are none":                    {[]Shift{duty(1, 1, 0, 12), duty(2, 2, 0, 12)}, nil},
		"three at once are three pairs":          {[]Shift{duty(1, 1, 0, 12), duty(1, 2, 2, 4), duty(1, 3, 3, 5)}, []Interval{duty(1, 1, 2, 4).Interval, duty(1, 1, 3, 5).Interval, duty(1, 1, 3, 4).Interval}},
		"nobody holds nothing twice":             {[]Shift{duty(0, 1, 0, 12), duty(0, 2, 0, 12)}, nil},
		"one long over two short that are apart": {[]Shift{duty(1, 1, 0, 12), duty(1, 2, 1, 2), duty(1, 2, 5, 6)}, []Interval{duty(1, 1, 1, 2).Interval, duty(1, 1, 5, 6).Interval}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []Interval
			for _, b := range DoubleBookings(c.duties) {
				got = append(got, b.Part)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("want -, got +:\n%s", d)
			}
		})
	}
}

func TestShares(t *testing.T) {
	window := duty(0, 0, 0, 96).Interval
	duties := []Shift{duty(1, 1, -24, 24), duty(1, 2, 12, 24), duty(2, 1, 24, 49), duty(0, 1, 49, 96), duty(3, 1, 100, 200)}
	want := []OnCallShare{{2, 25 * time.Hour, 25. / 96}, {1, 24 * time.Hour, 0.25}}
	if d := cmp.Diff(want, Shares(duties, window)); d != "" {
		t.Errorf("want -, got +:\n%s", d)
	}
	if d := cmp.Diff(want[:1], DefaultDutyRules().OverShare(duties, window)); d != "" {
		t.Errorf("a quarter is allowed; want -, got +:\n%s", d)
	}
}

func TestDutyRulesCheck(t *testing.T) {
	for _, c := range []struct {
		rules DutyRules
		field string
	}{
		{DefaultDutyRules(), ""},
		{DutyRules{0, 1}, ""},
		{DutyRules{-time.Hour, 1}, "rest"},
		{DutyRules{673 * time.Hour, 1}, "rest"},
		{DutyRules{time.Second, 1}, "rest"},
		{DutyRules{time.Hour, 0}, "oncall_share"},
		{DutyRules{time.Hour, 1.01}, "oncall_share"},
	} {
		if got := FieldOf(c.rules.Check()); got != c.field {
			t.Errorf("%+v: got field %q, want %q", c.rules, got, c.field)
		}
	}
}

// TestRestProperties holds the checks against a picture of whole hours.
func TestRestProperties(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		const hours = 60
		var duties []Shift
		for range rapid.IntRange(0, 12).Draw(rt, "duties") {
			from := rapid.IntRange(0, hours-1).Draw(rt, "from")
			to := rapid.IntRange(from+1, hours).Draw(rt, "to")
			duties = append(duties, duty(ID(rapid.IntRange(0, 3).Draw(rt, "person")), ID(rapid.IntRange(1, 3).Draw(rt, "rotation")), float64(from), float64(to)))
		}
		rules := DutyRules{Rest: time.Duration(rapid.IntRange(0, 20).Draw(rt, "rest")) * time.Hour, MaxShare: 0.25}
		window := duty(0, 0, 0, hours).Interval
		short, twice, held := map[ID]int{}, map[ID]bool{}, TimeOnCall(duties, window)
		for _, s := range rules.ShortRests(duties) {
			short[s.PersonID()]++
		}
		for _, b := range DoubleBookings(duties) {
			twice[b.A.PersonID] = true
		}
		for person := ID(1); person <= 3; person++ {
			count := [hours]int{}
			for _, s := range duties {
				for h := range count {
					if s.PersonID == person && s.Contains(day0.Add(time.Duration(h)*time.Hour)) {
						count[h]++
					}
				}
			}
			wantShort, on, double, last := 0, 0, false, -1
			for h, n := range count {
				double = double || n > 1
				if n == 0 {
					continue
				}
				on++
				if free := h - last - 1; last >= 0 && free > 0 && time.Duration(free)*time.Hour < rules.Rest {
					wantShort++
				}
				last = h
			}
			if short[person] != wantShort || twice[person] != double || held[person] != time.Duration(on)*time.Hour {
				rt.Errorf("person %d: got %d short rests, double %t, %v on call; want %d, %t, %d h", person, short[person], twice[person], held[person], wantShort, double, on)
			}
		}
	})
}

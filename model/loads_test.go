package model

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

const hour = time.Hour

// local is a duty of person 1 between two local times.
func local(t testing.TB, loc *time.Location, from, to string) Shift {
	t.Helper()
	at := func(s string) time.Time {
		l, err := ParseLocalTime(s)
		if err != nil {
			t.Fatal(err)
		}
		return Resolve(l, loc)
	}
	return Shift{RotationID: 1, RoleID: 1, PersonID: 1, State: Published, Interval: Interval{at(from), at(to)}}
}

func year(y int) DayRange { return DayRange{Date{y, 1, 1}, Date{y + 1, 1, 1}} }

func TestLoadCases(t *testing.T) {
	berlin := mustZone(t, "Europe/Berlin")
	for name, c := range map[string]struct {
		days   DayRange
		duties []Shift
		want   Load
	}{
		"a week with the longest Sunday": {year(2026), []Shift{local(t, berlin, "2026-10-19 09:00", "2026-10-26 09:00")}, Load{
			Time: 169 * hour, Weekend: 49 * hour, Night: 57 * hour, Weekends: 1, Nights: 7, Shifts: 1,
			Kinds: [HourKinds]time.Duration{80 * hour, 40 * hour, 49 * hour, 0},
		}},
		"a week with the shortest Sunday": {year(2026), []Shift{local(t, berlin, "2026-03-23 09:00", "2026-03-30 09:00")}, Load{
			Time: 167 * hour, Weekend: 47 * hour, Night: 55 * hour, Weekends: 1, Nights: 7, Shifts: 1,
			Kinds: [HourKinds]time.Duration{80 * hour, 40 * hour, 47 * hour, 0},
		}},
		// Friday 25 December is a holiday, Saturday the 26th one and a weekend.
		"Christmas": {year(2026), []Shift{local(t, berlin, "2026-12-24 18:00", "2026-12-27 12:00")}, Load{
			Time: 66 * hour, Weekend: 36 * hour, Night: 24 * hour, Holiday: 48 * hour, Weekends: 1, Nights: 3, Holidays: 2, Shifts: 1,
			Kinds: [HourKinds]time.Duration{4 * hour, 2 * hour, 12 * hour, 48 * hour},
		}},
		"two at once count once": {year(2026), []Shift{local(t, berlin, "2026-11-24 09:00", "2026-11-24 15:00"), local(t, berlin, "2026-11-24 12:00", "2026-11-24 18:00")}, Load{
			Time: 9 * hour, Shifts: 2, Kinds: [HourKinds]time.Duration{9 * hour, 0, 0, 0},
		}},
		"what lies outside of the days does not count": {DayRange{Date{2026, 11, 25}, Date{2026, 11, 26}}, []Shift{local(t, berlin, "2026-11-24 09:00", "2026-11-25 09:00"), local(t, berlin, "2026-11-26 00:00", "2026-11-27 00:00")}, Load{
			Time: 9 * hour, Night: 6 * hour, Nights: 1, Shifts: 1, Kinds: [HourKinds]time.Duration{3 * hour, 6 * hour, 0, 0},
		}},
		"Saturday and Sunday of one weekend, and a second weekend": {year(2026), []Shift{local(t, berlin, "2026-11-28 10:00", "2026-11-28 11:00"), local(t, berlin, "2026-11-29 10:00", "2026-11-29 11:00"), local(t, berlin, "2026-12-06 10:00", "2026-12-06 11:00")}, Load{
			Time: 3 * hour, Weekend: 3 * hour, Weekends: 2, Shifts: 3, Kinds: [HourKinds]time.Duration{0, 0, 3 * hour, 0},
		}},
		"the pieces of a split shift are one": {year(2026), []Shift{numbered(local(t, berlin, "2026-11-24 09:00", "2026-11-24 11:00"), 7), numbered(local(t, berlin, "2026-11-24 12:00", "2026-11-24 13:00"), 7)}, Load{
			Time: 3 * hour, Shifts: 1, Kinds: [HourKinds]time.Duration{3 * hour, 0, 0, 0},
		}},
		"others' duties": {year(2026), []Shift{{PersonID: 2, Interval: local(t, berlin, "2026-11-24 09:00", "2026-11-24 11:00").Interval}}, Load{}},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := LoadCounter{c.days, DefaultNight, nil}.Count(Person{ID: 1, Zone: "Europe/Berlin", Region: "DE-BE"}, c.duties)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("want -, got +:\n%s", d)
			}
		})
	}
}

func numbered(s Shift, id ID) Shift { s.ID = id; return s }

// The same duty is another load to people elsewhere: it is night, weekend and holiday where they are.
func TestLoadIsLocal(t *testing.T) {
	duties := []Shift{local(t, time.UTC, "2026-11-26 12:00", "2026-11-26 20:00")} // Thanksgiving
	for _, c := range []struct {
		zone, region string
		want         [HourKinds]time.Duration
	}{
		{"UTC", "", [HourKinds]time.Duration{8 * hour, 0, 0, 0}},
		{"America/New_York", "US", [HourKinds]time.Duration{0, 0, 0, 8 * hour}},
		{"Asia/Tokyo", "JP", [HourKinds]time.Duration{1 * hour, 7 * hour, 0, 0}}, // 21:00 to 05:00
		{"Asia/Kathmandu", "", [HourKinds]time.Duration{4*hour + 15*time.Minute, 3*hour + 45*time.Minute, 0, 0}},
	} {
		got, err := LoadCounter{year(2026), DefaultNight, nil}.Count(Person{ID: 1, Zone: c.zone, Region: c.region}, duties)
		if err != nil {
			t.Fatal(err)
		}
		if got.Kinds != c.want {
			t.Errorf("%s: got %v, want %v", c.zone, got.Kinds, c.want)
		}
	}
}

func TestNight(t *testing.T) {
	for _, c := range []struct {
		night NightHours
		at    Clock
		want  bool
	}{
		{DefaultNight, 22 * 60, true},
		{DefaultNight, 22*60 - 1, false},
		{DefaultNight, 0, true},
		{DefaultNight, 6*60 - 1, true},
		{DefaultNight, 6 * 60, false},
		{NightHours{0, 5 * 60}, 0, true},
		{NightHours{0, 5 * 60}, 5 * 60, false},
		{NightHours{0, 5 * 60}, 23 * 60, false},
	} {
		if got := c.night.Contains(c.at); got != c.want {
			t.Errorf("%s at %s: got %t, want %t", c.night, c.at, got, c.want)
		}
	}
	for night, ok := range map[NightHours]bool{DefaultNight: true, {0, 360}: true, {60, 60}: false, {-1, 60}: false, {0, 1440}: false} {
		if err := night.Check(); (err == nil) != ok {
			t.Errorf("%s: got %v, want good %t", night, err, ok)
		}
	}
}

// TestLoadProperties holds the counts against a walk in steps of a quarter of an hour, in zones with all sorts of clock changes.
func TestLoadProperties(t *testing.T) {
	zones := []string{"UTC", "Europe/Berlin", "America/Sao_Paulo", "America/Havana", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Beirut", "Atlantic/Azores"}
	rapid.Check(t, func(rt *rapid.T) {
		const step = 15 * time.Minute
		zone := rapid.SampledFrom(zones).Draw(rt, "zone")
		loc := mustZone(t, zone)
		start := time.Date(2011, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 20*365*24*4).Draw(rt, "start")) * step)
		var duties []Shift
		for range rapid.IntRange(1, 4).Draw(rt, "duties") {
			from := start.Add(time.Duration(rapid.IntRange(0, 500).Draw(rt, "from")) * step)
			duties = append(duties, Shift{PersonID: 1, Interval: Interval{from, from.Add(time.Duration(rapid.IntRange(1, 800).Draw(rt, "length")) * step)}})
		}
		days := DayRange{DateOf(start.In(loc)).AddDays(rapid.IntRange(-1, 4).Draw(rt, "days from")), DateOf(start.In(loc)).AddDays(rapid.IntRange(5, 20).Draw(rt, "days until"))}
		calendar := HolidayCalendar{{Day: DateOf(start.In(loc)).AddDays(rapid.IntRange(0, 5).Draw(rt, "holiday")), Name: "Fair"}}
		night := rapid.SampledFrom([]NightHours{DefaultNight, {23 * 60, 7 * 60}, {4 * 60, 5 * 60}}).Draw(rt, "night")
		got, err := LoadCounter{days, night, calendar}.Count(Person{ID: 1, Zone: zone}, duties)
		if err != nil {
			rt.Fatal(err)
		}
		var want Load
		for at := start; at.Before(start.Add(1300 * step)); at = at.Add(step) {
			on := false
			for _, s := range duties {
				on = on || s.Contains(at)
			}
			l := LocalOf(at, loc)
			day, w := l.Date(), l.Date().Weekday()
			if !on || !days.Contains(day) {
				continue
			}
			weekend, dark, holiday := w == time.Saturday || w == time.Sunday, night.Contains(l.Clock()), day == calendar[0].Day
			want.Time += step
			for is, d := range map[*time.Duration]bool{&want.Weekend: weekend, &want.Night: dark, &want.Holiday: holiday} {
				if d {
					*is += step
				}
			}
			switch {
			case holiday:
				want.Kinds[HolidayHour] += step
			case weekend:
				want.Kinds[WeekendHour] += step
			case dark:
				want.Kinds[NightHour] += step
			default:
				want.Kinds[WeekdayHour] += step
			}
		}
		if got.Time != want.Time || got.Kinds != want.Kinds || got.Weekend != want.Weekend || got.Night != want.Night || got.Holiday != want.Holiday {
			rt.Errorf("%s, %v:\n got %+v\nwant %+v", zone, duties, got, want)
		}
	})
}

func TestInterruptions(t *testing.T) {
	berlin := mustZone(t, "Europe/Berlin")
	at := func(day, clock string) time.Time { return local(t, berlin, day+" "+clock, day+" "+clock).Start }
	shift := local(t, berlin, "2026-03-02 09:00", "2026-03-09 09:00").Interval
	pages := []time.Time{
		at("2026-03-03", "10:00"), at("2026-03-03", "19:30"), at("2026-03-04", "03:12"), at("2026-03-04", "03:25"),
		at("2026-03-07", "14:00"), at("2026-03-07", "23:10"), at("2026-03-09", "07:59"), at("2026-03-09", "08:00"),
		at("2026-03-09", "09:00"), at("2026-03-02", "08:59"), // not in the shift
	}
	got := CountInterruptions(shift, pages, berlin)
	per12h := got.Per12h
	got.Per12h = 0
	want := Interruptions{Business: 2, Off: 2, Sleep: 4, Nights: 3, Worst12h: 2}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if per12h < 0.5714 || per12h > 0.5715 {
		t.Errorf("pages per 12 h: got %v, want 0.571", per12h)
	}
	quiet := CountInterruptions(shift, nil, berlin)
	if quiet != (Interruptions{}) {
		t.Errorf("no pages: got %+v", quiet)
	}
}

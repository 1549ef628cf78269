package model

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func day(t *testing.T, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func namesOn(days []Holiday) map[string]string {
	out := map[string]string{}
	for _, h := range days {
		out[h.Day.String()] = h.Name
	}
	return out
}

func TestPublicHolidaysOfARegion(t *testing.T) {
	var c HolidayCalendar
	from, until := day(t, "2026-01-01"), day(t, "2027-01-01")
	for _, tt := range []struct {
		region string
		want   map[string]string // some that must be there; an empty name: must not
	}{
		{"DE-BE", map[string]string{"2026-03-08": "Frauentag", "2026-04-06": "Ostermontag", "2026-12-25": "Weihnachtstag", "2026-06-04": ""}},
		{"de-by", map[string]string{"2026-06-04": "Fronleichnam", "2026-03-08": ""}},
		{"US", map[string]string{"2026-07-04": "Independence Day", "2026-07-03": "Independence Day (observed)", "2026-11-26": "Thanksgiving Day"}},
		{"BR", map[string]string{"2026-09-07": "Independência do Brasil"}},
		{"", map[string]string{"2026-12-25": ""}},
	} {
		got := namesOn(c.Of(tt.region, from, until))
		for d, name := range tt.want {
			if got[d] != name {
				t.Errorf("%s %s: got %q, want %q", tt.region, d, got[d], name)
			}
		}
	}
}

// New Year's Day of 2028 is a Saturday: in the United States it is observed in the year before.
func TestAHolidayObservedInTheYearBefore(t *testing.T) {
	got := namesOn(HolidayCalendar{}.Of("US", day(t, "2027-12-30"), day(t, "2028-01-01")))
	if want := map[string]string{"2027-12-31": "New Year's Day (observed)"}; !cmp.Equal(got, want) {
		t.Error(cmp.Diff(got, want))
	}
}

func TestTheTeamChangesHolidays(t *testing.T) {
	c := HolidayCalendar{
		{Region: "DE-BE", Day: day(t, "2026-12-24"), Name: "Christmas Eve"},
		{Region: "DE-BE", Day: day(t, "2026-12-26"), Removed: true},
		{Day: day(t, "2026-12-31"), Name: "Company day"},
		{Region: "US", Day: day(t, "2026-12-28"), Name: "Only there"},
	}
	got := namesOn(c.Of("DE-BE", day(t, "2026-12-01"), day(t, "2027-01-01")))
	want := map[string]string{"2026-12-24": "Christmas Eve", "2026-12-25": "Weihnachtstag", "2026-12-31": "Company day"}
	if !cmp.Equal(got, want) {
		t.Error(cmp.Diff(got, want))
	}
}

func TestSharedHolidaysAreThoseOfHalfThePeople(t *testing.T) {
	people := []Person{{Region: "DE-BE"}, {Region: "DE-BY"}, {Region: "US"}, {Region: "BR"}}
	got := namesOn(HolidayCalendar{}.Shared(people, day(t, "2026-05-20"), day(t, "2026-06-10")))
	if _, ok := got["2026-06-04"]; !ok { // Bavaria and Brazil
		t.Error("Corpus Christi: got none, want it, half have it")
	}
	if name, ok := got["2026-05-25"]; !ok { // Whit Monday in both German states, Memorial Day in the United States
		t.Errorf("25 May: got %q, want a holiday", name)
	}
	if _, ok := HolidayCalendar(nil).sharedOn(people, day(t, "2026-11-26")); ok {
		t.Error("Thanksgiving: one of four has it; want no shared holiday")
	}
}

func (c HolidayCalendar) sharedOn(people []Person, d Date) (Holiday, bool) {
	days := c.Shared(people, d, d.AddDays(1))
	if len(days) == 0 {
		return Holiday{}, false
	}
	return days[0], true
}

func TestATurnHoldsADay(t *testing.T) {
	at := func(s string) time.Time {
		l, err := ParseLocalTime(s)
		if err != nil {
			t.Fatal(err)
		}
		return Resolve(l, time.UTC)
	}
	for _, tt := range []struct {
		from, until, day string
		want             bool
	}{
		{"2026-12-21T09:00", "2026-12-28T09:00", "2026-12-25", true},
		{"2026-12-21T09:00", "2026-12-28T09:00", "2026-12-21", true},  // 15 of its 24 hours
		{"2026-12-21T09:00", "2026-12-28T09:00", "2026-12-28", false}, // 9 of them
		{"2026-12-25T20:00", "2026-12-26T08:00", "2026-12-25", false}, // 4 hours of the day, a third of the turn
		{"2026-12-25T20:00", "2026-12-26T08:00", "2026-12-26", true},  // two thirds of the turn
		{"2026-12-24T09:00", "2026-12-25T09:00", "2026-12-25", false},
	} {
		if got := HoldsDay(Interval{Start: at(tt.from), End: at(tt.until)}, day(t, tt.day)); got != tt.want {
			t.Errorf("%s – %s, %s: got %v, want %v", tt.from, tt.until, tt.day, got, tt.want)
		}
	}
}

func TestEveryRegionHasHolidaysEveryYear(t *testing.T) {
	all := Regions()
	if len(all) < 80 {
		t.Errorf("got %d regions", len(all))
	}
	for _, r := range all {
		for year := 2026; year <= 2037; year++ {
			n := len(r.Public(Date{Year: year, Month: 1, Day: 1}, Date{Year: year + 1, Month: 1, Day: 1}))
			if n < 5 || n > 30 {
				t.Errorf("%s %d: got %d holidays", r.Code, year, n)
			}
		}
	}
	if _, err := RegionOf("DE-XX"); CodeOf(err) != Invalid {
		t.Errorf("DE-XX: got %v", err)
	}
}

func TestRestInHoursBecomesTurns(t *testing.T) {
	for _, tt := range []struct {
		rest, every string
		turns       int
		words       string
	}{
		{"2", "1w", 2, ""},
		{"48h", "1d", 2, "48 hours of rest are 2 free turns of 24 h between two turns of one person"},
		{"49h", "1d", 3, "49 hours of rest are 3 free turns of 24 h between two turns of one person"},
		{"48h", "1w", 1, "48 hours of rest is one free turn of 168 h between two turns of one person"},
		{"11h", "12h", 1, "11 hours of rest is one free turn of 12 h between two turns of one person"},
		{"0h", "1d", 0, "no rest between two turns"},
	} {
		every, err := ParsePattern(tt.every)
		if err != nil {
			t.Fatal(err)
		}
		turns, words, err := ParseRest(tt.rest, every.Hours())
		if err != nil || turns != tt.turns || words != tt.words {
			t.Errorf("%s of %s: got %d, %q, %v; want %d, %q", tt.rest, tt.every, turns, words, err, tt.turns, tt.words)
		}
	}
	for _, bad := range []string{"", "-1", "2d", "1.5h", "1000000"} {
		if _, _, err := ParseRest(bad, 168); CodeOf(err) != Invalid {
			t.Errorf("%q: got %v, want a refusal", bad, err)
		}
	}
}

func TestHolidayBands(t *testing.T) {
	berlin := mustZone(t, "Europe/Berlin")
	people := []Person{{ID: 1, Region: "DE-BE"}, {ID: 2, Region: "US"}, {ID: 3}, {ID: 4, Region: "DE-BE"}}
	calendar := HolidayCalendar{{Day: Date{2026, 12, 24}, Name: "Company day"}}
	window := Interval{Date{2026, 12, 24}.Start(berlin), Date{2026, 12, 26}.Start(berlin)}
	want := []HolidayBand{
		{Holiday{Date{2026, 12, 24}, "Company day"}, []ID{1, 2, 3, 4}, true},
		{Holiday{Date{2026, 12, 25}, "Christmas Day"}, []ID{2}, false},
		{Holiday{Date{2026, 12, 25}, "Weihnachtstag"}, []ID{1, 4}, true},
	}
	got := calendar.Bands(people, window)
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("want -, got +:\n%s", d)
	}
}

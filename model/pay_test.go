package model

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestMoney(t *testing.T) {
	for text, want := range map[string]string{"12": "12.00", "3.75": "3.75", "0.0625": "0.0625", "0.1": "0.10", " 7.5 ": "7.50", "0": "0.00", "999999999": "999999999.00", "1.230": "1.23"} {
		m, err := ParseMoney(text)
		if err != nil || m.String() != want {
			t.Errorf("%q: got %s, %v; want %s", text, m, err, want)
		}
	}
	for _, text := range []string{"", "-1", "1,5", "1.", ".5", "1.23456", "1e3", "1234567890", "5 EUR", "٣"} {
		if m, err := ParseMoney(text); err == nil {
			t.Errorf("%q: got %s, want a refusal", text, m)
		}
	}
	for _, c := range []struct {
		rate string
		n, d int64
		want string
	}{{"3.75", 80 * 60, 60, "300.00"}, {"1", 1, 60, "0.02"}, {"0.01", 30, 60, "0.01"}, {"0.01", 29, 60, "0.00"}, {"1000000", 44_640, 60, "744000000.00"}} {
		rate, _ := ParseMoney(c.rate)
		if got := rate.times(c.n, c.d).String(); got != c.want {
			t.Errorf("%s × %d/%d: got %s, want %s", c.rate, c.n, c.d, got, c.want)
		}
	}
}

func rates(t testing.TB, weekday, night, weekend, holiday, shift string) PayRates {
	t.Helper()
	r := DefaultPayRates()
	for k, s := range []string{weekday, night, weekend, holiday} {
		m, err := ParseMoney(s)
		if err != nil {
			t.Fatal(err)
		}
		r.Hour[k] = m
	}
	r.Shift, _ = ParseMoney(shift)
	return r
}

// The weeks of October 2026 in Berlin, with the night in which clocks go back.
func TestPaySheetOfAMonth(t *testing.T) {
	berlin := mustZone(t, "Europe/Berlin")
	published := []Shift{
		numbered(local(t, berlin, "2026-09-28 09:00", "2026-10-05 09:00"), 1), // its flat is September's; Saturday 3 October is a holiday
		numbered(local(t, berlin, "2026-10-19 09:00", "2026-10-26 09:00"), 2),
		numbered(local(t, berlin, "2026-10-26 09:00", "2026-11-02 09:00"), 3), // a day of it, given away by an override, is not paid
	}
	duties := append([]Shift{}, published...)
	rest := duties[2]
	duties[2].End = local(t, berlin, "2026-10-27 09:00", "2026-10-28 09:00").Start
	other := rest
	other.Start, other.End, other.PersonID, other.Override = duties[2].End, local(t, berlin, "2026-10-28 09:00", "2026-10-28 09:00").Start, 2, 9
	rest.Start = other.End
	duties = append(duties, other, rest)

	c := PayCounter{Month: Date{2026, 10, 5}, Rates: rates(t, "2", "3", "4.5", "6", "100"), Published: published}
	ana := Person{ID: 1, Name: "Ana", Zone: "Europe/Berlin", Region: "DE-BE"}
	got, err := c.Sheet(ana, duties)
	if err != nil {
		t.Fatal(err)
	}
	// Weekdays: 1–2 Oct 32, Mon 5 3; a whole week 80; Mon 26 13 and Tue 27 3; Wed 28 13, Thu and Fri 32. Weekend: Sun 4; the longest one 49; Sat 31.
	want := [HourKinds]int{(32 + 3 + 80 + 13 + 3 + 13 + 32) * 60, (16 + 6 + 40 + 2 + 6 + 2 + 16) * 60, (24 + 49 + 24) * 60, 24 * 60}
	if got.Minutes != want {
		t.Errorf("minutes: got %v, want %v", got.Minutes, want)
	}
	if want := 4*24 + 9 + 169 + 24 + 3*24 + 15; got.AllMinutes() != want*60 {
		t.Errorf("all: got %d h, want %d", got.AllMinutes()/60, want)
	}
	if want := 1 + 6.0/7; math.Abs(got.Shifts-want) > 1e-4 { // the week that began with 19 October, and six days of the next
		t.Errorf("shifts: got %v, want %v", got.Shifts, want)
	}
	wantMoney := []string{"352.00", "264.00", "436.50", "144.00", "185.71"}
	gotMoney := []string{got.Hour[0].String(), got.Hour[1].String(), got.Hour[2].String(), got.Hour[3].String(), got.Flat.String()}
	if d := cmp.Diff(wantMoney, gotMoney); d != "" {
		t.Errorf("amounts, want -, got +:\n%s", d)
	}
	if got.Total().String() != "1382.21" {
		t.Errorf("total: got %s, want 1382.21", got.Total())
	}
	ben, err := c.Sheet(Person{ID: 2, Name: "Ben", Zone: "Europe/Berlin"}, duties)
	if err != nil {
		t.Fatal(err)
	}
	if ben.AllMinutes() != 24*60 || math.Abs(ben.Shifts-1.0/7) > 1e-4 {
		t.Errorf("who took a day over: got %d minutes and %v shifts, want 1440 and a seventh", ben.AllMinutes(), ben.Shifts)
	}
	c.Month = Date{2026, 9, 1}
	if sept, err := c.Sheet(ana, duties); err != nil || sept.Shifts != 1 || sept.AllMinutes() != (15+24+24)*60 {
		t.Errorf("September: got %v shifts and %d h, %v; want 1 and 63", sept.Shifts, sept.AllMinutes()/60, err)
	}
}

func TestTwoDutiesAtOncePayOneHour(t *testing.T) {
	a, b := numbered(local(t, time.UTC, "2026-11-24 09:00", "2026-11-24 15:00"), 1), numbered(local(t, time.UTC, "2026-11-24 12:00", "2026-11-24 18:00"), 2)
	got, err := PayCounter{Month: Date{2026, 11, 1}, Rates: rates(t, "10", "0", "0", "0", "5"), Published: []Shift{a, b}}.Sheet(Person{ID: 1, Zone: "UTC"}, []Shift{a, b})
	if err != nil {
		t.Fatal(err)
	}
	if got.Minutes[WeekdayHour] != 9*60 || got.Duties[1].Minutes[WeekdayHour] != 3*60 || got.Total().String() != "100.00" {
		t.Errorf("got %v minutes, %v of the second, %s; want 540, 180, 90 and two shifts of 5", got.Minutes, got.Duties[1].Minutes, got.Total())
	}
}

func TestRatesCheck(t *testing.T) {
	good := DefaultPayRates()
	for field, change := range map[string]func(*PayRates){
		"":           func(*PayRates) {},
		"currency":   func(r *PayRates) { r.Currency = " " },
		"night_from": func(r *PayRates) { r.Night.Until = r.Night.From },
		"weekend":    func(r *PayRates) { r.Hour[WeekendHour] = -1 },
		"shift":      func(r *PayRates) { r.Shift = 2_000_000 * moneyUnit },
	} {
		r := good
		change(&r)
		if got := FieldOf(r.Check()); got != field {
			t.Errorf("got field %q, want %q", got, field)
		}
	}
}

// TestPayKeepsTotals: a sheet's kinds, its duties and the load of the same month add up to the same time, and each part of a shift is paid
// once whoever serves it.
func TestPayKeepsTotals(t *testing.T) {
	berlin := mustZone(t, "Europe/Berlin")
	rapid.Check(t, func(rt *rapid.T) {
		month := Date{rapid.IntRange(2020, 2030).Draw(rt, "year"), time.Month(rapid.IntRange(1, 12).Draw(rt, "month")), 1}
		var duties, published []Shift
		at := month.Start(berlin).Add(-time.Duration(rapid.IntRange(0, 200).Draw(rt, "before")) * time.Hour)
		wholes := 0.0
		for id := ID(1); id <= 6; id++ {
			s := Shift{ID: id, RotationID: 1, State: Published, Interval: Interval{at, at.Add(time.Duration(rapid.IntRange(1, 20_000).Draw(rt, "minutes")) * time.Minute)}}
			published = append(published, s)
			if month.MonthInterval(berlin).Contains(s.Start) {
				wholes++
			}
			at = s.End
			cut := s.Start.Add(time.Duration(rapid.IntRange(0, int(s.Duration()/time.Minute)).Draw(rt, "cut")) * time.Minute)
			for i, part := range []Interval{{s.Start, cut}, {cut, s.End}} {
				if !part.Empty() {
					s.PersonID, s.Interval = ID(1+i), part
					duties = append(duties, s)
				}
			}
		}
		c := PayCounter{Month: month, Rates: rates(t, "1.11", "2.2222", "3.3", "4", "50"), Published: published}
		shifts := 0.0
		for person := ID(1); person <= 2; person++ {
			p := Person{ID: person, Zone: "Europe/Berlin", Region: "DE-BE"}
			sheet, err := c.Sheet(p, duties)
			if err != nil {
				rt.Fatal(err)
			}
			interval := month.MonthInterval(berlin)
			load, err := LoadCounter{Days: DayRange{month, DateOf(interval.End)}, Night: DefaultNight}.Count(p, duties)
			if err != nil {
				rt.Fatal(err)
			}
			sum := Money(0)
			for k, m := range sheet.Minutes {
				if m != int(load.Kinds[k].Minutes()) {
					rt.Errorf("%s: got %d minutes, the load has %v", HourKind(k), m, load.Kinds[k])
				}
				sum += sheet.Hour[k]
			}
			if sheet.AllMinutes() != int(load.Time.Minutes()) || sum+sheet.Flat != sheet.Total() || sheet.Total()%cent != 0 {
				rt.Errorf("got %d minutes of %v, %s of %s", sheet.AllMinutes(), load.Time, sheet.Total(), sum+sheet.Flat)
			}
			shifts += sheet.Shifts
		}
		if math.Abs(shifts-wholes) > 1e-3 {
			rt.Errorf("got %v shifts, %v begin in the month", shifts, wholes)
		}
	})
}

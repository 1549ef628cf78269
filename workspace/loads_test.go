package workspace

import (
	"context"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"watchbill/model"
	"watchbill/storage"
)

// withLoads is a team of two in two places with October 2026 in one rotation and a day in another.
func withLoads(t *testing.T) (*Workspace, model.Rotation) {
	t.Helper()
	w := mustOpen(t)
	ctx := context.Background()
	for _, p := range []model.Person{
		{Name: "Ana", Email: "ana@example.org", Zone: "Europe/Berlin", Region: "DE-BE", WeekMinutes: 2400},
		{Name: "=Ben", Zone: "America/New_York", Region: "US", WeekMinutes: 2400},
		{Name: "Gone", Zone: "UTC", WeekMinutes: 2400, Left: model.Date{Year: 2026, Month: 9, Day: 1}},
		{Name: "Chidi", Zone: "Africa/Lagos", WeekMinutes: 2400},
	} {
		if _, err := w.SavePerson(ctx, p); err != nil {
			t.Fatal(err)
		}
	}
	pay := mustRota(t, w, "Payments",
		ScheduledDuty{Start: at("2026-10-12", "09:00"), End: at("2026-10-19", "09:00"), Who: "=Ben"}, // Columbus Day from 03:00 on
		ScheduledDuty{Start: at("2026-10-19", "09:00"), End: at("2026-10-26", "09:00"), Who: "Ana"},
	)
	mustRota(t, w, "Edge", ScheduledDuty{Start: at("2026-10-20", "09:00"), End: at("2026-10-21", "09:00"), Who: "Ana"})
	return w, pay
}

func TestLoads(t *testing.T) {
	ctx := context.Background()
	w, pay := withLoads(t)
	october := model.DayRange{From: model.Date{Year: 2026, Month: 10, Day: 1}, Until: model.Date{Year: 2026, Month: 11, Day: 1}}
	look := func(days model.DayRange, rotation model.ID) []string {
		t.Helper()
		v, err := w.Loads(ctx, days, rotation)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, p := range v.People {
			out = append(out, fmt.Sprintf("%s %v h, %v weekend %d, %v night %d, %v holiday %d, %d shifts, %.1f %%", p.Person.Name, p.Time.Hours(),
				p.Weekend.Hours(), p.Weekends, p.Night.Hours(), p.Nights, p.Holiday.Hours(), p.Holidays, p.Shifts, 100*p.Share))
		}
		return append(out, fmt.Sprintf("%v h", v.Total.Time.Hours()))
	}
	for name, c := range map[string]struct {
		days     model.DayRange
		rotation model.ID
		want     []string
	}{
		"both": {october, 0, []string{
			"Ana 169 h, 49 weekend 1, 57 night 7, 0 holiday 0, 2 shifts, 22.7 %", // two at once count once
			"=Ben 168 h, 48 weekend 1, 56 night 8, 21 holiday 1, 1 shifts, 22.6 %",
			"Chidi 0 h, 0 weekend 0, 0 night 0, 0 holiday 0, 0 shifts, 0.0 %", "337 h",
		}},
		"one rotation": {october, pay.ID, []string{
			"Ana 169 h, 49 weekend 1, 57 night 7, 0 holiday 0, 1 shifts, 22.7 %",
			"=Ben 168 h, 48 weekend 1, 56 night 8, 21 holiday 1, 1 shifts, 22.6 %",
			"Chidi 0 h, 0 weekend 0, 0 night 0, 0 holiday 0, 0 shifts, 0.0 %", "337 h",
		}},
		"a day": {model.DayRange{From: model.Date{Year: 2026, Month: 10, Day: 19}, Until: model.Date{Year: 2026, Month: 10, Day: 20}}, 0, []string{
			"Ana 15 h, 0 weekend 0, 2 night 1, 0 holiday 0, 1 shifts, 62.5 %", "=Ben 3 h, 0 weekend 0, 3 night 1, 0 holiday 0, 1 shifts, 12.5 %",
			"Chidi 0 h, 0 weekend 0, 0 night 0, 0 holiday 0, 0 shifts, 0.0 %", "18 h",
		}},
	} {
		if d := cmp.Diff(c.want, look(c.days, c.rotation)); d != "" {
			t.Errorf("%s: want -, got +:\n%s", name, d)
		}
	}
	if _, err := w.Loads(ctx, model.DayRange{From: october.Until, Until: october.From}, 0); model.FieldOf(err) != "until" {
		t.Errorf("days the wrong way round: got %v", err)
	}
	rates := model.DefaultPayRates()
	rates.Night = model.NightHours{From: 23 * 60, Until: 5 * 60}
	if _, err := w.SetPayRates(ctx, rates); err != nil {
		t.Fatal(err)
	}
	if got := look(october, pay.ID)[0]; got != "Ana 169 h, 49 weekend 1, 43 night 7, 0 holiday 0, 1 shifts, 22.7 %" {
		t.Errorf("with a shorter night: got %q", got)
	}
}

func TestPay(t *testing.T) {
	ctx := context.Background()
	w, _ := withLoads(t)
	rates := model.DefaultPayRates()
	rates.Currency, rates.Hour, rates.Shift = "CHF", [model.HourKinds]model.Money{10_000, 20_000, 30_000, 40_000}, 500_000
	done, err := w.SetPayRates(ctx, rates)
	if err != nil {
		t.Fatal(err)
	}
	if want := "Pay for being on call: CHF 1.00 a weekday hour, 2.00 night, 3.00 weekend, 4.00 holiday, 50.00 a shift; night 22:00–06:00"; done.Entry.Summary != want {
		t.Errorf("got %q, want %q", done.Entry.Summary, want)
	}
	got, err := w.PayRates(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(rates, got); d != "" {
		t.Errorf("rates, want -, got +:\n%s", d)
	}
	v, err := w.Pay(ctx, model.Date{Year: 2026, Month: 10, Day: 31})
	if err != nil {
		t.Fatal(err)
	}
	text, err := v.CSV()
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Join([]string{
		"person,email,zone,from,until,weekday_minutes,night_minutes,weekend_minutes,holiday_minutes,minutes,hours,shifts,weekday_amount,night_amount,weekend_amount,holiday_amount,shift_amount,amount,currency",
		"Ana,ana@example.org,Europe/Berlin,2026-10-01,2026-10-31,4800,2400,2940,0,10140,169.00,2,80.00,80.00,147.00,0.00,100.00,407.00,CHF",
		"'=Ben,,America/New_York,2026-10-01,2026-10-31,3840,2100,2880,1260,10080,168.00,1,64.00,70.00,144.00,84.00,50.00,412.00,CHF", "",
	}, "\r\n")
	if d := cmp.Diff(want, string(text)); d != "" {
		t.Errorf("CSV, want -, got +:\n%s", d)
	}
	if rows, err := csv.NewReader(strings.NewReader(string(text))).ReadAll(); err != nil || len(rows) != 3 {
		t.Errorf("read back: got %d rows, %v", len(rows), err)
	}
	if v.Total().String() != "819.00" {
		t.Errorf("total: got %s, want 819.00", v.Total())
	}
	if v, err := w.Pay(ctx, model.Date{Year: 2026, Month: 9, Day: 1}); err != nil || len(v.Sheets) != 0 {
		t.Errorf("a month without duties: got %d sheets, %v", len(v.Sheets), err)
	}
	rates.Hour[model.WeekdayHour] = -1
	if _, err := w.SetPayRates(ctx, rates); model.FieldOf(err) != "weekday" {
		t.Errorf("a rate below zero: got %v", err)
	}
}

// A shift that reaches into the next month is paid flat in the month in which it begins, and by its hours where they are.
func TestPayOverTheEndOfAMonth(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	mustRota(t, w, "Payments", ScheduledDuty{Start: at("2026-10-26", "09:00"), End: at("2026-11-02", "09:00"), Who: "Ana"})
	rates := model.DefaultPayRates()
	rates.Shift = 1_000_000
	if _, err := w.SetPayRates(ctx, rates); err != nil {
		t.Fatal(err)
	}
	for month, want := range map[time.Month][3]string{10: {"1", "8100", "100.00"}, 11: {"0", "1980", "0.00"}} {
		v, err := w.Pay(ctx, model.Date{Year: 2026, Month: month, Day: 1})
		if err != nil || len(v.Sheets) != 1 {
			t.Fatalf("%s: got %d sheets, %v", month, len(v.Sheets), err)
		}
		s := v.Sheets[0]
		if got := [3]string{fmt.Sprint(s.Shifts), fmt.Sprint(s.AllMinutes()), s.Total().String()}; got != want {
			t.Errorf("%s: got %v, want %v", month, got, want)
		}
	}
}

// Who takes a day of somebody's week over has its hours, its share of the shift's flat pay, and the rest to keep.
func TestLoadsAndPayFollowOverrides(t *testing.T) {
	ctx := context.Background()
	w, pay := withLoads(t)
	people, err := w.byID(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var ben model.ID
	for _, p := range people {
		if p.Name == "=Ben" {
			ben = p.ID
		}
	}
	day := model.Interval{Start: at("2026-10-22", "09:00"), End: at("2026-10-23", "09:00")}
	if _, err := w.transact(ctx, "override", func(tx *storage.Tx) (model.ID, error) {
		return tx.PutOverride(ctx, model.Override{RotationID: pay.ID, RoleID: pay.Roles[0].ID, Kind: model.OverrideReplace, PersonID: ben, Interval: day})
	}); err != nil {
		t.Fatal(err)
	}
	october := model.DayRange{From: model.Date{Year: 2026, Month: 10, Day: 1}, Until: model.Date{Year: 2026, Month: 11, Day: 1}}
	v, err := w.Loads(ctx, october, pay.ID)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, p := range v.People {
		got[p.Person.Name] = fmt.Sprintf("%v h in %d", p.Time.Hours(), p.Shifts)
	}
	if d := cmp.Diff(map[string]string{"Ana": "145 h in 1", "=Ben": "192 h in 2", "Chidi": "0 h in 0"}, got); d != "" {
		t.Errorf("loads, want -, got +:\n%s", d)
	}
	sheets, err := w.Pay(ctx, october.From)
	if err != nil {
		t.Fatal(err)
	}
	shifts := map[string]float64{}
	for _, s := range sheets.Sheets {
		shifts[s.Person.Name] = s.Shifts
	}
	// Ana has all of her day in the other rotation, and the rest of the 169 hours.
	if d := cmp.Diff(map[string]float64{"Ana": 1.858, "=Ben": 1.142}, shifts); d != "" {
		t.Errorf("shifts paid, want -, got +:\n%s", d)
	}
}

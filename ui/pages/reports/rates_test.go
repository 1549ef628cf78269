package reports

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/pages/desktest"
	"watchbill/ui/shell"
	"watchbill/workspace"
)

// The rates are entered where the report shows what they pay, and the same month goes to payroll as CSV.
func TestRatesAndPayroll(t *testing.T) {
	var page *Page
	b := desktest.New(t, map[string]func(*desk.Desk) shell.Page{"reports": func(d *desk.Desk) shell.Page { page = New(d); return page }})
	ctx := context.Background()
	if _, err := b.WS.SavePerson(ctx, model.Person{Name: "Ana", Zone: "UTC", WeekMinutes: 2400}); err != nil {
		t.Fatal(err)
	}
	duty := workspace.ScheduledDuty{Start: time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC), End: time.Date(2026, 11, 25, 8, 0, 0, 0, time.UTC), Who: "Ana"} // a Tuesday: 14 h by day, 8 by night, 2
	if _, _, err := b.WS.ImportSchedule(ctx, "rota.csv", model.Rotation{Name: "Payments", Zone: "UTC"}, []workspace.ScheduledDuty{duty}, false); err != nil {
		t.Fatal(err)
	}
	b.Visit("reports", "pay")
	if kinds[page.data.kind].route != payRoute || page.data.pages == nil {
		t.Fatal("the report on loads and pay is not shown")
	}
	page.editRates()
	if !b.Shows("What does being on call pay?") {
		t.Fatal("the form of rates did not open")
	}
	rates, err := b.WS.PayRates(ctx)
	if err != nil {
		t.Fatal(err)
	}
	f := newRatesForm(page, rates)
	f.hour[model.NightHour].SetText("3,5")
	if _, err := f.read(); model.FieldOf(err) != "night" {
		t.Errorf("a rate with a comma: got %v", err)
	}
	f.hour[model.NightHour].SetText("3.5")
	f.hour[model.WeekdayHour].SetText("2")
	f.shift.SetText("10")
	f.night[1].SetText("six")
	if _, err := f.read(); model.FieldOf(err) != "night_until" {
		t.Errorf("a night that ends at six: got %v", err)
	}
	f.night[1].SetText("06:00")
	if rates, err = f.read(); err != nil {
		t.Fatal(err)
	}
	if _, err := b.WS.SetPayRates(ctx, rates); err != nil {
		t.Fatal(err)
	}
	b.SaveTo = filepath.Join(t.TempDir(), "pay.csv")
	page.exportCSV()
	if want := "my-team-loads-and-pay-2026-11.csv"; b.Asked != want {
		t.Errorf("offered %q, want %q", b.Asked, want)
	}
	text, err := os.ReadFile(b.SaveTo)
	if err != nil {
		t.Fatal(err)
	}
	if want := "Ana,,UTC,2026-11-01,2026-11-30,960,480,0,0,1440,24.00,1,32.00,28.00,0.00,0.00,10.00,70.00,EUR"; !strings.Contains(string(text), want) {
		t.Errorf("CSV: got %s, want %s", text, want)
	}
}

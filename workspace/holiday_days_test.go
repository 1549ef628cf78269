package workspace

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"watchbill/model"
)

func TestHolidayDaysShowWhatTheTeamChanged(t *testing.T) {
	day := func(month time.Month, d int) model.Date { return model.Date{Year: 2026, Month: month, Day: d} }
	changes := model.HolidayCalendar{
		{ID: 1, Region: "DE-BE", Day: day(3, 8), Removed: true},
		{ID: 2, Day: day(12, 24), Name: "Christmas Eve"},
		{ID: 3, Region: "BR", Day: day(5, 2), Name: "Bridge day"},
		{ID: 4, Region: "DE-BE", Day: day(12, 25), Name: "Closed"},
		{ID: 5, Day: model.Date{Year: 2027, Month: 1, Day: 4}, Name: "Next year"},
	}
	type line struct {
		Day, Name string
		Counts    bool
		Change    model.ID
	}
	var got []line
	for _, d := range HolidayDays(changes, "de-be", 2026) {
		got = append(got, line{d.Day.String(), d.Name, d.Counts(), d.Change.ID})
	}
	want := []line{
		{"2026-01-01", "Neujahrstag", true, 0},
		{"2026-03-08", "Frauentag", false, 1},
		{"2026-04-03", "Karfreitag", true, 0},
		{"2026-04-06", "Ostermontag", true, 0},
		{"2026-05-01", "Tag der Arbeit", true, 0},
		{"2026-05-14", "Christi Himmelfahrt", true, 0},
		{"2026-05-25", "Pfingstmontag", true, 0},
		{"2026-10-03", "Tag der Deutschen Einheit", true, 0},
		{"2026-12-24", "Christmas Eve", true, 2},
		{"2026-12-25", "Closed", true, 4},
		{"2026-12-26", "Zweiter Weihnachtsfeiertag", true, 0},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Berlin's year (-want +got):\n%s", diff)
	}
	if all := HolidayDays(changes, "", 2026); len(all) != 1 || all[0].Name != "Christmas Eve" {
		t.Errorf("without a region: got %+v, want the team's own day alone", all)
	}
}

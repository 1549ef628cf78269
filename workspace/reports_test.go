package workspace

import (
	"bytes"
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"watchbill/chart"
	"watchbill/model"
	"watchbill/report"
)

func TestOnCallReportCountsTheMonth(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	_, r := mustTeam(t, w, "Ana", "Ben", "Chidi")
	shifts := mustPublish(t, w, r, 6)
	if _, err := w.Swap(ctx, shifts[4].ID, shifts[5].ID); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Reassign(ctx, shifts[2].ID, 0); err != nil {
		t.Fatal(err)
	}
	o, err := w.OnCallReport(ctx, model.Date{Year: 2026, Month: 12, Day: 24})
	if err != nil {
		t.Fatal(err)
	}
	if o.Period != "December 2026" || len(o.Rows) != 2 || o.Rows[0].Name != "primary" {
		t.Fatalf("got %q with rows %v", o.Period, o.Rows)
	}
	staffed, open := 0.0, 0.0
	for _, row := range o.Rows {
		for _, turn := range row.Turns {
			hours := model.Interval{Start: turn.Start, End: turn.End}.Intersect(model.Interval{Start: o.From, End: o.To}).Duration().Hours()
			if turn.Name == "" {
				open += hours
			} else {
				staffed += hours
			}
		}
	}
	carried := 0.0
	for _, p := range o.People {
		carried += p.Hours
	}
	if want := 2 * 31 * 24.0; staffed+open != want || staffed != carried {
		t.Errorf("hours: %.0f staffed, %.0f open, %.0f carried; want %.0f in all and as many carried as staffed", staffed, open, carried, want)
	}
	if len(o.Swaps) != 1 || !strings.HasPrefix(o.Swaps[0].Text, "Chidi takes") && !strings.HasPrefix(o.Swaps[0].Text, "Ana takes") {
		t.Errorf("swaps: got %+v, want the one that was made", o.Swaps)
	}
	if _, err := w.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if o, err = w.OnCallReport(ctx, model.Date{Year: 2026, Month: 12, Day: 1}, r); err != nil || len(o.Swaps) != 0 {
		t.Errorf("after undo: got %d swaps, %v, want none", len(o.Swaps), err)
	}
	if _, err := w.Redo(ctx); err != nil {
		t.Fatal(err)
	}
	if o, err = w.OnCallReport(ctx, model.Date{Year: 2026, Month: 12, Day: 1}, r); err != nil || len(o.Swaps) != 1 {
		t.Errorf("after redo: got %d swaps, %v, want one", len(o.Swaps), err)
	}
}

func TestReportsOfAnEmptyTeamAreWritten(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	if _, err := w.SaveTeam(ctx, model.Team{Name: "New", Zone: "UTC", ToilCap: 0.5}); err != nil {
		t.Fatal(err)
	}
	day := model.Date{Year: 2026, Month: 11, Day: 18}
	oncall, err := w.OnCallReport(ctx, day)
	if err != nil {
		t.Fatal(err)
	}
	toil, err := w.ToilReport(ctx, QuarterToDay(day), true)
	if err != nil {
		t.Fatal(err)
	}
	capacity, err := w.CapacityReport(ctx, Outlook{})
	if err != nil {
		t.Fatal(err)
	}
	team, err := w.TeamReport(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for name, doc := range map[string]report.Doc{"oncall": oncall.Doc(), "toil": toil.Doc(), "capacity": capacity.Doc(), "team": team.Doc()} {
		var b bytes.Buffer
		if err := report.Build(doc).WritePDF(&b); err != nil || !bytes.HasPrefix(b.Bytes(), []byte("%PDF")) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCapacityReportNamesWhatItLeavesOut(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	var samples []model.Sample
	for i := range 60 {
		samples = append(samples, model.Sample{At: now.AddDate(0, 0, i-60), Value: 100 + 2*float64(i)})
	}
	if _, _, err := w.ImportSamples(ctx, model.Resource{Name: "disk", Unit: "GiB", Limit: 300, LeadDays: 14}, "a.csv", samples); err != nil {
		t.Fatal(err)
	}
	if _, err := w.SaveResource(ctx, model.Resource{Name: "licences", Limit: math.NaN()}); err != nil {
		t.Fatal(err)
	}
	c, err := w.CapacityReport(ctx, Outlook{Days: 90, Method: "ols"})
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Resources) != 1 || !strings.Contains(c.Method, "Left out for want of samples: licences.") {
		t.Fatalf("got %d resources and %q", len(c.Resources), c.Method)
	}
	r := c.Resources[0]
	if math.Abs(r.Growth-2) > 0.01 || r.Plot.FullP50.IsZero() || r.Quality.Points != 60 {
		t.Errorf("disk: got growth %.2f, full %s, %d points; want 2 a day, a date and 60", r.Growth, r.Plot.FullP50, r.Quality.Points)
	}
	if want := r.Plot.FullP10.AddDate(0, 0, -14); !r.Plot.OrderBy.Equal(want) {
		t.Errorf("order by: got %s, want %s", r.Plot.OrderBy, want)
	}
}

func TestFitTrendIsTheTextbookLine(t *testing.T) {
	// Five weeks 1, 3, 2, 5, 4: slope 0.8, intercept at the middle 3, residual variance 3.6/3, so the slope's standard error is
	// sqrt(1.2/10) = 0.3464 and its 80 % range with t(0.9; 3) = 1.6377 is 0.8 ∓ 0.5673.
	r := report.Toil{Slope: math.NaN()}
	for i, y := range []float64{1, 3, 2, 5, 4} {
		r.Weeks = append(r.Weeks, chart.Point{Time: now.AddDate(0, 0, 7*i), Value: y})
	}
	fitTrend(&r)
	for name, c := range map[string][2]float64{
		"slope": {r.Slope, 0.8}, "low": {r.SlopeLow, 0.2327}, "high": {r.SlopeHigh, 1.3673}, "middle": {r.Fit[2].Mid, 3},
		"middle P90": {r.Fit[2].P90, 3 + 1.6377*math.Sqrt(1.2/5)},
	} {
		if math.Abs(c[0]-c[1]) > 1e-3 {
			t.Errorf("%s: got %.4f, want %.4f", name, c[0], c[1])
		}
	}
	gap := report.Toil{Slope: math.NaN(), Weeks: []chart.Point{{Value: 1}, {Value: math.NaN()}, {Value: 1}, {Value: 1}}}
	if fitTrend(&gap); !math.IsNaN(gap.Slope) || gap.Fit != nil {
		t.Error("a week without worked hours was fitted all the same")
	}
}

func TestOnCallReportCountsAsLoadsDo(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	_, r := mustTeam(t, w, "Ana", "Ben", "Chidi")
	people, err := w.People(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range people {
		p.Zone, p.Region = "America/Sao_Paulo", "BR"
		if _, err := w.SavePerson(ctx, p); err != nil {
			t.Fatal(err)
		}
	}
	mustPublish(t, w, r, 6)
	o, err := w.OnCallReport(ctx, model.Date{Year: 2026, Month: 12, Day: 1}, r)
	if err != nil {
		t.Fatal(err)
	}
	loads, err := w.Loads(ctx, model.DayRange{From: model.Date{Year: 2026, Month: 12, Day: 1}, Until: model.Date{Year: 2027, Month: 1, Day: 1}}, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	holidays := 0
	for _, want := range loads.People {
		i := slices.IndexFunc(o.People, func(c report.Carried) bool { return c.Name == want.Person.Name })
		if i < 0 {
			t.Fatalf("%s is not in the report", want.Person.Name)
		}
		got := o.People[i]
		if got.Hours != want.Time.Hours() || got.Weekends != want.Weekends || got.Nights != want.Nights || got.Holidays != want.Holidays {
			t.Errorf("got %+v, want %+v", got, want.Load)
		}
		holidays += got.Holidays
	}
	if holidays != 2 {
		t.Errorf("Christmas counts for %d people, want for the primary and the secondary", holidays)
	}
}

// A report of a year compares all its weeks with the cap.
func TestToilReportCoversItsWeeks(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, _ := mustTeam(t, w, "Ana", "Ben")
	today, err := w.Today(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for week := range 52 {
		e := model.ToilEntry{PersonID: people["Ana"].ID, Day: today.AddDays(-7*week - 1), Minutes: 60, What: "restart workers"}
		if _, err := w.LogToil(ctx, e); err != nil {
			t.Fatal(err)
		}
	}
	for _, weeks := range []int{13, 52} {
		r, err := w.ToilReport(ctx, model.LastWeeks(today, weeks), false)
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Weeks) != weeks {
			t.Errorf("a report of %d weeks shows %d", weeks, len(r.Weeks))
		}
	}
}

// Where a short name would be shared it is the initials, and the page says whose.
func TestShortNamesTellApart(t *testing.T) {
	people := []model.Person{{ID: 1, Name: "Maria Silva"}, {ID: 2, Name: "Mario Kim"}, {ID: 3, Name: "Žofie Dvořák"}}
	model.TellApart(people)
	short := shortNames(people)
	for id, want := range map[model.ID]string{1: "MS", 2: "MK", 3: "Žof"} {
		if short[id] != want {
			t.Errorf("person %d is %q, want %q", id, short[id], want)
		}
	}
	if got, want := nameWith(people[0], short[1]), "Maria Silva (MS)"; got != want {
		t.Errorf("named %q, want %q", got, want)
	}
	if got, want := nameWith(people[2], short[3]), "Žofie Dvořák"; got != want {
		t.Errorf("named %q, want %q", got, want)
	}
}

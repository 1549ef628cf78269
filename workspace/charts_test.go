package workspace

import (
	"context"
	"math"
	"testing"

	"watchbill/model"
)

func TestCapacityChartShowsTheViewsDates(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	var samples []model.Sample
	for i := range 90 {
		samples = append(samples, model.Sample{At: now.AddDate(0, 0, i-90), Value: 100 + 2*float64(i) + 3*math.Sin(float64(i))})
	}
	plan, _, err := w.ImportSamples(ctx, model.Resource{Name: "disk", Unit: "GiB", Limit: 400, LeadDays: 14}, "a.csv", samples)
	if err != nil {
		t.Fatal(err)
	}
	v, err := w.ResourceView(ctx, plan.Resource, Outlook{Days: 120, Method: "ols"})
	if err != nil {
		t.Fatal(err)
	}
	c := CapacityChart(v, now, true)
	if len(c.History) != 90 || len(c.Forecast) != 120 {
		t.Errorf("got %d values and %d forecasts, want 90 and 120", len(c.History), len(c.Forecast))
	}
	if !c.FullP50.Equal(v.Full.Time) || !c.OrderBy.Equal(v.OrderBy.Time) || c.Limits[0].Value != 400 {
		t.Errorf("dates: got full %s, order %s, limit %v", c.FullP50, c.OrderBy, c.Limits)
	}
	if first := c.Forecast[0]; !first.Time.Equal(c.History[89].Time.AddDate(0, 0, 1)) || first.P10 > first.P25 || first.P75 > first.P90 {
		t.Errorf("first forecast: got %+v after %s", first, c.History[89].Time)
	}
	sum := 0.0
	for i, x := range c.Chances {
		sum += x.Share
		if x.Share < 0 || i > 0 && !x.From.Equal(c.Chances[i-1].To) {
			t.Errorf("chance %d: got %+v after %+v", i, x, c.Chances[i-1])
		}
	}
	if math.Abs(sum-v.Result.Full.Probability) > 1e-9 {
		t.Errorf("chances: add up to %.4f, want the probability within the horizon, %.4f", sum, v.Result.Full.Probability)
	}
}

func TestToilChartsShowTheViewsShares(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	people, _ := mustTeam(t, w, "Ana", "Ben")
	today, err := w.Today(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var entries []model.ToilEntry
	for day := range 28 {
		entries = append(entries, model.ToilEntry{PersonID: people["Ana"].ID, Day: today.AddDays(-1 - day), Minutes: 120, What: "restart workers"})
	}
	if _, err := w.ImportToil(ctx, "tracker.csv", entries); err != nil {
		t.Fatal(err)
	}
	v, err := w.Toil(ctx, model.LastWeeks(today, 4))
	if err != nil {
		t.Fatal(err)
	}
	bars := ToilBars(v) // 56 of 160 hours, and of 320 for the team
	if math.Abs(bars.Team-17.5) > 1e-9 || bars.People[0].Name != "Ana" || math.Abs(bars.People[0].Share-35) > 1e-9 || bars.Cap != 50 {
		t.Errorf("bars: got %+v, want a team of 17.5 %% and Ana at 35 %%", bars)
	}
	if trend := ToilTrend(v); len(trend.Weeks) != 4 || math.Abs(trend.Weeks[3].Value-17.5) > 1e-9 {
		t.Errorf("trend: got %+v, want four weeks of 17.5 %%", trend.Weeks)
	}

	bad := append(entries, model.ToilEntry{PersonID: people["Ben"].ID, Day: today, Minutes: 0, What: "nothing"})
	if _, err := w.ImportToil(ctx, "tracker.csv", bad); model.CodeOf(err) != model.Invalid {
		t.Errorf("an entry without minutes: got %v", err)
	}
	if _, err := w.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if v, err = w.Toil(ctx, model.LastWeeks(today, 4)); err != nil || len(v.Entries) != 0 {
		t.Errorf("after undo: got %d entries, %v, want none", len(v.Entries), err)
	}
}

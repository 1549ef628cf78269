package workspace

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"
	"time"

	"watchbill/forecasting"
	"watchbill/model"
	"watchbill/storage"
)

// Resources returns the team's resources by name; none when there is no team yet.
func (w *Workspace) Resources(ctx context.Context) ([]model.Resource, error) {
	return ofTeam(ctx, w, storage.Reader.Resources)
}

// ResourceNamed finds a resource by name, letter case aside; an unambiguous beginning is enough, and an empty name means the only resource.
func ResourceNamed(resources []model.Resource, name string) (model.Resource, error) {
	return named(resources, "resource", name, func(r model.Resource) string { return r.Name }, "Add one first.")
}

// SaveResource adds or changes a resource.
func (w *Workspace) SaveResource(ctx context.Context, r model.Resource) (Done, error) {
	return w.transact(ctx, "save the resource", func(tx *storage.Tx) (model.ID, error) { return w.putResource(ctx, tx, r) })
}

func (w *Workspace) putResource(ctx context.Context, tx *storage.Tx, r model.Resource) (model.ID, error) {
	r.Name = strings.Join(strings.Fields(r.Name), " ")
	if r.Daily == "" {
		r.Daily = model.DailyMax
	}
	if err := r.Check(); err != nil {
		return 0, err
	}
	team, err := w.ensureTeam(ctx, tx, "")
	if err != nil {
		return 0, err
	}
	all, err := tx.Resources(ctx, team.ID)
	if err != nil {
		return 0, err
	}
	for _, o := range all {
		if o.ID != r.ID && strings.EqualFold(o.Name, r.Name) {
			return 0, model.Errorf(model.Conflict, "name", "There is a resource %s already. Choose another name, or import into that one.", o.Name)
		}
	}
	if r.ID == 0 {
		r.TeamID = team.ID
		tx.Describe("Resource added: %s", r.Name)
	} else {
		tx.Describe("Resource changed: %s", r.Name)
	}
	return tx.PutResource(ctx, r)
}

// DeleteResource removes a resource with its samples.
func (w *Workspace) DeleteResource(ctx context.Context, r model.Resource) (Done, error) {
	return w.transact(ctx, "delete the resource", func(tx *storage.Tx) (model.ID, error) {
		tx.Describe("Resource deleted: %s", r.Name)
		return 0, tx.DeleteResource(ctx, r.ID)
	})
}

// SamplesImport is what an import of samples did, or would do.
type SamplesImport struct {
	Resource model.Resource // its ID is zero when the import would add the resource
	Added    int
	Known    int // samples that were there already
	Differ   int // of those, how many the file gives another value; the stored one stays
	First    time.Time
	Last     time.Time
}

// PlanSamples says what importing samples into a resource would do, without doing it.
func (w *Workspace) PlanSamples(ctx context.Context, r model.Resource, samples []model.Sample) (SamplesImport, error) {
	_, plan, err := planSamples(ctx, w.Reader(), r, samples)
	return plan, err
}

func planSamples(ctx context.Context, reader storage.Reader, r model.Resource, samples []model.Sample) ([]model.Sample, SamplesImport, error) {
	plan := SamplesImport{Resource: r}
	if len(samples) == 0 {
		return nil, plan, model.Invalidf("file", "The file holds no sample that could be read. It needs a column of times and a column of numbers.")
	}
	if i := slices.IndexFunc(samples, func(s model.Sample) bool { return math.IsNaN(s.Value) || math.IsInf(s.Value, 0) }); i >= 0 {
		return nil, plan, model.Invalidf("file", "The sample of %s is not a usable number (%g). Take it out of the file.", samples[i].At.Format("2006-01-02 15:04"), samples[i].Value)
	}
	var have []model.Sample
	if r.ID != 0 {
		var err error
		if have, err = reader.Samples(ctx, r.ID); err != nil {
			return nil, plan, err
		}
	}
	added, known, differ := model.NewSamples(have, samples)
	plan.Added, plan.Known, plan.Differ = len(added), known, differ
	if len(added) > 0 {
		plan.First, plan.Last = added[0].At, added[len(added)-1].At
	}
	return added, plan, nil
}

// ImportSamples adds to a resource what is new in samples, in one step that can be undone. A resource without ID is added first.
// source says where the samples come from, such as the file's name.
func (w *Workspace) ImportSamples(ctx context.Context, r model.Resource, source string, samples []model.Sample) (SamplesImport, Done, error) {
	var plan SamplesImport
	done, err := w.transact(ctx, "import samples", func(tx *storage.Tx) (model.ID, error) {
		added, p, err := planSamples(ctx, tx.Reader, r, samples)
		plan = p
		if err != nil || len(added) == 0 {
			return r.ID, err
		}
		if r.ID == 0 {
			if r.ID, err = w.putResource(ctx, tx, r); err != nil {
				return 0, err
			}
		}
		tx.Describe("Imported: %s into %s from %s", model.Count(len(added), "sample", "samples"), r.Name, source)
		_, err = tx.AddSamples(ctx, r.ID, source, added)
		plan.Resource.ID = r.ID
		return r.ID, err
	})
	return plan, done, err
}

// Outlook is how far ahead a resource is looked at.
type Outlook struct {
	Days   int    // horizon; 0: 180
	Method string // pins a method for this look; empty: the resource's own choice
}

// CapacityView is one resource with its past, forecast and dates.
type CapacityView struct {
	Resource model.Resource
	Owner    string
	Samples  int
	Series   forecasting.Series // the past on the forecast's grid
	Step     string             // "day" or "hour"
	Now      float64            // the last value of Series, or the last sample where there is none
	Last     time.Time          // the last sample
	Result   *forecasting.Result
	Problem  string // why there is no forecast; empty when there is one

	Full     Moment // P50, the likely day it is full
	Earliest Moment // P10
	Latest   Moment // P90
	OrderBy  Moment // P10 less the lead time
	Overdue  bool   // the order-by day has passed
	Old      bool   // the samples end so long ago that the dates say nothing about today
}

// Moment is a time that may lie beyond the horizon.
type Moment struct {
	time.Time
	Known bool
}

// Headroom returns what is left below the limit, in units and as a share of the limit; ok is false without limit or samples.
func (v CapacityView) Headroom() (units, share float64, ok bool) {
	if !v.Resource.HasLimit() || v.Samples == 0 || v.Resource.Limit == 0 {
		return 0, 0, false
	}
	units = v.Resource.Limit - v.Now
	return units, units / v.Resource.Limit, true
}

// Capacity returns every resource with its forecast, the most urgent first.
func (w *Workspace) Capacity(ctx context.Context, look Outlook) ([]CapacityView, error) {
	resources, err := w.Resources(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]CapacityView, 0, len(resources))
	for _, r := range resources {
		v, err := w.ResourceView(ctx, r, look)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	sortByUrgency(out)
	return out, nil
}

// ResourceView returns one resource with its forecast.
func (w *Workspace) ResourceView(ctx context.Context, r model.Resource, look Outlook) (CapacityView, error) {
	v := CapacityView{Resource: r}
	team, err := w.Team(ctx)
	if err != nil {
		return v, err
	}
	loc, err := model.Zone(team.Zone)
	if err != nil {
		return v, err
	}
	if r.Owner != 0 {
		if p, err := w.person(ctx, w.Reader(), r.Owner); err == nil {
			v.Owner = p.First()
		}
	}
	batches, err := w.Reader().Batches(ctx, r.ID)
	if err != nil {
		return v, err
	}
	whole := context.WithoutCancel(ctx) // others may wait for the same forecast
	made, err := w.forecasts.of(question(r, batches, look, loc), func() (CapacityView, error) { return w.forecast(whole, r, look, loc) })
	if err != nil {
		return v, err
	}
	made.Owner = v.Owner
	if made.Samples > 0 {
		made.Old = w.Now().Sub(made.Last) > oldAfter
	}
	if made.Result != nil {
		made.dates(w.Now())
	}
	return made, nil
}

// forecast reads a resource's samples and says how they go on. It depends on nothing but its arguments and the resource's imports,
// since what it makes is kept.
func (w *Workspace) forecast(ctx context.Context, r model.Resource, look Outlook, loc *time.Location) (CapacityView, error) {
	v := CapacityView{Resource: r}
	samples, err := w.Reader().Samples(ctx, r.ID)
	if err != nil {
		return v, err
	}
	v.Samples = len(samples)
	if len(samples) == 0 {
		v.Problem = "No samples yet. Import a CSV of time and value."
		return v, nil
	}
	v.Last = samples[len(samples)-1].At.In(loc)
	v.Now = samples[len(samples)-1].Value
	var problem *forecasting.Error
	if err := v.forecast(samples, look, loc); errors.As(err, &problem) {
		v.Problem = sentence(problem.Message)
	} else if err != nil {
		return v, err
	}
	return v, nil
}

// oldAfter is how long after the last sample a forecast's dates still count.
const oldAfter = 14 * 24 * time.Hour

// fewest is how many days, or hours, a forecast needs.
const fewest = 7

// forecast fills in the view from samples: hours are the grid of what is measured more than daily for less than two weeks, days
// else.
func (v *CapacityView) forecast(samples []model.Sample, look Outlook, loc *time.Location) error {
	points := make([]forecasting.Point, len(samples))
	for i, s := range samples {
		points[i] = forecasting.Point{Time: s.At.In(loc), Value: s.Value}
	}
	days := look.Days
	if days <= 0 {
		days = 180
	}
	grid := forecasting.Grid{Step: forecasting.Day, Aggregate: aggregates[v.Resource.Daily], Zone: loc}
	horizon := days
	v.Step = "day"
	if span := points[len(points)-1].Time.Sub(points[0].Time); span < 13*24*time.Hour && span < 12*time.Hour*time.Duration(len(points)-1) {
		grid.Step = forecasting.Hour
		horizon = min(24*days, 24*14)
		v.Step = "hour"
	}
	if v.Step == "day" && v.Resource.Daily != model.DailyLast {
		points = finishedDays(points)
	}
	series, _, err := forecasting.Build(points, grid)
	if err != nil {
		return err
	}
	v.Series = series
	if n := len(series.Values); n > 0 {
		v.Now = series.Values[n-1]
	}
	if n := len(series.Values); n < fewest {
		v.Problem = fmt.Sprintf("A forecast needs at least %d %ss with samples, and is worth more with four weeks. There %s so far: import more.",
			fewest, v.Step, countOf(n, v.Step))
		return nil
	}
	o := forecasting.Options{Horizon: horizon, Method: forecasting.Method(v.Resource.Method), Seed: 1}
	if look.Method != "" {
		o.Method = forecasting.Method(look.Method)
	}
	if look.Method == "auto" {
		o.Method = forecasting.Auto
	}
	if v.Resource.HasLimit() {
		o.Capacity = forecasting.Constant(v.Resource.Limit)
	}
	result, err := forecasting.Forecast(series, o)
	if err != nil {
		return err
	}
	v.Result = &result
	return nil
}

// finishedDays leaves out the last day where its samples do not reach its end: its highest or mean value is still to come. Series with
// fewer than two samples a day have none.
func finishedDays(points []forecasting.Point) []forecasting.Point {
	last := points[len(points)-1].Time
	step := last.Sub(points[0].Time) / time.Duration(max(1, len(points)-1))
	day := model.DateOf(last)
	if step > 12*time.Hour || !last.Add(2*step).Before(day.AddDays(1).Start(last.Location())) {
		return points
	}
	begin := day.Start(last.Location())
	n := sort.Search(len(points), func(i int) bool { return !points[i].Time.Before(begin) })
	if n == 0 {
		return points
	}
	return points[:n]
}

var aggregates = map[model.Daily]forecasting.Aggregate{
	model.DailyMax: forecasting.Max, model.DailyP95: forecasting.P95, model.DailyMean: forecasting.Mean, model.DailyLast: forecasting.Last,
}

// dates turns leads into days. Order by = P10 less the lead time: the risk taken is one future in ten.
func (v *CapacityView) dates(now time.Time) {
	if !v.Result.Full.Asked {
		return
	}
	at := func(lead int) Moment {
		t, ok := v.Result.Date(lead)
		return Moment{t, ok}
	}
	v.Earliest, v.Full, v.Latest = at(v.Result.Full.P10), at(v.Result.Full.P50), at(v.Result.Full.P90)
	if v.Earliest.Known {
		v.OrderBy = Moment{v.Earliest.AddDate(0, 0, -v.Resource.LeadDays), true}
		v.Overdue = !v.Old && v.OrderBy.Before(now)
	}
}

// countOf returns "is 1 day" or "are 3 days".
func countOf(n int, unit string) string {
	if n == 1 {
		return "is 1 " + unit
	}
	return fmt.Sprintf("are %d %ss", n, unit)
}

func (v CapacityView) quantity(x float64) string {
	return strings.TrimSpace(model.FormatQuantity(x) + " " + v.Resource.Unit)
}

func (v CapacityView) horizonEnd() time.Time {
	return v.Result.History.TimeOfLead(len(v.Result.Mean))
}

func sentence(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + strings.TrimSuffix(s[1:], ".") + "."
}

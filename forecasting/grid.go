package forecasting

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// Point is one measurement.
type Point struct {
	Time  time.Time
	Value float64
}

// Aggregate says how the measurements of one step become its value.
type Aggregate int

// The aggregates. Max and P95 suit limits that a short peak can hit.
const (
	Mean Aggregate = iota
	Max
	P95
	Sum
	Last
)

// Grid says how measurements become a Series.
type Grid struct {
	Step      time.Duration  // Hour, Day, Week or any other positive length
	Aggregate Aggregate      // how the points of one step are joined
	Zone      *time.Location // where days and weeks begin; nil is UTC
	WeekStart time.Weekday   // first day of a week, for steps of whole weeks
	// Counter marks a total that only grows and restarts at zero, such as
	// requests since start: its increases are forecast instead.
	Counter bool
}

// maxGrid bounds a grid: 200 years of days, 8 years of hours.
const maxGrid = 75_000

// Build lays measurements on a regular grid. They may be in any order; of
// several at one instant the last one given counts. Values that are not finite
// are dropped and counted, and steps without a measurement are NaN. The first
// and last step are kept even when they are only partly measured.
//
// It fails with CodeGrid for a step that is not positive or a grid of more
// than 75,000 steps, and with CodeNoData when no finite value is left.
func Build(points []Point, grid Grid) (Series, Cleaning, error) {
	if grid.Step <= 0 {
		return Series{}, Cleaning{}, &Error{Code: CodeGrid, Field: "Step", Message: "the step must be longer than zero; use an hour, a day or a week"}
	}
	if grid.Zone == nil {
		grid.Zone = time.UTC
	}
	kept, report := orderPoints(points)
	if grid.Counter {
		kept, report.Resets = increases(kept)
	}
	if len(kept) == 0 {
		return Series{}, report, &Error{Code: CodeNoData, Field: "points", Message: "no finite measurement is left; check the column and the unit of the import"}
	}
	series := Series{Start: grid.floor(kept[0].Time), Step: grid.Step}
	last := kept[len(kept)-1].Time
	// A duration ends at 292 years; longer ones read as that, which is too long.
	if last.Sub(series.Start) > maxGrid*min(grid.Step, math.MaxInt64/maxGrid-1) {
		message := fmt.Sprintf("from %s to %s there are more than %d steps of %s; choose a longer step",
			series.Start.Format(time.DateOnly), last.Format(time.DateOnly), maxGrid, grid.Step)
		return Series{}, report, &Error{Code: CodeGrid, Field: "Step", Message: message}
	}
	steps := series.indexOf(last) + 1
	series.Values = make([]float64, steps)
	for i, from := 0, 0; i < steps; i++ {
		end := from
		for end < len(kept) && kept[end].Time.Before(series.Time(i+1)) {
			end++
		}
		series.Values[i] = grid.Aggregate.of(kept[from:end])
		from = end
	}
	return series, report, nil
}

// indexOf is the index of the step that holds t, which is at or after Start.
func (s Series) indexOf(t time.Time) int {
	i := int(t.Sub(s.Start) / s.Step)
	for i > 0 && s.Time(i).After(t) {
		i--
	}
	for !s.Time(i + 1).After(t) {
		i++
	}
	return i
}

// floor is the start of the step that holds t: midnight for days, the first
// midnight of the week for weeks, else whole steps from midnight or, for a
// step that does not divide a day, from the Unix epoch.
func (g Grid) floor(t time.Time) time.Time {
	t = t.In(g.Zone)
	midnight := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, g.Zone)
	switch {
	case g.Step%Week == 0:
		return midnight.AddDate(0, 0, -int(7+t.Weekday()-g.WeekStart)%7)
	case g.Step%Day == 0:
		return midnight
	case Day%g.Step == 0:
		return midnight.Add(t.Sub(midnight) / g.Step * g.Step)
	default:
		return t.Truncate(g.Step)
	}
}

// orderPoints sorts by time, drops what is not finite and keeps the last given
// of each instant.
func orderPoints(points []Point) ([]Point, Cleaning) {
	report := Cleaning{Points: len(points)}
	kept := make([]Point, 0, len(points))
	for i, p := range points {
		if !finite(p.Value) {
			report.NonFinite++
			continue
		}
		if i > 0 && p.Time.Before(points[i-1].Time) {
			report.Unsorted++
		}
		kept = append(kept, p)
	}
	slices.SortStableFunc(kept, func(a, b Point) int { return a.Time.Compare(b.Time) })
	unique := kept[:0]
	for _, p := range kept {
		if n := len(unique); n > 0 && unique[n-1].Time.Equal(p.Time) {
			unique[n-1] = p
			report.Duplicates++
			continue
		}
		unique = append(unique, p)
	}
	return unique, report
}

// increases turns the readings of a counter into their growth since the
// reading before. A reading below the one before is a restart: the counter
// began again at zero, so the reading itself is the growth.
func increases(points []Point) ([]Point, int) {
	if len(points) < 2 {
		return nil, 0
	}
	resets := 0
	growth := make([]Point, 0, len(points)-1)
	for i, p := range points[1:] {
		rise := p.Value - points[i].Value
		if rise < 0 {
			resets++
			rise = max(p.Value, 0)
		}
		growth = append(growth, Point{Time: p.Time, Value: min(rise, math.MaxFloat64)})
	}
	return growth, resets
}

// of joins the points of one step; NaN when there are none.
func (a Aggregate) of(points []Point) float64 {
	if len(points) == 0 {
		return math.NaN()
	}
	switch a {
	case Max:
		return slices.MaxFunc(points, func(p, q Point) int { return compare(p.Value, q.Value) }).Value
	case P95:
		values := make([]float64, len(points))
		for i, p := range points {
			values[i] = p.Value
		}
		slices.Sort(values)
		return quantileSorted(values, 0.95)
	case Last:
		return points[len(points)-1].Value
	case Sum:
		return clampFinite(meanOf(points) * float64(len(points)))
	default:
		return meanOf(points)
	}
}

// meanOf is a running mean: it cannot overflow where a sum would.
func meanOf(points []Point) float64 {
	mean := 0.0
	for i, p := range points {
		n := float64(i + 1)
		mean += p.Value/n - mean/n
	}
	return mean
}

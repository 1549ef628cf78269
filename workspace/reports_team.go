package workspace

import (
	"context"
	"math"
	"strings"
	"time"

	"gonum.org/v1/gonum/stat/distuv"

	"watchbill/chart"
	"watchbill/forecasting"
	"watchbill/model"
	"watchbill/report"
)

// quarterWeeks is the period of a toil report unless another is asked for.
const quarterWeeks = 13

// QuarterToDay returns the thirteen weeks up to yesterday.
func QuarterToDay(today model.Date) model.ToilPeriod { return model.LastWeeks(today, quarterWeeks) }

// shownTasks is how many tasks a toil report names; the rest are one line.
const shownTasks = 7

// ToilReport returns the team's toil of a period against the cap. people adds each person's share, which a manager has to ask for.
func (w *Workspace) ToilReport(ctx context.Context, period model.ToilPeriod, people bool) (report.Toil, error) {
	scope, team, loc, err := w.reportScope(ctx, "")
	if err != nil {
		return report.Toil{}, err
	}
	scope.Period = longDays(period, loc)
	length := period.From.DaysUntil(period.Until)
	v, err := w.toil(ctx, period, max(trendWeeks, length/7))
	if err != nil {
		return report.Toil{}, err
	}
	before := model.ToilPeriod{From: period.From.AddDays(-length), Until: period.From}
	past, err := w.Toil(ctx, before)
	if err != nil {
		return report.Toil{}, err
	}
	earlier := model.Count(length, "day", "days")
	if length%7 == 0 {
		earlier = model.Count(length/7, "week", "weeks")
	}
	t := report.Toil{
		Scope: scope, Cap: 100 * team.ToilCap, Hours: v.Total.ToilMinutes / 60, Worked: v.Total.WorkMinutes / 60, Previous: math.NaN(), Before: "the " + earlier + " before",
		Slope: math.NaN(), SlopeLow: math.NaN(), SlopeHigh: math.NaN(), Count: len(v.Tasks),
		Method: "Toil is every entry logged in the period; worked hours are contracted hours less leave. The team's share is the share of the sums.",
	}
	if len(past.Entries) > 0 {
		t.Previous = percent(past.Total)
	}
	if len(v.Entries) > 0 {
		t.DataTo = v.Entries[0].Day.Start(loc)
	}
	t.Weeks = ToilTrend(v).Weeks
	if n := length / 7; n > 1 && len(t.Weeks) > n {
		t.Weeks = t.Weeks[len(t.Weeks)-n:]
	}
	fitTrend(&t)
	rest := 0
	for i, task := range v.Tasks {
		if i >= shownTasks {
			rest += task.Minutes
			continue
		}
		t.Tasks = append(t.Tasks, chart.Task{Name: task.What, Hours: float64(task.Minutes) / 60})
	}
	if rest > 0 {
		t.Tasks = append(t.Tasks, chart.Task{Name: model.Count(len(v.Tasks)-shownTasks, "more task", "more tasks"), Hours: float64(rest) / 60, Rest: true})
	}
	if people {
		t.People = ToilBars(v).People
	}
	return t, nil
}

// Days says the period in words: "19 August – 17 November 2026".
func (v ToilView) Days() string { return longDays(v.Period, time.UTC) }

func longDays(p model.ToilPeriod, loc *time.Location) string {
	from, to := p.From.Start(loc), p.Until.AddDays(-1).Start(loc)
	if from.Year() == to.Year() {
		return from.Format("2 January") + " – " + to.Format("2 January 2006")
	}
	return from.Format("2 January 2006") + " – " + to.Format("2 January 2006")
}

// fitTrend fits a straight line through the weeks by least squares, with the 80 % range of the line and of its slope
// (Draper and Smith, Applied Regression Analysis, 3rd ed., sections 1.4 and 3.1). Weeks without worked hours break the fit off.
func fitTrend(t *report.Toil) {
	n := len(t.Weeks)
	values := make([]float64, n)
	for i, p := range t.Weeks {
		if math.IsNaN(p.Value) {
			return
		}
		values[i] = p.Value
	}
	if n < 4 {
		return
	}
	line := forecasting.FitLine(values)
	middle := float64(n-1) / 2
	sxx := float64(n) * (float64(n)*float64(n) - 1) / 12
	student := distuv.StudentsT{Sigma: 1, Nu: float64(n - 2)}
	outer, inner := student.Quantile(0.9), student.Quantile(0.75)
	se := line.Sigma / math.Sqrt(sxx)
	t.Slope, t.SlopeLow, t.SlopeHigh = line.Slope, line.Slope-outer*se, line.Slope+outer*se
	for i, p := range t.Weeks {
		mid := line.At(float64(i))
		e := line.Sigma * math.Sqrt(1/float64(n)+math.Pow(float64(i)-middle, 2)/sxx)
		t.Fit = append(t.Fit, chart.Band{Time: p.Time, Mid: mid, P10: mid - outer*e, P25: mid - inner*e, P75: mid + inner*e, P90: mid + outer*e})
	}
}

// TeamReport returns where the team stands: this month on call, the last thirteen weeks of toil, capacity, and what has to be
// decided.
func (w *Workspace) TeamReport(ctx context.Context) (report.TeamSummary, error) {
	scope, _, loc, err := w.reportScope(ctx, "")
	if err != nil {
		return report.TeamSummary{}, err
	}
	today := model.DateOf(w.Now().In(loc))
	s := report.TeamSummary{Scope: scope}
	s.Period = scope.Made.Format("January 2006")
	rotations, err := w.Rotations(ctx)
	if err != nil {
		return s, err
	}
	if len(rotations) > 0 {
		o, err := w.OnCallReport(ctx, today)
		if err != nil {
			return s, err
		}
		s.OnCall = &o
	}
	t, err := w.ToilReport(ctx, QuarterToDay(today), false)
	if err != nil {
		return s, err
	}
	if t.Hours > 0 {
		s.Toil = &t
		if !math.IsNaN(t.Previous) && t.Worked > 0 {
			s.Past.Toil = []float64{t.Previous, 100 * t.Hours / t.Worked}
		}
	}
	c, err := w.CapacityReport(ctx, Outlook{})
	if err != nil {
		return s, err
	}
	if len(c.Resources) > 0 {
		s.Capacity = &c
	}
	s.DataTo = scope.Made
	s.Decisions, err = w.decisions(ctx)
	return s, err
}

// decisions are the needs that ask the reader of a report for something.
func (w *Workspace) decisions(ctx context.Context) ([]report.Decision, error) {
	needs, err := w.Needs(ctx)
	if err != nil {
		return nil, err
	}
	resources, err := w.Resources(ctx)
	if err != nil {
		return nil, err
	}
	about := map[model.ID]string{} // what a need is about, which its title says already
	for _, r := range resources {
		about[r.ID] = r.Name
	}
	var out []report.Decision
	for _, n := range needs {
		switch n.Kind {
		case NeedCover, NeedPerson, NeedDouble, NeedRest, NeedPublish, NeedCapacity:
			out = append(out, report.Decision{What: n.Title, Detail: capitalised(strings.TrimPrefix(n.Detail, about[n.Resource]+" ")), By: n.When, Wait: costOfWaiting(n)})
		}
	}
	return out, nil
}

// costOfWaiting says what happens while a need is not met.
func costOfWaiting(n Need) string {
	switch {
	case n.Kind == NeedCover:
		return "nobody may answer"
	case n.Kind == NeedPerson:
		return "nobody answers"
	case n.Kind == NeedDouble:
		return "one of the two duties has nobody"
	case n.Kind == NeedRest:
		return "somebody tired answers"
	case n.Kind == NeedPublish:
		return "people cannot plan their weeks"
	case n.Full:
		return "it is full, and stays so until an order arrives"
	case n.Urgent:
		return "more than 1 chance in 10 that it is full before an order arrives"
	}
	return "1 chance in 10 that it is full before an order of that day arrives; more with each day after"
}

package workspace

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"watchbill/chart"
	"watchbill/model"
	"watchbill/report"
)

// reportScope says what the reports say about themselves. Times in reports are in the team's zone.
func (w *Workspace) reportScope(ctx context.Context, period string) (report.Scope, model.Team, *time.Location, error) {
	team, err := w.Team(ctx)
	if err != nil {
		return report.Scope{}, team, nil, err
	}
	loc, err := model.Zone(team.Zone)
	if err != nil {
		return report.Scope{}, team, nil, err
	}
	return report.Scope{Team: team.Name, Period: period, Zone: team.Zone, Made: w.Now().In(loc)}, team, loc, nil
}

// OnCallReport returns who is on call in the month that holds day: of one rotation, or of all of the team's when none is given.
func (w *Workspace) OnCallReport(ctx context.Context, day model.Date, rotations ...model.Rotation) (report.OnCall, error) {
	scope, team, loc, err := w.reportScope(ctx, fmt.Sprintf("%s %d", day.Month, day.Year))
	if err != nil {
		return report.OnCall{}, err
	}
	if len(rotations) == 0 {
		if rotations, err = w.Rotations(ctx); err != nil {
			return report.OnCall{}, err
		}
	}
	month := day.MonthInterval(loc)
	o := report.OnCall{
		Scope: scope, Rotation: "all rotations", From: month.Start, To: month.End,
		Points:  "One point per 24 hours on call, in any role.",
		Quality: "Time off over a shift does not make it a gap: the shift stays its person's until it is covered.",
	}
	if len(rotations) == 1 {
		o.Rotation = rotations[0].Name
		o.Handoff = "Turns change " + rotations[0].Describe(w.Now()) + "."
	}
	people, err := w.Reader().People(ctx, team.ID)
	if err != nil {
		return o, err
	}
	if err := w.addCarried(ctx, &o, people, rotations); err != nil {
		return o, err
	}
	rows := newRotaRows(people, month, loc)
	numbers, err := w.swapNumbers(ctx, rotations, month, &o)
	if err != nil {
		return o, err
	}
	for _, r := range rotations {
		shifts, err := w.Reader().RotationDuties(ctx, r.ID, model.Interval{})
		if err != nil {
			return o, err
		}
		for _, role := range r.Roles {
			row := rows.row(r, role, shifts, numbers)
			if len(rotations) > 1 {
				row.Name, row.Group = r.Name+" "+role.Name, r.Name
			}
			o.Rows = append(o.Rows, row)
		}
		for _, s := range shifts {
			if s.End.After(o.DataTo) {
				o.DataTo = s.End.In(loc)
			}
		}
	}
	if o.DataTo.After(month.End) {
		o.DataTo = month.End.Add(-time.Second)
	}
	return o, nil
}

// swapNumbers lists the swaps of shifts within the month in the report, and returns their numbers by shift.
func (w *Workspace) swapNumbers(ctx context.Context, rotations []model.Rotation, month model.Interval, o *report.OnCall) (map[model.ID]int, error) {
	numbers := map[model.ID]int{}
	team, err := w.Team(ctx)
	if err != nil {
		return nil, err
	}
	swaps, err := w.Reader().SwapsDone(ctx, team.ID)
	if err != nil {
		return nil, err
	}
	inside := map[string]model.ID{} // shifts by calendar UID
	for _, r := range rotations {
		shifts, err := w.Reader().RotationShifts(ctx, r.ID, model.Published, month)
		if err != nil {
			return nil, err
		}
		for _, s := range shifts {
			inside[s.UID] = s.ID
		}
	}
	for _, s := range swaps {
		if !slices.ContainsFunc(s.UIDs, func(uid string) bool { return inside[uid] != 0 }) {
			continue
		}
		text, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(s.Summary, "Redone: "), "Swapped: "), ". Bends ")
		o.Swaps = append(o.Swaps, report.Swap{Number: len(o.Swaps) + 1, Text: text})
		for _, uid := range s.UIDs {
			if id := inside[uid]; id != 0 {
				numbers[id] = len(o.Swaps)
			}
		}
	}
	return numbers, nil
}

// addCarried says what each person carries in the month, as the loads count it: in their own local time, two duties at once once.
func (w *Workspace) addCarried(ctx context.Context, o *report.OnCall, people []model.Person, rotations []model.Rotation) error {
	if len(rotations) == 0 {
		return nil
	}
	ids := make([]model.ID, len(rotations))
	for i, r := range rotations {
		ids[i] = r.ID
	}
	loads, err := w.loadsIn(ctx, model.DayRange{From: model.DateOf(o.From), Until: model.DateOf(o.To)}, ids...)
	if err != nil {
		return err
	}
	short := shortNames(people)
	for _, p := range people {
		i := slices.IndexFunc(loads.People, func(l PersonLoad) bool { return l.Person.ID == p.ID })
		if i < 0 {
			continue
		}
		l := loads.People[i]
		hours := l.Time.Hours()
		o.People = append(o.People, report.Carried{
			Name: nameWith(p, short[p.ID]), Load: math.Round(hours/24*10) / 10, Hours: hours, Weekends: l.Weekends, Nights: l.Nights, Holidays: l.Holidays,
		})
	}
	o.Quality += " Hours, weekends, nights (" + loads.Night.String() + ") and holidays are those of each person's own zone and region; the last three count with any time on call."
	return nil
}

// shortNames are names for places that even a first name does not fit: its first three letters, or the initials of those who
// would share them.
func shortNames(people []model.Person) map[model.ID]string {
	three := func(p model.Person) string {
		letters := []rune(p.First())
		return string(letters[:min(3, len(letters))])
	}
	shared := map[string]int{}
	for _, p := range people {
		shared[three(p)]++
	}
	short := map[model.ID]string{}
	for _, p := range people {
		if short[p.ID] = three(p); shared[three(p)] > 1 {
			short[p.ID] = p.Initials()
		}
	}
	return short
}

// nameWith is a person's name, with the short one behind it where that does not begin it.
func nameWith(p model.Person, short string) string {
	if short == "" || strings.HasPrefix(p.Name, short) {
		return p.Name
	}
	return p.Name + " (" + short + ")"
}

// rotaRows makes the rows of the month's picture.
type rotaRows struct {
	people map[model.ID]model.Person
	short  map[model.ID]string // names for tight places
	month  model.Interval
	loc    *time.Location
}

func newRotaRows(people []model.Person, month model.Interval, loc *time.Location) *rotaRows {
	d := &rotaRows{people: map[model.ID]model.Person{}, short: shortNames(people), month: month, loc: loc}
	for _, p := range people {
		d.people[p.ID] = p
	}
	return d
}

// row returns one role's turns in the month, gaps included.
func (d *rotaRows) row(r model.Rotation, role model.Role, shifts []model.Shift, swaps map[model.ID]int) chart.RotaRow {
	row := chart.RotaRow{Name: role.Name, First: role.ID == r.Roles[0].ID, Begins: d.month.End}
	for _, s := range shifts {
		if s.RoleID != role.ID {
			continue
		}
		if s.Start.Before(row.Begins) {
			row.Begins = s.Start.In(d.loc)
		}
		if !s.Overlaps(d.month) {
			continue
		}
		p := d.people[s.PersonID]
		row.Turns = append(row.Turns, chart.Turn{Start: s.Start.In(d.loc), End: s.End.In(d.loc), Name: p.First(), Short: d.short[p.ID], Person: p.Colour, Swap: swaps[s.ID]})
	}
	for _, g := range model.NewCoverage(r, shifts).Gaps(d.month) {
		if g.RoleID == role.ID && !g.Unstaffed {
			row.Turns = append(row.Turns, chart.Turn{Start: g.Start.In(d.loc), End: g.End.In(d.loc)})
		}
	}
	slices.SortStableFunc(row.Turns, func(a, b chart.Turn) int { return a.Start.Compare(b.Start) })
	return row
}

// CapacityReport returns what to order when: of one resource, or of all of the team's when none is given. Resources without
// samples are named and left out.
func (w *Workspace) CapacityReport(ctx context.Context, look Outlook, resources ...model.Resource) (report.Capacity, error) {
	now := w.Now()
	scope, _, loc, err := w.reportScope(ctx, "")
	if err != nil {
		return report.Capacity{}, err
	}
	days := look.Days
	if days <= 0 {
		days = 180
	}
	scope.Period = now.In(loc).Format("January 2006")
	c := report.Capacity{
		Scope: scope, Horizon: now.In(loc).AddDate(0, 0, days),
		Method: "Dates come from the range of the forecast, never from where one line crosses. Lead time is taken off the earliest likely day, P10.",
	}
	if len(resources) == 0 {
		if resources, err = w.Resources(ctx); err != nil {
			return c, err
		}
	}
	var without []string
	for _, r := range resources {
		v, err := w.ResourceView(ctx, r, look)
		if err != nil {
			return c, err
		}
		if v.Samples == 0 {
			without = append(without, r.Name)
			continue
		}
		if v.Last.After(c.DataTo) {
			c.DataTo = v.Last
		}
		c.Resources = append(c.Resources, reportResource(v, now))
	}
	if len(without) > 0 {
		c.Method += " Left out for want of samples: " + strings.Join(without, ", ") + "."
	}
	return c, nil
}

func reportResource(v CapacityView, now time.Time) report.Resource {
	r := report.Resource{Name: v.Resource.Name, Plot: CapacityChart(v, now, false), Growth: math.NaN(), Sure: math.NaN()}
	r.Plot.Quantity = "used"
	r.Quality = report.Quality{From: v.Series.Start, To: v.Last, Points: v.Samples}
	if v.Old { // what was forecast so long ago does not reach today
		r.Plot.Forecast = nil
		return r
	}
	if v.Result == nil {
		return r
	}
	r.Growth = v.Result.Growth.PerStep
	if v.Step == "hour" {
		r.Growth *= 24
	}
	if v.Result.Full.Asked {
		r.Sure = 1 - v.Result.Full.Probability
	}
	r.Quality.Filled, r.Quality.Outliers = v.Result.Clean.Filled, len(v.Result.Clean.Outliers)
	return r
}

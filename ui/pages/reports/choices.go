package reports

import (
	"fmt"
	"strconv"
	"time"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
)

// choice is the period and scope of the reports, by value: loading reads it off the window's thread.
type choice struct {
	month    int      // months back from this one; negative is ahead
	rotation model.ID // zero: all
	period   string   // name of a toil period; empty: the first
	people   bool
	resource model.ID // zero: all
	horizon  int      // index of horizons
}

// choices are the fields that set a choice.
type choices struct {
	choice
	changed func()

	monthField, rotationField, periodField, resourceField *widgets.Select
	peopleField                                           *widgets.Check
	horizonField                                          *widgets.Segments
	ratesButton                                           *widgets.Button

	rotations []model.ID // as offered, after "all"
	resources []model.ID
	periods   []string
}

// months are offered from monthsAhead in the future to monthsPast ago.
const (
	monthsAhead = 6
	monthsPast  = 18
)

var horizons = []struct {
	name string
	days int
}{{"3 months", 90}, {"6 months", 180}, {"12 months", 365}}

func newChoices(changed, rates func()) *choices {
	c := &choices{changed: changed, choice: choice{horizon: 1}}
	c.monthField = widgets.NewSelect(nil, -1, c.setMonth).WithID("reports.month")
	c.rotationField = widgets.NewSelect(nil, -1, c.setRotation).WithID("reports.rotation")
	c.periodField = widgets.NewSelect(nil, -1, c.setPeriod).WithID("reports.period")
	c.resourceField = widgets.NewSelect(nil, -1, c.setResource).WithID("reports.resource")
	c.peopleField = widgets.NewCheck("Show each person’s share", false, c.setPeople).WithID("reports.people")
	c.ratesButton = widgets.NewButton("Rates…", rates).WithIcon(theme.IconEdit).WithHint("What an hour and a shift of being on call pays").WithID("reports.rates")
	names := make([]string, len(horizons))
	for i, h := range horizons {
		names[i] = h.name
	}
	c.horizonField = widgets.NewSegments(names, c.horizon, c.setHorizon).WithID("reports.horizon")
	return c
}

func (c *choices) setMonth(i int)      { c.month = i - monthsAhead; c.changed() }
func (c *choices) setRotation(i int)   { c.rotation = idAt(c.rotations, i); c.changed() }
func (c *choices) setPeriod(i int)     { c.period = c.periods[i]; c.changed() }
func (c *choices) setResource(i int)   { c.resource = idAt(c.resources, i); c.changed() }
func (c *choices) setPeople(show bool) { c.people = show; c.changed() }
func (c *choices) setHorizon(i int)    { c.horizon = i; c.changed() }

// idAt is the id of an option, of which the first is "all".
func idAt(ids []model.ID, i int) model.ID {
	if i < 1 || i > len(ids) {
		return 0
	}
	return ids[i-1]
}

// want takes the scope of a route; what it does not name stays.
func (c *choices) want(route, scope string) {
	id, err := strconv.ParseInt(scope, 10, 64)
	switch {
	case scope == "":
	case route == "toil":
		c.period = routePeriods[scope]
	case err != nil:
	case route == "oncall":
		c.rotation = model.ID(id)
	case route == "capacity":
		c.resource = model.ID(id)
	}
}

// routePeriods are the periods by the names other pages know them by.
var routePeriods = map[string]string{"Week": lastWeek, "4 weeks": last4, "Quarter": last13, "Year": last52}

// show offers what there is to choose from, and keeps what is chosen.
func (c *choices) show(d data) {
	var months []string
	for back := -monthsAhead; back <= monthsPast; back++ {
		m := monthsBack(d.today, back)
		months = append(months, fmt.Sprintf("%s %d", m.Month, m.Year))
	}
	c.monthField.SetOptions(months, c.month+monthsAhead)
	names, at := []string{"All rotations"}, 0
	c.rotations = nil
	for _, r := range d.rotations {
		c.rotations, names = append(c.rotations, r.ID), append(names, r.Name)
		if r.ID == c.rotation {
			at = len(names) - 1
		}
	}
	c.rotationField.SetOptions(names, at)
	names, at = []string{"All resources"}, 0
	c.resources = nil
	for _, r := range d.resources {
		c.resources, names = append(c.resources, r.ID), append(names, r.Name)
		if r.ID == c.resource {
			at = len(names) - 1
		}
	}
	c.resourceField.SetOptions(names, at)
	c.periods, at = nil, 0
	for i, p := range toilPeriods(d.today) {
		c.periods = append(c.periods, p.name)
		if p.name == c.period {
			at = i
		}
	}
	c.periodField.SetOptions(c.periods, at)
}

// monthsBack is the first day of the month so many before today's.
func monthsBack(today model.Date, back int) model.Date {
	t := time.Date(today.Year, today.Month-time.Month(back), 1, 0, 0, 0, 0, time.UTC)
	return model.DateOf(t)
}

// period is a named run of days.
type period struct {
	name string
	model.ToilPeriod
}

const (
	last13   = "Last 13 weeks"
	last4    = "Last 4 weeks"
	lastWeek = "Last week"
	last52   = "Last 52 weeks"
)

// toilPeriods are the periods a toil report is usually asked for. All end before today: whole days only.
func toilPeriods(today model.Date) []period {
	all := []period{
		{last13, model.LastWeeks(today, 13)}, {last4, model.LastWeeks(today, 4)}, {lastWeek, model.LastWeeks(today, 1)}, {last52, model.LastWeeks(today, 52)},
	}
	quarter := monthsBack(today, int(today.Month-1)%3)
	for range 5 {
		next := monthsBack(quarter, -3)
		p := period{fmt.Sprintf("Q%d %d", (int(quarter.Month)+2)/3, quarter.Year), model.ToilPeriod{From: quarter, Until: next}}
		if today.Before(next) {
			p.name, p.Until = p.name+" so far", today
		}
		if p.From.Before(p.Until) {
			all = append(all, p)
		}
		quarter = monthsBack(quarter, 3)
	}
	return all
}

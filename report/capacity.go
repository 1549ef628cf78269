package report

import (
	"fmt"
	"math"
	"sort"
	"strings"
	"time"

	"watchbill/chart"
	"watchbill/chart/pen"
)

// Capacity says what to order when, for one resource or many.
type Capacity struct {
	Scope
	Resources []Resource
	Horizon   time.Time // to which forecasts reach
	Currency  string    // before costs: "€"; empty: costs are not shown
	Method    string    // in two sentences: how the dates are found
}

// A Resource is one thing that can become full. Its Plot holds the history, the limit, the forecast and the dates.
type Resource struct {
	Name     string
	Plot     chart.Capacity
	Growth   float64 // per day, in the plot's unit; NaN: not known
	Sure     float64 // probability, 0 to 1, that it is not full by the horizon; NaN: not known
	Quantity string  // what to order: "4 TB"; empty: not decided
	Cost     float64 // of the order; 0: not known
	Quality  Quality
}

// Quality says what the data of a resource are like.
type Quality struct {
	From, To time.Time
	Points   int // measured values
	Filled   int // missing values that were filled in
	Outliers int // marked and left out
	NotRead  int // lines of the source that could not be read
}

// near is how soon an order must be due to lead the summary.
const near = 30 * 24 * time.Hour

func (r Resource) orders() bool { return !r.Plot.OrderBy.IsZero() }

// fills tells whether it may become full, so that its lead time decides when to order.
func (r Resource) fills() bool { return !r.Plot.FullP10.IsZero() }

func (r Resource) forecast() bool { return len(r.Plot.Forecast) > 0 }

// over tells whether the newest value has reached the limit, and both figures.
func (r Resource) over() (use, limit float64, over bool) {
	last, ok := r.Plot.Latest()
	if !ok {
		return 0, 0, false
	}
	limit, ok = r.Plot.LimitAt(last.Time)
	return last.Value, limit, ok && last.Value >= limit
}

// sorted are the resources by what to act on: the earliest order first, then those that are full earliest.
func (c Capacity) sorted() []Resource {
	list := append([]Resource{}, c.Resources...)
	key := func(r Resource) time.Time {
		switch {
		case r.orders():
			return r.Plot.OrderBy
		case !r.Plot.FullP10.IsZero():
			return r.Plot.FullP10.AddDate(50, 0, 0)
		}
		return time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	sort.SliceStable(list, func(i, j int) bool {
		if a, b := key(list[i]), key(list[j]); !a.Equal(b) {
			return a.Before(b)
		}
		return list[i].Name < list[j].Name
	})
	return list
}

// Doc makes the report.
func (c Capacity) Doc() Doc {
	rs := c.sorted()
	var blocks []block
	if len(rs) == 1 {
		blocks = append(blocks, c.figures(rs[0]))
	}
	if len(rs) > 0 {
		blocks = append(blocks, c.orderTable(rs), c.charts(rs))
	}
	blocks = append(blocks, notes{{"Method.", c.Method}, {"Data quality.", c.quality(rs)}})
	title := "Capacity"
	if len(rs) == 1 {
		title = "Capacity: " + rs[0].Name
	}
	scope := c.Scope.line("forecast from " + longDay(c.Made, time.Time{}))
	if !c.Horizon.IsZero() {
		scope += " to " + longDay(c.Horizon, time.Time{})
	}
	return c.Scope.doc("Capacity", title, scope, c.summary(rs), blocks)
}

func (c Capacity) figures(r Resource) keyFigures {
	var k keyFigures
	unit := r.Plot.Unit
	last, ok := r.Plot.Latest()
	if !ok {
		return nil
	}
	limit, limited := r.Plot.LimitAt(last.Time)
	if limited {
		room := limit - last.Value
		share := ""
		if limit != 0 {
			share = ", " + chart.Number(100*last.Value/limit, 0) + " % in use"
		}
		k = append(k, keyFigure{chart.Amount(room), unit, "headroom now", chart.Amount(last.Value) + " of " + chart.Amount(limit) + share})
	} else {
		k = append(k, keyFigure{chart.Amount(last.Value), unit, "in use now", "no limit is set"})
	}
	if !math.IsNaN(r.Growth) {
		beside := ""
		if last.Value != 0 {
			beside = chart.Number(100*30*r.Growth/last.Value, 1) + " % in 30 days"
		}
		of := unit
		if of == "%" { // not a percentage of what is in use
			of = "points"
		}
		growth := keyFigure{chart.Amount(r.Growth), strings.TrimSpace(of + " a day"), "growth", beside}
		if math.Abs(r.Growth) < 0.1 {
			growth.value, growth.unit = chart.Amount(30*r.Growth), strings.TrimSpace(of+" in 30 days")
		}
		k = append(k, growth)
	}
	if !r.Plot.FullP50.IsZero() {
		k = append(k, keyFigure{r.Plot.FullP50.Format("2 Jan"), r.Plot.FullP50.Format("2006"), "full, P50", c.dateRange(r)})
	}
	if r.orders() {
		k = append(k, keyFigure{r.Plot.OrderBy.Format("2 Jan"), r.Plot.OrderBy.Format("2006"), "order by", "lead time " + span(r.Plot.Lead)})
	}
	return k
}

// dateRange is P10 and P90 beside P50, whose year is written already.
func (c Capacity) dateRange(r Resource) string {
	to := "later"
	if !r.Plot.FullP90.IsZero() {
		to = chart.Day(r.Plot.FullP90, r.Plot.FullP50)
	}
	return "P10 " + chart.Day(r.Plot.FullP10, r.Plot.FullP50) + ", P90 " + to
}

func (c Capacity) orderTable(rs []Resource) block {
	t := table{columns: []column{
		{head: "Resource", flex: true},
		{head: "Now", align: pen.Right},
		{head: "Limit", align: pen.Right},
		{head: "Full P10", align: pen.Right},
		{head: "Full P50", align: pen.Right},
		{head: "Full P90", align: pen.Right},
		{head: "Lead time", align: pen.Right},
		{head: "Order by", align: pen.Right},
	}}
	quantities, costs, sum := false, false, 0.0
	for _, r := range rs {
		quantities = quantities || r.Quantity != ""
		costs = costs || c.cost(r.Cost) != ""
		sum += r.Cost
	}
	if quantities {
		t.columns = append(t.columns, column{head: "Quantity", align: pen.Right})
	}
	if costs {
		t.columns = append(t.columns, column{head: "Cost", align: pen.Right})
	}
	for _, r := range rs {
		one := c.orderRow(r)
		if quantities {
			one.cells = append(one.cells, text(dash(r.Quantity)))
		}
		if costs {
			cost := text(dash(c.cost(r.Cost)))
			cost.bold = r.Cost != 0
			one.cells = append(one.cells, cost)
		}
		t.rows = append(t.rows, one)
	}
	if costs && len(rs) > 1 {
		t.total = make([]cell, len(t.columns))
		t.total[0], t.total[len(t.total)-1] = bold("Orders together"), bold(c.cost(sum))
	}
	return section{
		title: "What to order when", body: []block{t},
		about: "Full: the day the limit is reached, with 10, 50 and 90 % chance by that day. Order by: P10 less lead time. Earliest order first.",
	}
}

func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func (c Capacity) orderRow(r Resource) row {
	now, limit := "not recorded", "–"
	if last, ok := r.Plot.Latest(); ok {
		now = r.amount(last.Value)
		if v, limited := r.Plot.LimitAt(last.Time); limited {
			limit = chart.Amount(v)
		}
	}
	name := text(r.Name)
	name.bold = r.orders()
	lead := "–"
	if r.Plot.Lead > 0 {
		lead = fmt.Sprintf("%.0f d", r.Plot.Lead.Hours()/24)
	}
	order := text("none")
	if _, _, over := r.over(); (over || r.fills()) && r.Plot.Lead <= 0 {
		order = text("no lead time")
	}
	if r.orders() {
		order = bold(shortDate(r.Plot.OrderBy))
		order.alarm = r.Plot.OrderBy.Before(c.Made.Add(near))
	}
	one := row{cells: []cell{name, text(now), text(limit), text(c.date(r.Plot.FullP10)), bold(c.date(r.Plot.FullP50)), text(c.date(r.Plot.FullP90)), text(lead), order}}
	if _, _, over := r.over(); over {
		one.from, one.to, one.span = 3, 5, "full now"
		return one
	}
	if r.Plot.FullP10.IsZero() {
		one.from, one.to = 3, 5
		switch {
		case limit == "–":
			one.span = "no limit is set"
		case !r.forecast():
			one.span = "too little data for a date"
		case math.IsNaN(r.Sure):
			one.span = "not by " + c.horizonWords()
		default:
			one.span = "not by " + c.horizonWords() + " (" + chart.Percent(r.Sure) + " sure)"
		}
	}
	return one
}

// date is a day in the table; a quantile beyond the horizon is "after" it.
func (c Capacity) date(t time.Time) string {
	if t.IsZero() {
		return "after " + c.Horizon.Format("Jan 2006")
	}
	return shortDate(t)
}

// amount is a value with the resource's unit, where it has one.
func (r Resource) amount(v float64) string {
	return strings.TrimSpace(chart.Amount(v) + " " + r.Plot.Unit)
}

// inUnit is the resource with its unit, where it has one: "db disk, GiB".
func inUnit(r Resource) string {
	if r.Plot.Unit == "" {
		return r.Name
	}
	return r.Name + ", " + r.Plot.Unit
}

func (c Capacity) charts(rs []Resource) block {
	about := "History to today and the forecast: median dashed, 50 % and 80 % ranges shaded. Below: when it is full, and by when to order."
	s := section{title: "Where the dates come from", about: about}
	c.align(rs)
	for i := range rs {
		if !math.IsNaN(rs[i].Sure) {
			rs[i].Plot.Sure = rs[i].Sure
		}
	}
	if len(rs) == 1 {
		s.about = inUnit(rs[0]) + ". " + about
		s.body = []block{figure{chart: rs[0].Plot, height: 210, before: 4}}
		return s
	}
	var m multiples
	for _, r := range rs {
		if _, ok := r.Plot.Latest(); ok {
			m = append(m, multiple{inUnit(r), r.Plot})
		}
	}
	s.body = []block{m}
	return s
}

// align gives small charts the same dates, where their histories are of one kind.
func (c Capacity) align(rs []Resource) {
	if len(rs) < 2 || c.Horizon.IsZero() {
		return
	}
	from := c.Made
	for _, r := range rs {
		if h := r.Plot.History; len(h) > 0 && h[0].Time.Before(from) {
			from = h[0].Time
		}
	}
	if earliest := c.Made.Add(-c.Horizon.Sub(c.Made)); from.Before(earliest) {
		from = earliest
	}
	for i := range rs {
		if h := rs[i].Plot.History; len(h) > 0 && rs[i].Plot.From.IsZero() && rs[i].Plot.To.IsZero() && h[len(h)-1].Time.After(from) {
			rs[i].Plot.From, rs[i].Plot.To = from, c.Horizon
		}
	}
}

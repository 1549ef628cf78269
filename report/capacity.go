package report

import (
	"fmt"
	"math"
	"sort"
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

func (c Capacity) summary(rs []Resource) summary {
	var full, due, later, blind []Resource
	for _, r := range rs {
		_, _, over := r.over()
		switch {
		case over:
			full = append(full, r)
		case r.orders() && r.Plot.OrderBy.Before(c.Made.Add(near)):
			due = append(due, r)
		case r.orders():
			later = append(later, r)
		case !r.forecast():
			blind = append(blind, r)
		}
	}
	calm := len(rs) - len(full) - len(due) - len(later) - len(blind)
	switch {
	case len(rs) == 0:
		return summary{"No resource is recorded yet.", "Import the history of one and set its limit and lead time: this page then says when to order."}
	case len(full) > 0:
		return summary{c.fullSentence(full), sentences(c.dueRest(due), c.laterSentence(later, len(due) > 0), c.calmSentence(calm, len(rs)), blindSentence(blind))}
	case len(due) > 0:
		return summary{c.dueSentence(due[0]), sentences(c.dueRest(due[1:]), c.laterSentence(later, true), c.calmSentence(calm, len(rs)), blindSentence(blind))}
	case len(later) > 0:
		first := later[0]
		lead := fmt.Sprintf("Nothing needs ordering before %s, when %s is due.", longDay(first.Plot.OrderBy, c.Made), c.order(first))
		return summary{lead, sentences(c.laterSentence(later[1:], true), c.calmSentence(calm, len(rs)), blindSentence(blind))}
	case calm > 0:
		return summary{fmt.Sprintf("Nothing needs ordering before %s.", c.horizonWords()), sentences(c.sureSentence(rs), blindSentence(blind))}
	}
	return summary{"No date can be given yet.", blindSentence(blind)}
}

func (c Capacity) horizonWords() string {
	if c.Horizon.IsZero() {
		return "the end of the forecast"
	}
	return c.Horizon.Format("January 2006")
}

// order names an order: "4 TB for the ledger database", "more room for the ledger database".
func (c Capacity) order(r Resource) string {
	q := r.Quantity
	if q == "" {
		q = "more room"
	}
	return q + " for " + r.Name
}

func (c Capacity) cost(v float64) string {
	if v == 0 || c.Currency == "" {
		return ""
	}
	return c.Currency + chart.Number(v, 0)
}

func (c Capacity) fullSentence(full []Resource) string {
	use, limit, _ := full[0].over()
	unit := full[0].Plot.Unit
	if len(full) == 1 {
		return fmt.Sprintf("%s is full: %s of %s %s are in use.", full[0].Name, chart.Amount(use), chart.Amount(limit), unit)
	}
	return fmt.Sprintf("%s resources are full, first %s with %s of %s %s in use.",
		capital(number(len(full))), full[0].Name, chart.Amount(use), chart.Amount(limit), unit)
}

func (c Capacity) dueSentence(r Resource) string {
	by := "by " + longDay(r.Plot.OrderBy, c.Made)
	if r.Plot.OrderBy.Before(c.Made) {
		by = "now, it was due on " + longDay(r.Plot.OrderBy, c.Made)
	}
	if cost := c.cost(r.Cost); cost != "" {
		by += " (" + cost + ")"
	}
	s := fmt.Sprintf("Order %s %s", c.order(r), by)
	if !r.Plot.FullP10.IsZero() {
		s += ": it could be full from " + longDay(r.Plot.FullP10, c.Made)
	}
	if r.Plot.Lead > 0 {
		s += " and an order takes " + span(r.Plot.Lead)
	}
	return s + "."
}

// dueRest names further orders within the month.
func (c Capacity) dueRest(due []Resource) string {
	switch len(due) {
	case 0:
		return ""
	case 1:
		return c.dueSentence(due[0])
	}
	return fmt.Sprintf("%s more orders are due by %s.", capital(number(len(due))), longDay(due[len(due)-1].Plot.OrderBy, c.Made))
}

func (c Capacity) laterSentence(later []Resource, more bool) string {
	if len(later) == 0 {
		return ""
	}
	n, by, sum := len(later), []string{}, 0.0
	for _, r := range later {
		by = append(by, longDay(r.Plot.OrderBy, c.Made))
		sum += r.Cost
	}
	dates := list(by)
	if n > 3 {
		dates = by[n-1]
	}
	moreWord := ""
	if more {
		moreWord = "more "
	}
	s := fmt.Sprintf("%s %s%s by %s", capital(number(n)), moreWord, plural(n, "order follows", "orders follow"), dates)
	if cost := c.cost(sum); cost != "" {
		if n > 1 {
			cost = "together " + cost
		}
		s += ", " + cost
	}
	return s + "."
}

func (c Capacity) calmSentence(calm, all int) string {
	switch {
	case calm == 0:
		return ""
	case calm == all:
		return fmt.Sprintf("Nothing needs ordering before %s.", c.horizonWords())
	case calm == 1:
		return fmt.Sprintf("The other resource needs nothing before %s.", c.horizonWords())
	}
	return fmt.Sprintf("The other %s resources need nothing before %s.", number(calm), c.horizonWords())
}

// sureSentence says how sure it is that none becomes full, by the least sure.
func (c Capacity) sureSentence(rs []Resource) string {
	least, name := math.NaN(), ""
	for _, r := range rs {
		if r.forecast() && !math.IsNaN(r.Sure) && (math.IsNaN(least) || r.Sure < least) {
			least, name = r.Sure, r.Name
		}
	}
	switch {
	case math.IsNaN(least):
		return ""
	case len(rs) == 1:
		return fmt.Sprintf("It is %s sure that %s is not full by then.", chance(least), name)
	}
	return fmt.Sprintf("The nearest to its limit is %s, %s sure not to be full by then.", name, chance(least))
}

// chance writes a probability; never "100 %", for nothing is that sure.
func chance(p float64) string {
	switch {
	case p > 0.99:
		return "over 99 %"
	case p < 0.01:
		return "under 1 %"
	}
	return chart.Number(100*p, 0) + " %"
}

func blindSentence(blind []Resource) string {
	switch len(blind) {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf("%s has too little data or no limit, so no date is given for it.", blind[0].Name)
	}
	return fmt.Sprintf("%s resources have too little data or no limit, so no dates are given for them.", capital(number(len(blind))))
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
		k = append(k, keyFigure{chart.Amount(r.Growth), unit + " a day", "growth", beside})
	}
	if !r.Plot.FullP50.IsZero() {
		k = append(k, keyFigure{r.Plot.FullP50.Format("2 Jan"), r.Plot.FullP50.Format("2006"), "full, P50", c.dateRange(r)})
	}
	if r.orders() {
		k = append(k, keyFigure{r.Plot.OrderBy.Format("2 Jan"), r.Plot.OrderBy.Format("2006"), "order by", "lead time " + span(r.Plot.Lead)})
	}
	return k
}

func (c Capacity) dateRange(r Resource) string {
	to := "later"
	if !r.Plot.FullP90.IsZero() {
		to = chart.Day(r.Plot.FullP90, c.Made)
	}
	return "P10 " + chart.Day(r.Plot.FullP10, c.Made) + ", P90 " + to
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
			one.cells = append(one.cells, bold(dash(c.cost(r.Cost))))
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
		now = chart.Amount(last.Value) + " " + r.Plot.Unit
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
			one.span = "not full by " + c.horizonWords()
		default:
			one.span = "not full by " + c.horizonWords() + " (" + chance(r.Sure) + " sure)"
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

func (c Capacity) charts(rs []Resource) block {
	about := "History to today and the forecast: median dashed, 50 % and 80 % ranges shaded. Below: when it is full, and by when to order."
	s := section{title: "Where the dates come from", about: about}
	c.align(rs)
	if len(rs) == 1 {
		s.about = rs[0].Name + ", " + rs[0].Plot.Unit + ". " + about
		s.body = []block{figure{chart: rs[0].Plot, height: 210, before: 4}}
		return s
	}
	var m multiples
	for _, r := range rs {
		if _, ok := r.Plot.Latest(); ok {
			m = append(m, multiple{r.Name + ", " + r.Plot.Unit, r.Plot})
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

func (c Capacity) quality(rs []Resource) string {
	var parts []string
	for _, r := range rs {
		q := r.Quality
		if q.Points == 0 {
			parts = append(parts, r.Name+": nothing recorded.")
			continue
		}
		s := fmt.Sprintf("%s: %s", r.Name, chart.Number(float64(q.Points), 0)+" "+plural(q.Points, "value", "values"))
		if !q.From.IsZero() {
			s += fmt.Sprintf(" from %s to %s", shortDate(q.From), shortDate(q.To))
		}
		for _, x := range []struct {
			n    int
			what string
		}{{q.Filled, "filled in"}, {q.Outliers, "marked as outliers"}, {q.NotRead, "lines not read"}} {
			if x.n > 0 {
				s += fmt.Sprintf(", %s %s", chart.Number(float64(x.n), 0), x.what)
			}
		}
		parts = append(parts, s+".")
	}
	return sentences(parts...)
}

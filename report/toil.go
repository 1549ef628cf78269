package report

import (
	"fmt"
	"math"
	"sort"

	"watchbill/chart"
)

// Toil compares the team's toil with its cap, shows the trend and says where the hours went.
type Toil struct {
	Scope
	Cap      float64 // percent of hours worked; 0: none is set
	Hours    float64 // of toil in the period
	Worked   float64 // hours worked: contracted less leave
	Previous float64 // percent in the period before; NaN: not known
	Before   string  // its name: "Q2"

	Weeks               []chart.Point // percent by week
	Fit                 []chart.Band  // the trend line; empty: none
	Slope               float64       // points a week; NaN: no trend
	SlopeLow, SlopeHigh float64       // its 80 % range

	People []chart.PersonShare // shown in order of name; empty: people are not shown
	Tasks  []chart.Task        // largest first, the rest last
	Count  int                 // of different tasks
	Events []chart.Event
	Gaps   string // sentence on what is missing; empty: nothing
	Method string
}

// enough weeks for a trend.
const trendWeeks = 12

func (t Toil) share() float64 {
	if t.Worked <= 0 {
		return math.NaN()
	}
	return 100 * t.Hours / t.Worked
}

func (t Toil) recorded() int {
	n := 0
	for _, w := range t.Weeks {
		if !math.IsNaN(w.Value) {
			n++
		}
	}
	return n
}

// above are the recorded weeks over the cap, in order.
func (t Toil) above() []chart.Point {
	var list []chart.Point
	for _, w := range t.Weeks {
		if t.Cap > 0 && w.Value > t.Cap {
			list = append(list, w)
		}
	}
	return list
}

func (t Toil) trend() bool { return t.recorded() >= trendWeeks && !math.IsNaN(t.Slope) }

// Doc makes the report.
func (t Toil) Doc() Doc {
	var blocks []block
	if t.Hours > 0 {
		blocks = append(blocks, t.figures())
	}
	if t.recorded() > 0 {
		blocks = append(blocks, t.trendSection())
	}
	where, who := t.where(), t.who()
	switch {
	case where != nil && who != nil && len(t.People) <= perColumn:
		blocks = append(blocks, halves{left: []block{where}, right: []block{who}})
	default:
		for _, b := range []block{where, who} {
			if b != nil {
				blocks = append(blocks, b)
			}
		}
	}
	method := t.Method
	if method == "" {
		method = "Team share is total toil hours over total hours worked, leave excluded, not a mean of percentages."
	}
	blocks = append(blocks, notes{{"Method.", method}, {"Data quality.", t.quality()}})
	return t.Scope.doc("Toil", "Toil", t.Scope.line(), t.summary(), blocks)
}

func (t Toil) figures() block {
	var k keyFigures
	if share := t.share(); !math.IsNaN(share) {
		k = append(k, keyFigure{chart.Number(share, 0), "%", "toil of hours worked", chart.Number(t.Hours, 0) + " of " + hours(t.Worked)})
	} else {
		k = append(k, keyFigure{chart.Number(t.Hours, 0), "h", "toil", "hours worked not known"})
	}
	if !math.IsNaN(t.Previous) && t.Before != "" && len(k) > 0 {
		before := t.Before
		if len(before) > shortPeriod {
			before = "before"
		}
		k[0].beside = fmt.Sprintf("%s; %s %s", hours(t.Hours), before, percent(t.Previous))
	}
	if t.Cap > 0 && t.recorded() > 0 {
		k = append(k, keyFigure{chart.Number(float64(len(t.above())), 0), fmt.Sprintf("of %d", t.recorded()), plural(len(t.above()), "week over the cap", "weeks over the cap"), "cap " + percent(t.Cap)})
	}
	if n := len(t.Weeks); n > 0 && !math.IsNaN(t.Weeks[n-1].Value) {
		_, week := t.Weeks[n-1].Time.ISOWeek()
		k = append(k, keyFigure{chart.Number(t.Weeks[n-1].Value, 0), "%", fmt.Sprintf("last week, W%d", week), "from " + shortDate(t.Weeks[n-1].Time)})
	}
	if t.trend() {
		k = append(k, keyFigure{signed(t.Slope), "points", "a week", "80 % range " + signed(t.SlopeLow) + " to " + signed(t.SlopeHigh)})
	}
	if n, share := t.twoThirds(); len(t.Tasks) > 2 && n > 0 {
		beside := ""
		if t.Count > 0 {
			beside = "of " + count(t.Count, "task", "tasks") + " recorded"
		}
		k = append(k, keyFigure{chart.Number(share, 0), "%", "in " + count(n, "task", "tasks"), beside})
	}
	return k
}

// shortPeriod is how many letters the name of a period may have beside a figure.
const shortPeriod = 12

func signed(v float64) string {
	if v >= 0.05 {
		return "+" + chart.Number(v, 1)
	}
	if v > -0.05 { // neither sign for what is rounded to nothing
		v = 0
	}
	return chart.Number(v, 1)
}

func (t Toil) trendSection() block {
	c := chart.Trend{Name: "team", Weeks: t.Weeks, Cap: t.Cap, Events: t.Events}
	about := "% of hours worked by the team each week."
	if t.trend() {
		c.Fit, c.Slope = t.Fit, "trend "+signed(t.Slope)+" points/week"
		about += " Band: 80 % range of the trend line."
	}
	if t.Cap > 0 {
		about += " Ringed: over the cap."
	}
	return section{title: "Toil against the cap", about: about, body: []block{figure{chart: c, height: 132, before: 2}}}
}

func (t Toil) where() block {
	if len(t.Tasks) == 0 || t.Hours <= 0 {
		return nil
	}
	c := chart.Pareto{Tasks: t.Tasks, Unit: "h"}
	return section{
		title: "Where the hours went", about: "Hours of toil by task, largest first, and running share of " + hours(t.Hours),
		body: []block{figure{chart: c, height: c.Height(pal)}},
	}
}

func (t Toil) who() block {
	if len(t.People) == 0 {
		return nil
	}
	people := append([]chart.PersonShare{}, t.People...)
	sort.SliceStable(people, func(i, j int) bool { return people[i].Name < people[j].Name })
	about := "% of each person’s hours worked, in order of name"
	most := 0.0
	for _, p := range people {
		if !math.IsNaN(p.Share) {
			most = math.Max(most, p.Share)
		}
	}
	var columns []block
	per := evenly(len(people))
	for i := 0; i < len(people); i += per {
		c := chart.AgainstCap{Team: t.share(), People: people[i:min(i+per, len(people))], Cap: t.Cap, Most: most}
		columns = append(columns, figure{chart: c, height: c.Height(pal), before: 6})
	}
	s := section{title: "Who carries it", about: about}
	if len(columns) == 1 {
		s.body = columns
		return s
	}
	for i := 0; i < len(columns); i += 2 {
		s.body = append(s.body, halves{left: columns[i : i+1], right: columns[i+1 : min(i+2, len(columns))]})
	}
	return s
}

// perColumn is how many people are shown in one column of bars, at most.
const perColumn = 24

// evenly is how many people go in a column, so that columns beside each other are alike.
func evenly(n int) int {
	if n <= perColumn {
		return max(n, 1)
	}
	columns := 2 * ((n + 2*perColumn - 1) / (2 * perColumn))
	return (n + columns - 1) / columns
}

func (t Toil) quality() string {
	missing := len(t.Weeks) - t.recorded()
	s := ""
	if missing > 0 {
		s = fmt.Sprintf("%s without a record %s left out.", capital(count(missing, "week", "weeks")), plural(missing, "is", "are"))
	}
	return sentences(t.Gaps, s)
}

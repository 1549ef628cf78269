package report

import (
	"fmt"
	"math"
	"sort"

	"watchbill/chart"
	"watchbill/chart/pen"
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
	blocks := []block{t.figures()}
	if t.recorded() > 0 {
		blocks = append(blocks, t.trendSection())
	}
	where, who := t.where(), t.who()
	switch {
	case where != nil && who != nil:
		blocks = append(blocks, halves{left: []block{where}, right: []block{who}})
	case where != nil:
		blocks = append(blocks, where)
	case who != nil:
		blocks = append(blocks, who)
	}
	method := t.Method
	if method == "" {
		method = "Team share is total toil hours over total hours worked, leave excluded, not a mean of percentages."
	}
	blocks = append(blocks, notes{{"Method.", method}, {"Data quality.", t.quality()}})
	return t.Scope.doc("Toil", "Toil", t.Scope.line(), t.summary(), blocks)
}

func (t Toil) summary() summary {
	share := t.share()
	switch {
	case t.Hours <= 0:
		return summary{"No toil is recorded for this period.", "Log it where it happens, in one line with its minutes: this page then shows the share of time it takes and where it goes."}
	case math.IsNaN(share):
		return summary{fmt.Sprintf("%s of toil are recorded, but no hours worked.", hours(t.Hours)), "Give each person their contracted hours a week, and the share can be compared with the cap. " + t.topSentence()}
	}
	lead := fmt.Sprintf("Toil took %s of working time", percent(share))
	if t.Cap > 0 {
		lead += ", " + against(share, t.Cap)
	}
	if t.trend() {
		lead += slopeWords(t.Slope, t.SlopeLow, t.SlopeHigh)
	}
	return summary{lead + ".", sentences(t.weeksSentence(), t.topSentence(), t.shortSentence())}
}

func percent(v float64) string { return chart.Number(v, 0) + " %" }

// against compares a share with the cap, as rounded on the page.
func against(share, limit float64) string {
	cap := percent(limit) + " cap"
	switch d := math.Round(share) - math.Round(limit); {
	case d == 0:
		return "as much as the " + cap + " allows"
	case d > 0:
		return fmt.Sprintf("%s over the %s", points(d), cap)
	case d >= -3:
		return "just under the " + cap
	}
	return "under the " + cap
}

func points(d float64) string { return count(int(math.Round(d)), "point", "points") }

func slopeWords(slope, low, high float64) string {
	if low <= 0 && high >= 0 {
		return ", with no clear trend"
	}
	way := "rising"
	if slope < 0 {
		way = "falling"
	}
	size := math.Abs(slope)
	if size >= 0.75 && size < 1.25 {
		return fmt.Sprintf(", and is %s by about one point a week", way)
	}
	return fmt.Sprintf(", and is %s by %s points a week", way, chart.Number(size, 1))
}

func (t Toil) weeksSentence() string {
	above, n := t.above(), t.recorded()
	switch {
	case t.Cap <= 0 || n == 0:
		return ""
	case len(above) == 0 && n == 1:
		return "The one week recorded was not over the cap."
	case len(above) == 0:
		return fmt.Sprintf("None of the %s weeks was over the cap.", number(n))
	case len(above) == n && n > 1:
		return fmt.Sprintf("All %s weeks were over the cap.", number(n))
	}
	s := fmt.Sprintf("%s of %s %s over the cap", capital(number(len(above))), number(n), plural(len(above), "week was", "weeks were"))
	last := t.Weeks[len(t.Weeks)-1]
	if end := above[len(above)-1]; last.Time.Sub(end.Time).Hours() >= 14*24 {
		s += ", none since that of " + end.Time.Format("2 January")
	}
	return s + "."
}

func (t Toil) topSentence() string {
	total := 0.0
	named := 0
	for _, k := range t.Tasks {
		total += k.Hours
		if !k.Rest {
			named++
		}
	}
	if named == 0 || total <= 0 {
		return ""
	}
	s := fmt.Sprintf("%s took most, %s or %s of it", t.Tasks[0].Name, hours(t.Tasks[0].Hours), percent(100*t.Tasks[0].Hours/total))
	if n, share := t.twoThirds(); n > 1 && n < named {
		s += fmt.Sprintf("; %s tasks make up %s", number(n), percent(share))
	}
	return s + "."
}

// twoThirds is how many of the largest tasks make up two thirds, and their share in percent.
func (t Toil) twoThirds() (int, float64) {
	total, run := 0.0, 0.0
	for _, k := range t.Tasks {
		total += k.Hours
	}
	for i, k := range t.Tasks {
		run += k.Hours
		if run >= total*2/3 || k.Rest {
			return i + 1, 100 * run / total
		}
	}
	return len(t.Tasks), 100
}

func (t Toil) shortSentence() string {
	if n := t.recorded(); n < trendWeeks {
		return fmt.Sprintf("%s recorded; a trend needs %s, so none is shown.", capital(count(n, "week is", "weeks are")), number(trendWeeks))
	}
	return ""
}

func (t Toil) figures() block {
	var k keyFigures
	if share := t.share(); !math.IsNaN(share) {
		k = append(k, keyFigure{chart.Number(share, 0), "%", "toil of hours worked", chart.Number(t.Hours, 0) + " of " + hours(t.Worked)})
	} else {
		k = append(k, keyFigure{chart.Number(t.Hours, 0), "h", "toil", "hours worked not known"})
	}
	if !math.IsNaN(t.Previous) && t.Before != "" && len(k) > 0 {
		k[0].beside += "; " + t.Before + " " + percent(t.Previous)
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

func signed(v float64) string {
	if v > 0 {
		return "+" + chart.Number(v, 1)
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
	if len(people) <= 24 {
		c := chart.AgainstCap{Team: t.share(), People: people, Cap: t.Cap}
		return section{title: "Who carries it", about: about, body: []block{figure{chart: c, height: c.Height(pal)}}}
	}
	list := table{columns: []column{{head: "Person", flex: true}, {head: "Toil", align: pen.Right}, {head: "Cap", align: pen.Right}}}
	for _, p := range people {
		share := bold("not recorded")
		share.bold = false
		if !math.IsNaN(p.Share) {
			share = bold(percent(p.Share))
			share.alarm = t.Cap > 0 && p.Share > t.Cap
		}
		list.rows = append(list.rows, row{cells: []cell{text(p.Name), share, text(percent(t.Cap))}})
	}
	return section{title: "Who carries it", about: about, body: []block{list}}
}

func (t Toil) quality() string {
	missing := len(t.Weeks) - t.recorded()
	s := ""
	if missing > 0 {
		s = fmt.Sprintf("%s without a record %s left out.", capital(count(missing, "week", "weeks")), plural(missing, "is", "are"))
	}
	return sentences(t.Gaps, s)
}

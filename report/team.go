package report

import (
	"fmt"
	"math"
	"time"

	"watchbill/chart"
	"watchbill/chart/pen"
)

// TeamSummary says on one page where a team stands: on call, toil and capacity together. A part that is nil is left
// out.
type TeamSummary struct {
	Scope
	For       string // "the Director of Payments"; empty: not said
	OnCall    *OnCall
	Toil      *Toil
	Capacity  *Capacity
	Decisions []Decision
	Past      Past
	Well      string // "What went well", a sentence or two; empty: left out
	Worries   string // "What worries us"
}

// A Decision is something that is asked of the reader.
type Decision struct {
	What   string
	Detail string // a second line; may be empty
	By     time.Time
	Cost   string // "€14,800", "120 h", "none"; empty: not known
	Wait   string // what waiting costs
}

// Past holds the values of earlier periods, the newest last and equal to the value of this report. Fewer than two
// draw no line.
type Past struct {
	Coverage, Toil, AtRisk []float64
}

// Doc makes the report.
func (s TeamSummary) Doc() Doc {
	var blocks []block
	if d := s.decisions(); len(d) > 0 {
		blocks = append(blocks, decisionTable(d, s.Made))
	}
	if m := s.measures(); len(m) > 0 {
		blocks = append(blocks, s.measureTable(m))
	}
	if o := s.orders(); o != nil {
		blocks = append(blocks, o)
	}
	var well, worries []block
	if s.Well != "" {
		well = []block{section{title: "What went well", body: []block{prose(s.Well)}}}
	}
	if s.Worries != "" {
		worries = []block{section{title: "What worries us", body: []block{prose(s.Worries)}}}
	}
	blocks = append(blocks, halves{well, worries}, notes{{"Method and data.", s.method()}})
	scope := longDay(s.Made, time.Time{})
	if s.For != "" {
		scope = "For " + s.For + ", " + scope
	}
	scope += "."
	if s.Period != "" {
		scope += " Figures for " + s.Period + ", as marked."
	}
	return s.Scope.doc("Team summary", s.Team+": where we stand", scope, s.summary(), blocks)
}

// atRisk are the resources that are full or have an order due within 90 days.
func (s TeamSummary) atRisk() []Resource {
	if s.Capacity == nil {
		return nil
	}
	var list []Resource
	for _, r := range s.Capacity.sorted() {
		_, _, over := r.over()
		if over || r.orders() && r.Plot.OrderBy.Before(s.Made.AddDate(0, 0, 90)) {
			list = append(list, r)
		}
	}
	return list
}

// decisions are those given and, where none are given, the orders that are due.
func (s TeamSummary) decisions() []Decision {
	if len(s.Decisions) > 0 || s.Capacity == nil {
		return s.Decisions
	}
	var list []Decision
	for _, r := range s.atRisk() {
		if !r.orders() {
			continue
		}
		list = append(list, Decision{
			What: capital("order " + s.Capacity.order(r)), By: r.Plot.OrderBy, Cost: s.Capacity.cost(r.Cost),
			Wait: "1 chance in 10 that it is full before an order of that day arrives; more with each day after",
		})
	}
	return list
}

func (s TeamSummary) summary() summary {
	var state []string
	if o := s.OnCall; o != nil {
		if gaps := o.gaps(); len(gaps) == 0 && !o.empty() {
			state = append(state, "on-call is fully covered")
		} else if o.empty() {
			state = append(state, "no on-call shift is published")
		} else {
			state = append(state, fmt.Sprintf("on-call has %s of %s", count(len(gaps), "gap", "gaps"), hourWords(gapHours(gaps))))
		}
	}
	if t := s.Toil; t != nil && t.Cap > 0 && !math.IsNaN(t.share()) && t.Hours > 0 {
		state = append(state, "toil is "+against(t.share(), t.Cap))
	}
	lead := capital(list(state))
	ask, more := s.ask()
	switch {
	case lead != "" && ask != "":
		lead += "; " + ask
	case lead == "":
		lead = capital(ask)
	}
	if lead == "" {
		return summary{"Nothing is recorded for this team yet.", "Publish a rota, log toil or import a capacity series: this page then says where the team stands."}
	}
	return summary{lead + ".", sentences(more, s.toilSentence(), s.asked())}
}

// ask is the first order in a clause, and a sentence on the rest.
func (s TeamSummary) ask() (clause, rest string) {
	if s.Capacity == nil || len(s.Capacity.Resources) == 0 {
		return "", ""
	}
	c := s.Capacity
	rs := c.sorted()
	risk := s.atRisk()
	if len(risk) == 0 {
		if sum := c.summary(rs); len(rs) > 0 {
			return lower(sum.lead), ""
		}
		return "", ""
	}
	first := risk[0]
	if use, limit, over := first.over(); over {
		clause = fmt.Sprintf("%s is full (%s of %s)", first.Name, chart.Amount(use), first.amount(limit))
	} else {
		what := "one order"
		if cost := c.cost(first.Cost); cost != "" {
			what += " of " + cost
		}
		when := "must go out by " + longDay(first.Plot.OrderBy, s.Made)
		if first.Plot.OrderBy.Before(s.Made) {
			when = "was due on " + longDay(first.Plot.OrderBy, s.Made)
		}
		clause = what + " " + when
		rest = fmt.Sprintf("It is for %s, which could be full from %s.", first.Name, longDay(first.Plot.FullP10, s.Made))
	}
	return clause, rest
}

// lower takes the full stop and the capital from a sentence, to make it a clause.
func lower(sentence string) string {
	if n := len(sentence); n > 1 && sentence[n-1] == '.' {
		sentence = sentence[:n-1]
	}
	if len(sentence) > 0 && sentence[0] >= 'A' && sentence[0] <= 'Z' {
		sentence = string(sentence[0]+'a'-'A') + sentence[1:]
	}
	return sentence
}

func (s TeamSummary) toilSentence() string {
	t := s.Toil
	if t == nil || t.Hours <= 0 || math.IsNaN(t.share()) {
		return ""
	}
	text := fmt.Sprintf("Toil took %s of working time", percent(t.share()))
	if !math.IsNaN(t.Previous) && t.Before != "" {
		text += fmt.Sprintf(" against %s in %s", percent(t.Previous), t.Before)
	}
	return text + "."
}

func (s TeamSummary) asked() string {
	if n := len(s.decisions()); n > 0 {
		return fmt.Sprintf("We ask for %s.", count(n, "decision", "decisions"))
	}
	return "We ask for nothing now."
}

// mostDecisions fit on a page that somebody reads; more are counted.
const mostDecisions = 8

func decisionTable(ds []Decision, now time.Time) block {
	t := table{columns: []column{{head: ""}, {head: "Decision", flex: true}, {head: "By"}, {head: "Cost", align: pen.Right}, {head: "If we wait", width: 190}}}
	for i, d := range ds {
		if more := len(ds) - mostDecisions; more > 0 && i == mostDecisions {
			rest := text("and " + count(more, "more decision", "more decisions"))
			rest.below = "The page Today and the reports of each subject list all."
			t.rows = append(t.rows, row{cells: []cell{{}, rest, {}, {}, {}}})
			break
		}
		by := text("–")
		if !d.By.IsZero() {
			by = text(shortDate(d.By))
			by.alarm = d.By.Before(now.Add(near))
		}
		what := bold(d.What)
		what.below = d.Detail
		t.rows = append(t.rows, row{cells: []cell{bold(fmt.Sprint(i + 1)), what, by, bold(dash(d.Cost)), text(d.Wait)}})
	}
	return section{title: "Decisions we ask for", body: []block{t}}
}

// A measure is one line of "how the team is doing".
type measure struct {
	name, now, period, target string
	met                       bool
	state                     string
	past                      []float64
	goal                      float64 // NaN: none
	last                      string
	reading                   string
}

func (s TeamSummary) measures() []measure {
	var list []measure
	if o := s.OnCall; o != nil && !o.empty() {
		gaps := o.gaps()
		all := o.asked()
		share := 100 * (all - gapHours(gaps)) / all
		m := measure{
			name: "On-call coverage", now: chart.Number(math.Floor(share*10)/10, 1) + " %", period: o.Period, target: "100 %", met: len(gaps) == 0,
			past: s.Past.Coverage, goal: math.NaN(), reading: "No gap",
		}
		if len(gaps) == 0 {
			m.now = "100 %"
		} else {
			m.state, m.reading = "not met", fmt.Sprintf("%s without anybody", hourWords(gapHours(gaps)))
		}
		m.last = chart.Number(math.Floor(share), 0)
		list = append(list, m)
		if o.High > 0 && len(o.People) > 1 {
			list = append(list, o.fairMeasure())
		}
	}
	if t := s.Toil; t != nil && !math.IsNaN(t.share()) && t.Hours > 0 {
		m := measure{
			name: "Toil share", now: percent(t.share()), period: t.Period, target: "none set", met: true, past: s.Past.Toil, goal: math.NaN(),
			last: chart.Number(t.share(), 0), reading: hours(t.Hours) + " of " + hours(t.Worked),
		}
		if t.Cap > 0 {
			m.target, m.met, m.goal = "at most "+percent(t.Cap), math.Round(t.share()) <= math.Round(t.Cap), t.Cap
			m.state = "over the cap"
		}
		list = append(list, m)
	}
	if c := s.Capacity; c != nil && len(c.Resources) > 0 {
		risk := s.atRisk()
		m := measure{
			name: "Capacity at risk", now: fmt.Sprintf("%d of %d", len(risk), len(c.Resources)), period: shortDate(s.Made), target: "none", met: len(risk) == 0,
			state: "watch", past: s.Past.AtRisk, goal: math.NaN(), last: fmt.Sprint(len(risk)), reading: "No order due within 90 days",
		}
		if len(risk) > 0 {
			m.reading = risk[0].Name
			if d := risk[0].Plot.OrderBy; !d.IsZero() && d.After(s.Made) {
				m.reading += ": " + count(int(math.Ceil(d.Sub(s.Made).Hours()/24)), "day", "days") + " to order"
			}
		}
		list = append(list, m)
	}
	return list
}

func (o OnCall) fairMeasure() measure {
	low, high := o.People[0].Load, o.People[0].Load
	for _, p := range o.People {
		low, high = math.Min(low, p.Load), math.Max(high, p.Load)
	}
	span := func(a, b float64) string {
		if a == b {
			return chart.Amount(a)
		}
		return chart.Amount(a) + "–" + chart.Amount(b)
	}
	m := measure{
		name: "Fairness of load", now: span(high, low) + " points", period: o.Period, target: span(o.High, o.Low), met: high <= o.High, goal: math.NaN(),
		state: "above the bound", reading: "Proven: none better",
	}
	if !o.Proven {
		m.reading = "The bound is not proven"
	}
	return m
}

func (s TeamSummary) measureTable(ms []measure) block {
	lines := false
	for _, m := range ms {
		lines = lines || len(m.past) > 1
	}
	t := table{columns: []column{{head: "Measure", flex: true}, {head: "Now", align: pen.Right}, {head: "Period"}, {head: "Target"}, {head: "State"}}}
	if lines {
		t.columns = append(t.columns, column{head: "Periods so far", width: 80})
	}
	t.columns = append(t.columns, column{head: "Reading", width: 120})
	for _, m := range ms {
		state := text("met")
		if !m.met {
			state = cell{text: m.state, alarm: true}
		}
		cells := []cell{bold(m.name), bold(m.now), {text: m.period, muted: true}, {text: m.target}, state}
		if lines {
			spark := cell{text: "no earlier figures", muted: true}
			if len(m.past) > 1 {
				spark = cell{chart: chart.Spark{Values: m.past, Target: m.goal, Limit: math.NaN(), Last: m.last}}
			}
			cells = append(cells, spark)
		}
		t.rows = append(t.rows, row{cells: append(cells, text(m.reading))})
	}
	about := ""
	if lines {
		about = "Small lines: the last periods, last value named; dashed: target"
	}
	return section{title: "How the team is doing", about: about, body: []block{t}}
}

// shownOrders fit on a page that somebody reads; more are counted.
const shownOrders = 6

func (s TeamSummary) orders() block {
	if s.Capacity == nil {
		return nil
	}
	c := chart.Orders{Now: s.Made}
	sum, all, far := 0.0, 0, s.Made.AddDate(0, 6, 0)
	for _, r := range s.Capacity.sorted() {
		if !r.orders() {
			continue
		}
		if all++; len(c.Rows) == shownOrders {
			continue
		}
		sum += r.Cost
		figure := s.Capacity.cost(r.Cost)
		if figure == "" {
			figure = r.Quantity
		}
		c.Rows = append(c.Rows, chart.Order{Name: r.Name, OrderBy: r.Plot.OrderBy, FullP10: r.Plot.FullP10, FullP50: r.Plot.FullP50, FullP90: r.Plot.FullP90, Figure: figure})
		for _, t := range []time.Time{r.Plot.OrderBy, r.Plot.FullP10, r.Plot.FullP50, r.Plot.FullP90} {
			if t.After(far) {
				far = t
			}
		}
	}
	if len(c.Rows) == 0 {
		return nil
	}
	if latest := s.Made.AddDate(0, 15, 0); far.After(latest) {
		far = latest
	}
	y, m, _ := s.Made.Date()
	c.From = time.Date(y, m, 1, 0, 0, 0, 0, s.Made.Location())
	c.To = time.Date(far.Year(), far.Month()+1, 1, 0, 0, 0, 0, s.Made.Location())
	last := c.Rows[len(c.Rows)-1].OrderBy
	about := fmt.Sprintf("%s to %s", capital(count(len(c.Rows), "order", "orders")), longDay(last, s.Made))
	if all > len(c.Rows) {
		about = fmt.Sprintf("The first %s of %s, due by %s", number(len(c.Rows)), count(all, "order", "orders"), longDay(last, s.Made))
	}
	if cost := s.Capacity.cost(sum); cost != "" {
		about += ", " + cost + " in all"
	}
	return section{title: "What to order when", about: about + "; 80 % range of the day each resource is full", body: []block{figure{chart: c, height: c.Height(), before: 2}}}
}

func (s TeamSummary) method() string {
	var parts []string
	if s.OnCall != nil {
		parts = append(parts, s.OnCall.Points)
	}
	if s.Toil != nil {
		parts = append(parts, "Toil is total toil hours over total hours worked, leave excluded.")
	}
	if s.Capacity != nil {
		parts = append(parts, s.Capacity.Method)
	}
	return sentences(parts...)
}

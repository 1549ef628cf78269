package report

import (
	"fmt"
	"math"

	"watchbill/chart"
)

func (c Capacity) summary(rs []Resource) summary {
	var full, due, later, blind, filling []Resource
	for _, r := range rs {
		_, _, over := r.over()
		switch {
		case over:
			full = append(full, r)
		case r.orders() && r.Plot.OrderBy.Before(c.Made.Add(near)):
			due = append(due, r)
		case r.orders():
			later = append(later, r)
		case r.fills():
			filling = append(filling, r)
		case !r.forecast(), len(r.Plot.Limits) == 0: // without a limit nothing is ever full
			blind = append(blind, r)
		}
	}
	calm := len(rs) - len(full) - len(due) - len(later) - len(filling) - len(blind)
	rest := sentences(c.fillingSentence(filling), c.calmSentence(calm, len(rs)), blindSentence(blind))
	switch {
	case len(rs) == 0:
		return summary{"No resource is recorded yet.", "Import the history of one and set its limit and lead time: this page then says when to order."}
	case len(full) > 0:
		return summary{c.fullSentence(full), sentences(c.dueRest(due), c.laterSentence(later, len(due) > 0), rest)}
	case len(due) > 0:
		return summary{c.dueSentence(due[0]), sentences(c.stateSentence(rs), c.dueRest(due[1:]), c.laterSentence(later, true), rest)}
	case len(later) > 0:
		first := later[0]
		lead := fmt.Sprintf("Nothing needs ordering before %s, when %s is due.", longDay(first.Plot.OrderBy, c.Made), c.order(first))
		return summary{lead, sentences(c.stateSentence(rs), c.laterSentence(later[1:], true), rest)}
	case len(filling) > 0:
		first := filling[0]
		lead := fmt.Sprintf("%s could be full from %s.", first.Name, longDay(first.Plot.FullP10, c.Made))
		return summary{lead, sentences(c.stateSentence(rs), "Set its lead time, and this page says when to order.", c.fillingSentence(filling[1:]), c.calmSentence(calm, len(rs)), blindSentence(blind))}
	case calm > 0:
		return summary{fmt.Sprintf("Nothing needs ordering before %s.", c.horizonWords()), sentences(c.sureSentence(rs), c.stateSentence(rs), blindSentence(blind))}
	}
	return summary{"No date can be given yet.", blindSentence(blind)}
}

// fillingSentence names those that fill up and have no lead time to order by.
func (c Capacity) fillingSentence(filling []Resource) string {
	switch n := len(filling); n {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf("%s could be full from %s, and has no lead time to order by.", filling[0].Name, longDay(filling[0].Plot.FullP10, c.Made))
	default:
		return fmt.Sprintf("%s more could be full, the first from %s, and have no lead time to order by.", capital(number(n)), longDay(filling[0].Plot.FullP10, c.Made))
	}
}

// stateSentence says where a resource stands, in a report on one alone.
func (c Capacity) stateSentence(rs []Resource) string {
	if len(rs) != 1 {
		return ""
	}
	r := rs[0]
	last, ok := r.Plot.Latest()
	limit, limited := r.Plot.LimitAt(last.Time)
	if !ok || !limited || limit <= 0 {
		return ""
	}
	s := fmt.Sprintf("It stands at %s of %s, %s", chart.Amount(last.Value), r.amount(limit), percent(100*last.Value/limit))
	if !math.IsNaN(r.Growth) {
		way := "grows"
		if r.Growth < 0 {
			way = "shrinks"
		}
		s += fmt.Sprintf(", and %s by %s in 30 days", way, r.amount(math.Abs(30*r.Growth)))
	}
	if !r.Plot.FullP50.IsZero() {
		s += fmt.Sprintf("; most likely it is full around %s", longDay(r.Plot.FullP50, c.Made))
	}
	return s + "."
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
	if len(full) == 1 {
		return fmt.Sprintf("%s is full: %s of %s are in use.", full[0].Name, chart.Amount(use), full[0].amount(limit))
	}
	return fmt.Sprintf("%s resources are full, first %s with %s of %s in use.",
		capital(number(len(full))), full[0].Name, chart.Amount(use), full[0].amount(limit))
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
		return fmt.Sprintf("It is %s sure that %s is not full by then.", chart.Percent(least), name)
	}
	return fmt.Sprintf("The nearest to its limit is %s, %s sure not to be full by then.", name, chart.Percent(least))
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

// quality says what the data are like: each series where they are few, else all together.
func (c Capacity) quality(rs []Resource) string {
	if len(rs) > 4 {
		return together(rs)
	}
	var parts []string
	for _, r := range rs {
		q := r.Quality
		if q.Points == 0 {
			parts = append(parts, r.Name+": nothing recorded.")
			continue
		}
		s := r.Name + ": " + values(q.Points)
		if !q.From.IsZero() {
			s += fmt.Sprintf(" from %s to %s", shortDate(q.From), shortDate(q.To))
		}
		parts = append(parts, s+q.troubles()+".")
	}
	return sentences(parts...)
}

func values(n int) string { return chart.Number(float64(n), 0) + " " + plural(n, "value", "values") }

func (q Quality) troubles() string {
	s := ""
	for _, x := range []struct {
		n    int
		what string
	}{
		{q.Filled, "filled in"},
		{q.Outliers, plural(q.Outliers, "marked as an outlier", "marked as outliers")},
		{q.NotRead, plural(q.NotRead, "line not read", "lines not read")},
	} {
		if x.n > 0 {
			s += fmt.Sprintf(", %s %s", chart.Number(float64(x.n), 0), x.what)
		}
	}
	return s
}

// together sums the quality of many series up and names those without data.
func together(rs []Resource) string {
	var all Quality
	least, most, empty := math.MaxInt, 0, 0
	for _, r := range rs {
		q := r.Quality
		if q.Points == 0 {
			empty++
			continue
		}
		least, most = min(least, q.Points), max(most, q.Points)
		all.Points, all.Filled, all.Outliers, all.NotRead = all.Points+q.Points, all.Filled+q.Filled, all.Outliers+q.Outliers, all.NotRead+q.NotRead
	}
	if most == 0 {
		return "Nothing is recorded."
	}
	each := chart.Number(float64(least), 0)
	if least != most {
		each += " to " + chart.Number(float64(most), 0)
	}
	n := len(rs) - empty
	s := fmt.Sprintf("%s with %s values each, %s in all%s.", capital(count(n, "series", "series")), each, chart.Number(float64(all.Points), 0), all.troubles())
	if empty > 0 {
		s += fmt.Sprintf(" %s %s nothing recorded.", capital(count(empty, "resource", "resources")), plural(empty, "has", "have"))
	}
	return s
}

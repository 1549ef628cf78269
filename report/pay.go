package report

import (
	"fmt"
	"math"

	"watchbill/chart"
	"watchbill/chart/pen"
)

// Pay shows how much each person was on call in a month, by kind of hour, and what that pays.
type Pay struct {
	Scope
	People   []Paid
	Most     float64 // share of their time, 0 to 1, that people may be on call; 0: no limit
	Currency string  // "EUR"
	Total    string  // of all, a plain amount; empty: nothing is paid
	Rates    string  // what is paid, a sentence
	Formula  string  // how loads are counted
	Rule     string  // how pay is counted
}

// Paid is one person's load and pay in the month.
type Paid struct {
	Name                             string
	Hours                            float64 // union of all duties
	Share                            float64 // of the month, 0 to 1
	Limit                            bool    // Share is above what the team allows
	Weekend, Night, Holiday          float64 // hours; they may overlap
	Weekends, Nights, Holidays       int
	Shifts                           int
	Minutes                          [4]int  // weekday, night, weekend, holiday: each minute once
	Flat                             float64 // whole shifts paid flat
	HoursAmount, FlatAmount, Amounts string  // plain amounts; empty: nothing is paid
}

// Doc makes the report.
func (r Pay) Doc() Doc {
	var blocks []block
	if !r.empty() {
		blocks = append(blocks, r.figures(), r.loads(), r.pay())
	}
	blocks = append(blocks, notes{{"Loads.", r.Formula}, {"Pay.", sentences(r.Rates, r.Rule)}})
	return r.Scope.doc("Loads and pay", "Loads and pay", r.Scope.line("each person in their own local time"), r.summary(), blocks)
}

func (r Pay) empty() bool {
	for _, p := range r.People {
		if p.Hours > 0 {
			return false
		}
	}
	return true
}

// served are those who were on call at all.
func (r Pay) served() (list []Paid, sum float64) {
	for _, p := range r.People {
		if p.Hours > 0 {
			list = append(list, p)
			sum += p.Hours
		}
	}
	return list, sum
}

func (r Pay) summary() summary {
	if r.empty() {
		return summary{fmt.Sprintf("Nobody is on call in %s: no shift is published.", r.Period), "Publish the rota of a rotation; this page then shows who is on call how much, and what it pays."}
	}
	served, sum := r.served()
	least, most := served[0], served[0]
	for _, p := range served {
		if p.Hours < least.Hours {
			least = p
		}
		if p.Hours > most.Hours {
			most = p
		}
	}
	lead := fmt.Sprintf("%s %s on call for %s in %s.", capital(count(len(served), "person", "people")), plural(len(served), "is", "are"), hours(sum), r.Period)
	rest := fmt.Sprintf("%s has the most, %s, and %s the least, %s.", most.Name, hours(most.Hours), least.Name, hours(least.Hours))
	if len(served) == 1 {
		rest = ""
	}
	if r.Total != "" {
		rest = sentences(rest, fmt.Sprintf("%s %s is to be paid.", r.Currency, r.Total))
	}
	return summary{lead, rest}
}

func (r Pay) figures() block {
	served, sum := r.served()
	low, high := math.Inf(1), 0.0
	var weekends, holidays float64
	over := 0
	for _, p := range served {
		low, high = math.Min(low, p.Hours), math.Max(high, p.Hours)
		weekends += p.Weekend
		holidays += p.Holiday
		if p.Limit {
			over++
		}
	}
	each := chart.Number(low, 0) + "–" + chart.Number(high, 0)
	if math.Round(low) == math.Round(high) {
		each = chart.Number(high, 0)
	}
	k := keyFigures{
		{chart.Number(sum, 0), "h", "on call", "in all, by " + count(len(served), "person", "people")},
		{each, "h", "each", "least and most"},
		{chart.Number(weekends, 0), "h", "on weekends", hours(holidays) + " on holidays"},
		{chart.Number(float64(over), 0), "", plural(over, "person above the limit", "people above the limit"), r.limitWords()},
	}
	if r.Total != "" {
		k = append(k, keyFigure{r.Total, r.Currency, "to be paid", "all people"})
	}
	return k
}

// limitWords says what the limit is.
func (r Pay) limitWords() string {
	if r.Most <= 0 {
		return "of their time on call"
	}
	return percent(100*r.Most) + " of their time on call"
}

func (r Pay) loads() block {
	t := table{columns: []column{
		{head: "Person", flex: true},
		{head: "Hours", align: pen.Right},
		{head: "Of the time", align: pen.Right},
		{head: "Weekends", align: pen.Right, width: 40},
		{head: "Weekend h", align: pen.Right, width: 44},
		{head: "Nights", align: pen.Right},
		{head: "Night h", align: pen.Right},
		{head: "Holidays", align: pen.Right},
		{head: "Holiday h", align: pen.Right},
		{head: "Shifts", align: pen.Right},
	}}
	var sum Paid
	all := places(r.People, func(p Paid) float64 { return p.Hours })
	weekend := places(r.People, func(p Paid) float64 { return p.Weekend })
	night := places(r.People, func(p Paid) float64 { return p.Night })
	holiday := places(r.People, func(p Paid) float64 { return p.Holiday })
	for _, p := range r.People {
		share := text(chart.Number(100*p.Share, 0) + " %")
		share.alarm = p.Limit
		t.rows = append(t.rows, row{cells: []cell{
			bold(p.Name), bold(hoursIn(p.Hours, all)), share, text(counted(p.Weekends)), text(hoursIn(p.Weekend, weekend)), text(counted(p.Nights)), text(hoursIn(p.Night, night)),
			text(counted(p.Holidays)), text(hoursIn(p.Holiday, holiday)), text(counted(p.Shifts)),
		}})
		sum.Hours, sum.Weekend, sum.Night, sum.Holiday = sum.Hours+p.Hours, sum.Weekend+p.Weekend, sum.Night+p.Night, sum.Holiday+p.Holiday
		sum.Weekends, sum.Nights, sum.Holidays, sum.Shifts = sum.Weekends+p.Weekends, sum.Nights+p.Nights, sum.Holidays+p.Holidays, sum.Shifts+p.Shifts
	}
	t.total = []cell{
		bold("All"), bold(hoursIn(sum.Hours, all)),
		{},
		bold(counted(sum.Weekends)), bold(hoursIn(sum.Weekend, weekend)), bold(counted(sum.Nights)), bold(hoursIn(sum.Night, night)),
		bold(counted(sum.Holidays)), bold(hoursIn(sum.Holiday, holiday)), bold(counted(sum.Shifts)),
	}
	return section{title: "Load by person", about: "Hours on call and how many weekends, nights and holidays they touch; an hour may be in several columns.", body: []block{t}}
}

func (r Pay) pay() block {
	t := table{columns: []column{
		{head: "Person", flex: true},
		{head: "Weekday", align: pen.Right},
		{head: "Night", align: pen.Right},
		{head: "Weekend", align: pen.Right},
		{head: "Holiday", align: pen.Right},
		{head: "All hours", align: pen.Right},
		{head: "Begun", align: pen.Right},
	}}
	paid := r.Total != ""
	if paid {
		t.columns = append(t.columns, column{head: "For hours", align: pen.Right}, column{head: "For shifts", align: pen.Right}, column{head: r.Currency, align: pen.Right})
	}
	var minutes [4]int
	flat := 0.0
	for _, p := range r.People {
		if p.Hours == 0 && p.Flat == 0 {
			continue
		}
		cells, all := []cell{bold(p.Name)}, 0
		for k, m := range p.Minutes {
			cells = append(cells, text(clock(m)))
			minutes[k] += m
			all += m
		}
		flat += p.Flat
		cells = append(cells, bold(clock(all)), text(parts(p.Flat)))
		if paid {
			cells = append(cells, text(p.HoursAmount), text(p.FlatAmount), bold(p.Amounts))
		}
		t.rows = append(t.rows, row{cells: cells})
	}
	all := 0
	t.total = []cell{bold("All")}
	for _, m := range minutes {
		t.total = append(t.total, bold(clock(m)))
		all += m
	}
	t.total = append(t.total, bold(clock(all)), bold(parts(flat)))
	if paid {
		t.total = append(t.total, cell{}, cell{}, bold(r.Total))
	}
	title, about := "Pay sheet", "Hours and minutes by kind, each minute once, and what they pay. The columns of a row add up."
	if !paid {
		title, about = "Hours by kind", "Hours and minutes, each minute once, and shifts begun in the month: what a pay sheet counts. No rates are set, so no amounts are shown."
	}
	return section{title: title, about: about, body: []block{t}}
}

// hoursIn is hours in a table, a dash for none.
func hoursIn(h float64, places int) string {
	if h == 0 {
		return "–"
	}
	return chart.Number(h, places)
}

// places is how many decimals the hours of a column need, so that all have as many.
func places(all []Paid, hours func(Paid) float64) int {
	for _, p := range all {
		if h := hours(p); math.Abs(h-math.Round(h)) >= 0.05 {
			return 1
		}
	}
	return 0
}

// clock is minutes as hours and minutes, a dash for none.
func clock(minutes int) string {
	if minutes == 0 {
		return "–"
	}
	return fmt.Sprintf("%s:%02d", chart.Number(float64(minutes/60), 0), minutes%60)
}

// parts are whole shifts, with two decimals where one was shared.
func parts(n float64) string {
	switch {
	case n == 0:
		return "–"
	case n == math.Round(n):
		return chart.Number(n, 0)
	}
	return chart.Number(n, 2)
}

package report

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"watchbill/chart"
)

var berlin = func() *time.Location {
	l, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic(err)
	}
	return l
}()

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, berlin) }

var made = time.Date(2026, 11, 18, 9, 15, 0, 0, berlin)

var team = []string{"Ana Souza", "Ben Okafor", "Chidi Eze", "Dana Kowalska", "Eun-ji Park", "Farid Haddad", "Grace Lin", "Žofie Dvořák"}

func payments(period string) Scope {
	return Scope{Team: "Payments SRE", Period: period, Zone: "Europe/Berlin", Made: made, DataTo: day(2026, 11, 17)}
}

// resource makes a series that grows by slope a day to now, and its forecast.
func resource(name, unit string, now, slope, noise, limit float64, lead int, p10, p50, p90 time.Time) Resource {
	r := rand.New(rand.NewPCG(uint64(len(name)), 7))
	c := chart.Capacity{Unit: unit, Quantity: "used", Now: made, Lead: time.Duration(lead) * 24 * time.Hour, FullP10: p10, FullP50: p50, FullP90: p90}
	if limit > 0 {
		c.Limits = []chart.Limit{{Value: limit}}
	}
	for i := 170; i >= 0; i-- {
		wobble := noise * r.NormFloat64()
		if i == 0 {
			wobble = 0
		}
		c.History = append(c.History, chart.Point{Time: made.AddDate(0, 0, -i), Value: now - slope*float64(i) + wobble})
	}
	for i := 1; i <= 230; i++ {
		k := float64(i)
		m, s := now+slope*k, noise*math.Sqrt(k)+0.12*slope*k
		c.Forecast = append(c.Forecast, chart.Band{Time: made.AddDate(0, 0, i), Mid: m, P10: m - 1.28*s, P25: m - .67*s, P75: m + .67*s, P90: m + 1.28*s})
	}
	if !p10.IsZero() {
		c.OrderBy = p10.AddDate(0, 0, -lead)
	}
	return Resource{Name: name, Plot: c, Growth: slope, Sure: math.NaN(), Quality: Quality{From: day(2026, 6, 1), To: day(2026, 11, 17), Points: 168, Filled: 2}}
}

func sampleCapacity() Capacity {
	never := time.Time{}
	c := Capacity{
		Scope: payments("fourth quarter 2026"), Horizon: day(2027, 7, 6), Currency: "€",
		Method: "Dates come from the range of the forecast, never from where one line crosses. Lead time is taken off the earliest likely day, P10.",
		Resources: []Resource{
			resource("API cluster, peak CPU", "cores", 412, 0.9, 9, 560, 14, day(2027, 3, 14), day(2027, 5, 30), never),
			resource("Session cache memory", "GB", 212, 0.05, 2, 384, 21, never, never, never),
			resource("Ledger database disk", "TB", 7.4, 0.0205, 0.06, 9, 42, day(2027, 1, 9), day(2027, 2, 2), day(2027, 3, 11)),
			resource("Payment event log disk", "TB", 18.3, 0.052, 0.15, 25.5, 30, day(2027, 2, 20), day(2027, 4, 6), day(2027, 6, 18)),
			resource("Backup store", "TB", 38, 0.06, 0.2, 60, 45, never, never, never),
			resource("Fraud scoring", "GPUs", 5.1, 0.001, 0.1, 8, 90, never, never, never),
		},
	}
	for i := range c.Resources {
		switch r := &c.Resources[i]; r.Name {
		case "Ledger database disk":
			r.Quantity, r.Cost = "4 TB", 14800
		case "Payment event log disk":
			r.Quantity, r.Cost = "6 TB", 9600
		case "API cluster, peak CPU":
			r.Quantity, r.Cost = "96 cores", 21500
		default:
			r.Sure = 0.98
		}
	}
	return c
}

func oneResource() Capacity {
	c := sampleCapacity()
	c.Resources = []Resource{c.Resources[2]}
	return c
}

func sampleOnCall() OnCall {
	o := OnCall{
		Scope: payments("October 2026"), Rotation: "Payments", Handoff: "Turns change on Monday and Saturday at 09:00.",
		From: day(2026, 10, 1), To: day(2026, 11, 1), Low: 8, High: 9, Proven: true, Waiting: 1,
		Points:  "One point per day on call; two for a primary on Saturday, Sunday or a public holiday where the person lives.",
		Quality: "All turns of October are published.",
		Notes: []chart.DayNote{
			{Day: day(2026, 10, 3), Text: "3 Oct public holiday (DE)"},
			{Day: day(2026, 10, 25), Text: "25 Oct clocks back, 25 h"},
			{Day: day(2026, 10, 28), Text: "28 Oct holiday (CZ)"},
		},
	}
	o.DataTo = day(2026, 10, 31)
	swap := 0
	for k, name := range []string{"Primary", "Secondary"} {
		r := chart.RotaRow{Name: name}
		for i, t := 3*k, day(2026, 9, 28).Add(9*time.Hour); t.Before(o.To); i++ {
			end := t.AddDate(0, 0, 5)
			if t.Weekday() == time.Saturday {
				end = t.AddDate(0, 0, 2)
			}
			turn := chart.Turn{Start: t, End: end, Name: first(team[i%8]), Person: i%8 + 1}
			if i%4 == 1 {
				swap++
				turn.Swap = swap
				o.Swaps = append(o.Swaps, Swap{swap, fmt.Sprintf("%s, %s: %s, %s", turn.Name, first(team[(i+2)%8]), name, t.Format("2 Jan"))})
			}
			r.Turns = append(r.Turns, turn)
			t = end
		}
		o.Rows = append(o.Rows, r)
	}
	for i, name := range team {
		load := 9.0
		if i == 4 {
			load = 8
		}
		o.People = append(o.People, Carried{name, load, 168 + float64(i*7%50), 2 + i%2, 2 + i%5, i % 2})
	}
	return o
}

func first(name string) string {
	for i, r := range name {
		if r == ' ' {
			return name[:i]
		}
	}
	return name
}

// gapped is the sample with its secondary away on two weekends.
func gapped() OnCall {
	o := sampleOnCall()
	for i := range o.Rows[1].Turns {
		if t := o.Rows[1].Turns[i].Start; t.Weekday() == time.Saturday && (t.Day() == 10 || t.Day() == 24) {
			o.Rows[1].Turns[i].Name = ""
		}
	}
	o.Proven, o.High, o.Low = false, 0, 0
	return o
}

func sampleToil() Toil {
	t := Toil{
		Scope: payments("third quarter 2026"), Cap: 50, Hours: 1681, Worked: 3480, Previous: 52, Before: "Q2",
		Slope: -0.9, SlopeLow: -1.1, SlopeHigh: -0.7, Count: 18,
		Events: []chart.Event{{Time: day(2026, 8, 24), Text: "24 Aug: certificate renewal automated"}},
		Gaps:   "94 % of worked hours are recorded; two days in W33 are missing and left out on both sides.",
	}
	t.DataTo = day(2026, 9, 27)
	for i, v := range []float64{51, 53, 50, 52, 54, 51, 49, 48, 47, 44, 43, 45, 41} {
		at := day(2026, 6, 29+7*i)
		t.Weeks = append(t.Weeks, chart.Point{Time: at, Value: v})
		m := 53.9 - .9*float64(i)
		t.Fit = append(t.Fit, chart.Band{Time: at, Mid: m, P10: m - 1.2, P25: m - .6, P75: m + .6, P90: m + 1.2})
	}
	for i, s := range []float64{57, 44, 41, 38, 35, 33, 31, math.NaN()} {
		t.People = append(t.People, chart.PersonShare{Name: team[i], Person: i + 1, Share: s})
	}
	t.Tasks = []chart.Task{
		{Name: "Ticket triage and routing", Hours: 412},
		{Name: "Restarts after deploys", Hours: 318},
		{Name: "Certificate renewals", Hours: 236},
		{Name: "Capacity requests by hand", Hours: 198},
		{Name: "Settlement data fixes", Hours: 167},
		{Name: "Access requests", Hours: 131},
		{Name: "Finance report", Hours: 98},
		{Name: "11 other tasks", Hours: 121, Rest: true},
	}
	return t
}

func sampleTeam() TeamSummary {
	o, t, c := sampleOnCall(), sampleToil(), sampleCapacity()
	return TeamSummary{
		Scope: Scope{Team: "Payments SRE", Period: "October 2026 or the third quarter", Made: made, DataTo: day(2026, 11, 17)}, For: "the Director of Payments",
		OnCall: &o, Toil: &t, Capacity: &c,
		Past:    Past{Coverage: []float64{100, 100, 97, 100, 100, 100}, Toil: []float64{58, 56, 54, 55, 52, 48}, AtRisk: []float64{0, 1, 0, 0, 1, 2}},
		Well:    "Certificate renewal runs by itself since 24 August: 16 h a week saved (90 % range 14–19), promised 15.",
		Worries: "Black Friday (27 November) could bring the ledger date forward to 22 December. Archiving 2024 data frees 0.9 TB and is under way.",
	}
}

// samplePay is a month of eight people, one of whom has a very long name and one of whom had nothing.
func samplePay(paid bool) Pay {
	r := Pay{
		Scope: payments("October 2026"), Currency: "EUR", Rates: "EUR 2.00 a weekday hour, 3.00 night, 4.50 weekend, 6.00 holiday, 100.00 a shift; night 22:00–06:00.",
		Formula: "Hours on call, published, in each person’s local time; two duties at once count once.", Rule: "Each hour on call is paid once.",
	}
	for i, name := range []string{"Ana Souza", "Wolfeschlegelsteinhausenbergerdorff the Elder of Somewhere", "Ben Okafor", "Chidi Eze", "Dana Kowalska", "Eun-ji Park", "Farid Haddad"} {
		h := 169 + float64(i)
		r.People = append(r.People, Paid{
			Name: name, Hours: h, Share: h / 745, Limit: i == 6, Weekend: 49, Night: 57, Holiday: float64(i%2) * 24, Weekends: 1, Nights: 7,
			Holidays: i % 2, Shifts: 1 + i%2, Minutes: [4]int{80 * 60, 40 * 60, 49 * 60, i * 60}, Flat: 1.5,
		})
	}
	r.People = append(r.People, Paid{Name: "Grace Lin"})
	if paid {
		r.Total = "123456.78"
		for i := range r.People {
			r.People[i].HoursAmount, r.People[i].FlatAmount, r.People[i].Amounts = "500.50", "150.00", "12650.50"
		}
	}
	return r
}

// samples are all the documents that the tests look at.
func samples() map[string]Doc {
	return map[string]Doc{
		"capacity": sampleCapacity().Doc(), "capacity-one": oneResource().Doc(), "capacity-none": Capacity{Scope: payments("")}.Doc(),
		"oncall": sampleOnCall().Doc(), "oncall-gaps": gapped().Doc(), "oncall-none": OnCall{Scope: payments("October 2026"), Rotation: "Payments"}.Doc(),
		"pay": samplePay(true).Doc(), "pay-none": Pay{Scope: payments("October 2026")}.Doc(), "pay-without-rates": samplePay(false).Doc(),
		"toil": sampleToil().Doc(), "toil-none": Toil{Scope: payments("third quarter 2026"), Cap: 50, Previous: math.NaN(), Slope: math.NaN()}.Doc(),
		"team": sampleTeam().Doc(), "team-none": TeamSummary{Scope: payments("October 2026")}.Doc(),
		"capacity-40": manyResources(40).Doc(), "oncall-60": manyPeople(60).Doc(), "oncall-quarter": quarter().Doc(), "toil-60": manyToil(60).Doc(),
		"rota": sampleRota(A4, day(2026, 11, 16), 56).Doc(), "rota-a3-year": sampleRota(A3, day(2027, 1, 1), 365).Doc(), "rota-many": manyRows(60).Doc(),
	}
}

func manyResources(n int) Capacity {
	c := sampleCapacity()
	base := c.Resources
	c.Resources = nil
	for i := range n {
		r := base[i%len(base)]
		r.Name = fmt.Sprintf("%s %d", r.Name, i/len(base)+1)
		if i%7 == 3 {
			r.Name += ", the replica in the second data centre that nobody likes to touch"
		}
		c.Resources = append(c.Resources, r)
	}
	return c
}

func manyPeople(n int) OnCall {
	o := sampleOnCall()
	o.People, o.Swaps = nil, nil
	for i := range n {
		o.People = append(o.People, Carried{Name: fmt.Sprintf("%s %d", team[i%8], i+1), Load: float64(6 + i%4), Hours: 24 * float64(i%9), Weekends: i % 3, Nights: i % 4})
		o.Swaps = append(o.Swaps, Swap{i + 1, fmt.Sprintf("%s, %s: primary, %d Oct", team[i%8], team[(i+3)%8], i%30+1)})
	}
	o.Proven = false
	return o
}

func manyToil(n int) Toil {
	t := sampleToil()
	t.People = nil
	for i := range n {
		t.People = append(t.People, chart.PersonShare{Name: fmt.Sprintf("%s %d", team[i%8], i+1), Share: float64(20 + i%40)})
	}
	return t
}

// quarter is an on-call report over three months.
func quarter() OnCall {
	o := sampleOnCall()
	o.Period, o.To = "fourth quarter 2026", day(2027, 1, 1)
	for k := range o.Rows {
		last := o.Rows[k].Turns[len(o.Rows[k].Turns)-1]
		for i, t := k, last.End; t.Before(o.To); i++ {
			end := t.AddDate(0, 0, 7)
			o.Rows[k].Turns = append(o.Rows[k].Turns, chart.Turn{Start: t, End: end, Name: first(team[i%8]), Person: i%8 + 1})
			t = end
		}
	}
	o.Proven = false
	return o
}

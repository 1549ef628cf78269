package report

import (
	"math"
	"strings"
	"testing"
	"time"

	"watchbill/chart"
)

func TestOnCallSummary(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*OnCall)
		want   string
	}{
		"covered": {
			func(o *OnCall) {},
			"Every hour of October 2026 was covered by a primary and a secondary; there were no gaps. " +
				"The rota is the fairest possible, with 8 to 9 load points each for eight people. Five swaps were made and one swap waits for an answer.",
		},
		"month to come": {
			func(o *OnCall) { o.Made, o.Swaps, o.Waiting, o.People = day(2026, 9, 20), nil, 0, nil },
			"Every hour of October 2026 is covered by a primary and a secondary; there are no gaps.",
		},
		"one role, all alike, not proven": {
			func(o *OnCall) {
				o.Rows, o.Proven, o.Waiting, o.Swaps = o.Rows[:1], false, 2, nil
				for i := range o.People {
					o.People[i].Load = 9
				}
			},
			"Every hour of October 2026 was covered by a primary; there were no gaps. Eight people carry 9 load points each; the bound is 9. Two swaps wait for an answer.",
		},
		"two gaps": {
			func(o *OnCall) { *o = gapped(); o.Swaps, o.Waiting, o.People = nil, 0, nil },
			"97 hours of October 2026 had no secondary. They fell on 10–12 October and 24–26 October.",
		},
		"one gap": {
			func(o *OnCall) {
				o.Rows[1].Turns = append([]chart.Turn{}, o.Rows[1].Turns...)
				for i := range o.Rows[1].Turns {
					if o.Rows[1].Turns[i].Start.Day() == 10 {
						o.Rows[1].Turns[i].Start = o.Rows[1].Turns[i].Start.Add(time.Hour)
					}
				}
				o.Swaps, o.Waiting, o.People = nil, 0, nil
			},
			"1 hour of October 2026 had no secondary. It fell on 10 October.",
		},
		"gaps in both roles to come": {
			func(o *OnCall) {
				*o = gapped()
				o.Rows[0].Turns = o.Rows[0].Turns[1:]
				o.Made, o.Swaps, o.Waiting, o.People = day(2026, 9, 20), nil, 0, nil
			},
			"57 hours of October 2026 have no primary and 97 hours have no secondary. They fall on 1–3 October, 10–12 October and 24–26 October.",
		},
		"a quarter": {
			func(o *OnCall) { *o = quarter(); o.Swaps, o.Waiting, o.People = nil, 0, nil },
			"Every hour of the fourth quarter 2026 is covered by a primary and a secondary; there are no gaps.",
		},
		"nothing published": {
			func(o *OnCall) { o.Rows = nil },
			"Nobody is on call in October 2026: no shift is published. Generate a draft of the rotation, look at it and publish it; this page then shows who is on call when.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			o := sampleOnCall()
			c.change(&o)
			same(t, o.summary(), c.want)
		})
	}
}

func TestToilSummary(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Toil)
		want   string
	}{
		"under and falling": {
			func(q *Toil) {},
			"Toil took 48 % of working time, just under the 50 % cap, and is falling by about one point a week. " +
				"Five of 13 weeks were over the cap, none since that of 3 August. Ticket triage and routing took most, 412 h or 25 % of it; four tasks make up 69 %.",
		},
		"over, no trend": {
			func(q *Toil) { q.Hours, q.SlopeHigh, q.Tasks = 1980, 0.2, nil },
			"Toil took 57 % of working time, seven points over the 50 % cap, with no clear trend. Five of 13 weeks were over the cap, none since that of 3 August.",
		},
		"one point over, rising": {
			func(q *Toil) {
				q.Hours, q.Slope, q.SlopeLow, q.SlopeHigh, q.Tasks, q.Weeks = 1775, 2, 1, 3, nil, q.Weeks[:12]
				for i := range q.Weeks {
					q.Weeks[i].Value = 51
				}
			},
			"Toil took 51 % of working time, one point over the 50 % cap, and is rising by 2.0 points a week. All twelve weeks were over the cap.",
		},
		"too little for a trend": {
			func(q *Toil) { q.Weeks, q.Tasks = q.Weeks[4:], nil },
			"Toil took 48 % of working time, just under the 50 % cap. Two of nine weeks were over the cap, none since that of 3 August. " +
				"Nine weeks are recorded; a trend needs twelve, so none is shown.",
		},
		"one week": {
			func(q *Toil) { q.Weeks, q.Tasks, q.Hours = q.Weeks[12:], q.Tasks[:1], 400 },
			"Toil took 11 % of working time, under the 50 % cap. The one week recorded was not over the cap. " +
				"Ticket triage and routing took most, 412 h or 100 % of it. One week is recorded; a trend needs twelve, so none is shown.",
		},
		"no hours worked": {
			func(q *Toil) { q.Worked, q.Tasks = 0, nil },
			"1,681 h of toil are recorded, but no hours worked. Give each person their contracted hours a week, and the share can be compared with the cap.",
		},
		"nothing recorded": {
			func(q *Toil) { q.Hours = 0 },
			"No toil is recorded for this period. Log it where it happens, in one line with its minutes: this page then shows the share of time it takes and where it goes.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			q := sampleToil()
			c.change(&q)
			same(t, q.summary(), c.want)
		})
	}
}

func TestCapacitySummary(t *testing.T) {
	only := func(names ...string) func(*Capacity) {
		return func(c *Capacity) {
			var kept []Resource
			for _, r := range c.Resources {
				for _, n := range names {
					if r.Name == n {
						kept = append(kept, r)
					}
				}
			}
			c.Resources = kept
		}
	}
	for name, c := range map[string]struct {
		change func(*Capacity)
		want   string
	}{
		"one due, two follow": {
			func(c *Capacity) {},
			"Order 4 TB for Ledger database disk by 28 November (€14,800): it could be full from 9 January 2027 and an order takes six weeks. " +
				"Two more orders follow by 21 January 2027 and 28 February 2027, together €31,100. The other three resources need nothing before July 2027.",
		},
		"one alone": {
			only("Ledger database disk"),
			"Order 4 TB for Ledger database disk by 28 November (€14,800): it could be full from 9 January 2027 and an order takes six weeks. " +
				"It stands at 7.4 of 9 TB, 82 %, and grows by 0.615 TB in 30 days; most likely it is full around 2 February 2027.",
		},
		"overdue, no costs": {
			func(c *Capacity) {
				only("Ledger database disk", "Backup store")(c)
				c.Currency = ""
				for i := range c.Resources {
					if c.Resources[i].orders() {
						c.Resources[i].Plot.OrderBy, c.Resources[i].Quantity = day(2026, 11, 3), ""
					}
				}
			},
			"Order more room for Ledger database disk now, it was due on 3 November: it could be full from 9 January 2027 and an order takes six weeks. " +
				"The other resource needs nothing before July 2027.",
		},
		"only later": {
			only("Payment event log disk", "Backup store", "Session cache memory"),
			"Nothing needs ordering before 21 January 2027, when 6 TB for Payment event log disk is due. The other two resources need nothing before July 2027.",
		},
		"nothing to order": {
			only("Backup store", "Session cache memory"),
			"Nothing needs ordering before July 2027. The nearest to its limit is Backup store, 98 % sure not to be full by then.",
		},
		"full": {
			func(c *Capacity) {
				only("Backup store", "Session cache memory")(c)
				for i := range c.Resources {
					c.Resources[i].Plot.Limits = []chart.Limit{{Value: 30}}
				}
				c.Resources[0].Plot.Limits[0].Value = 400
			},
			"Backup store is full: 38 of 30 TB are in use. The other resource needs nothing before July 2027.",
		},
		"too little data": {
			func(c *Capacity) {
				only("Backup store")(c)
				c.Resources[0].Plot.Forecast = nil
			},
			"No date can be given yet. Backup store has too little data or no limit, so no date is given for it.",
		},
		"full without a unit": {
			func(c *Capacity) {
				only("Backup store")(c)
				c.Resources[0].Plot.Unit, c.Resources[0].Plot.Limits = "", []chart.Limit{{Value: 30}}
			},
			"Backup store is full: 38 of 30 are in use.",
		},
		"no limit": {
			func(c *Capacity) {
				only("Backup store")(c)
				c.Resources[0].Plot.Limits = nil
			},
			"No date can be given yet. Backup store has too little data or no limit, so no date is given for it.",
		},
		"nothing recorded": {
			func(c *Capacity) { c.Resources = nil },
			"No resource is recorded yet. Import the history of one and set its limit and lead time: this page then says when to order.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			q := sampleCapacity()
			c.change(&q)
			same(t, q.summary(q.sorted()), c.want)
		})
	}
}

func TestTeamSummary(t *testing.T) {
	s := sampleTeam()
	same(t, s.summary(), "On-call is fully covered and toil is just under the 50 % cap; one order of €14,800 must go out by 28 November. "+
		"It is for Ledger database disk, which could be full from 9 January 2027. Toil took 48 % of working time against 52 % in Q2. We ask for two decisions.")
	gaps := gapped()
	s.OnCall, s.Capacity = &gaps, nil
	same(t, s.summary(), "On-call has two gaps of 97 hours and toil is just under the 50 % cap. Toil took 48 % of working time against 52 % in Q2. We ask for nothing now.")
	s.Toil, s.OnCall = nil, nil
	same(t, s.summary(), "Nothing is recorded for this team yet. Publish a rota, log toil or import a capacity series: this page then says where the team stands.")
}

func same(t *testing.T, s summary, want string) {
	t.Helper()
	got := strings.TrimSpace(s.lead + " " + s.rest)
	if got != want {
		t.Errorf("got:  %s\nwant: %s", got, want)
	}
	if n := len(strings.Fields(got)); n > 75 {
		t.Errorf("%d words, want at most 75", n)
	}
}

func TestWords(t *testing.T) {
	for got, want := range map[string]string{
		count(1, "swap", "swaps"): "one swap", count(12, "swap", "swaps"): "twelve swaps", count(13, "swap", "swaps"): "13 swaps",
		count(0, "gap", "gaps"): "no gaps", number(1500): "1,500",
		list(nil): "", list([]string{"a"}): "a", list([]string{"a", "b", "c"}): "a, b and c",
		span(42 * 24 * time.Hour): "six weeks", span(24 * time.Hour): "one day", span(10 * 24 * time.Hour): "ten days", span(7 * 24 * time.Hour): "seven days",
		days(day(2026, 10, 31), day(2026, 11, 2)): "31 October – 2 November", days(day(2026, 10, 3), day(2026, 10, 3)): "3 October",
		hours(48): "48 h", hours(1.5): "1.5 h", chart.Percent(0.999): "over 99 %", chart.Percent(0.004): "under 1 %", chart.Percent(0.98): "98 %",
		capital("žofie"): "Žofie", capital(""): "", against(50.2, 50): "as much as the 50 % cap allows",
		slopeWords(-0.9, -1.1, -0.7): ", and is falling by about one point a week", slopeWords(math.Inf(1), 1, 2): ", and is rising by – points a week",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestOnCallRolesThatBegin(t *testing.T) {
	o := sampleOnCall()
	o.Rows, o.People = o.Rows[:1], nil
	o.Swaps, o.Waiting = nil, 0
	o.Rows[0].Name = "Ledger batch primary"
	o.Rows[0].Begins = day(2026, 10, 19)
	var turns []chart.Turn
	for _, turn := range o.Rows[0].Turns {
		if !turn.Start.Before(o.Rows[0].Begins) {
			turns = append(turns, turn)
		}
	}
	o.Rows[0].Turns = turns
	o.Rows[0].Begins = turns[0].Start
	o.Rows = append(o.Rows, chart.RotaRow{Name: "Fraud primary", Begins: o.To})
	got := o.summary()
	want := summary{
		"Every hour of October 2026 was covered in Ledger batch primary; there were no gaps.",
		"Ledger batch primary began on 19 October. Fraud primary has no shift published so far.",
	}
	if got != want {
		t.Errorf("summary: got %q, want %q", got, want)
	}
	if got, want := o.asked(), o.To.Sub(turns[0].Start).Hours(); got != want {
		t.Errorf("hours asked for: got %v, want %v", got, want)
	}
}

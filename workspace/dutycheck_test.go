package workspace

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"watchbill/model"
)

// at is a local time in Berlin.
func at(day, clock string) time.Time {
	l, err := model.ParseLocalTime(day + "T" + clock)
	if err != nil {
		panic(err)
	}
	return model.Resolve(l, berlin)
}

// mustRota makes a rotation of one role with just these published shifts.
func mustRota(t *testing.T, w *Workspace, name string, duties ...ScheduledDuty) model.Rotation {
	t.Helper()
	ctx := context.Background()
	if _, _, err := w.ImportSchedule(ctx, "rota.csv", model.Rotation{Name: name, Zone: "Europe/Berlin"}, duties, true); err != nil {
		t.Fatal(err)
	}
	rotations, err := w.Rotations(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range rotations {
		if x.Name == name {
			return x
		}
	}
	t.Fatalf("%s was not made", name)
	return model.Rotation{}
}

func TestDutyCheckFindsEachKindOnce(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t) // Wednesday 18 November 2026, 10:42
	for _, n := range []string{"Ana", "Ben", "Chidi"} {
		if _, err := w.SavePerson(ctx, model.Person{Name: n, Zone: "Europe/Berlin", WeekMinutes: 2400}); err != nil {
			t.Fatal(err)
		}
	}
	pay := mustRota(t, w, "Payments",
		ScheduledDuty{Start: at("2026-11-19", "09:00"), End: at("2026-11-20", "09:00"), Who: "Ana"},
		ScheduledDuty{Start: at("2026-11-20", "09:00"), End: at("2026-11-21", "09:00"), Who: "Ben"},
		ScheduledDuty{Start: at("2026-11-22", "09:00"), End: at("2026-11-23", "09:00"), Who: "Chidi"}, // a day nobody has before it
	)
	edge := mustRota(t, w, "Edge",
		ScheduledDuty{Start: at("2026-11-20", "17:00"), End: at("2026-11-21", "09:00"), Who: "Ana"}, // 8 h after
		ScheduledDuty{Start: at("2026-11-22", "09:00"), End: at("2026-11-22", "21:00"), Who: "Chidi"},
	)
	people, err := w.People(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range people {
		if p.Name == "Ben" {
			day := model.Date{Year: 2026, Month: 11, Day: 20}
			if _, err := w.SaveTimeOff(ctx, model.TimeOff{PersonID: p.ID, Interval: day.Interval(berlin), AllDay: true, Kind: "sick"}); err != nil {
				t.Fatal(err)
			}
		}
	}
	window := model.Interval{Start: at("2026-11-01", "00:00"), End: at("2026-11-23", "09:00")}
	c, err := w.DutyCheck(ctx, window)
	if err != nil {
		t.Fatal(err)
	}
	if !c.Window.Start.Equal(w.Now()) {
		t.Errorf("looked from %v on; want now", c.Window.Start)
	}
	check := func(c DutyCheck, want []string) {
		t.Helper()
		findings, err := w.DutyFindings(ctx, c)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range findings {
			got = append(got, strings.Join([]string{f.Kind, Days(f.Interval, "Europe/Berlin", w.Now()), f.Person, f.Rotation, f.Role, f.Words}, "|"))
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("want -, got +:\n%s", d)
		}
		if c.Count() != len(want) {
			t.Errorf("Count: got %d, want %d", c.Count(), len(want))
		}
	}
	away := "away|Fri 20 Nov 09:00 – Sat 21 Nov 00:00|Ben|Payments|primary|time off: sick"
	rest := "short rest|Fri 20 Nov 09:00–17:00|Ana|Edge|primary|8 h of rest after Payments primary, the rule asks for 11 h"
	gap := "gap|Sat 21 Nov 09:00 – Sun 22 Nov 09:00||Payments|primary|no shift for 1 d"
	edgeGap := "gap|Sat 21 Nov 09:00 – Sun 22 Nov 09:00||Edge|primary|no shift for 1 d"
	double := "double booking|Sun 22 Nov 09:00–21:00|Chidi|Payments|primary|also Edge primary"
	ends := "gap|Sun 22 Nov 21:00 – Mon 23 Nov 09:00||Edge|primary|nothing is published after that"
	share := "share of time|Wed 18 Nov 10:42 – Mon 23 Nov 09:00|Ana|||on call 33.8 % of 18–23 Nov, the limit is 25 %"
	check(c, []string{away, rest, edgeGap, gap, double, ends, share})
	check(c.Of(pay.ID), []string{away, rest, gap, double, share})
	check(c.Of(edge.ID), []string{rest, edgeGap, double, ends, share})

	if _, err := w.SetDutyRules(ctx, model.DutyRules{Rest: 8 * time.Hour, MaxShare: 0.4}); err != nil {
		t.Fatal(err)
	}
	if c, err = w.DutyCheck(ctx, window); err != nil {
		t.Fatal(err)
	}
	check(c, []string{away, edgeGap, gap, double, ends})
	if c, err = w.DutyCheck(ctx, model.Interval{Start: window.Start, End: w.Now()}); err != nil || c.Count() != 0 {
		t.Errorf("what is over: got %+v, %v; want nothing", c, err)
	}
}

func TestDutyNeeds(t *testing.T) {
	w := mustOpen(t)
	var pay, edge []ScheduledDuty
	for week := range 8 {
		start := at("2026-11-23", "09:00").AddDate(0, 0, 7*week)
		who := []string{"Ana", "Ben", "Chidi", "Dana"}[week%4]
		pay = append(pay, ScheduledDuty{Start: start, End: start.AddDate(0, 0, 7), Who: who})
		if week == 1 { // Ana again, six hours after Payments; and an hour at once with Ben
			edge = append(edge, ScheduledDuty{Start: start.Add(6 * time.Hour), End: start.Add(8 * time.Hour), Who: "Ana"},
				ScheduledDuty{Start: start.Add(8 * time.Hour), End: start.Add(9 * time.Hour), Who: "Ben"})
		}
	}
	mustRota(t, w, "Payments", pay...)
	if got := needs(t, w, NeedDouble, NeedRest, NeedShare); len(got) != 0 {
		t.Errorf("a quarter each, and three weeks of rest: got %q, want nothing", got)
	}
	mustRota(t, w, "Edge", edge...)
	want := []string{"Ben is on call twice at once Mon 30 Nov 17:00–18:00", "Ana rests only 6 h between two duties", "Ana is on call 25.1 % of their time"}
	if d := cmp.Diff(want, needs(t, w, NeedDouble, NeedRest, NeedShare)); d != "" {
		t.Errorf("want -, got +:\n%s", d)
	}
	if _, err := w.SetDutyRules(context.Background(), model.DutyRules{MaxShare: 1}); err != nil {
		t.Fatal(err)
	}
	if got := needs(t, w, NeedDouble, NeedRest, NeedShare); len(got) != 1 {
		t.Errorf("without rules: got %q, want the double booking only", got)
	}
}

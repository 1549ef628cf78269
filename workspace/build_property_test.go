package workspace

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"watchbill/model"
	"watchbill/rostering"
	"watchbill/rostering/verify"
)

// Whatever is built and accepted keeps everybody's time off, rest, pairs, seniors and pins, and gives nobody two roles at once; and what
// is exported passes the separate verifier.
func TestEveryAcceptedRotaKeepsTheRules(t *testing.T) {
	dir, round := t.TempDir(), 0
	rapid.Check(t, func(t *rapid.T) {
		ctx := context.Background()
		round++
		path := filepath.Join(dir, fmt.Sprintf("%d.watchbill", round))
		putBlank(t, path)
		w, err := Open(ctx, path, Config{Via: "test", Who: "test", Now: func() time.Time { return now }})
		if err != nil {
			t.Fatal(err)
		}
		defer w.Close()
		r, rules := drawTeam(t, w)
		p, err := w.PlanBuild(ctx, BuildQuestion{Rotation: r.ID, Weeks: rapid.IntRange(2, 6).Draw(t, "weeks"), Rules: rules})
		if model.CodeOf(err) == model.Invalid {
			return // such as more seniors than there are; it was explained
		}
		if err != nil {
			t.Fatal(err)
		}
		result, err := p.Solve(ctx, time.Second, nil)
		if err != nil {
			t.Fatal(err)
		}
		checkExport(t, p, result)
		if result.Rota == nil {
			if _, err := w.AcceptBuild(ctx, p, result); err == nil {
				t.Fatal("accepted a rota that does not exist")
			}
			return
		}
		if _, err := w.AcceptBuild(ctx, p, result); err != nil {
			t.Fatal(err)
		}
		draft, err := w.Reader().RotationShifts(ctx, r.ID, model.Draft, model.Interval{})
		if err != nil {
			t.Fatal(err)
		}
		checkDraft(t, w, p, draft)
		if _, err := w.Publish(ctx, r.ID); err != nil {
			t.Fatal(err)
		}
		repair, err := w.PlanRepair(ctx, r.ID)
		if err != nil {
			t.Fatal(err)
		}
		if rules.MaxInRow == 0 && len(repair.Change.Changes) != 0 && rulesStored(ctx, w, r) == rules.RestTurns {
			t.Fatalf("a rota just published needs a repair: %+v", repair.Change.Changes)
		}
	})
}

// rulesStored is the rest that repairs of a rotation keep.
func rulesStored(ctx context.Context, w *Workspace, r model.Rotation) int {
	rules, err := w.Rules(ctx, r)
	if err != nil {
		return -1
	}
	return rules.RestTurns
}

// drawTeam makes a team with a rotation, time off, pairs, and rules.
func drawTeam(t *rapid.T, w *Workspace) (model.Rotation, model.BuildRules) {
	ctx := context.Background()
	must := func(d Done, err error) model.ID {
		if err != nil {
			t.Fatal(err)
		}
		return d.ID
	}
	rule := model.Plain{
		First: model.NewLocalTime(2026, 11, 23, 9, 0, 0),
		Turns: model.Pattern{{N: rapid.IntRange(1, 3).Draw(t, "every"), Unit: rapid.SampledFrom([]model.Unit{model.Days, model.Weeks}).Draw(t, "unit")}},
	}
	roles := []string{"primary", "secondary"}[:rapid.IntRange(1, 2).Draw(t, "roles")]
	seniors := 0
	for i := range rapid.IntRange(2, 7).Draw(t, "people") {
		x := model.Person{
			Name: fmt.Sprintf("P%d", i), Zone: rapid.SampledFrom([]string{"Europe/Berlin", "America/Sao_Paulo"}).Draw(t, "zone"),
			WeekMinutes: rapid.SampledFrom([]int{2400, 2400, 1200}).Draw(t, "hours"), Senior: rapid.Bool().Draw(t, "senior"),
			Region: rapid.SampledFrom([]string{"", "DE-BE", "BR"}).Draw(t, "region"),
		}
		if x.Senior {
			seniors++
		}
		rule.People = append(rule.People, must(w.SavePerson(ctx, x)))
	}
	drawn := model.NewRotation("Payments", "Europe/Berlin", roles, rule)
	drawLayers(t, &drawn)
	must(w.SaveRotation(ctx, drawn))
	rotations, err := w.Rotations(ctx)
	if err != nil {
		t.Fatal(err)
	}
	r := rotations[0]
	for range rapid.IntRange(0, 4).Draw(t, "off") {
		from := now.AddDate(0, 0, rapid.IntRange(0, 60).Draw(t, "from"))
		off := model.TimeOff{PersonID: rapid.SampledFrom(rule.People).Draw(t, "who"), Interval: model.Interval{Start: from, End: from.AddDate(0, 0, rapid.IntRange(1, 14).Draw(t, "days"))}}
		must(w.SaveTimeOff(ctx, off))
	}
	if len(rule.People) > 4 && rapid.Bool().Draw(t, "pair") {
		must(w.KeepApart(ctx, rule.People[0], rule.People[1]))
	}
	return r, model.BuildRules{
		RestTurns: rapid.IntRange(0, 2).Draw(t, "rest"), MaxInRow: rapid.IntRange(0, 3).Draw(t, "row"), MinSenior: min(rapid.IntRange(0, 1).Draw(t, "min"), seniors),
		ByHours: rapid.Bool().Draw(t, "by hours"), HistoryWeeks: 26, HolidayFactor: rapid.IntRange(1, 3).Draw(t, "factor"),
		KeepPublished: true, Criteria: []string{model.CriterionHolidays, model.CriterionWeekends}[:rapid.IntRange(0, 2).Draw(t, "criteria")],
	}
}

// drawLayers restricts a plain rotation, or divides its days between two layers with the same people or other ones.
func drawLayers(t *rapid.T, r *model.Rotation) {
	v := &r.Versions[0]
	windows := rapid.SampledFrom([]string{"", "Mon-Fri 09:00-17:00", "daily 20:00-08:00", "Mon-Fri 08:00-08:00"}).Draw(t, "windows")
	v.Layers[0].Windows, _ = model.ParseWindows(windows)
	if windows == "" || rapid.Bool().Draw(t, "one layer") {
		return
	}
	v.Layers[0].Name, v.Layers[0].Windows[0].Days, v.Layers[0].Windows[0].Over = "day", model.EveryDay, 0
	v.Layers[0].Windows[0].From, v.Layers[0].Windows[0].Until = 8*60, 20*60
	night := v.Clone().Layers[0]
	night.Name, night.Zone = "night", "Europe/Paris"
	night.Windows[0].From, night.Windows[0].Until, night.Windows[0].Over = 20*60, 8*60, 1
	if members := night.Orders[0].Members; len(members) > 4 {
		half := len(members) / 2
		v.Layers[0].Orders[0].Members, night.Orders[0].Members = members[:half], members[half:]
	}
	v.Layers = append(v.Layers, night)
}

func checkExport(t *rapid.T, p BuildPlan, result *rostering.Result) {
	var instance, solution bytes.Buffer
	if err := json.NewEncoder(&instance).Encode(p.Instance); err != nil {
		t.Fatal(err)
	}
	if err := result.WriteJSON(&solution); err != nil {
		t.Fatal(err)
	}
	report, err := verify.Check(&instance, &solution)
	if err != nil {
		t.Fatal(err)
	}
	proven := result.Status == rostering.StatusOptimal || result.Status == rostering.StatusInfeasible
	if got := report.ExitCode(); len(report.Faults) > 0 || proven && got != 0 {
		t.Fatalf("%s, the verifier says %d:\n%s", result.Status, got, report.Text())
	}
}

func checkDraft(t *rapid.T, w *Workspace, p BuildPlan, draft []model.Shift) {
	ctx := context.Background()
	off, err := w.Reader().TimeOff(ctx, p.Rotation.TeamID, model.Interval{})
	if err != nil {
		t.Fatal(err)
	}
	pairs, err := w.Aparts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	senior := map[model.ID]bool{}
	for _, x := range p.People {
		senior[x.ID] = x.Senior
	}
	turnOf := func(s model.Shift) int {
		return slices.IndexFunc(p.Turns, func(t model.Turn) bool { return t.Touches(s.Interval) })
	}
	seniors := map[int64]int{}
	for i, s := range draft {
		if s.PersonID == 0 {
			t.Fatalf("%s: nobody", s.Start)
		}
		if senior[s.PersonID] {
			seniors[s.Start.Unix()]++
		}
		for _, o := range off {
			if o.PersonID == s.PersonID && o.Overlaps(s.Interval) {
				t.Fatalf("%s: %d is away", s.Start, s.PersonID)
			}
		}
		for _, o := range draft[:i] {
			free := max(turnOf(s)-turnOf(o), turnOf(o)-turnOf(s)) - 1
			switch {
			case o.PersonID == s.PersonID && o.Overlaps(s.Interval):
				t.Fatalf("%s: %d has two roles at once", s.Start, s.PersonID)
			case o.PersonID == s.PersonID && free >= 0 && free < p.rest:
				t.Fatalf("%s and %s: too little rest for %d", o.Start, s.Start, s.PersonID)
			}
			if l, _ := p.Rotation.Versions[0].Layer(p.Turns[turnOf(s)].Layer); !slices.Contains(l.People(), s.PersonID) {
				t.Fatalf("%s: %d is not in the layer %s", s.Start, s.PersonID, l.Name)
			}
			for _, a := range pairs {
				if o.Overlaps(s.Interval) && (a.A == o.PersonID && a.B == s.PersonID || a.B == o.PersonID && a.A == s.PersonID) {
					t.Fatalf("%s: a pair that is kept apart", s.Start)
				}
			}
		}
	}
	for _, turn := range p.Turns {
		if seniors[turn.Start.Unix()] < p.Rules.MinSenior {
			t.Fatalf("%s: %d seniors, want %d", turn.Start, seniors[turn.Start.Unix()], p.Rules.MinSenior)
		}
	}
}

package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/rostering"
	"watchbill/workspace"
)

// ruleFlags are the flags that say which rules a rota keeps. Those that are not given stay as stored.
type ruleFlags struct {
	rest, criteria                   string
	seniors, inRow, history, holiday int
	keep, byHours                    bool
}

func (f *ruleFlags) register(c *cobra.Command) {
	fs := c.Flags()
	fs.StringVar(&f.rest, "rest", "", "free `TIME` between two turns of one person: turns, such as 2, or hours, such as 48h")
	fs.IntVar(&f.seniors, "seniors", 0, "least `NUMBER` of seniors among the people of each turn")
	fs.IntVar(&f.inRow, "in-row", 0, "most `TURNS` in a row of one person where there is no rest; 0 for no limit")
	fs.StringVar(&f.criteria, "criteria", "", "what is spread after the duties, in this order: `LIST` of weekends, nights, holidays; none for nothing")
	fs.IntVar(&f.history, "history", model.DefaultHistoryWeeks, "how many `WEEKS` of duties served count as load carried over")
	fs.IntVar(&f.holiday, "holiday-factor", 1, "how many times as much a turn with a public holiday weighs, `N` from 1 to 5")
	fs.BoolVar(&f.keep, "keep-published", true, "change as little as possible of what is published")
	fs.BoolVar(&f.byHours, "by-hours", true, "a full load follows contracted hours")
}

// apply changes rules by the flags that were given, and says what became of hours.
func (f *ruleFlags) apply(a *app, c *cobra.Command, ws *workspace.Workspace, r model.Rotation, rules *model.BuildRules) error {
	given := c.Flags().Changed
	if given("rest") {
		turns, words, err := model.ParseRest(f.rest, r.At(ws.Now()).Hours())
		if err != nil {
			return asUsage("rest", err)
		}
		if words != "" {
			a.note("%s.", words)
		}
		rules.RestTurns = turns
	}
	if given("seniors") {
		rules.MinSenior = f.seniors
	}
	if given("in-row") {
		rules.MaxInRow = f.inRow
	}
	if given("criteria") {
		rules.Criteria = split(f.criteria)
		if f.criteria == "none" {
			rules.Criteria = nil
		}
	}
	if given("history") {
		rules.HistoryWeeks = f.history
	}
	if given("holiday-factor") {
		rules.HolidayFactor = max(f.holiday, -1)
		if f.holiday == 0 {
			return usagef("holiday-factor", "--holiday-factor: a turn with a holiday weighs 1 to 5 times as much, not 0.")
		}
	}
	if given("keep-published") {
		rules.KeepPublished = f.keep
	}
	if given("by-hours") {
		rules.ByHours = f.byHours
	}
	err := rules.Check()
	return asUsage(flagOfRule[model.FieldOf(err)], err)
}

// flagOfRule names the flag that a field of the rules is set by.
var flagOfRule = map[string]string{"rest": "rest", "max_in_row": "in-row", "min_senior": "seniors", "history": "history", "holiday_factor": "holiday-factor", "criteria": "criteria"}

func newRotaBuildCmd(a *app) *cobra.Command {
	var f ruleFlags
	var from, export string
	var weeks int
	var seconds float64
	var accept bool
	c := a.leaf("build [ROTATION] [--from DAY] [--weeks 26] [--rest 2|48h] [--accept] …", "Build the fairest rota from the team's data, with a proof", needs("[ROTATION]"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		if !(seconds > 0 && seconds <= 86_400) {
			return usagef("seconds", "--seconds: %g is not possible. Give the engine between 0.01 and 86,400 seconds.", seconds)
		}
		ws, r, rules, err := a.rules(ctx, args)
		if err != nil {
			return err
		}
		if err := f.apply(a, cmd, ws, r, &rules); err != nil {
			return err
		}
		q := workspace.BuildQuestion{Rotation: r.ID, Weeks: weeks, Rules: rules}
		if from != "" {
			loc, err := model.Zone(r.Zone)
			if err != nil {
				return err
			}
			if q.From, err = parseMoment("from", from, loc); err != nil {
				return err
			}
		}
		plan, err := ws.PlanBuild(ctx, q)
		if err != nil {
			return err
		}
		result, err := plan.Solve(ctx, time.Duration(seconds*float64(time.Second)), a.solving())
		if err != nil {
			return err
		}
		if err := ws.AddWays(ctx, q, result); err != nil {
			return err
		}
		if result.Status != rostering.StatusOptimal {
			a.look()
		}
		if export != "" {
			if err := a.exportBuild(plan, result, export); err != nil {
				return err
			}
		}
		summary := ""
		if accept {
			done, err := ws.AcceptBuild(ctx, plan, result)
			if err != nil {
				return err
			}
			summary = done.Entry.Summary
		}
		return a.showBuild(ws, plan, result, summary)
	})
	fs := c.Flags()
	fs.StringVar(&from, "from", "", "start at the first handoff at or after this `DAY` (default where the published rota ends)")
	fs.IntVar(&weeks, "weeks", 26, "how many `WEEKS` to build")
	fs.Float64Var(&seconds, "seconds", 10, "stop after so many `SECONDS` with what is known by then")
	fs.BoolVar(&accept, "accept", false, "keep the rota as the rotation's draft, in place of an earlier one")
	fs.StringVar(&export, "export", "", "`FILE.json` for the rota and its proof; the question goes beside it as FILE.instance.json")
	f.register(c)
	c.Long = "Build the rota that keeps every rule and spreads the load most fairly, under time off, duties of other rotations, what was served before and public holidays, and prove that none does better. " +
		"Rules that no flag names are those stored for the rotation (“watchbill rota rules show”). Nothing is kept without --accept.\n\n" +
		"Exit code 0: proven the fairest. 3: look: not proven within the time, or no rota keeps the rules (the answer says why, and what would help)."
	c.Example = "  watchbill rota build Payments --weeks 26\n  watchbill rota build Payments --rest 48h --criteria weekends,holidays --accept\n  watchbill rota build Payments --export rota.json && watchbill rota verify rota.instance.json rota.json"
	return c
}

// rules opens the file and returns a rotation with its rules.
func (a *app) rules(ctx context.Context, args []string) (*workspace.Workspace, model.Rotation, model.BuildRules, error) {
	ws, err := a.existing(ctx)
	if err != nil {
		return nil, model.Rotation{}, model.BuildRules{}, err
	}
	r, err := a.rotation(ctx, ws, args)
	if err != nil {
		return ws, r, model.BuildRules{}, err
	}
	rules, err := ws.Rules(ctx, r)
	return ws, r, rules, err
}

// exportBuild writes what “watchbill rota verify” reads: the question, and the answer with its certificate.
func (a *app) exportBuild(plan workspace.BuildPlan, result *rostering.Result, path string) error {
	instance := strings.TrimSuffix(path, ".json") + ".instance.json"
	if path == "-" {
		return usagef("export", "--export needs the name of a file: two are written, the question and the answer.")
	}
	err := a.writeOutput(instance, func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetIndent("", " ")
		return e.Encode(plan.Instance)
	})
	if err != nil {
		return err
	}
	if err := a.writeOutput(path, result.WriteJSON); err != nil {
		return err
	}
	a.note("Wrote %s and %s. Anybody can check them with “watchbill rota verify %[1]s %[2]s”.", instance, path)
	return nil
}

type buildJSON struct {
	Rotation string          `json:"rotation"`
	Status   string          `json:"status"` // optimal, feasible, infeasible or unknown
	Headline string          `json:"headline"`
	Turns    []buildTurnJSON `json:"turns"`
	People   []buildLoadJSON `json:"people"`
	SumSq    float64         `json:"sum_sq"`
	Bound    float64         `json:"bound"`
	Changes  *int            `json:"changes,omitempty"` // of what is published
	Witness  string          `json:"witness"`
	WaysOut  []string        `json:"ways_out"`
	Absent   []string        `json:"absent"`  // away or on call elsewhere in every turn
	Summary  string          `json:"summary"` // of the change, with --accept
}

type buildTurnJSON struct {
	Start   string   `json:"start"`
	End     string   `json:"end"`
	People  []string `json:"people"` // per role
	Holiday string   `json:"holiday,omitempty"`
}

type buildLoadJSON struct {
	Person string  `json:"person"`
	Before int     `json:"before"` // load carried over
	Credit int     `json:"credit"` // the part of it that a newcomer gets for the time before they joined
	Duties int     `json:"duties"`
	Load   int     `json:"load"` // before + duties with their weights
	Share  float64 `json:"share"`
}

func (a *app) showBuild(ws *workspace.Workspace, plan workspace.BuildPlan, result *rostering.Result, summary string) error {
	j := buildJSON{
		Rotation: plan.Rotation.Name, Status: string(result.Status), Headline: result.Headline(), Turns: []buildTurnJSON{}, People: []buildLoadJSON{},
		SumSq: result.SumSq, Bound: result.Bound, Changes: result.Changes, Witness: plan.WhyNot(result), WaysOut: []string{}, Absent: []string{}, Summary: summary,
	}
	for _, x := range plan.Absent {
		j.Absent = append(j.Absent, x.Name)
	}
	for _, w := range result.WaysOut {
		j.WaysOut = append(j.WaysOut, plan.WayOut(w))
	}
	for t, row := range result.Rota {
		turn := buildTurnJSON{Start: stamp(plan.Turns[t].Start), End: stamp(plan.Turns[t].End), People: row}
		if h, ok := plan.HoldsHoliday(t); ok {
			turn.Holiday = h.Name
		}
		j.Turns = append(j.Turns, turn)
	}
	if result.Rota != nil {
		j.People = loadsOf(plan, result)
	}
	return a.show(j, func(w io.Writer) error { return writeBuild(w, plan, j) })
}

// loadsOf is everybody's load, most loaded first.
func loadsOf(plan workspace.BuildPlan, result *rostering.Result) []buildLoadJSON {
	duties := map[string]int{}
	for _, row := range result.Rota {
		for _, who := range row {
			duties[who]++
		}
	}
	var out []buildLoadJSON
	for i, x := range plan.People {
		out = append(out, buildLoadJSON{x.Name, plan.Before[x.ID], plan.Credit[x.ID], duties[x.Name], result.Loads[x.Name], plan.Instance.People[i].Share.Float()})
	}
	slices.SortStableFunc(out, func(a, b buildLoadJSON) int { return b.Load - a.Load })
	return out
}

func writeBuild(w io.Writer, plan workspace.BuildPlan, j buildJSON) error {
	if len(j.Turns) > 0 {
		heads := []string{"From", "Until"}
		for _, role := range plan.Rotation.Roles {
			heads = append(heads, role.Name)
		}
		t := newTable(append(heads, "Holiday")...)
		for i, turn := range j.Turns {
			row := append([]string{minute(plan.Turns[i].Start), minute(plan.Turns[i].End)}, turn.People...)
			t.add(append(row, turn.Holiday)...)
		}
		if err := t.write(w); err != nil {
			return err
		}
		loads := newTable("Person", ">Before", ">Duties", ">Load", ">Share")
		for _, x := range j.People {
			loads.add(x.Person, fmt.Sprint(x.Before), fmt.Sprint(x.Duties), fmt.Sprint(x.Load), model.FormatPercent(x.Share))
		}
		if err := printf(w, "\n"); err != nil {
			return err
		}
		if err := loads.write(w); err != nil {
			return err
		}
		if err := printf(w, "\n"); err != nil {
			return err
		}
	}
	lines := []string{strings.TrimSuffix(j.Headline, ".") + "."}
	if j.Witness != "" {
		lines = append(lines, j.Witness)
	}
	for _, way := range j.WaysOut {
		lines = append(lines, "  What would help: "+way+".")
	}
	for _, x := range j.Absent {
		lines = append(lines, x+" is away or on call elsewhere in every turn and takes no part.")
	}
	for _, x := range j.People {
		if x.Credit > 0 {
			lines = append(lines, fmt.Sprintf("%s joined later and starts with %d, what the others served on average before.", x.Person, x.Credit))
		}
	}
	if j.Changes != nil {
		lines = append(lines, model.Count(*j.Changes, "published shift changes.", "published shifts change."))
	}
	switch {
	case j.Summary != "":
		lines = append(lines, j.Summary)
	case len(j.Turns) > 0:
		lines = append(lines, "Nothing was kept. Add --accept to make it the draft.")
	}
	return printf(w, "%s\n", strings.Join(lines, "\n"))
}

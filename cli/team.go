package cli

import (
	"context"
	"io"
	"math"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/workspace"
)

func newTeamCmd(a *app) *cobra.Command {
	return a.group("team", "The team: its settings, limits of duty, change freezes",
		newTeamShowCmd(a), newTeamListCmd(a), newTeamEditCmd(a), newTeamFreezeCmd(a))
}

type teamJSON struct {
	ID        model.ID `json:"id"`
	Name      string   `json:"name"`
	Zone      string   `json:"zone"`
	ToilCap   float64  `json:"toil_cap"` // share of worked hours
	WeekStart string   `json:"week_start"`
	Sample    bool     `json:"sample"`
}

// teamRulesJSON is a team with its limits on how much one person is on call.
type teamRulesJSON struct {
	teamJSON
	RestHours   float64 `json:"rest_hours"`   // least time between two duties of one person
	OncallShare float64 `json:"oncall_share"` // most of a person's time on call
}

func teamOf(t model.Team) teamJSON {
	return teamJSON{t.ID, t.Name, t.Zone, t.ToilCap, strings.ToLower(t.WeekStart.String()), t.Sample}
}

func newTeamShowCmd(a *app) *cobra.Command {
	c := a.leaf("show", "Show the team's settings", needs(), a.inFile(func(ctx context.Context, ws *workspace.Workspace, _ []string) error {
		team, err := ws.Team(ctx)
		if err != nil {
			return err
		}
		people, err := ws.People(ctx)
		if err != nil {
			return err
		}
		rules, err := ws.DutyRules(ctx)
		if err != nil {
			return err
		}
		return a.show(teamRulesJSON{teamOf(team), rules.Rest.Hours(), rules.MaxShare}, func(w io.Writer) error {
			sample := ""
			if team.Sample {
				sample = " (sample)"
			}
			return printf(w, "%s%s · %s · %s\ntoil cap %s of worked hours · weeks begin on %s\n%s\nfile %s\n", team.Name, sample,
				model.Count(len(people), "person", "people"), team.Zone, model.FormatPercent(team.ToilCap), team.WeekStart,
				workspace.DutyRuleWords(rules), ws.Path())
		})
	}))
	c.Example = "  watchbill team show"
	return c
}

func newTeamListCmd(a *app) *cobra.Command {
	c := a.leaf("list", "List the teams of the file", needs(), a.inFile(func(ctx context.Context, ws *workspace.Workspace, _ []string) error {
		teams, err := ws.Reader().Teams(ctx)
		if err != nil {
			return err
		}
		t := newTable(">ID", "Name", "Zone", ">Toil cap", "Week begins", "Sample")
		rows := make([]teamJSON, 0, len(teams))
		for _, x := range teams {
			rows = append(rows, teamOf(x))
			sample := "no"
			if x.Sample {
				sample = "yes"
			}
			t.add(idText(x.ID), x.Name, x.Zone, model.FormatPercent(x.ToilCap), x.WeekStart.String(), sample)
		}
		return a.showTable(rows, t, "The file has no team yet. Adding the first person makes one; “watchbill team edit --name NAME” names it.")
	}))
	c.Example = "  watchbill team list"
	return c
}

func newTeamEditCmd(a *app) *cobra.Command {
	var name, zone, weekStart string
	var toilCap, rest, oncallShare float64
	c := a.leaf("edit [--name NAME] [--zone ZONE] [--toil-cap 50] [--week-start monday] [--rest 11] [--oncall-share 25]", "Change the team's settings", needs(), func(cmd *cobra.Command, _ []string) error {
		ctx, given := cmd.Context(), cmd.Flags().Changed
		day, err := weekday(weekStart)
		if err != nil {
			return err
		}
		if !(rest >= 0 && rest <= 672) {
			return usagef("rest", "--rest: %g is no rest. Write hours from 0 to 672, such as 11.", rest)
		}
		ws, err := a.open(ctx)
		if err != nil {
			return err
		}
		team, err := ws.Team(ctx)
		if model.CodeOf(err) == model.NotFound {
			team, err = model.Team{Name: "My team", ToilCap: 0.5, WeekStart: time.Monday}, nil
		}
		if err != nil {
			return err
		}
		if given("name") {
			team.Name = name
		}
		if given("zone") {
			team.Zone = zone
		}
		if given("toil-cap") {
			team.ToilCap = toilCap / 100
		}
		if given("week-start") {
			team.WeekStart = day
		}
		if !given("rest") && !given("oncall-share") {
			return a.done(ws.SaveTeam(ctx, team))
		}
		rules, err := ws.DutyRules(ctx)
		if err != nil {
			return err
		}
		if given("rest") {
			rules.Rest = time.Duration(math.Round(rest*60)) * time.Minute
		}
		if given("oncall-share") {
			rules.MaxShare = oncallShare / 100
		}
		return a.done(ws.SaveTeamAndRules(ctx, team, rules))
	})
	fs := c.Flags()
	fs.StringVar(&name, "name", "", "the team's `NAME`")
	fs.StringVar(&zone, "zone", "", "the `ZONE` of the team's pages and reports")
	fs.Float64Var(&toilCap, "toil-cap", 50, "toil cap in `PERCENT` of worked hours")
	fs.StringVar(&weekStart, "week-start", "monday", "the `DAY` on which weeks begin")
	fs.Float64Var(&rest, "rest", 11, "least `HOURS` between two duties of one person; 0 for none")
	fs.Float64Var(&oncallShare, "oncall-share", 25, "most of a person's time on call, in `PERCENT`")
	c.Example = "  watchbill team edit --name \"Payments SRE\" --zone Europe/Berlin --toil-cap 40\n  watchbill team edit --rest 12 --oncall-share 30"
	return c
}

func weekday(s string) (time.Weekday, error) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if name := strings.ToLower(d.String()); strings.EqualFold(s, name) || strings.EqualFold(s, name[:3]) {
			return d, nil
		}
	}
	return 0, usagef("week-start", "--week-start: %q is no day of the week. Write one such as monday.", s)
}

package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/workspace"
)

type findingJSON struct {
	Kind     string `json:"kind"`
	Start    string `json:"start"`
	End      string `json:"end"`
	Rotation string `json:"rotation"`
	Role     string `json:"role"`
	Person   string `json:"person"`
	Words    string `json:"words"`
}

func newOncallCheckCmd(a *app) *cobra.Command {
	var weeks int
	c := a.leaf("check [ROTATION] [--weeks 8]", "What is wrong with who is on call ahead: gaps, absences, double bookings, rest", needs("[ROTATION]"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		if weeks < 1 || weeks > 260 {
			return usagef("weeks", "--weeks: %d is not possible. Choose from 1 to 260.", weeks)
		}
		ws, err := a.existing(ctx)
		if err != nil {
			return err
		}
		loc, err := teamZoneOrUTC(ctx, ws)
		if err != nil {
			return err
		}
		now := ws.Now().In(loc)
		check, err := ws.DutyCheck(ctx, model.Interval{Start: now, End: now.AddDate(0, 0, 7*weeks)})
		if err != nil {
			return err
		}
		rotations, err := ws.Rotations(ctx)
		if err != nil {
			return err
		}
		where := "all rotations"
		if len(args) > 0 {
			r, err := a.rotation(ctx, ws, args)
			if err != nil {
				return err
			}
			check, where, rotations = check.Of(r.ID), r.Name, []model.Rotation{r}
		}
		findings, err := ws.DutyFindings(ctx, check)
		if err != nil {
			return err
		}
		t := newTable("What", "From", "Until", "Rotation", "Role", "Person", "")
		rows := []findingJSON{}
		missing, err := notPublished(ctx, ws, rotations, check.Window)
		if err != nil {
			return err
		}
		for _, f := range append(missing, findings...) {
			a.look()
			rows = append(rows, findingJSON{f.Kind, stamp(f.Start.In(loc)), stamp(f.End.In(loc)), f.Rotation, f.Role, f.Person, f.Words})
			t.add(f.Kind, minuteZoned(f.Start.In(loc)), minuteZoned(f.End.In(loc)), f.Rotation, f.Role, f.Person, f.Words)
		}
		if len(rotations) == 0 {
			return a.showTable(rows, t, "There is no rotation yet, so there is nothing to check. Add one with “watchbill rota add NAME --people ana,ben,chidi”.")
		}
		return a.showTable(rows, t, fmt.Sprintf("Nothing found in the next %s of %s: no gap, nobody away or on call twice, and enough rest.", model.Count(weeks, "week", "weeks"), where))
	})
	c.Flags().IntVar(&weeks, "weeks", 8, "how many `WEEKS` ahead")
	c.Long = "Check what is published from now on: rotations of which nothing is published yet, gaps, shifts with nobody's name, people who are away or have left while on call, people with two duties at once (in one rotation or two), rests shorter " +
		"than the team's rule, and people on call for more of their time than the team's limit (“watchbill team edit --rest 11 --oncall-share 25”). What is over is history and not looked at. " +
		"The exit code is 3 when something is found."
	c.Example = "  watchbill oncall check\n  watchbill oncall check payments --weeks 26 --json"
	return c
}

// notPublished finds the rotations of which nothing was ever published: nobody is on call, and no gap says so, for those count from the
// first published shift on.
func notPublished(ctx context.Context, ws *workspace.Workspace, rotations []model.Rotation, window model.Interval) ([]workspace.DutyFinding, error) {
	var out []workspace.DutyFinding
	for _, r := range rotations {
		until, err := ws.PublishedUntil(ctx, r)
		if err != nil {
			return nil, err
		}
		if until.IsZero() {
			out = append(out, workspace.DutyFinding{Kind: "not published", Interval: window, Rotation: r.Name, Words: "nothing is published yet"})
		}
	}
	return out, nil
}

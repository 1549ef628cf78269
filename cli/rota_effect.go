package cli

import (
	"context"
	"io"
	"time"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/workspace"
)

// effectFlags say from when a change of a rule holds, and whether it is only looked at.
type effectFlags struct {
	from string
	dry  bool
}

func (f *effectFlags) register(c *cobra.Command) {
	c.Flags().StringVar(&f.from, "from", "", "the change holds from this `DATE` or moment in the rotation's zone on, and makes a version (default now)")
	c.Flags().BoolVar(&f.dry, "dry-run", false, "say which shifts change and what to look at, and store nothing")
}

// rule returns the version of a rotation that the flags say to change.
func (f *effectFlags) rule(ws *workspace.Workspace, r *model.Rotation) (*model.Version, error) {
	var from time.Time
	if f.from != "" {
		loc, err := model.Zone(r.Zone)
		if err != nil {
			return nil, err
		}
		if from, err = parseMoment("from", f.from, loc); err != nil {
			return nil, err
		}
	}
	return r.RuleFrom(from, ws.Now()), nil
}

type ruleChangeJSON struct {
	Role  string `json:"role"`
	Start string `json:"start"`
	End   string `json:"end"`
	From  string `json:"from"` // person by the rule of now; empty where the shift is new
	To    string `json:"to"`   // person by the changed rule; empty where the shift goes
}

type personChangeJSON struct {
	Person string  `json:"person"`
	Before float64 `json:"hours_before"` // of the shifts that change
	After  float64 `json:"hours_after"`
}

type impactJSON struct {
	Summary  string             `json:"summary"`
	Until    string             `json:"until"`
	Changes  []ruleChangeJSON   `json:"changes"`
	People   []personChangeJSON `json:"people"`
	Warnings []string           `json:"warnings"`
}

// saveRule stores a changed rotation and says what to look at, or with --dry-run only what would change.
func (a *app) saveRule(ctx context.Context, ws *workspace.Workspace, r model.Rotation, f effectFlags) error {
	impact, err := ws.PlanSaveRotation(ctx, r)
	if err != nil {
		return err
	}
	if f.dry {
		return a.showImpact(impact)
	}
	done, err := ws.SaveRotation(ctx, r)
	if err == nil {
		for _, words := range impact.Warnings {
			a.note("%s", words)
		}
		if impact.Shifts > 0 {
			words := "By the rule, " + lowerFirst(impact.Say())
			if impact.Ahead {
				words += " What is published stays until another rota is published."
			}
			a.note("%s", words)
		}
	}
	return a.done(done, err)
}

func (a *app) showImpact(i workspace.RuleImpact) error {
	j := impactJSON{Summary: i.Say(), Until: stamp(i.Window.End), Changes: []ruleChangeJSON{}, People: []personChangeJSON{}, Warnings: append([]string{}, i.Warnings...)}
	t := newTable("From", "Until", "Role", "Person", "Was")
	for _, c := range i.Changes {
		row := ruleChangeJSON{Role: c.Role}
		if !c.After.Start.IsZero() {
			row.To = nameOr(i.Names, c.After.PersonID)
		}
		if !c.Before.Start.IsZero() {
			row.From = nameOr(i.Names, c.Before.PersonID)
		}
		row.Start, row.End = stamp(c.Start), stamp(c.End)
		j.Changes = append(j.Changes, row)
		if len(j.Changes) <= mostChanges {
			t.add(minuteZoned(c.Start), minuteZoned(c.End), c.Role, row.To, row.From)
		}
	}
	for _, p := range i.People {
		j.People = append(j.People, personChangeJSON{i.Names[p.PersonID], p.Before.Hours(), p.After.Hours()})
	}
	return a.show(j, func(w io.Writer) error {
		if !t.empty() {
			if err := t.write(w); err != nil {
				return err
			}
		}
		if more := len(j.Changes) - mostChanges; more > 0 {
			if err := printf(w, "… and %s; --json has all.\n", model.Count(more, "more change", "more changes")); err != nil {
				return err
			}
		}
		for _, words := range i.Warnings {
			if err := printf(w, "%s\n", words); err != nil {
				return err
			}
		}
		return printf(w, "%s Nothing was stored.\n", j.Summary)
	})
}

// mostChanges is how many changes a table shows.
const mostChanges = 20

func lowerFirst(s string) string {
	if s != "" && s[0] >= 'A' && s[0] <= 'Z' {
		return string(s[0]+'a'-'A') + s[1:]
	}
	return s
}

func newRotaPreviewCmd(a *app) *cobra.Command {
	var from string
	var weeks int
	c := a.leaf("preview [ROTATION] [--from DATE] [--weeks 8]", "Show what the rule of a rotation gives", needs("[ROTATION]"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, r, err := a.openRotation(ctx, args)
		if err != nil {
			return err
		}
		loc, err := model.Zone(r.Zone)
		if err != nil {
			return err
		}
		if weeks < 1 || weeks > 520 {
			return usagef("weeks", "--weeks: %d is not possible. Ask for 1 to 520 weeks.", weeks)
		}
		start := ws.Now().In(loc)
		if from != "" {
			if start, err = parseMoment("from", from, loc); err != nil {
				return err
			}
		}
		shifts, err := ws.PreviewRule(ctx, r, model.Interval{Start: start, End: start.AddDate(0, 0, 7*weeks)})
		if err != nil {
			return err
		}
		names, err := namesByID(ctx, ws)
		if err != nil {
			return err
		}
		return a.showShifts(shiftRows([]model.Rotation{r}, shifts, names), "The rule gives no shift in this time. Look at its first handoff with “watchbill rota versions”.")
	})
	c.Flags().StringVar(&from, "from", "", "the first `DATE` or moment to show (default now)")
	c.Flags().IntVar(&weeks, "weeks", 8, "how many `WEEKS` to show")
	c.Long = "Show the shifts that a rotation's rule gives, past and to come: its versions, layers, windows, and who joins or leaves. Nothing is stored, and what is published may differ."
	c.Example = "  watchbill rota preview Payments --weeks 4\n  watchbill rota preview Payments --from 2026-03-23 --weeks 2 --json"
	return c
}

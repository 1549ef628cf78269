package cli

import (
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/workspace"
)

type illnessJSON struct {
	Person  string            `json:"person"`
	Until   string            `json:"until"`
	Covers  []handoverJSON    `json:"covers"`
	Open    []handoverJSON    `json:"open"` // nobody can take these
	Bends   []swapProblemJSON `json:"bends"`
	Loads   []swapLoadJSON    `json:"loads"`
	Applied bool              `json:"applied"`
	Summary string            `json:"summary"`
}

func newSwapIllnessCmd(a *app) *cobra.Command {
	var until string
	var apply, noOff bool
	c := a.leaf("illness PERSON --until DATE", "Find cover for everything somebody has while they are ill", needs("PERSON"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, p, err := a.openPerson(ctx, args[0])
		if err != nil {
			return err
		}
		end, err := lastMoment(until, p)
		if err != nil {
			return err
		}
		plan, err := ws.PlanIllness(ctx, p.ID, end)
		if err != nil {
			return err
		}
		n, err := namesForSwaps(ctx, ws)
		if err != nil {
			return err
		}
		j := illnessJSON{
			Person: p.Name, Until: stamp(end), Covers: n.handovers(plan.Handovers()), Open: n.handovers(plan.Open), Bends: n.problems(plan.Bends), Loads: n.loads(plan.Loads), Applied: apply,
			Summary: "Nothing was changed yet. Add --apply to do it.",
		}
		if apply {
			done, err := ws.ApplyIllness(ctx, plan, !noOff)
			if err != nil {
				return err
			}
			j.Summary = done.Entry.Summary
		}
		if len(plan.Open) > 0 || len(plan.Bends) > 0 {
			a.look()
		}
		return a.show(j, func(w io.Writer) error { return illnessText(w, j, plan) })
	})
	fs := c.Flags()
	fs.StringVar(&until, "until", "", "the last `DATE` of it, included, or the time when it ends")
	fs.BoolVar(&apply, "apply", false, "do it: the covers and the time off, in one step that can be undone")
	fs.BoolVar(&noOff, "no-time-off", false, "with --apply: do not enter the time off")
	_ = c.MarkFlagRequired("until")
	c.Long = "Find cover for everything somebody has from now until they are well again, in all rotations, with the least disturbance. It exits with 3 where something stays open or a rule is bent."
	c.Example = "  watchbill swap illness ana --until 2026-12-18\n  watchbill swap illness ana --until 2026-12-18 --apply"
	return c
}

// lastMoment reads the end of an illness on a person's clock: a date is included.
func lastMoment(text string, p model.Person) (time.Time, error) {
	loc, err := model.Zone(p.Zone)
	if err != nil {
		return time.Time{}, err
	}
	if d, err := model.ParseDate(text); err == nil {
		return d.AddDays(1).Start(loc), nil
	}
	return parseMoment("until", text, loc)
}

func illnessText(w io.Writer, j illnessJSON, plan workspace.IllnessPlan) error {
	if len(j.Covers)+len(j.Open) == 0 {
		fmt.Fprintf(w, "%s has no shift until then.\n", j.Person)
	}
	for i, c := range plan.Covers {
		x := j.Covers[i]
		fmt.Fprintf(w, "%s takes %s %s from %s: %s – %s\n", x.To, x.Rotation, x.Role, x.From, minuteZoned(c.Part.Start), minuteZoned(c.Part.End))
		for _, r := range c.Reasons {
			mark := "+"
			if !r.Good {
				mark = "!"
			}
			fmt.Fprintf(w, "   %s %s\n", mark, r.Text)
		}
	}
	for i, h := range plan.Open {
		fmt.Fprintf(w, "Nobody can take %s %s: %s – %s\n", j.Open[i].Rotation, j.Open[i].Role, minuteZoned(h.Part.Start), minuteZoned(h.Part.End))
	}
	_, err := fmt.Fprintln(w, j.Summary)
	return err
}

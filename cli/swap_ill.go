package cli

import (
	"context"
	"fmt"
	"io"
	"strings"
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
	var covers []string
	var apply, noOff bool
	c := a.leaf("illness PERSON --until DATE [--cover SHIFT=PERSON]", "Find cover for everything somebody has while they are ill", needs("PERSON"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, p, err := a.openPerson(ctx, args[0])
		if err != nil {
			return err
		}
		end, err := lastMoment(until, p)
		if err != nil {
			return err
		}
		chosen, err := a.coverChoices(ctx, ws, covers)
		if err != nil {
			return err
		}
		plan, err := ws.PlanIllness(ctx, p.ID, end, chosen...)
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
	fs.StringSliceVar(&covers, "cover", nil, "who covers which, as `SHIFT=PERSON`, in place of the best; again for more")
	fs.BoolVar(&apply, "apply", false, "do it: the covers and the time off, in one step that can be undone")
	fs.BoolVar(&noOff, "no-time-off", false, "with --apply: do not enter the time off")
	_ = c.MarkFlagRequired("until")
	c.Long = "Find cover for everything somebody has from now until they are well again, in all rotations, with the least disturbance. It exits with 3 where something stays open or a rule is bent. --cover says who takes a shift, by the number that stands behind it; the others are worked out around that."
	c.Example = "  watchbill swap illness ana --until 2026-12-18\n  watchbill swap illness ana --until 2026-12-18 --cover 41=ben --apply"
	return c
}

// coverChoices reads who covers which shift.
func (a *app) coverChoices(ctx context.Context, ws *workspace.Workspace, texts []string) ([]workspace.CoverChoice, error) {
	var out []workspace.CoverChoice
	for _, text := range texts {
		shift, name, found := strings.Cut(text, "=")
		if !found {
			return nil, usagef("cover", "--cover: write SHIFT=PERSON, such as 41=ben.")
		}
		id, err := parseID("shift", shift)
		if err != nil {
			return nil, err
		}
		p, err := a.person(ctx, ws, name)
		if err != nil {
			return nil, err
		}
		out = append(out, workspace.CoverChoice{Shift: id, To: p.ID})
	}
	return out, nil
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

// alsoCan names who else could cover a duty, best first.
func alsoCan(c workspace.IllnessCover, people map[model.ID]model.Person) string {
	var out []string
	for _, o := range c.Others {
		if to := o.Handovers[0].To; to != c.To {
			name := people[to].First()
			if n := len(o.Bends); n > 0 {
				name += " (bends " + model.Count(n, "rule", "rules") + ")"
			}
			out = append(out, name)
		}
	}
	return strings.Join(out, ", ")
}

func illnessText(w io.Writer, j illnessJSON, plan workspace.IllnessPlan) error {
	if len(j.Covers)+len(j.Open) == 0 {
		fmt.Fprintf(w, "%s has no shift until then.\n", j.Person)
	}
	for i, c := range plan.Covers {
		x := j.Covers[i]
		fmt.Fprintf(w, "%s takes %s %s from %s: %s – %s (shift %d)\n", x.To, x.Rotation, x.Role, x.From, minuteZoned(c.Part.Start), minuteZoned(c.Part.End), x.Shift)
		if len(c.Others) > 1 {
			fmt.Fprintf(w, "   could too: %s\n", alsoCan(c, plan.People))
		}
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

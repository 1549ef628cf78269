package cli

import (
	"context"

	"github.com/spf13/cobra"

	"watchbill/workspace"
)

type oncallAtJSON struct {
	Rotation string       `json:"rotation"`
	Role     string       `json:"role"`
	Person   string       `json:"person"` // nobody, where nobody was on call
	Start    string       `json:"start"`
	End      string       `json:"end"`
	Deleted  bool         `json:"deleted"` // told from the history: no longer there
	Why      []oncallStep `json:"why"`
}

type oncallStep struct {
	At   string `json:"at"`
	Who  string `json:"who"`
	What string `json:"what"`
}

func newOncallAtCmd(a *app) *cobra.Command {
	c := a.leaf("at TIME", "Who was, is or will be on call at a moment, and why", needs("TIME"), a.inFile(func(ctx context.Context, ws *workspace.Workspace, args []string) error {
		loc, err := teamZoneOrUTC(ctx, ws)
		if err != nil {
			return err
		}
		t, err := parseMoment("", args[0], loc)
		if err != nil {
			return err
		}
		all, err := ws.WhoWas(ctx, t)
		if err != nil {
			return err
		}
		rows, tab := []oncallAtJSON{}, newTable("Rotation", "Role", "On call", "From", "Until", "Why")
		for _, x := range all {
			if len(x.Duties) == 0 {
				rows = append(rows, oncallAtJSON{Rotation: x.Rotation, Role: x.Role, Person: unstaffed, Why: []oncallStep{}})
				tab.add(x.Rotation, x.Role, unstaffed)
				a.look()
			}
			for _, d := range x.Duties {
				j := oncallAtJSON{Rotation: x.Rotation, Role: x.Role, Person: d.Person.Name, Start: stamp(d.Shift.Start), End: stamp(d.Shift.End), Deleted: x.Deleted, Why: []oncallStep{}}
				if d.Person.ID == 0 {
					j.Person = unstaffed
					a.look()
				}
				last := ""
				for _, l := range d.Lines {
					j.Why = append(j.Why, oncallStep{stamp(l.At), l.Who, l.What})
					last = l.What + ", by " + l.Who + " on " + minute(l.At.In(loc))
				}
				rows = append(rows, j)
				tab.add(j.Rotation, j.Role, j.Person, minuteZoned(d.Shift.Start), minuteZoned(d.Shift.End), last)
			}
		}
		return a.showTable(rows, tab, "There was no rotation then.")
	}))
	c.Long = "Who was, is or will be on call at a moment, and why: when and by whom the shift was published, and every change since. The table shows the last step, --json all of them. " +
		"Rotations that were deleted later are told from the history. The exit code is 3 where nobody was on call."
	c.Example = "  watchbill oncall at 2026-12-24T20:00\n  watchbill oncall at 2026-12-24T20:00 --json"
	return c
}

package cli

import (
	"context"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/workspace"
)

func newOncallCmd(a *app) *cobra.Command {
	return a.group("oncall", "Who is on call", newOncallNowCmd(a), newOncallAtCmd(a), newOncallCheckCmd(a), newOncallLoadsCmd(a), newOncallPayCmd(a), newOncallRatesCmd(a), newOncallTextCmd(a), newOncallCSVCmd(a), newOncallPageCmd(a))
}

type oncallJSON struct {
	Rotation  string `json:"rotation"`
	Role      string `json:"role"`
	Person    string `json:"person"` // nobody, where nobody is on call
	Email     string `json:"email"`
	Until     string `json:"until"`
	Away      bool   `json:"away"` // the person has time off at that moment
	Next      string `json:"next"`
	NextStart string `json:"next_start"`
}

func newOncallNowCmd(a *app) *cobra.Command {
	var at string
	c := a.leaf("now [--at TIME]", "Who is on call now, until when, and who is next", needs(), a.inFile(func(ctx context.Context, ws *workspace.Workspace, _ []string) error {
		loc, err := teamZoneOrUTC(ctx, ws)
		if err != nil {
			return err
		}
		t := ws.Now()
		if at != "" {
			if t, err = parseMoment("at", at, loc); err != nil {
				return err
			}
		}
		oncall, err := ws.OnCall(ctx, t)
		if err != nil {
			return err
		}
		tab := newTable("Rotation", "Role", "On call", "Until", "Left", "Next", "From")
		rows := []oncallJSON{}
		for _, o := range oncall {
			for _, r := range o.Roles {
				j := oncallJSON{Rotation: o.Rotation.Name, Role: r.Role.Name, Person: unstaffed, Away: r.Away}
				until, left, next := "", "", ""
				if r.Shift.Exists() {
					j.Until, until, left = stamp(r.Shift.End), minuteZoned(r.Shift.End), model.FormatSpan(r.Shift.End.Sub(t))
				}
				if r.Person.ID != 0 {
					j.Person, j.Email = r.Person.Name, r.Person.Email
				}
				if r.Next.ID != 0 {
					j.Next, j.NextStart, next = r.NextUp.Name, stamp(r.Next.Start), minuteZoned(r.Next.Start)
					if r.NextUp.ID == 0 {
						j.Next = unstaffed
					}
				}
				if r.Person.ID == 0 || r.Away {
					a.look()
				}
				name := j.Person
				if r.Away {
					name += " (away)"
				}
				rows = append(rows, j)
				tab.add(j.Rotation, j.Role, name, until, left, j.Next, next)
				for _, b := range r.Beside {
					j := oncallJSON{Rotation: j.Rotation, Role: j.Role, Person: b.Person.Name, Email: b.Person.Email, Until: stamp(b.Shift.End), Away: b.Away}
					rows = append(rows, j)
					tab.add(j.Rotation, j.Role, j.Person+" (added)", minuteZoned(b.Shift.End), model.FormatSpan(b.Shift.End.Sub(t)))
				}
			}
		}
		return a.showTable(rows, tab, "There is no rotation yet. Add one with “watchbill rota add NAME --people ana,ben,chidi”, draft it and publish it.")
	}))
	c.Flags().StringVar(&at, "at", "", "the `TIME` to ask for, such as 2026-12-24T20:00 in the team's zone (default now)")
	c.Long = "Who is on call now, until when, and who is next. Only what is published counts. The exit code is 3 where nobody is on call or somebody on call is away."
	c.Example = "  watchbill oncall now\n  watchbill oncall now --at 2026-12-24T20:00 --json"
	return c
}

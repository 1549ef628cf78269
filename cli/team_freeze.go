package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/workspace"
)

func newTeamFreezeCmd(a *app) *cobra.Command {
	return a.group("freeze", "Change freezes: times in which the team changes nothing", newFreezeListCmd(a), newFreezeAddCmd(a), newFreezeEditCmd(a), newFreezeRemoveCmd(a))
}

type freezeJSON struct {
	ID     model.ID `json:"id"`
	Name   string   `json:"name"`
	Start  string   `json:"start"`
	End    string   `json:"end"` // the first instant after it
	AllDay bool     `json:"all_day"`
}

func newFreezeListCmd(a *app) *cobra.Command {
	var past bool
	c := a.leaf("list [--past]", "List change freezes that are not over", needs(), a.inFile(func(ctx context.Context, ws *workspace.Workspace, _ []string) error {
		freezes, err := ws.Freezes(ctx, model.Interval{})
		if err != nil {
			return err
		}
		t := newTable(">ID", "Freeze", "When")
		rows := []freezeJSON{}
		for _, f := range freezes {
			if !past && !f.End.After(ws.Now()) {
				continue
			}
			rows = append(rows, freezeJSON{f.ID, f.Name, stamp(f.Start), stamp(f.End), f.AllDay})
			t.add(idText(f.ID), f.Name, workspace.Days(f.Interval, f.Start.Location().String(), ws.Now()))
		}
		return a.showTable(rows, t, "No change freeze is entered. Add one with “watchbill team freeze add NAME --from DAY --to DAY”.")
	}))
	c.Flags().BoolVar(&past, "past", false, "what is over, too")
	c.Example = "  watchbill team freeze list --past"
	return c
}

func newFreezeAddCmd(a *app) *cobra.Command {
	var from, to string
	c := a.leaf("add NAME --from DAY [--to DAY]", "Enter a change freeze", needs("NAME"), a.inFile(func(ctx context.Context, ws *workspace.Workspace, args []string) error {
		loc, err := teamZoneOrUTC(ctx, ws)
		if err != nil {
			return err
		}
		f := model.Freeze{Name: args[0]}
		if f.Interval, f.AllDay, err = parseSpan(from, to, loc); err != nil {
			return err
		}
		return a.done(ws.SaveFreeze(ctx, f))
	}))
	c.Flags().StringVar(&from, "from", "", "first `DAY`, or a time such as 2026-12-18T18:00, in the team's zone")
	c.Flags().StringVar(&to, "to", "", "last `DAY`, included, or the time of the end (default the first day)")
	_ = c.MarkFlagRequired("from")
	c.Long = "Enter a change freeze. It is shown on the timeline of rotations. Days are whole days in the team's zone, the last one included."
	c.Example = "  watchbill team freeze add \"Year end\" --from 2026-12-19 --to 2027-01-03\n  watchbill team freeze add \"Black Friday\" --from 2026-11-26T18:00 --to 2026-12-01T06:00"
	return c
}

func newFreezeEditCmd(a *app) *cobra.Command {
	var name, from, to string
	c := a.leaf("edit ID [--name NAME] [--from DAY] [--to DAY]", "Change a change freeze", needs("ID"), a.onID("freeze", func(ctx context.Context, ws *workspace.Workspace, id model.ID) error {
		all, err := ws.Freezes(ctx, model.Interval{})
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(f model.Freeze) bool { return f.ID == id })
		if i < 0 {
			return model.Errorf(model.NotFound, "id", "There is no change freeze with the id %d. Look at “watchbill team freeze list --past”.", id)
		}
		loc, err := teamZoneOrUTC(ctx, ws)
		if err != nil {
			return err
		}
		f := all[i]
		if name != "" {
			f.Name = name
		}
		if from != "" {
			if f.Start, err = parseMoment("from", from, loc); err != nil {
				return err
			}
		}
		if to != "" {
			if f.End, _, err = endOf("to", to, loc); err != nil {
				return err
			}
		}
		f.AllDay = wholeDays(f.Interval, loc)
		return a.done(ws.SaveFreeze(ctx, f))
	}))
	c.Flags().StringVar(&name, "name", "", "the new `NAME`")
	c.Flags().StringVar(&from, "from", "", "first `DAY`, or a time such as 2026-12-18T18:00, in the team's zone")
	c.Flags().StringVar(&to, "to", "", "last `DAY`, included, or the time of the end")
	c.Example = "  watchbill team freeze edit 2 --to 2027-01-10"
	return c
}

func newFreezeRemoveCmd(a *app) *cobra.Command {
	c := a.leaf("remove ID", "Remove a change freeze", needs("ID"), a.onID("freeze", func(ctx context.Context, ws *workspace.Workspace, id model.ID) error {
		return a.done(ws.DeleteFreeze(ctx, id))
	}))
	c.Aliases = []string{"delete"}
	c.Example = "  watchbill team freeze remove 2"
	return c
}

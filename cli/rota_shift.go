package cli

import (
	"context"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/workspace"
)

func newRotaShowCmd(a *app) *cobra.Command {
	var f showFlags
	c := a.leaf("show [ROTATION] [--weeks 8] [--from DATE] [--draft | --published]", "Show who has which turn, with the ids to edit by", needs("[ROTATION]"), a.inFile(func(ctx context.Context, ws *workspace.Workspace, args []string) error {
		rotations, err := ws.Rotations(ctx)
		if err != nil {
			return err
		}
		if len(args) > 0 {
			r, err := a.rotation(ctx, ws, args)
			if err != nil {
				return err
			}
			rotations = []model.Rotation{r}
		}
		rows, err := f.rows(ctx, ws, rotations)
		if err != nil {
			return err
		}
		return a.showShifts(rows, "No shift is published or drafted in this time. Build a draft with “watchbill rota draft ROTATION --weeks 12”, then publish it.")
	}))
	fs := c.Flags()
	fs.IntVar(&f.weeks, "weeks", 8, "how many `WEEKS` to show")
	fs.StringVar(&f.from, "from", "", "the first `DATE` to show (default now)")
	fs.BoolVar(&f.draft, "draft", false, "only the draft")
	fs.BoolVar(&f.published, "published", false, "only what is published")
	c.MarkFlagsMutuallyExclusive("draft", "published")
	c.Example = "  watchbill rota show Payments\n  watchbill rota show --from 2026-01-01 --weeks 52 --published --json"
	return c
}

// showFlags say which shifts to show.
type showFlags struct {
	weeks            int
	from             string
	draft, published bool
}

func (f *showFlags) rows(ctx context.Context, ws *workspace.Workspace, rotations []model.Rotation) ([]shiftRow, error) {
	if f.weeks < 1 || f.weeks > 5200 {
		return nil, usagef("weeks", "--weeks: %d is not possible. Ask for 1 to 5200 weeks.", f.weeks)
	}
	rows := []shiftRow{}
	team, err := ws.Team(ctx)
	if model.CodeOf(err) == model.NotFound {
		return rows, nil
	}
	if err != nil {
		return nil, err
	}
	loc, err := model.Zone(team.Zone)
	if err != nil {
		return nil, err
	}
	window := model.Interval{Start: ws.Now()}
	if f.from != "" {
		if window.Start, err = parseMoment("from", f.from, loc); err != nil {
			return nil, err
		}
	}
	window.End = window.Start.AddDate(0, 0, 7*f.weeks)
	off, err := ws.Reader().TimeOff(ctx, team.ID, window)
	if err != nil {
		return nil, err
	}
	names, err := namesByID(ctx, ws)
	if err != nil {
		return nil, err
	}
	for _, r := range rotations {
		found, err := f.ofRotation(ctx, ws, r, window, names)
		if err != nil {
			return nil, err
		}
		rows = append(rows, found...)
	}
	for i := range rows {
		if rows[i].Note == "" {
			rows[i].Note = awayNote(rows[i], off, ws.Now())
		}
	}
	slices.SortStableFunc(rows, func(x, y shiftRow) int { return x.interval.Start.Compare(y.interval.Start) })
	return rows, nil
}

func (f *showFlags) ofRotation(ctx context.Context, ws *workspace.Workspace, r model.Rotation, window model.Interval, names map[model.ID]string) ([]shiftRow, error) {
	published, err := ws.Reader().RotationShifts(ctx, r.ID, model.Published, model.Interval{})
	if err != nil {
		return nil, err
	}
	served, err := ws.Reader().RotationDuties(ctx, r.ID, model.Interval{})
	if err != nil {
		return nil, err
	}
	one := []model.Rotation{r}
	var rows []shiftRow
	if !f.draft {
		rows = append(rows, shiftRows(one, overlapping(served, window), names)...)
		rows = append(rows, gapRows(r, published, served, window)...)
	}
	if f.published {
		return rows, nil
	}
	draft, err := ws.Reader().RotationShifts(ctx, r.ID, model.Draft, window)
	if err != nil {
		return nil, err
	}
	drafted := shiftRows(one, draft, names)
	for i, d := range draft {
		j := slices.IndexFunc(published, func(p model.Shift) bool {
			return p.RoleID == d.RoleID && p.Start.Equal(d.Start) && p.End.Equal(d.End)
		})
		switch {
		case j < 0:
			drafted[i].Note = "new"
		case published[j].PersonID != d.PersonID:
			drafted[i].Note = "was " + nameOr(names, published[j].PersonID)
		default:
			drafted[i].Note = "as published"
		}
	}
	return append(rows, drafted...), nil
}

func overlapping(shifts []model.Shift, window model.Interval) []model.Shift {
	var out []model.Shift
	for _, s := range shifts {
		if s.Overlaps(window) {
			out = append(out, s)
		}
	}
	return out
}

// gapRows are the times within what is published in which a role has no shift. Time after the end of what is published is no gap.
func gapRows(r model.Rotation, published, served []model.Shift, window model.Interval) []shiftRow {
	var last time.Time
	for _, s := range published {
		if s.End.After(last) {
			last = s.End
		}
	}
	loc, err := model.Zone(r.Zone)
	if err != nil {
		loc = time.UTC
	}
	var rows []shiftRow
	for _, g := range model.NewCoverage(r, served).Gaps(window.Intersect(model.Interval{Start: window.Start, End: last})) {
		if g.Unstaffed { // its shift stands in the list already
			continue
		}
		role, _ := r.Role(g.RoleID)
		i := model.Interval{Start: g.Start.In(loc), End: g.End.In(loc)}
		rows = append(rows, shiftRow{Rotation: r.Name, Role: role.Name, Person: unstaffed, State: "gap", Start: stamp(i.Start), End: stamp(i.End), interval: i})
	}
	return rows
}

func newRotaReassignCmd(a *app) *cobra.Command {
	var to string
	c := a.leaf("reassign SHIFT --to PERSON", "Give one shift to somebody else, or to nobody", needs("SHIFT"), a.onID("shift", func(ctx context.Context, ws *workspace.Workspace, id model.ID) error {
		var person model.ID
		if to != unstaffed {
			p, err := a.person(ctx, ws, to)
			if err != nil {
				return err
			}
			person = p.ID
		}
		return a.done(ws.Reassign(ctx, id, person))
	}))
	c.Flags().StringVar(&to, "to", "", "the `PERSON` who takes it, or nobody")
	_ = c.MarkFlagRequired("to")
	c.Long = "Give one shift, published or drafted, to somebody else. SHIFT is the id that “watchbill rota show” prints. It is refused, with the reason, where the person is on call or away."
	c.Example = "  watchbill rota reassign 42 --to chidi\n  watchbill rota reassign 42 --to nobody"
	return c
}

func newRotaSwapCmd(a *app) *cobra.Command {
	c := a.leaf("swap SHIFT SHIFT", "Let two people change places in two shifts", needs("SHIFT", "SHIFT"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		first, err := parseID("shift", args[0])
		if err != nil {
			return err
		}
		second, err := parseID("shift", args[1])
		if err != nil {
			return err
		}
		ws, err := a.existing(ctx)
		if err != nil {
			return err
		}
		return a.done(ws.Swap(ctx, first, second))
	})
	c.Long = "Let two people change places in two shifts. SHIFT is the id that “watchbill rota show” prints; times never change."
	c.Example = "  watchbill rota swap 41 43"
	return c
}

package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/workspace"
)

func newRotaOverrideCmd(a *app) *cobra.Command {
	return a.group("override", "Change who serves for some hours, without touching the published shifts", newOverrideAddCmd(a), newOverrideEditCmd(a), newOverrideListCmd(a), newOverrideRemoveCmd(a))
}

func newOverrideAddCmd(a *app) *cobra.Command {
	var f struct{ kind, role, person, out, from, until, note string }
	c := a.leaf("add [ROTATION] --kind replace|add|remove --from TIME --until TIME", "Let somebody serve instead or beside, or take somebody off", needs("[ROTATION]"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, r, err := a.openRotation(ctx, args)
		if err != nil {
			return err
		}
		o := model.Override{RotationID: r.ID, Note: f.note}
		if o.Kind, err = overrideKind(f.kind); err != nil {
			return err
		}
		role, ok := r.RoleNamed(f.role)
		if f.role == "" && len(r.Roles) > 0 {
			role, ok = r.Roles[0], true
		}
		if !ok {
			return model.Errorf(model.NotFound, "role", "%s has no role %q. “watchbill rota list” shows its roles.", r.Name, f.role)
		}
		o.RoleID = role.ID
		for _, x := range []struct {
			name string
			id   *model.ID
		}{{f.person, &o.PersonID}, {f.out, &o.OutID}} {
			if x.name == "" {
				continue
			}
			p, err := a.person(ctx, ws, x.name)
			if err != nil {
				return err
			}
			*x.id = p.ID
		}
		loc, err := model.Zone(r.Zone)
		if err != nil {
			return err
		}
		if o.Start, err = parseMoment("from", f.from, loc); err != nil {
			return err
		}
		if o.End, err = parseMoment("until", f.until, loc); err != nil {
			return err
		}
		return a.done(ws.AddOverride(ctx, o))
	})
	fs := c.Flags()
	fs.StringVar(&f.kind, "kind", "replace", "`KIND`: replace, add or remove")
	fs.StringVar(&f.role, "role", "", "`ROLE` in the rotation (default its first)")
	fs.StringVar(&f.person, "person", "", "`PERSON` who comes in")
	fs.StringVar(&f.out, "out", "", "`PERSON` whom it takes off (default whoever stands there)")
	fs.StringVar(&f.from, "from", "", "first moment, a `TIME` such as 2026-12-24T20:00 in the rotation's zone")
	fs.StringVar(&f.until, "until", "", "`TIME` at which it ends")
	fs.StringVar(&f.note, "note", "", "a `NOTE` that says why")
	_ = c.MarkFlagRequired("from")
	_ = c.MarkFlagRequired("until")
	c.Long = "Let somebody serve instead of who stands there, or beside, or take somebody off, for some hours. Published shifts stay as they are. A later override lies over an earlier one; " +
		"replacing and removing do nothing where there is nobody to replace. Without --out, replacing concerns whoever has the turn: who was added beside stays, unless they stand alone. It is refused, with the reason, where it begins in the past, changes nothing, names somebody whom another override of that time names, or brings in somebody who is on call or away."
	completeOverrideKinds(c)
	c.Example = "  watchbill rota override add Payments --person ben --from 2026-12-24T18:00 --until 2026-12-24T23:00 --note \"dinner\"\n" +
		"  watchbill rota override add Payments --kind add --person dana --from 2026-12-01T09:00 --until 2026-12-01T17:00\n" +
		"  watchbill rota override add Payments --kind remove --role secondary --out ana --from 2026-12-05 --until 2026-12-07"
	return c
}

// overrideKind reads --kind of an override.
func overrideKind(s string) (model.OverrideKind, error) {
	kind := model.OverrideKind(s)
	if !slices.Contains(model.OverrideKinds, kind) {
		return "", usagef("kind", "--kind: %q is no kind of override. Choose replace, add or remove.", s)
	}
	return kind, nil
}

// completeOverrideKinds completes --kind, which elsewhere is of time off.
func completeOverrideKinds(c *cobra.Command) {
	_ = c.RegisterFlagCompletionFunc("kind", words(names(model.OverrideKinds, func(k model.OverrideKind) string { return string(k) })...))
}

type overrideJSON struct {
	ID       model.ID `json:"id"`
	Rotation string   `json:"rotation"`
	Role     string   `json:"role"`
	Kind     string   `json:"kind"`
	Person   string   `json:"person"` // who comes in; empty when removing
	Out      string   `json:"out"`    // empty: whoever stands there
	Start    string   `json:"start"`
	End      string   `json:"end"`
	State    string   `json:"state"` // ahead, now or over
	Note     string   `json:"note"`
}

func newOverrideListCmd(a *app) *cobra.Command {
	var all bool
	c := a.leaf("list [ROTATION] [--all]", "List overrides, with the ids to edit and remove them by", needs("[ROTATION]"), a.inFile(func(ctx context.Context, ws *workspace.Workspace, args []string) error {
		var only model.Rotation
		if len(args) > 0 {
			r, err := a.rotation(ctx, ws, args)
			if err != nil {
				return err
			}
			only = r
		}
		views, err := ws.Overrides(ctx, model.Interval{})
		if err != nil {
			return err
		}
		names, err := namesByID(ctx, ws)
		if err != nil {
			return err
		}
		rows, tab := []overrideJSON{}, newTable("ID", "Rotation", "Role", "What", "From", "Until", "State", "Note")
		for _, v := range views {
			if only.ID != 0 && v.RotationID != only.ID || v.State == "over" && !all {
				continue
			}
			rows = append(rows, overrideJSON{
				ID: v.ID, Rotation: v.Rotation.Name, Role: v.Role.Name, Kind: string(v.Kind), Person: names[v.PersonID], Out: names[v.OutID],
				Start: stamp(v.Start), End: stamp(v.End), State: v.State, Note: v.Note,
			})
			tab.add(idText(v.ID), v.Rotation.Name, v.Role.Name, v.Words, minuteZoned(v.Start), minuteZoned(v.End), v.State, v.Note)
		}
		return a.showTable(rows, tab, "There is no override now or ahead. Add one with “watchbill rota override add”.")
	}))
	c.Flags().BoolVar(&all, "all", false, "also those that are over")
	c.Example = "  watchbill rota override list\n  watchbill rota override list Payments --all --json"
	return c
}

func newOverrideRemoveCmd(a *app) *cobra.Command {
	c := a.leaf("remove OVERRIDE", "Take an override back, or its rest when it is under way", needs("OVERRIDE"), a.onID("override", func(ctx context.Context, ws *workspace.Workspace, id model.ID) error {
		return a.done(ws.RemoveOverride(ctx, id))
	}))
	c.Long = "Take an override back, so that whoever stood there serves. One that is under way ends now; one that is over is a fact and stays. OVERRIDE is the id that “watchbill rota override list” prints."
	c.Aliases = []string{"delete"}
	c.Example = "  watchbill rota override remove 3"
	return c
}

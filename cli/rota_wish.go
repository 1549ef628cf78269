package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/workspace"
)

func newRotaWishCmd(a *app) *cobra.Command {
	return a.group("wish", "Wishes, which rotas meet where fairness allows", newWishListCmd(a), newWishAddCmd(a), newWishEditCmd(a), newWishDeleteCmd(a))
}

type wishJSON struct {
	ID     model.ID `json:"id"`
	Person string   `json:"person"`
	Kind   string   `json:"kind"` // avoid or prefer
	From   string   `json:"from"`
	Until  string   `json:"until"` // included
}

func newWishListCmd(a *app) *cobra.Command {
	c := a.leaf("list", "List the team's wishes", needs(), a.inFile(func(ctx context.Context, ws *workspace.Workspace, _ []string) error {
		wishes, err := ws.Wishes(ctx)
		if err != nil {
			return err
		}
		names, err := namesByID(ctx, ws)
		if err != nil {
			return err
		}
		t, rows := newTable(">ID", "Person", "Wish", "From", "Until"), []wishJSON{}
		for _, w := range wishes {
			rows = append(rows, wishJSON{w.ID, names[w.PersonID], string(w.Kind), w.From.String(), w.Until.String()})
			t.add(idText(w.ID), names[w.PersonID], string(w.Kind), w.From.String(), w.Until.String())
		}
		return a.showTable(rows, t, "There are no wishes. Note one with “watchbill rota wish add PERSON --avoid --from DAY”.")
	}))
	c.Example = "  watchbill rota wish list"
	return c
}

func newWishAddCmd(a *app) *cobra.Command {
	var avoid, prefer bool
	var from, to string
	c := a.leaf("add PERSON --avoid|--prefer --from DAY [--to DAY]", "Note a wish", needs("PERSON"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		w := model.Wish{Kind: model.Avoid}
		if prefer {
			w.Kind = model.Prefer
		}
		var err error
		if w.From, err = parseDate("from", from); err != nil {
			return err
		}
		w.Until = w.From
		if to != "" {
			if w.Until, err = parseDate("to", to); err != nil {
				return err
			}
		}
		ws, p, err := a.openPerson(ctx, args[0])
		if err != nil {
			return err
		}
		w.PersonID = p.ID
		return a.done(ws.SaveWish(ctx, w))
	})
	fs := c.Flags()
	fs.BoolVar(&avoid, "avoid", false, "would rather not be on call")
	fs.BoolVar(&prefer, "prefer", false, "would like to be on call")
	fs.StringVar(&from, "from", "", "first `DAY`, such as 2026-12-24")
	fs.StringVar(&to, "to", "", "last `DAY` (default the first)")
	c.MarkFlagsMutuallyExclusive("avoid", "prefer")
	c.MarkFlagsOneRequired("avoid", "prefer")
	_ = c.MarkFlagRequired("from")
	c.Long = "Note a wish. Rotas meet it where that makes them no less fair. For what must be, enter time off."
	c.Example = "  watchbill rota wish add ben --avoid --from 2026-12-24 --to 2026-12-26\n  watchbill rota wish add ana --prefer --from 2027-03-01 --to 2027-03-31"
	return c
}

func newWishEditCmd(a *app) *cobra.Command {
	var avoid, prefer bool
	var from, to string
	c := a.leaf("edit ID [--avoid|--prefer] [--from DAY] [--to DAY]", "Change a wish", needs("ID"), a.onID("wish", func(ctx context.Context, ws *workspace.Workspace, id model.ID) error {
		wishes, err := ws.Wishes(ctx)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(wishes, func(w model.Wish) bool { return w.ID == id })
		if i < 0 {
			return model.Errorf(model.NotFound, "id", "There is no wish with the id %d. Look at “watchbill rota wish list”.", id)
		}
		w := wishes[i]
		switch {
		case avoid:
			w.Kind = model.Avoid
		case prefer:
			w.Kind = model.Prefer
		}
		for _, x := range []struct {
			flag, text string
			into       *model.Date
		}{{"from", from, &w.From}, {"to", to, &w.Until}} {
			if x.text == "" {
				continue
			}
			if *x.into, err = parseDate(x.flag, x.text); err != nil {
				return err
			}
		}
		return a.done(ws.SaveWish(ctx, w))
	}))
	fs := c.Flags()
	fs.BoolVar(&avoid, "avoid", false, "would rather not be on call")
	fs.BoolVar(&prefer, "prefer", false, "would like to be on call")
	fs.StringVar(&from, "from", "", "first `DAY`, such as 2026-12-24")
	fs.StringVar(&to, "to", "", "last `DAY`, included")
	c.MarkFlagsMutuallyExclusive("avoid", "prefer")
	c.Example = "  watchbill rota wish edit 3 --to 2026-12-27"
	return c
}

func newWishDeleteCmd(a *app) *cobra.Command {
	c := a.leaf("delete ID", "Delete a wish", needs("ID"), a.onID("wish", func(ctx context.Context, ws *workspace.Workspace, id model.ID) error {
		return a.done(ws.DeleteWish(ctx, id))
	}))
	c.Example = "  watchbill rota wish delete 3"
	return c
}

func newRotaApartCmd(a *app) *cobra.Command {
	return a.group("apart", "Pairs of people who are never on call in the same turn", newApartListCmd(a), newApartAddCmd(a), newApartDeleteCmd(a))
}

type apartJSON struct {
	ID model.ID `json:"id"`
	A  string   `json:"a"`
	B  string   `json:"b"`
}

func newApartListCmd(a *app) *cobra.Command {
	c := a.leaf("list", "List the pairs", needs(), a.inFile(func(ctx context.Context, ws *workspace.Workspace, _ []string) error {
		pairs, err := ws.Aparts(ctx)
		if err != nil {
			return err
		}
		names, err := namesByID(ctx, ws)
		if err != nil {
			return err
		}
		t, rows := newTable(">ID", "Person", "Not with"), []apartJSON{}
		for _, p := range pairs {
			rows = append(rows, apartJSON{p.ID, names[p.A], names[p.B]})
			t.add(idText(p.ID), names[p.A], names[p.B])
		}
		return a.showTable(rows, t, "Everybody may be on call with everybody. Keep two apart with “watchbill rota apart add PERSON PERSON”.")
	}))
	c.Example = "  watchbill rota apart list"
	return c
}

func newApartAddCmd(a *app) *cobra.Command {
	c := a.leaf("add PERSON PERSON", "Keep two people apart", needs("PERSON", "PERSON"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, x, err := a.openPerson(ctx, args[0])
		if err != nil {
			return err
		}
		y, err := a.person(ctx, ws, args[1])
		if err != nil {
			return err
		}
		return a.done(ws.KeepApart(ctx, x.ID, y.ID))
	})
	c.Example = "  watchbill rota apart add ana ben"
	return c
}

func newApartDeleteCmd(a *app) *cobra.Command {
	c := a.leaf("delete ID", "Let two people be on call together again", needs("ID"), a.onID("pair", func(ctx context.Context, ws *workspace.Workspace, id model.ID) error {
		return a.done(ws.DeleteApart(ctx, id))
	}))
	c.Example = "  watchbill rota apart delete 1"
	return c
}

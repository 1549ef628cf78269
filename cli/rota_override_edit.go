package cli

import (
	"context"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/workspace"
)

// overrideEdit are the flags that change an override.
type overrideEdit struct{ kind, person, out, from, until, note string }

func newOverrideEditCmd(a *app) *cobra.Command {
	var f overrideEdit
	c := a.leaf("edit OVERRIDE [--from TIME] [--until TIME] [--person PERSON] [--out PERSON] [--kind KIND] [--note NOTE]", "Change an override that is not over", needs("OVERRIDE"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		id, err := parseID("override", args[0])
		if err != nil {
			return err
		}
		ws, err := a.existing(ctx)
		if err != nil {
			return err
		}
		o, err := ws.Reader().Override(ctx, id)
		if err != nil {
			return err
		}
		if err := f.apply(ctx, a, ws, cmd.Flags().Changed, &o); err != nil {
			return err
		}
		return a.done(ws.EditOverride(ctx, o))
	})
	fs := c.Flags()
	fs.StringVar(&f.kind, "kind", "", "`KIND`: replace, add or remove")
	fs.StringVar(&f.person, "person", "", "`PERSON` who comes in")
	fs.StringVar(&f.out, "out", "", "`PERSON` whom it takes off; empty: whoever stands there")
	fs.StringVar(&f.from, "from", "", "first moment, a `TIME` such as 2026-12-24T20:00 in the rotation's zone")
	fs.StringVar(&f.until, "until", "", "`TIME` at which it ends")
	fs.StringVar(&f.note, "note", "", "a `NOTE` that says why; empty: none")
	completeOverrideKinds(c)
	c.Long = "Change an override: its times, what it does, for whom, and its note. What is not named stays, and so does its place under later overrides. " +
		"Of one that is under way the end and the note can change, and who serves from now on: the rest is an override of its own then. One that is over is a fact. " +
		"It is refused, with the reason, for what a new one would be refused for. OVERRIDE is the id that “watchbill rota override list” prints."
	c.Example = "  watchbill rota override edit 3 --until 2026-12-24T22:00\n  watchbill rota override edit 3 --person chidi --note \"Ben is ill\""
	return c
}

// apply changes what was named on the command line.
func (f overrideEdit) apply(ctx context.Context, a *app, ws *workspace.Workspace, given func(string) bool, o *model.Override) error {
	var err error
	if given("kind") {
		if o.Kind, err = overrideKind(f.kind); err != nil {
			return err
		}
		switch o.Kind { // what the kind has no use for goes
		case model.OverrideRemove:
			o.PersonID = 0
		case model.OverrideAdd:
			o.OutID = 0
		}
	}
	for _, x := range []struct {
		flag, name string
		id         *model.ID
	}{{"person", f.person, &o.PersonID}, {"out", f.out, &o.OutID}} {
		if !given(x.flag) {
			continue
		}
		if *x.id = 0; x.name == "" {
			continue
		}
		p, err := a.person(ctx, ws, x.name)
		if err != nil {
			return err
		}
		*x.id = p.ID
	}
	loc := o.Start.Location()
	if given("from") {
		if o.Start, err = parseMoment("from", f.from, loc); err != nil {
			return err
		}
	}
	if given("until") {
		if o.End, err = parseMoment("until", f.until, loc); err != nil {
			return err
		}
	}
	if given("note") {
		o.Note = f.note
	}
	return nil
}

package cli

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/workspace"
)

func newPeopleOffCmd(a *app) *cobra.Command {
	return a.group("off", "Time off: holidays, sickness and other absence",
		newOffListCmd(a), newOffAddCmd(a), newOffEditCmd(a), newOffDeleteCmd(a), newOffImportCmd(a))
}

type offJSON struct {
	ID     model.ID `json:"id"`
	Person string   `json:"person"`
	Start  string   `json:"start"`
	End    string   `json:"end"` // the first instant after it
	AllDay bool     `json:"all_day"`
	Kind   string   `json:"kind"`
	Note   string   `json:"note"`
}

func newOffListCmd(a *app) *cobra.Command {
	var past bool
	c := a.leaf("list [PERSON] [--past]", "List time off that is not over", needs("[PERSON]"), a.inFile(func(ctx context.Context, ws *workspace.Workspace, args []string) error {
		off, err := offOf(ctx, ws, past)
		if err != nil {
			return err
		}
		var only model.ID
		if len(args) > 0 {
			p, err := a.person(ctx, ws, args[0])
			if err != nil {
				return err
			}
			only = p.ID
		}
		names, err := namesByID(ctx, ws)
		if err != nil {
			return err
		}
		t := newTable(">ID", "Person", "Away", "Kind", "Note")
		rows := []offJSON{}
		for _, o := range off {
			if only != 0 && o.PersonID != only {
				continue
			}
			rows = append(rows, offJSON{o.ID, names[o.PersonID], stamp(o.Start), stamp(o.End), o.AllDay, o.Kind, o.Note})
			t.add(idText(o.ID), names[o.PersonID], workspace.Days(o.Interval, o.Start.Location().String(), ws.Now()), o.Kind, o.Note)
		}
		return a.showTable(rows, t, "No time off is entered. Add some with “watchbill people off add PERSON --from DATE --to DATE”.")
	}))
	c.Flags().BoolVar(&past, "past", false, "what is over, too")
	c.Example = "  watchbill people off list\n  watchbill people off list ana --past"
	return c
}

// offOf returns the team's time off, what is over only when asked for.
func offOf(ctx context.Context, ws *workspace.Workspace, past bool) ([]model.TimeOff, error) {
	team, err := ws.Team(ctx)
	if model.CodeOf(err) == model.NotFound {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	all, err := ws.Reader().TimeOff(ctx, team.ID, model.Interval{})
	var out []model.TimeOff
	for _, o := range all {
		if past || o.End.After(ws.Now()) {
			out = append(out, o)
		}
	}
	return out, err
}

// offFlags are the flags that say when and why somebody is away.
type offFlags struct{ from, to, kind, note string }

func (f *offFlags) register(c *cobra.Command) {
	fs := c.Flags()
	fs.StringVar(&f.from, "from", "", "first `DAY`, or a time such as 2026-12-04T13:00")
	fs.StringVar(&f.to, "to", "", "last `DAY`, included, or the time of the end (default the first day)")
	fs.StringVar(&f.kind, "kind", "holiday", "`KIND`: holiday, sick, parental, training or other")
	fs.StringVar(&f.note, "note", "", "a `NOTE` for the team")
}

// apply changes time off by the flags that were given. Two dates mean whole days in the person's zone.
func (f *offFlags) apply(c *cobra.Command, t *model.TimeOff, zone string) error {
	given := c.Flags().Changed
	if given("kind") || t.Kind == "" {
		if !slices.Contains(model.TimeOffKinds, f.kind) {
			return usagef("kind", "--kind: %q is no kind of time off. Choose %s.", f.kind, strings.Join(model.TimeOffKinds, ", "))
		}
		t.Kind = f.kind
	}
	if given("note") {
		t.Note = f.note
	}
	if !given("from") && !given("to") {
		return nil
	}
	loc, err := model.Zone(zone)
	if err != nil {
		return err
	}
	if given("from") {
		if t.Start, err = parseMoment("from", f.from, loc); err != nil {
			return err
		}
	}
	wholeEnd := true
	switch {
	case given("to"):
		if t.End, wholeEnd, err = endOf("to", f.to, loc); err != nil {
			return err
		}
	case t.End.IsZero():
		t.End = model.DateOf(t.Start.In(loc)).AddDays(1).Start(loc)
	}
	t.AllDay = wholeEnd && wholeDays(t.Interval, loc)
	return nil
}

// endOf reads an end: a date means the end of that day.
func endOf(flag, s string, loc *time.Location) (t time.Time, wholeDay bool, err error) {
	if d, err := model.ParseDate(s); err == nil {
		return d.AddDays(1).Start(loc), true, nil
	}
	t, err = parseMoment(flag, s, loc)
	return t, false, err
}

func newOffAddCmd(a *app) *cobra.Command {
	var f offFlags
	c := a.leaf("add PERSON --from DAY [--to DAY] [--kind holiday] [--note NOTE]", "Enter time off", needs("PERSON"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, p, err := a.openPerson(ctx, args[0])
		if err != nil {
			return err
		}
		t := model.TimeOff{PersonID: p.ID}
		if err := f.apply(cmd, &t, p.Zone); err != nil {
			return err
		}
		return a.saveTimeOff(ctx, ws, t)
	})
	f.register(c)
	_ = c.MarkFlagRequired("from")
	c.Long = "Enter time off. Days are whole days in the person's zone, the last one included. Published shifts in it stay the person's and are shown as needing cover."
	c.Example = "  watchbill people off add ana --from 2026-12-04 --to 2026-12-08\n  watchbill people off add ben --from 2026-12-04T13:00 --to 2026-12-04T17:00 --kind training"
	return c
}

func newOffEditCmd(a *app) *cobra.Command {
	var f offFlags
	c := a.leaf("edit ID [--from DAY] [--to DAY] [--kind KIND] [--note NOTE]", "Change time off", needs("ID"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, t, err := a.timeOff(ctx, args[0])
		if err != nil {
			return err
		}
		p, err := a.person(ctx, ws, idText(t.PersonID))
		if err != nil {
			return err
		}
		if err := f.apply(cmd, &t, p.Zone); err != nil {
			return err
		}
		return a.saveTimeOff(ctx, ws, t)
	})
	f.register(c)
	c.Example = "  watchbill people off edit 3 --to 2026-12-11"
	return c
}

func newOffDeleteCmd(a *app) *cobra.Command {
	c := a.leaf("delete ID", "Delete time off", needs("ID"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, t, err := a.timeOff(ctx, args[0])
		if err != nil {
			return err
		}
		return a.done(ws.DeleteTimeOff(ctx, t.ID))
	})
	c.Example = "  watchbill people off delete 3"
	return c
}

// timeOff opens the file and finds time off by its id.
func (a *app) timeOff(ctx context.Context, arg string) (*workspace.Workspace, model.TimeOff, error) {
	id, err := parseID("time off", arg)
	if err != nil {
		return nil, model.TimeOff{}, err
	}
	ws, err := a.existing(ctx)
	if err != nil {
		return nil, model.TimeOff{}, err
	}
	off, err := offOf(ctx, ws, true)
	for _, t := range off {
		if t.ID == id {
			return ws, t, nil
		}
	}
	if err == nil {
		err = model.Errorf(model.NotFound, "id", "There is no time off with the id %d. Look at “watchbill people off list --past”.", id)
	}
	return nil, model.TimeOff{}, err
}

package cli

import (
	"context"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/workspace"
)

func newCalendarSourcesCmd(a *app) *cobra.Command {
	list := newSourcesListCmd(a)
	c := a.group("sources", "Calendars of others that are read again and again: time off and public holidays",
		list, newSourcesAddCmd(a), newSourcesEditCmd(a), newSourcesRefreshCmd(a), newSourcesDeleteCmd(a))
	c.RunE = list.RunE
	c.Long = "Calendars of others that are read again and again: time off of a person or the team, and public holidays of a region. The window reads them every four hours while it is open; “watchbill calendar sources refresh” does so by hand or from cron. Addresses may be secrets, so they are in the keyring and not in the team's file. Without a command it lists them."
	return c
}

type sourceJSON struct {
	ID      model.ID `json:"id"`
	Name    string   `json:"name"`
	Kind    string   `json:"kind"`
	What    string   `json:"what"`
	From    string   `json:"from"` // a file, or the server's name
	Titles  []string `json:"titles"`
	Good    string   `json:"read"` // last success
	Tried   string   `json:"tried"`
	Entries int      `json:"entries"`
	Skipped int      `json:"not_read"`
	Error   string   `json:"error"`
}

func newSourcesListCmd(a *app) *cobra.Command {
	c := a.leaf("list", "List them and how reading them went", needs(), a.inFile(func(ctx context.Context, ws *workspace.Workspace, _ []string) error {
		views, err := ws.SourceViews(ctx)
		if err != nil {
			return err
		}
		people, err := ws.AllPeople(ctx)
		if err != nil {
			return err
		}
		names := map[model.ID]string{}
		for _, p := range people {
			names[p.ID] = p.Name
		}
		t := newTable("Name", "Reads", "From", "State")
		rows := []sourceJSON{}
		for _, v := range views {
			if v.State.Error != "" {
				a.look()
			}
			s, what := v.Source, v.What(names)
			rows = append(rows, sourceJSON{
				s.ID, s.Name, string(s.Kind), what, s.Place, append([]string{}, s.Titles...),
				stamp(v.State.Good), stamp(v.State.Tried), v.State.Entries, v.State.Skipped, v.State.Error,
			})
			t.add(s.Name, what, s.Place, v.Say(ws.Now()))
		}
		return a.showTable(rows, t, "No calendar is read yet. Add one with “watchbill calendar sources add NAME FILE|URL --off” or “--holidays --region DE-BE”.")
	}))
	c.Long = "List the calendars that are read, with the last success and the last error. The exit code is 3 where the last attempt failed."
	c.Example = "  watchbill calendar sources list"
	return c
}

// sourceFlags say what is read from a calendar.
type sourceFlags struct {
	off, holidays, preview bool
	person, region         string
	titles                 []string
}

func (f *sourceFlags) register(c *cobra.Command) {
	fs := c.Flags()
	fs.BoolVar(&f.off, "off", false, "read time off from it")
	fs.BoolVar(&f.holidays, "holidays", false, "read public holidays from it")
	fs.StringVar(&f.person, "person", "", "the `PERSON` whose time off it is (default the team's: titles and invitations name people)")
	fs.StringVar(&f.region, "region", "", "the `REGION` whose holidays they are, such as DE-BE (default everybody's)")
	fs.StringSliceVar(&f.titles, "titles", nil, "`WORDS` in titles that count; * for all (default the usual words for time off, every public holiday)")
	fs.BoolVar(&f.preview, "preview", false, "show what would be read, and keep nothing")
	c.MarkFlagsMutuallyExclusive("off", "holidays")
}

func (f *sourceFlags) apply(c *cobra.Command, a *app, ws *workspace.Workspace, s *model.Source) error {
	given := c.Flags().Changed
	switch {
	case f.off:
		s.Kind, s.Region = model.SourceOff, ""
	case f.holidays:
		s.Kind, s.PersonID = model.SourceHolidays, 0
	}
	if given("person") {
		if s.PersonID = 0; f.person != "" {
			p, err := a.person(c.Context(), ws, f.person)
			if err != nil {
				return err
			}
			s.PersonID = p.ID
		}
	}
	if given("region") {
		region, err := model.RegionOf(f.region)
		if err != nil {
			return asUsage("region", err)
		}
		s.Region = region.Code
	}
	if given("titles") {
		s.Titles = f.titles
	}
	return nil
}

func newSourcesAddCmd(a *app) *cobra.Command {
	var f sourceFlags
	c := a.leaf("add NAME FILE|URL (--off [--person PERSON] | --holidays [--region REGION]) [--titles WORDS] [--preview]", "Add a calendar to read", needs("NAME", "FILE|URL"), func(cmd *cobra.Command, args []string) error {
		ws, err := a.existing(cmd.Context())
		if err != nil {
			return err
		}
		s := model.Source{Name: args[0]}
		if err := f.apply(cmd, a, ws, &s); err != nil {
			return err
		}
		return a.saveSource(cmd.Context(), ws, s, args[1], f.preview)
	})
	f.register(c)
	c.MarkFlagsOneRequired("off", "holidays")
	c.Long = "Add a calendar to read. Nothing is read yet; --preview shows what would be."
	c.Example = "  watchbill calendar sources add \"Team away\" https://calendar.example.org/team.ics --off --titles \"vacation,PTO,off\"\n  watchbill calendar sources add Ana https://calendar.example.org/private-123/ana.ics --off --person ana --preview\n  watchbill calendar sources add Berlin https://calendar.example.org/berlin.ics --holidays --region DE-BE"
	return c
}

func (a *app) saveSource(ctx context.Context, ws *workspace.Workspace, s model.Source, from string, preview bool) error {
	if preview {
		reading, err := ws.PreviewSource(ctx, s, from)
		if err != nil {
			return err
		}
		return a.showReading(ctx, ws, reading, false)
	}
	done, notice, err := ws.SaveSource(ctx, s, from)
	if err := a.done(done, err); err != nil {
		return err
	}
	if notice != "" {
		a.note("%s", notice)
	}
	a.note("Read it with “watchbill calendar sources refresh”.")
	return nil
}

func (a *app) showReading(ctx context.Context, ws *workspace.Workspace, r workspace.SourceReading, stored bool) error {
	if r.Off != nil {
		return a.showOffImport(ctx, ws, *r.Off, stored)
	}
	return a.showHolidayImport(*r.Holidays, stored)
}

func (a *app) keptSource(ctx context.Context, name string) (*workspace.Workspace, model.Source, error) {
	ws, err := a.existing(ctx)
	if err != nil {
		return nil, model.Source{}, err
	}
	all, err := ws.Sources(ctx)
	if err != nil {
		return nil, model.Source{}, err
	}
	s, err := workspace.SourceNamed(all, name)
	return ws, s, err
}

func newSourcesEditCmd(a *app) *cobra.Command {
	var f sourceFlags
	var name, from string
	c := a.leaf("edit CALENDAR [--name NAME] [--from FILE|URL] [--titles WORDS] [--preview]", "Change a calendar to read", needs("CALENDAR"), func(cmd *cobra.Command, args []string) error {
		ws, s, err := a.keptSource(cmd.Context(), args[0])
		if err != nil {
			return err
		}
		if cmd.Flags().Changed("name") {
			s.Name = name
		}
		if err := f.apply(cmd, a, ws, &s); err != nil {
			return err
		}
		return a.saveSource(cmd.Context(), ws, s, from, f.preview)
	})
	f.register(c)
	c.Flags().StringVar(&name, "name", "", "another `NAME`")
	c.Flags().StringVar(&from, "from", "", "another `FILE` or address")
	c.Example = "  watchbill calendar sources edit \"Team away\" --titles \"away,leave\" --preview"
	return c
}

type refreshedJSON struct {
	Name    string           `json:"name"`
	OK      bool             `json:"ok"`
	Added   int              `json:"added"`
	Changed int              `json:"changed"`
	Removed int              `json:"removed"`
	Same    int              `json:"unchanged"`
	Skipped []offSkippedJSON `json:"skipped"`
	Error   string           `json:"error"`
}

func newSourcesRefreshCmd(a *app) *cobra.Command {
	var unattended bool
	c := a.leaf("refresh [CALENDAR…] [--unattended]", "Read them now, by hand or from cron", cobra.ArbitraryArgs, func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, err := a.existing(ctx)
		if err != nil {
			return err
		}
		all, err := ws.Sources(ctx)
		if err != nil {
			return err
		}
		chosen := all
		if len(args) > 0 {
			chosen = nil
			for _, name := range args {
				s, err := workspace.SourceNamed(all, name)
				if err != nil {
					return err
				}
				chosen = append(chosen, s)
			}
		}
		done, err := ws.Refreshing(ctx, chosen, unattended)
		if err != nil {
			return err
		}
		return a.showRefreshed(done)
	})
	c.Long = "Read the calendars now: what is new is added, what moved is moved, what is gone is removed, and what was entered by hand stays. A calendar that cannot be read, or shows nothing any more, takes nothing away. Each event that was not read is listed with the reason. The exit code is 1 when a calendar could not be read and 3 when an event could not; the others are read all the same. With --unattended the history marks what was read as automatic, and “watchbill undo” steps over it."
	c.Flags().BoolVar(&unattended, "unattended", false, "nobody asked for this reading: undo steps over it")
	c.Example = "  watchbill calendar sources refresh\n  0 */4 * * *  watchbill calendar sources refresh --unattended     # in a crontab"
	return c
}

func (a *app) showRefreshed(done []workspace.Refreshed) error {
	rows := []refreshedJSON{}
	t := newTable("Calendar", "Result")
	var skipped []workspace.SkippedOff
	failed := false
	for _, r := range done {
		events, zones := r.Reading.Skipped()
		j := refreshedJSON{Name: r.Source.Name, OK: r.Err == nil, Skipped: a.skipped(events, zones)}
		j.Added, j.Changed, j.Removed, j.Same, _ = r.Reading.Counts()
		words := r.Reading.Say()
		if r.Err != nil {
			j.Error, words, failed = r.Err.Error(), r.Err.Error(), true
		}
		rows, skipped = append(rows, j), append(skipped, events...)
		t.add(r.Source.Name, words)
	}
	if failed {
		a.code = exitFailed
	}
	if err := a.showTable(rows, t, "No calendar is read yet. Add one with “watchbill calendar sources add”."); err != nil || a.json {
		return err
	}
	return printSkipped(a.out, "Not read", skipped)
}

func newSourcesDeleteCmd(a *app) *cobra.Command {
	c := a.leaf("delete CALENDAR", "Stop reading a calendar; what was read stays", needs("CALENDAR"), func(cmd *cobra.Command, args []string) error {
		ws, s, err := a.keptSource(cmd.Context(), args[0])
		if err != nil {
			return err
		}
		return a.done(ws.DeleteSource(cmd.Context(), s))
	})
	c.Example = "  watchbill calendar sources delete \"Team away\""
	return c
}

func newCalendarZonesCmd(a *app) *cobra.Command {
	var forget bool
	c := a.leaf("zones [NAME ZONE]", "Say which time zone is meant by a name in calendars that nobody knows", cobra.MaximumNArgs(2), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, err := a.existing(ctx)
		if err != nil {
			return err
		}
		switch {
		case len(args) == 1 && forget:
			return a.done(ws.AnswerZone(ctx, args[0], ""))
		case len(args) == 2 && !forget:
			return a.done(ws.AnswerZone(ctx, args[0], args[1]))
		case len(args) > 0:
			return usagef("zone", "Name both, such as: watchbill calendar zones \"Our time\" Europe/Berlin")
		}
		answers, err := ws.ZoneAnswers(ctx)
		if err != nil {
			return err
		}
		t := newTable("Name", "Zone")
		for _, name := range slices.Sorted(maps.Keys(answers)) {
			t.add(name, answers[name])
		}
		return a.showTable(answers, t, "Nothing had to be said yet: zones are known by their definition in the calendar, by their IANA name, and by their Windows name.")
	})
	c.Flags().BoolVar(&forget, "forget", false, "forget what NAME means")
	c.Example = "  watchbill calendar zones \"Our time\" Europe/Berlin\n  watchbill calendar zones \"Our time\" --forget"
	return c
}

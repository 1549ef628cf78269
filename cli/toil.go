package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/workspace"
)

func newToilCmd(a *app) *cobra.Command {
	return a.group("toil", "Toil: log it, and see it against the cap",
		newToilListCmd(a), newToilLogCmd(a), newToilEditCmd(a), newToilDeleteCmd(a), newToilReportCmd(a), newToilChartCmd(a))
}

type toilJSON struct {
	ID      model.ID `json:"id"`
	Day     string   `json:"day"`
	Person  string   `json:"person"`
	Minutes int      `json:"minutes"`
	What    string   `json:"what"`
	Tag     string   `json:"tag"`
}

// periodFlags choose whole days in the team's zone.
type periodFlags struct {
	weeks    int
	from, to string
}

func (f *periodFlags) register(c *cobra.Command) {
	fs := c.Flags()
	fs.IntVar(&f.weeks, "weeks", 4, "the last so many `WEEKS`, up to yesterday")
	fs.StringVar(&f.from, "from", "", "first `DAY` instead")
	fs.StringVar(&f.to, "to", "", "last `DAY`, included (default today)")
	c.MarkFlagsMutuallyExclusive("weeks", "from")
	c.MarkFlagsMutuallyExclusive("weeks", "to")
}

// period returns the days that were asked for.
func (f *periodFlags) period(cmd *cobra.Command, today model.Date) (model.ToilPeriod, error) {
	given := cmd.Flags().Changed
	if !given("from") && !given("to") {
		if f.weeks < 1 || f.weeks > 520 {
			return model.ToilPeriod{}, usagef("weeks", "--weeks: %d is not possible. Ask for 1 to 520 weeks.", f.weeks)
		}
		return model.LastWeeks(today, f.weeks), nil
	}
	p := model.ToilPeriod{Until: today.AddDays(1)}
	var err error
	if f.to != "" {
		if p.Until, err = parseDate("to", f.to); err != nil {
			return p, err
		}
		p.Until = p.Until.AddDays(1)
	}
	p.From = p.Until.AddDays(-7 * f.weeks)
	if f.from != "" {
		if p.From, err = parseDate("from", f.from); err != nil {
			return p, err
		}
	}
	if !p.From.Before(p.Until) {
		return p, usagef("to", "The period ends %s, before it starts %s. Choose an earlier --from or a later --to.", p.Until.AddDays(-1), p.From)
	}
	return p, nil
}

func newToilListCmd(a *app) *cobra.Command {
	var f periodFlags
	var person string
	c := a.leaf("list [--weeks 4] [--person PERSON]", "List toil, newest first", needs(), func(cmd *cobra.Command, _ []string) error {
		ctx := cmd.Context()
		ws, err := a.existing(ctx)
		if err != nil {
			return err
		}
		today, err := ws.Today(ctx)
		if err != nil {
			return err
		}
		period, err := f.period(cmd, today)
		if err != nil {
			return err
		}
		if f.to == "" {
			period.Until = today.AddDays(1) // a list shows what was logged a minute ago, too
		}
		entries, only, err := a.toilEntries(ctx, ws, period, person)
		if err != nil {
			return err
		}
		names, err := namesByID(ctx, ws)
		if err != nil {
			return err
		}
		t := newTable(">ID", "Day", "Person", ">Minutes", "What", "Tag")
		rows := []toilJSON{}
		for _, e := range entries {
			if only != 0 && e.PersonID != only {
				continue
			}
			rows = append(rows, toilJSON{e.ID, e.Day.String(), names[e.PersonID], e.Minutes, e.What, e.Tag})
			t.add(idText(e.ID), e.Day.String(), names[e.PersonID], model.Thousands(e.Minutes), e.What, e.Tag)
		}
		return a.showTable(rows, t, fmt.Sprintf("No toil is logged from %s to %s. Log some with “watchbill toil log \"restart workers 20m @ana\"”.", period.From, period.Until.AddDays(-1)))
	})
	f.register(c)
	c.Flags().StringVar(&person, "person", "", "only this `PERSON`'s")
	c.Example = "  watchbill toil list --person ana\n  watchbill toil list --from 2026-10-01 --to 2026-10-31 --json"
	return c
}

func (a *app) toilEntries(ctx context.Context, ws *workspace.Workspace, period model.ToilPeriod, person string) ([]model.ToilEntry, model.ID, error) {
	var only model.ID
	if person != "" {
		p, err := a.person(ctx, ws, person)
		if err != nil {
			return nil, 0, err
		}
		only = p.ID
	}
	team, err := ws.Team(ctx)
	if model.CodeOf(err) == model.NotFound {
		return nil, only, nil
	}
	if err != nil {
		return nil, 0, err
	}
	entries, err := ws.Reader().Toil(ctx, team.ID, period)
	return entries, only, err
}

// toilFlags are the flags that say what a toil entry is.
type toilFlags struct{ what, minutes, person, day, tag string }

func (f *toilFlags) register(c *cobra.Command) {
	fs := c.Flags()
	fs.StringVar(&f.minutes, "minutes", "", "how long it `TOOK`: 20, 20m, 1h30 or 0:45")
	fs.StringVar(&f.person, "person", "", "`WHO` did it")
	fs.StringVar(&f.day, "day", "", "the `DAY` it was done")
	fs.StringVar(&f.tag, "tag", "", "a `WORD` to group by")
}

// length returns --minutes, zero when it was not given.
func (f *toilFlags) length() (int, error) {
	if f.minutes == "" {
		return 0, nil
	}
	n, ok := model.ParseMinutes(f.minutes)
	if !ok {
		return 0, usagef("minutes", "--minutes: %q is no length of time. Write it as 20, 20m, 1h30 or 0:45.", f.minutes)
	}
	return n, nil
}

// apply changes an entry by the flags that were given.
func (f *toilFlags) apply(cmd *cobra.Command, e *model.ToilEntry, people []model.Person) error {
	given := cmd.Flags().Changed
	if given("what") {
		e.What = f.what
	}
	if given("tag") {
		e.Tag = strings.TrimPrefix(f.tag, "#")
	}
	if given("minutes") {
		n, err := f.length()
		if err != nil {
			return err
		}
		e.Minutes = n
	}
	if given("day") {
		d, err := parseDate("day", f.day)
		if err != nil {
			return err
		}
		e.Day = d
	}
	if given("person") {
		p, err := personIn(people, f.person)
		if err != nil {
			return err
		}
		e.PersonID = p.ID
	}
	return nil
}

func newToilLogCmd(a *app) *cobra.Command {
	var f toilFlags
	c := a.leaf("log WHAT…", "Log toil in one line: what, how long, who, when", needs("WHAT..."), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		minutes, err := f.length()
		if err != nil {
			return err
		}
		ws, err := a.existing(ctx)
		if err != nil {
			return err
		}
		people, err := ws.People(ctx)
		if err != nil {
			return err
		}
		if len(people) == 0 {
			return model.Errorf(model.NotFound, "person", "There is nobody in the team yet. Add people with “watchbill people add” first.")
		}
		line := strings.Join(args, " ")
		if minutes > 0 { // the line alone has to make sense
			line = fmt.Sprintf("%s %dm", line, minutes)
		}
		by, err := preset(people, f.person)
		if err != nil {
			return err
		}
		e, err := ws.ToilLine(ctx, line, by)
		if model.FieldOf(err) == "person" && e.PersonID == 0 && model.CodeOf(err) == model.Invalid {
			return usagef("person", "Say who did it: @name in the line, or --person NAME.")
		}
		if err != nil {
			return err
		}
		if err := f.apply(cmd, &e, people); err != nil {
			return err
		}
		return a.done(ws.LogToil(ctx, e))
	})
	f.register(c)
	c.Long = "Log toil in one line. Words with a unit (20m, 1h30) are the time, @name the person, #tag the tag, and today, yesterday, a weekday or an ISO date the day; the rest says what it was. Flags do the same for scripts. In a team of one the person need not be named."
	c.Example = "  watchbill toil log \"restart payout workers 20m @ana yesterday #payouts\"\n  watchbill toil log \"Rotate certificates\" --minutes 45 --person ben --day 2026-11-17"
	return c
}

// preset is who did it where the line does not say: the person of --person, or the only one there is; else zero.
func preset(people []model.Person, name string) (model.ID, error) {
	switch {
	case name != "":
		p, err := personIn(people, name)
		return p.ID, err
	case len(people) == 1:
		return people[0].ID, nil
	default:
		return 0, nil
	}
}

// toilEntry opens the file and finds an entry by its id.
func (a *app) toilEntry(ctx context.Context, arg string) (*workspace.Workspace, model.ToilEntry, error) {
	id, err := parseID("toil", arg)
	if err != nil {
		return nil, model.ToilEntry{}, err
	}
	ws, err := a.existing(ctx)
	if err != nil {
		return nil, model.ToilEntry{}, err
	}
	entries, _, err := a.toilEntries(ctx, ws, model.ToilPeriod{}, "")
	if err != nil {
		return nil, model.ToilEntry{}, err
	}
	i := slices.IndexFunc(entries, func(e model.ToilEntry) bool { return e.ID == id })
	if i < 0 {
		return nil, model.ToilEntry{}, model.Errorf(model.NotFound, "id", "There is no toil entry with the id %d. Look at “watchbill toil list”.", id)
	}
	return ws, entries[i], nil
}

func newToilEditCmd(a *app) *cobra.Command {
	var f toilFlags
	c := a.leaf("edit ID [--what TEXT] [--minutes 20] [--person PERSON] [--day DAY] [--tag WORD]", "Change a toil entry", needs("ID"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, e, err := a.toilEntry(ctx, args[0])
		if err != nil {
			return err
		}
		people, err := ws.AllPeople(ctx)
		if err != nil {
			return err
		}
		if err := f.apply(cmd, &e, people); err != nil {
			return err
		}
		return a.done(ws.LogToil(ctx, e))
	})
	f.register(c)
	c.Flags().StringVar(&f.what, "what", "", "what it was, as `TEXT`")
	c.Example = "  watchbill toil edit 12 --minutes 35"
	return c
}

func newToilDeleteCmd(a *app) *cobra.Command {
	c := a.leaf("delete ID", "Delete a toil entry", needs("ID"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, e, err := a.toilEntry(ctx, args[0])
		if err != nil {
			return err
		}
		return a.done(ws.DeleteToil(ctx, e))
	})
	c.Example = "  watchbill toil delete 12"
	return c
}

package cli

import (
	"context"
	"fmt"
	"io"
	"math"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/workspace"
)

func newPeopleCmd(a *app) *cobra.Command {
	return a.group("people", "People: who is in the team, their zone, hours and time off",
		newPeopleListCmd(a), newPeopleAddCmd(a), newPeopleEditCmd(a), newPeopleDeleteCmd(a),
		newPeopleImportCmd(a), newPeopleOffCmd(a), newPeopleHolidaysCmd(a))
}

type personJSON struct {
	ID     model.ID `json:"id"`
	Name   string   `json:"name"`
	Email  string   `json:"email"`
	Zone   string   `json:"zone"`
	Colour int      `json:"colour"`
	Hours  float64  `json:"hours_a_week"`
	Left   string   `json:"left"` // first day no longer in the team
	Senior bool     `json:"senior"`
	Region string   `json:"region"` // whose public holidays count
}

func personOf(p model.Person) personJSON {
	return personJSON{p.ID, p.Name, p.Email, p.Zone, p.Colour, float64(p.WeekMinutes) / 60, dateText(p.Left), p.Senior, p.Region}
}

func dateText(d model.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

func seniorText(p model.Person) string {
	if p.Senior {
		return "senior"
	}
	return ""
}

func newPeopleListCmd(a *app) *cobra.Command {
	var all bool
	c := a.leaf("list [--all]", "List the people of the team", needs(), a.inFile(func(ctx context.Context, ws *workspace.Workspace, _ []string) error {
		list := ws.People
		if all {
			list = ws.AllPeople
		}
		people, err := list(ctx)
		if err != nil {
			return err
		}
		t := newTable(">ID", "Name", "Initials", "E-mail", "Zone", ">Hours a week", "Region", "Senior", "Left")
		rows := make([]personJSON, 0, len(people))
		for _, p := range people {
			rows = append(rows, personOf(p))
			t.add(idText(p.ID), p.Name, p.Initials(), p.Email, p.Zone, model.FormatHours(p.WeekMinutes), p.Region, seniorText(p), dateText(p.Left))
		}
		return a.showTable(rows, t, "There is nobody in the team yet. Add people with “watchbill people add NAME --zone ZONE”, or many at once with “watchbill people import FILE.csv”.")
	}))
	c.Flags().BoolVar(&all, "all", false, "those who have left, too")
	c.Example = "  watchbill people list\n  watchbill people list --all --json"
	return c
}

// personFlags are the flags that say what a person is.
type personFlags struct {
	name, email, zone, left, region string
	hours                           float64
	colour                          int
	senior                          bool
}

func (f *personFlags) register(c *cobra.Command) {
	fs := c.Flags()
	fs.StringVar(&f.email, "email", "", "e-mail `ADDRESS`; imports find people by it")
	fs.StringVar(&f.zone, "zone", "", "time `ZONE`, such as Europe/Berlin (default the team's)")
	fs.Float64Var(&f.hours, "hours", 40, "contracted `HOURS` a week")
	fs.StringVar(&f.region, "region", "", "`REGION` whose public holidays count, such as DE-BE, US or BR; empty for none")
	fs.BoolVar(&f.senior, "senior", false, "counts as a senior where a turn needs one; --senior=false takes it back")
	fs.IntVar(&f.colour, "colour", 0, "colour `NUMBER` from 1 to 12 (default the next free one)")
}

// apply changes a person by the flags that were given.
func (f *personFlags) apply(c *cobra.Command, p *model.Person) error {
	given := c.Flags().Changed
	if given("name") {
		p.Name = f.name
	}
	if given("email") {
		p.Email = f.email
	}
	if given("zone") {
		p.Zone = f.zone
	}
	if given("hours") {
		if math.IsNaN(f.hours) || math.Abs(f.hours) > 1000 {
			return usagef("hours", "--hours: %g is no number of hours a week.", f.hours)
		}
		p.WeekMinutes = int(math.Round(f.hours * 60))
	}
	if given("colour") {
		p.Colour = f.colour
	}
	if given("senior") {
		p.Senior = f.senior
	}
	if given("region") {
		r, err := model.RegionOf(f.region)
		if err != nil {
			return asUsage("region", err)
		}
		p.Region = r.Code
	}
	if given("left") {
		if f.left == "" || f.left == "none" {
			p.Left = model.Date{}
			return nil
		}
		d, err := parseDate("left", f.left)
		p.Left = d
		return err
	}
	return nil
}

func newPeopleAddCmd(a *app) *cobra.Command {
	var f personFlags
	c := a.leaf("add NAME [--zone ZONE] [--email ADDRESS] [--hours 40]", "Add a person", needs("NAME"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		p := model.Person{Name: args[0], WeekMinutes: 40 * 60}
		if err := f.apply(cmd, &p); err != nil {
			return err
		}
		if p.Zone != "" {
			if _, err := model.Zone(p.Zone); err != nil {
				return asUsage("zone", err)
			}
		}
		ws, err := a.open(ctx)
		if err != nil {
			return err
		}
		if p.Zone == "" {
			team, err := ws.Team(ctx)
			if model.CodeOf(err) == model.NotFound {
				return usagef("zone", "The first person needs --zone, such as --zone Europe/Berlin. It becomes the team's zone, which later people get unless you say otherwise.")
			}
			if err != nil {
				return err
			}
			p.Zone = team.Zone
		}
		return a.done(ws.SavePerson(ctx, p))
	})
	f.register(c)
	c.Example = "  watchbill people add \"Ana Souza\" --zone America/Sao_Paulo --email ana@example.org --hours 32"
	return c
}

func newPeopleEditCmd(a *app) *cobra.Command {
	var f personFlags
	c := a.leaf("edit PERSON [--name NAME] [--zone ZONE] [--left DATE] …", "Change a person", needs("PERSON"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, p, err := a.openPerson(ctx, args[0])
		if err != nil {
			return err
		}
		if err := f.apply(cmd, &p); err != nil {
			return err
		}
		return a.done(ws.SavePerson(ctx, p))
	})
	f.register(c)
	c.Flags().StringVar(&f.name, "name", "", "the new `NAME`")
	c.Flags().StringVar(&f.left, "left", "", "first `DATE` on which the person is no longer in the team, or none")
	c.Long = "Change a person. PERSON is a name, first name, e-mail, initials or the id in the list; only what is named by a flag changes."
	c.Example = "  watchbill people edit ana --hours 24\n  watchbill people edit \"Ben Okafor\" --left 2027-01-01"
	return c
}

func newPeopleDeleteCmd(a *app) *cobra.Command {
	var yes bool
	c := a.leaf("delete PERSON --yes", "Delete a person who has never been on call", needs("PERSON"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, p, err := a.openPerson(ctx, args[0])
		if err != nil {
			return err
		}
		impact, err := ws.DeletePersonImpact(ctx, p.ID)
		if err != nil {
			return err
		}
		if err := confirm(yes, impact); err != nil {
			return err
		}
		return a.done(ws.DeletePerson(ctx, p.ID))
	})
	c.Flags().BoolVar(&yes, "yes", false, "do it; without, only what would go along is said")
	c.Example = "  watchbill people delete \"Ana Souza\"          says what would go along\n  watchbill people delete \"Ana Souza\" --yes"
	return c
}

// printf is fmt.Fprintf for the functions that show takes.
func printf(w io.Writer, format string, args ...any) error {
	_, err := fmt.Fprintf(w, format, args...)
	return err
}

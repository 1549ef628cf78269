package cli

import (
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/sources"
	"watchbill/workspace"
)

type peopleImportJSON struct {
	Stored    bool             `json:"stored"` // false with --dry-run
	Added     int              `json:"added"`
	Changed   int              `json:"changed"`
	Unchanged int              `json:"unchanged"`
	Refused   int              `json:"refused"`
	People    []importedPerson `json:"people"`
	Problems  []problemJSON    `json:"problems"`
}

type importedPerson struct {
	Line    int      `json:"line"`
	Kind    string   `json:"kind"` // added, changed, unchanged or refused
	Changes []string `json:"changes"`
	Reason  string   `json:"reason"`
	personJSON
}

func newPeopleImportCmd(a *app) *cobra.Command {
	var zone string
	var dry bool
	c := a.leaf("import FILE.csv [--zone ZONE] [--dry-run]", "Add and change people by a list", needs("FILE"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		if zone != "" {
			if _, err := model.Zone(zone); err != nil {
				return asUsage("zone", err)
			}
		}
		in, err := a.readInput(args[0])
		if err != nil {
			return err
		}
		file, err := sources.People(in)
		in.Close()
		if err != nil {
			a.listProblems(file.Problems)
			return named(args[0], err)
		}
		open := a.open
		if dry {
			open = a.preview
		}
		ws, err := open(ctx)
		if err != nil {
			return err
		}
		var plan workspace.PeopleImport
		if dry {
			plan, err = ws.PlanPeople(ctx, file.People, zone)
		} else {
			plan, _, err = ws.ImportPeople(ctx, filepath.Base(inputName(args[0])), file.People, zone)
		}
		if err != nil {
			return named(args[0], err)
		}
		return a.showPeopleImport(inputName(args[0]), dry, plan, file)
	})
	c.Flags().StringVar(&zone, "zone", "", "time `ZONE` of new people without one in the file (default the team's)")
	c.Flags().BoolVar(&dry, "dry-run", false, "say what would change and store nothing")
	c.Long = "Add and change people by a list: a user export of PagerDuty, Opsgenie or Grafana, or a table with name, e-mail, zone and hours in any order. A person is found by e-mail, else by name; what the file leaves empty stays. The exit code is 3 where rows could not be taken."
	c.Example = "  watchbill people import people.csv --dry-run\n  watchbill people import people.csv --zone Europe/Berlin"
	return c
}

func (a *app) showPeopleImport(path string, dry bool, plan workspace.PeopleImport, file sources.PeopleFile) error {
	j := peopleImportJSON{
		Added: plan.Count("added"), Changed: plan.Count("changed"), Unchanged: plan.Count("unchanged"), Refused: plan.Count("refused"),
		People: []importedPerson{}, Problems: problemsOf(file.Problems),
	}
	j.Stored = !dry && j.Added+j.Changed > 0
	t := newTable(">Line", "Row", "Name", "E-mail", "Zone", ">Hours a week", "What")
	for _, c := range plan {
		p := importedPerson{c.Line, c.Kind(), append([]string{}, c.Fields...), c.Reason, personOf(c.After)}
		j.People = append(j.People, p)
		what := strings.Join(c.Fields, ", ")
		if c.Reason != "" {
			what = c.Reason
		}
		t.add(model.Thousands(c.Line), p.Kind, p.Name, p.Email, p.Zone, model.FormatHours(c.After.WeekMinutes), what)
	}
	if len(file.Problems) > 0 || j.Refused > 0 {
		a.look()
	}
	if !a.json && len(file.Problems) > 0 {
		a.note("To look at in %s:", path)
		a.listProblems(file.Problems)
	}
	return a.show(j, func(w io.Writer) error {
		if dry && !t.empty() {
			if err := t.write(w); err != nil {
				return err
			}
		} else {
			for _, p := range j.People {
				if p.Reason != "" {
					a.note("  line %d, %s: %s", p.Line, p.Name, p.Reason)
				}
			}
		}
		end := ""
		if dry {
			end = " Nothing was stored."
		}
		return printf(w, "%s: %d added, %d changed, %d unchanged, %s not taken.%s\n", path, j.Added, j.Changed, j.Unchanged,
			model.Count(j.Refused+file.Skipped(), "row", "rows"), end)
	})
}

package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"watchbill/feed"
	"watchbill/model"
	"watchbill/workspace"
)

type offImportJSON struct {
	Added   []offEventJSON   `json:"added"`
	Changed []offEventJSON   `json:"changed"`
	Removed []offJSON        `json:"removed"`
	Same    int              `json:"unchanged"`
	Skipped []offSkippedJSON `json:"skipped"`
	Stored  bool             `json:"stored"`
}

type offEventJSON struct {
	Person string `json:"person"`
	Start  string `json:"start"`
	End    string `json:"end"`
	AllDay bool   `json:"all_day"`
	Kind   string `json:"kind"`
	Title  string `json:"title"`
}

type offSkippedJSON struct {
	Line   int    `json:"line"`
	Title  string `json:"title"`
	Reason string `json:"reason"`
	Wrong  bool   `json:"wrong"` // it could not be read; else it is no time off
}

func newOffImportCmd(a *app) *cobra.Command {
	var person, source string
	var titles []string
	var dryRun bool
	c := a.leaf("import FILE|URL [--person PERSON] [--titles WORDS] [--dry-run]", "Read time off from a calendar; reading it again refreshes", needs("FILE|URL"), a.inFile(func(ctx context.Context, ws *workspace.Workspace, args []string) error {
		q := workspace.OffQuestion{Source: source, Titles: titles}
		if q.Source == "" {
			q.Source = calendarName(args[0])
		}
		if person != "" {
			p, err := a.person(ctx, ws, person)
			if err != nil {
				return err
			}
			q.Person = p.ID
		}
		file, err := a.readCalendar(ctx, args[0])
		if err != nil {
			return err
		}
		var plan workspace.OffImport
		if dryRun {
			plan, err = ws.PlanOff(ctx, q, file)
		} else {
			plan, _, err = ws.ImportOff(ctx, q, file)
		}
		if err != nil {
			return named(calendarName(args[0]), err)
		}
		return a.showOffImport(ctx, ws, plan, !dryRun)
	}))
	fs := c.Flags()
	fs.StringVar(&person, "person", "", "the `PERSON` whose calendar it is (default the team's: titles and invitations name people)")
	fs.StringSliceVar(&titles, "titles", nil, "`WORDS` in titles that mean time off, such as vacation,PTO; * for all (default "+strings.Join(workspace.AwayTitles[:4], ", ")+" and others)")
	fs.StringVar(&source, "source", "", "the calendar's `NAME`, by which reading it again refreshes (default the file's)")
	fs.BoolVar(&dryRun, "dry-run", false, "show what would be read, and store nothing")
	c.Long = "Read time off from a person's or the team's calendar. An event counts when its title has one of the words that mean time off, or when it is marked as out of office. Reading the same calendar again adds what is new, moves what moved, and removes what is gone; what was entered by hand stays. Every event that was not read is listed with the reason, and the exit code is 3 when one of them may have been time off."
	c.Example = "  watchbill people off import ana.ics --person ana --dry-run\n  watchbill people off import https://calendar.example.org/team-away.ics --titles \"vacation,PTO,off\"\n  watchbill people off import team.ics --titles \"*\""
	return c
}

// readCalendar reads a calendar from a file, from standard input, or from an address.
func (a *app) readCalendar(ctx context.Context, from string) ([]byte, error) {
	if workspace.IsAddress(from) {
		return feed.Fetch(ctx, nil, from)
	}
	in, err := a.readInput(from)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, maxLintFile))
	if err != nil {
		return nil, model.Errorf(model.Unavailable, "file", "%s could not be read to its end: %v.", inputName(from), err)
	}
	return data, nil
}

// calendarName names a calendar so that reading it again refreshes.
func calendarName(from string) string {
	if from == "-" {
		return "standard input"
	}
	return workspace.PlaceName(from)
}

func (a *app) showOffImport(ctx context.Context, ws *workspace.Workspace, plan workspace.OffImport, stored bool) error {
	people, err := ws.AllPeople(ctx)
	if err != nil {
		return err
	}
	by := map[model.ID]model.Person{}
	for _, p := range people {
		by[p.ID] = p
	}
	j := offImportJSON{Added: []offEventJSON{}, Changed: []offEventJSON{}, Removed: []offJSON{}, Same: plan.Same, Skipped: []offSkippedJSON{}, Stored: stored}
	t := newTable("", "Person", "Away", "Kind", "Title")
	line := func(what string, o model.TimeOff, title string) {
		t.add(what, by[o.PersonID].Name, workspace.Days(o.Interval, by[o.PersonID].Zone, ws.Now()), o.Kind, title)
	}
	event := func(r workspace.OffRow) offEventJSON {
		return offEventJSON{by[r.PersonID].Name, stamp(r.Start), stamp(r.End), r.AllDay, r.Kind, r.Title}
	}
	for _, r := range plan.Add {
		j.Added = append(j.Added, event(r))
		line("new", r.TimeOff, r.Title)
	}
	for _, r := range plan.Change {
		j.Changed = append(j.Changed, event(r))
		line("changed", r.TimeOff, r.Title)
	}
	for _, o := range plan.Remove {
		j.Removed = append(j.Removed, offJSON{o.ID, by[o.PersonID].Name, stamp(o.Start), stamp(o.End), o.AllDay, o.Kind, o.Note})
		line("removed", o, o.Note)
	}
	j.Skipped = a.skipped(plan.Skipped, plan.Zones)
	return a.show(j, func(w io.Writer) error { return printOffImport(w, t, plan, stored) })
}

// skipped returns what was not read, and asks for the zones that nobody knows. The exit code says it when something could not be read.
func (a *app) skipped(events []workspace.SkippedOff, zones []string) []offSkippedJSON {
	out := []offSkippedJSON{}
	for _, s := range events {
		out = append(out, offSkippedJSON(s))
		if s.Wrong {
			a.look()
		}
	}
	for _, z := range zones {
		a.note("Which time zone is %q? Say it with “watchbill calendar zones %[1]q Europe/Berlin”, then read the calendar again.", z)
	}
	return out
}

func printOffImport(w io.Writer, t *table, plan workspace.OffImport, stored bool) error {
	if !t.empty() {
		if err := t.write(w); err != nil {
			return err
		}
	}
	counts := fmt.Sprintf("%d new, %d changed, %d removed, %d as before", len(plan.Add), len(plan.Change), len(plan.Remove), plan.Same)
	if !stored {
		counts += ". Nothing was stored"
	}
	if err := printf(w, "%s.\n", counts); err != nil {
		return err
	}
	return printSkipped(w, "Not read as time off", plan.Skipped)
}

func printSkipped(w io.Writer, head string, events []workspace.SkippedOff) error {
	if len(events) == 0 {
		return nil
	}
	if err := printf(w, "\n%s:\n", head); err != nil {
		return err
	}
	for _, s := range events {
		where := ""
		switch {
		case s.Title != "":
			where = fmt.Sprintf("line %d %q: ", s.Line, s.Title)
		case s.Line != 0:
			where = fmt.Sprintf("line %d: ", s.Line)
		}
		if err := printf(w, "%s%s\n", where, s.Reason); err != nil {
			return err
		}
	}
	return nil
}

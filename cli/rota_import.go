package cli

import (
	"context"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"watchbill/feed"
	"watchbill/model"
	"watchbill/sources"
	"watchbill/workspace"
)

type scheduleJSON struct {
	Rotation    string        `json:"rotation"`
	NewRotation bool          `json:"new_rotation"`
	Stored      bool          `json:"stored"`
	Shifts      []shiftRow    `json:"shifts"` // new ones
	Known       int           `json:"known"`
	NewPeople   []string      `json:"new_people"`
	NewRoles    []string      `json:"new_roles"`
	Unknown     []unknownJSON `json:"unknown"`
	Problems    []problemJSON `json:"problems"`
	Left        []problemJSON `json:"left_out"` // cancelled, or not in the time that is read
}

type unknownJSON struct {
	Name   string `json:"name"`
	Shifts int    `json:"shifts"`
}

// scheduleFlags say how a schedule is to be read and where it goes.
type scheduleFlags struct {
	rotation, zone, dates, from, to string
	person                          string
	means                           []string
	addPeople, dry                  bool
}

func newRotaImportCmd(a *app) *cobra.Command {
	var f scheduleFlags
	c := a.leaf("import FILE.ics|FILE.csv|URL [--rotation NAME] [--add-people] [--dry-run]", "Publish the shifts of a schedule made elsewhere", needs("FILE"), func(cmd *cobra.Command, args []string) error {
		return a.importSchedule(cmd.Context(), args[0], &f)
	})
	fs := c.Flags()
	fs.StringVar(&f.rotation, "rotation", "", "the `ROTATION` they belong to; a new name adds one (default the schedule's or file's name)")
	fs.StringVar(&f.zone, "zone", "", "time `ZONE` of times without one (default the rotation's or team's)")
	fs.StringVar(&f.dates, "dates", "", "`ORDER` of dates such as 03/04/2026 in a CSV: dmy or mdy (default by the file)")
	fs.StringVar(&f.from, "from", "", "first `DATE` to read of a calendar (default a year ago)")
	fs.StringVar(&f.to, "to", "", "last `DATE` to read of a calendar (default in two years)")
	fs.StringVar(&f.person, "person", "", "the `PERSON` whose shifts those are that name nobody, as in the feed of one person")
	fs.StringArrayVar(&f.means, "means", nil, "whom a name means that nobody in the team has, as `WRITTEN=PERSON`; may be repeated")
	fs.BoolVar(&f.addPeople, "add-people", false, "add people who are not in the team")
	fs.BoolVar(&f.dry, "dry-run", false, "say what would be imported and store nothing")
	c.Long = `Publish the shifts of a schedule made elsewhere: a calendar (.ics) of PagerDuty, Opsgenie, Grafana OnCall,
GoAlert or any other, or a CSV with a start, an end and a person a row. People are found by e-mail or name; who is not
in the team is listed and the import refused, unless --means says whom the name means or --add-people adds them. Shifts that overlap published
ones of their role are left out and said (exit code 3). Importing the same file again changes nothing.`
	c.Example = "  watchbill rota import oncall.ics --rotation Payments --dry-run\n  watchbill rota import oncall.csv --rotation Payments --add-people\n  watchbill rota import grafana.ics --rotation Payments --means \"jdoe=Jane Doe\" --means \"bo.ek=Bo\""
	return c
}

func (a *app) importSchedule(ctx context.Context, path string, f *scheduleFlags) error {
	data, err := a.readSchedule(ctx, path)
	if err != nil {
		return err
	}
	if workspace.IsAddress(path) {
		path = workspace.PlaceName(path) // the address may be a secret
	}
	open := a.open
	if f.dry {
		open = a.preview
	}
	zone, err := f.location()
	if err != nil {
		return err
	}
	ws, err := open(ctx)
	if err != nil {
		return err
	}
	r, known, err := a.targetRotation(ctx, ws, f.rotation)
	if err != nil {
		return err
	}
	if zone == nil {
		if zone, err = scheduleZone(ctx, ws, r); err != nil {
			return err
		}
	}
	options, err := f.options(zone, ws.Now())
	if err != nil {
		return err
	}
	options.Calendar = strings.HasSuffix(strings.TrimSuffix(strings.ToLower(path), ".gz"), ".ics")
	answers, err := a.scheduleAnswers(ctx, ws, f, &options)
	if err != nil {
		return err
	}
	read, err := workspace.ReadSchedule(data, options)
	a.skipped(nil, read.Zones)
	if err != nil {
		a.listProblems(read.Problems)
		return named(path, err)
	}
	workspace.AnswerDuties(read.Duties, answers)
	if !known {
		r.Name, r.Zone = firstNonEmpty(f.rotation, read.Name, fileTitle(path)), zone.String()
		if again, found, err := a.targetRotation(ctx, ws, r.Name); err != nil || found {
			if err != nil {
				return err
			}
			r = again
		}
	}
	var plan workspace.ScheduleImport
	if f.dry {
		plan, err = ws.PlanSchedule(ctx, r, read.Duties, f.addPeople)
	} else {
		plan, _, err = ws.ImportSchedule(ctx, filepath.Base(inputName(path)), r, read.Duties, f.addPeople)
	}
	if model.FieldOf(err) == "person" {
		return model.Errorf(model.CodeOf(err), "person", "%s: %s To let the import add them, use --add-people.", inputName(path), err)
	}
	if err != nil {
		return named(path, err)
	}
	return a.showSchedule(inputName(path), r.ID == 0, f.dry, plan, read)
}

// readSchedule reads a schedule from a file, from standard input, or from an address.
func (a *app) readSchedule(ctx context.Context, from string) ([]byte, error) {
	if workspace.IsAddress(from) {
		return feed.Fetch(ctx, nil, from)
	}
	in, err := a.readInput(from)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, sources.MaxBytes+1))
	return data, workspace.FileError(from, "read", err)
}

// scheduleAnswers reads what the flags and the file's settings say of names that the schedule uses.
func (a *app) scheduleAnswers(ctx context.Context, ws *workspace.Workspace, f *scheduleFlags, o *workspace.ScheduleOptions) (map[string]string, error) {
	var err error
	if o.Zones, err = ws.AnsweredZones(ctx); err != nil {
		return nil, err
	}
	if f.person != "" {
		p, err := a.person(ctx, ws, f.person)
		if err != nil {
			return nil, err
		}
		o.Owner = p.Name
	}
	answers := map[string]string{}
	for _, pair := range f.means {
		written, name, found := strings.Cut(pair, "=")
		if !found {
			return nil, usagef("means", "--means: %q has no =. Write it as “jdoe=Jane Doe”.", pair)
		}
		p, err := a.person(ctx, ws, name)
		if err != nil {
			return nil, err
		}
		answers[written] = p.Name
	}
	return answers, nil
}

func (f *scheduleFlags) location() (*time.Location, error) {
	if f.zone == "" {
		return nil, nil
	}
	loc, err := model.Zone(f.zone)
	return loc, asUsage("zone", err)
}

// targetRotation finds the rotation of a name; known is false where it has to be made.
func (a *app) targetRotation(ctx context.Context, ws *workspace.Workspace, name string) (r model.Rotation, known bool, err error) {
	if name == "" {
		return r, false, nil
	}
	all, err := ws.Rotations(ctx)
	if err != nil {
		return r, false, err
	}
	i, err := exactly(all, "rotation", name, func(r model.Rotation) model.ID { return r.ID }, func(r model.Rotation) string { return r.Name })
	if i < 0 || err != nil {
		return r, false, err
	}
	return all[i], true, nil
}

func scheduleZone(ctx context.Context, ws *workspace.Workspace, r model.Rotation) (*time.Location, error) {
	if r.Zone != "" {
		return model.Zone(r.Zone)
	}
	return teamZoneOrUTC(ctx, ws)
}

func firstNonEmpty(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// fileTitle returns a file's name without folder and endings.
func fileTitle(path string) string {
	if path == "-" {
		return "Imported"
	}
	name := strings.TrimSuffix(filepath.Base(path), ".gz")
	return strings.TrimSuffix(name, filepath.Ext(name))
}

// options turns the flags into what the file is to be read with.
func (f *scheduleFlags) options(zone *time.Location, now time.Time) (workspace.ScheduleOptions, error) {
	o := workspace.ScheduleOptions{Zone: zone, Dates: sources.DateOrder(f.dates), Now: now}
	if o.Dates != sources.AutoDates && o.Dates != sources.DayFirst && o.Dates != sources.MonthFirst {
		return o, usagef("dates", "--dates: %q is no order. Write dmy for 31/01/2026 or mdy for 01/31/2026.", f.dates)
	}
	var err error
	if f.from != "" {
		if o.From, err = parseMoment("from", f.from, zone); err != nil {
			return o, err
		}
	}
	if f.to != "" {
		if o.To, _, err = endOf("to", f.to, zone); err != nil {
			return o, err
		}
	}
	return o, nil
}

func (a *app) showSchedule(path string, isNew, dry bool, plan workspace.ScheduleImport, read workspace.ScheduleFile) error {
	problems := read.Problems
	for _, r := range plan.Refused {
		problems = append(problems, sources.Problem{Line: r.Line, Reason: r.Reason, Rows: 1})
	}
	if len(problems) > 0 || len(plan.Unknown) > 0 {
		a.look()
	}
	rows := shiftRows([]model.Rotation{plan.Rotation}, plan.Added, plan.Names)
	for i := range rows { // planned shifts of a rotation that is not stored yet
		rows[i].Rotation = plan.Rotation.Name
	}
	j := scheduleJSON{
		Rotation: plan.Rotation.Name, NewRotation: isNew, Stored: !dry && len(plan.Added) > 0, Shifts: rows, Known: plan.Known,
		NewPeople: append([]string{}, plan.NewPeople...), NewRoles: append([]string{}, plan.NewRoles...), Unknown: []unknownJSON{}, Problems: problemsOf(problems), Left: problemsOf(read.Left),
	}
	for _, u := range plan.Unknown {
		j.Unknown = append(j.Unknown, unknownJSON{u.Name, u.Shifts})
	}
	if all := append(problems, read.Left...); !a.json && len(all) > 0 {
		a.note("Not read or left out:")
		for _, p := range all { // each of them: a shift that is missing is a gap
			a.note("  %s", p)
		}
	}
	return a.show(j, func(w io.Writer) error { return writeSchedule(w, path, dry, j) })
}

func writeSchedule(w io.Writer, path string, dry bool, j scheduleJSON) error {
	verb := "Imported"
	if dry {
		verb = "Would import"
	}
	into := j.Rotation
	if j.NewRotation {
		into = "the new rotation " + into
	}
	if len(j.Shifts) == 0 && j.Known > 0 && len(j.Unknown) == 0 {
		return printf(w, "Nothing new for %s: %s of %s published already.\n", j.Rotation, model.Count(j.Known, "shift", "shifts"), path)
	}
	lines := verb + " " + model.Count(len(j.Shifts), "shift", "shifts") + " into " + into + " from " + path
	if n := len(j.Shifts); n > 0 {
		lines += ", " + minute(j.Shifts[0].interval.Start) + " to " + minute(j.Shifts[n-1].interval.End)
	}
	lines += ".\n"
	if j.Known > 0 {
		lines += model.Count(j.Known, "shift is", "shifts are") + " published already.\n"
	}
	if len(j.NewPeople) > 0 {
		lines += "New people: " + strings.Join(j.NewPeople, ", ") + ".\n"
	}
	if len(j.NewRoles) > 0 {
		lines += "New roles: " + strings.Join(j.NewRoles, ", ") + ".\n"
	}
	for _, u := range j.Unknown {
		lines += "Not in the team: " + u.Name + ", " + model.Count(u.Shifts, "shift", "shifts") + ". Add them first, or import with --add-people.\n"
	}
	return printf(w, "%s", lines)
}

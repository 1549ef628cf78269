package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/sources"
	"watchbill/workspace"
)

type samplesJSON struct {
	Resource string        `json:"resource"`
	NewOne   bool          `json:"new_resource"`
	Stored   bool          `json:"stored"` // false with --dry-run
	Rows     int           `json:"rows"`
	Read     int           `json:"read"`
	Added    int           `json:"added"`
	Known    int           `json:"known"`
	Differ   int           `json:"differ"` // of the known ones, those with another value in the file; the stored one stays
	Skipped  int           `json:"skipped"`
	First    string        `json:"first"` // of the file
	Last     string        `json:"last"`
	Unit     string        `json:"unit"`
	Columns  []string      `json:"columns"` // time and value
	Others   []string      `json:"other_columns"`
	Problems []problemJSON `json:"problems"`
}

type problemJSON struct {
	Line   int    `json:"line"`
	Column string `json:"column"`
	Text   string `json:"text"`
	Reason string `json:"reason"`
	Rows   int    `json:"rows"`
}

func problemsOf(problems []sources.Problem) []problemJSON {
	out := make([]problemJSON, 0, len(problems))
	for _, p := range problems {
		out = append(out, problemJSON{p.Line, p.Column, p.Text, p.Reason, p.Rows})
	}
	return out
}

// shownProblems is how many problems of a file are listed; the rest are counted.
const shownProblems = 20

// listProblems writes what could not be read to standard error.
func (a *app) listProblems(problems []sources.Problem) {
	for i, p := range problems {
		if i == shownProblems {
			a.note("  and %s", model.Count(len(problems)-i, "more problem", "more problems"))
			return
		}
		a.note("  %s", p)
	}
}

// sampleFlags say how a file of samples is to be read.
type sampleFlags struct {
	resource, zone, dates, decimal, time, value string
	dry                                         bool
}

func (f *sampleFlags) register(c *cobra.Command) {
	fs := c.Flags()
	fs.StringVar(&f.resource, "resource", "", "the `RESOURCE` to import into; a new name adds one (default the file's name)")
	fs.StringVar(&f.zone, "zone", "", "time `ZONE` of times without an offset (default the team's)")
	fs.StringVar(&f.dates, "dates", "", "`ORDER` of dates such as 03/04/2026: dmy or mdy (default by the file)")
	fs.StringVar(&f.decimal, "decimal", "", "decimal `SIGN`, point or comma (default by the file)")
	fs.StringVar(&f.time, "time-column", "", "header or number of the `COLUMN` of times (default by the file)")
	fs.StringVar(&f.value, "value-column", "", "header or number of the `COLUMN` of values (default by the file)")
	fs.BoolVar(&f.dry, "dry-run", false, "say what would be imported and store nothing")
}

func (f *sampleFlags) options() (sources.SampleOptions, error) {
	o := sources.SampleOptions{TimeColumn: f.time, ValueColumn: f.value}
	if f.zone != "" {
		loc, err := model.Zone(f.zone)
		if err != nil {
			return o, asUsage("zone", err)
		}
		o.Zone = loc
	}
	switch o.Dates = sources.DateOrder(f.dates); o.Dates {
	case sources.AutoDates, sources.DayFirst, sources.MonthFirst:
	default:
		return o, usagef("dates", "--dates: %q is no order. Write dmy for 31/01/2026 or mdy for 01/31/2026.", f.dates)
	}
	switch f.decimal {
	case "":
	case "point", ".":
		o.Decimal = '.'
	case "comma", ",":
		o.Decimal = ','
	default:
		return o, usagef("decimal", "--decimal: %q is not understood. Write point or comma.", f.decimal)
	}
	return o, nil
}

// name returns the resource's name: the one that was given, or the file's without folder and endings.
func (f *sampleFlags) name(file string) (string, error) {
	if f.resource != "" {
		return f.resource, nil
	}
	if file == "-" {
		return "", usagef("resource", "Samples from standard input need --resource NAME.")
	}
	name := strings.TrimSuffix(filepath.Base(file), ".gz")
	return strings.TrimSuffix(name, filepath.Ext(name)), nil
}

func newCapacityImportCmd(a *app) *cobra.Command {
	var f sampleFlags
	var r resourceFlags
	c := a.leaf("import FILE.csv [--resource NAME] [--limit 2000] [--unit GiB] [--dry-run]", "Import a series of times and values", needs("FILE"), func(cmd *cobra.Command, args []string) error {
		return a.importSamples(cmd, args[0], &f, &r)
	})
	f.register(c)
	r.register(c)
	c.Long = `Import a series of times and values from CSV, TSV or a like table, packed with gzip or not.

Columns, separator, time format, zone and decimal sign are found by the file and said; flags decide
where the file leaves it open. A newer file of the same series adds what is new; what is known stays.
Rows that cannot be read are listed and the exit code is 3 then. --limit, --unit, --lead, --daily and
--owner set up a resource that is new.`
	c.Example = "  watchbill capacity import disk.csv --resource \"db-payments disk\" --limit 2000 --unit GiB --lead 56\n" +
		"  watchbill capacity import disk-newer.csv --resource \"db-payments disk\" --dry-run"
	return c
}

func (a *app) importSamples(cmd *cobra.Command, path string, f *sampleFlags, rf *resourceFlags) error {
	ctx := cmd.Context()
	options, err := f.options()
	if err != nil {
		return err
	}
	if options.Zone == nil {
		if options.Zone, err = a.zoneOfTeam(ctx); err != nil {
			return err
		}
	}
	name, err := f.name(path)
	if err != nil {
		return err
	}
	in, err := a.readInput(path)
	if err != nil {
		return err
	}
	file, err := sources.Samples(in, options)
	in.Close()
	if err != nil {
		a.listProblems(file.Problems)
		return named(path, err)
	}
	open := a.open
	if f.dry {
		open = a.preview
	}
	ws, err := open(ctx)
	if err != nil {
		return err
	}
	r, err := a.importTarget(cmd, ws, name, file.Unit, rf)
	if err != nil {
		return err
	}
	var plan workspace.SamplesImport
	if f.dry {
		plan, err = ws.PlanSamples(ctx, r, file.Samples)
	} else {
		plan, _, err = ws.ImportSamples(ctx, r, filepath.Base(inputName(path)), file.Samples)
	}
	if err != nil {
		return named(path, err)
	}
	if file.Skipped() > 0 {
		a.look()
	}
	return a.showSamples(samplesJSON{
		Resource: r.Name, NewOne: r.ID == 0, Stored: !f.dry && plan.Added > 0, Rows: file.Rows, Read: file.Kept, Added: plan.Added, Known: plan.Known, Differ: plan.Differ,
		Skipped: file.Skipped(), First: stamp(file.First), Last: stamp(file.Last), Unit: r.Unit,
		Columns: []string{file.TimeColumn, file.ValueColumn}, Others: append([]string{}, file.Others...), Problems: problemsOf(file.Problems),
	}, file, inputName(path))
}

// zoneOfTeam returns the zone of the team there is, UTC before there is one. It makes no file.
func (a *app) zoneOfTeam(ctx context.Context) (*time.Location, error) {
	if _, err := os.Stat(a.path()); err != nil {
		return time.UTC, nil
	}
	ws, err := a.existing(ctx)
	if err != nil {
		return nil, err
	}
	zone, err := teamZoneOrUTC(ctx, ws)
	a.ws = nil // the command opens the file again when it has read its own
	return zone, errors.Join(err, ws.Close())
}

// importTarget finds the resource of a name, or sets up a new one by the flags.
func (a *app) importTarget(cmd *cobra.Command, ws *workspace.Workspace, name, unit string, f *resourceFlags) (model.Resource, error) {
	r := model.Resource{Name: name, Unit: unit, Limit: math.NaN()}
	all, err := ws.Resources(cmd.Context())
	if err != nil {
		return r, err
	}
	i, err := exactly(all, "resource", name, func(r model.Resource) model.ID { return r.ID }, func(r model.Resource) string { return r.Name })
	if err != nil {
		return r, err
	}
	if i >= 0 {
		return all[i], nil
	}
	people, err := ws.AllPeople(cmd.Context())
	if err != nil {
		return r, err
	}
	return r, f.apply(cmd, &r, people)
}

func (a *app) showSamples(j samplesJSON, file sources.SampleFile, path string) error {
	if !a.json {
		if n := file.Skipped(); n > 0 {
			a.note("%s of %s in %s not read:", model.Thousands(n), model.Count(file.Rows, "row", "rows"), path)
		} else if len(file.Problems) > 0 {
			a.note("Read with a remark:")
		}
		a.listProblems(file.Problems)
	}
	return a.show(j, func(w io.Writer) error {
		verb, into := "Imported", "into"
		switch {
		case !j.Stored && j.Added > 0:
			verb = "Would import"
		case j.Added == 0:
			return printf(w, "Nothing new for %s: all %s of %s are there already%s.\n", j.Resource, model.Count(j.Known, "sample", "samples"), path, differText(j.Differ))
		}
		if j.NewOne {
			into = "into the new resource"
		}
		known := ""
		if j.Known > 0 {
			known = fmt.Sprintf("; %s known already%s", model.Thousands(j.Known), differText(j.Differ))
		}
		return printf(w, "%s %s %s %s from %s%s.\nRead as: time in %s, value in %s, %s to %s%s.\n", verb, model.Count(j.Added, "sample", "samples"), into, j.Resource, path, known,
			j.Columns[0], j.Columns[1], clockOf(file, file.First), clockOf(file, file.Last), zoneText(file))
	})
}

func differText(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", %s with another value in the file (the stored one stays)", model.Thousands(n))
}

// clockOf shows a time as the file's clocks do: in the zone its local times were taken in, else in UTC.
func clockOf(f sources.SampleFile, t time.Time) string {
	if loc, err := model.Zone(f.Zone); err == nil && f.Local > 0 {
		t = t.In(loc)
	}
	return t.Format("2006-01-02 15:04")
}

func zoneText(f sources.SampleFile) string {
	text := " UTC"
	if f.Local > 0 && f.Zone != "" {
		text = " " + f.Zone
	}
	if f.Step > 0 {
		text += ", every " + model.FormatSpan(f.Step.Round(time.Second))
	}
	return text
}

// named puts the file's name before a problem with it.
func named(path string, err error) error {
	code, path := model.CodeOf(err), inputName(path)
	if strings.Contains(err.Error(), path) {
		return err
	}
	return &model.Error{Code: code, Field: model.FieldOf(err), Message: path + ": " + err.Error(), Err: err}
}

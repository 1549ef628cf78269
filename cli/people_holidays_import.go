package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/workspace"
)

type holidayImportJSON struct {
	Added   []holidayJSON    `json:"added"`
	Changed []holidayJSON    `json:"changed"`
	Removed []holidayJSON    `json:"removed"`
	Same    int              `json:"unchanged"`
	Skipped []offSkippedJSON `json:"skipped"`
	Stored  bool             `json:"stored"`
}

func newHolidaysImportCmd(a *app) *cobra.Command {
	var region, source string
	var titles []string
	var dryRun bool
	c := a.leaf("import FILE|URL [--region REGION] [--titles WORDS] [--dry-run]", "Read public holidays from a calendar; reading it again refreshes", needs("FILE|URL"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		if _, err := model.RegionOf(region); err != nil {
			return asUsage("region", err)
		}
		ws, err := a.existing(ctx)
		if err != nil {
			return err
		}
		q := workspace.HolidayQuestion{Source: source, Region: region, Titles: titles}
		if q.Source == "" {
			q.Source = calendarName(args[0])
		}
		file, err := a.readCalendar(ctx, args[0])
		if err != nil {
			return err
		}
		var plan workspace.HolidayImport
		if dryRun {
			plan, err = ws.PlanHolidays(ctx, q, file)
		} else {
			plan, _, err = ws.ImportHolidays(ctx, q, file)
		}
		if err != nil {
			return named(calendarName(args[0]), err)
		}
		return a.showHolidayImport(plan, !dryRun)
	})
	fs := c.Flags()
	fs.StringVar(&region, "region", "", "the `REGION` whose holidays they are, such as DE-BE (default everybody's)")
	fs.StringSliceVar(&titles, "titles", nil, "`WORDS` in titles that count (default every whole day that is not marked as an observance)")
	fs.StringVar(&source, "source", "", "the calendar's `NAME`, by which reading it again refreshes (default the file's)")
	fs.BoolVar(&dryRun, "dry-run", false, "show what would be read, and store nothing")
	c.Long = "Read public holidays from a calendar, for regions Watchbill does not know or days it does not have. Whole days count, but for those that the calendar marks as observances. Reading the same calendar again adds what is new, renames, and removes what is gone; what was entered by hand stays, and so do the holidays that Watchbill knows. Every event that was not read is listed with the reason. To have it read again by itself, use “watchbill calendar sources add”."
	c.Example = "  watchbill people holidays import berlin.ics --region DE-BE --dry-run\n  watchbill people holidays import https://calendar.example.org/holidays.ics --region IN"
	return c
}

func (a *app) showHolidayImport(plan workspace.HolidayImport, stored bool) error {
	j := holidayImportJSON{Added: []holidayJSON{}, Changed: []holidayJSON{}, Removed: []holidayJSON{}, Same: plan.Same, Stored: stored}
	t := newTable("", "Day", "Holiday", "Region")
	rows := func(what string, days []model.HolidayChange, into *[]holidayJSON) {
		for _, h := range days {
			row := holidayJSON{ID: h.ID, Day: h.Day.String(), Name: h.Name, Regions: []string{}}
			where := "everybody"
			if h.Region != "" {
				row.Regions, where = append(row.Regions, h.Region), h.Region
			}
			*into = append(*into, row)
			t.add(what, row.Day, row.Name, where)
		}
	}
	rows("new", plan.Add, &j.Added)
	rows("renamed", plan.Change, &j.Changed)
	rows("removed", plan.Remove, &j.Removed)
	j.Skipped = a.skipped(plan.Skipped, plan.Zones)
	counts := fmt.Sprintf("%d new, %d renamed, %d removed, %d as before", len(plan.Add), len(plan.Change), len(plan.Remove), plan.Same)
	if !stored {
		counts += ". Nothing was stored"
	}
	return a.show(j, func(w io.Writer) error { return printHolidayImport(w, t, plan, counts) })
}

// printHolidayImport prints what an import of holidays did or would do.
func printHolidayImport(w io.Writer, t *table, plan workspace.HolidayImport, counts string) error {
	if !t.empty() {
		if err := t.write(w); err != nil {
			return err
		}
	}
	if err := printf(w, "%s.\n", counts); err != nil {
		return err
	}
	return printSkipped(w, "Not read as holidays", plan.Skipped)
}

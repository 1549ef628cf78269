package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/workspace"
)

func newPeopleHolidaysCmd(a *app) *cobra.Command {
	return a.group("holidays", "Public holidays of people's regions, with the team's changes", newHolidaysListCmd(a), newHolidaysAddCmd(a), newHolidaysEditCmd(a), newHolidaysDeleteCmd(a), newHolidaysImportCmd(a))
}

type holidayJSON struct {
	ID      model.ID `json:"id"` // of the team's own change
	Day     string   `json:"day"`
	Name    string   `json:"name"`
	Regions []string `json:"regions"` // empty: everybody
	Removed bool     `json:"removed"`
}

func newHolidaysListCmd(a *app) *cobra.Command {
	var year int
	var region string
	c := a.leaf("list [--year YEAR] [--region REGION]", "List the holidays of the team's people in a year", needs(), a.inFile(func(ctx context.Context, ws *workspace.Workspace, _ []string) error {
		if year == 0 {
			year = ws.Now().Year()
		}
		if year < 1900 || year > 2200 {
			return usagef("year", "--year: %d is not possible. Choose a year from 1900 to 2200.", year)
		}
		people, err := ws.People(ctx)
		if err != nil {
			return err
		}
		calendar, err := ws.Holidays(ctx)
		if err != nil {
			return err
		}
		regions := []string{""}
		for _, p := range people {
			regions = append(regions, p.Region)
		}
		if region != "" {
			x, err := model.RegionOf(region)
			if err != nil {
				return asUsage("region", err)
			}
			regions = []string{x.Code}
		}
		rows := holidayRows(calendar, regions, year)
		t := newTable(">ID", "Day", "Holiday", "Regions")
		for _, h := range rows {
			id, name, where := "", h.Name, strings.Join(h.Regions, ", ")
			if h.ID != 0 {
				id = idText(h.ID)
			}
			if h.Removed {
				name = "no holiday"
			}
			if where == "" {
				where = "everybody"
			}
			t.add(id, h.Day, name, where)
		}
		return a.showTable(rows, t, "Nobody has a region yet, so no public holidays are known. Set it with “watchbill people edit PERSON --region DE-BE”, or add days with “watchbill people holidays add DAY NAME”.")
	}))
	c.Flags().IntVar(&year, "year", 0, "`YEAR` to list (default this one)")
	c.Flags().StringVar(&region, "region", "", "only of this `REGION`, such as DE-BE, US or BR")
	c.Long = "List the public holidays of the regions of the team's people, with the team's own days and those it took out (with ids, to take the change back)."
	c.Example = "  watchbill people holidays list --year 2027\n  watchbill people holidays list --region DE-BE"
	return c
}

// holidayRows are the holidays of some regions in a year, each day and name once, and the days that were taken out.
func holidayRows(calendar model.HolidayCalendar, regions []string, year int) []holidayJSON {
	from, until := model.Date{Year: year, Month: 1, Day: 1}, model.Date{Year: year + 1, Month: 1, Day: 1}
	slices.Sort(regions)
	rows := []holidayJSON{}
	for _, region := range slices.Compact(regions) {
		for _, h := range calendar.Of(region, from, until) {
			row := holidayJSON{Day: h.Day.String(), Name: h.Name, Regions: []string{}}
			if region != "" {
				row.Regions = append(row.Regions, region)
			}
			for _, own := range calendar {
				if !own.Removed && own.Day == h.Day && own.Name == h.Name {
					row.ID = own.ID
				}
			}
			i := slices.IndexFunc(rows, func(x holidayJSON) bool { return x.Day == row.Day && x.Name == row.Name })
			switch {
			case i < 0:
				rows = append(rows, row)
			case len(rows[i].Regions) > 0: // no region stands for everybody
				rows[i].Regions = append(rows[i].Regions, row.Regions...)
			}
		}
	}
	for _, own := range calendar {
		if own.Removed && own.Day.Year == year && (own.Region == "" || slices.Contains(regions, own.Region)) {
			row := holidayJSON{ID: own.ID, Day: own.Day.String(), Regions: []string{}, Removed: true}
			if own.Region != "" {
				row.Regions = append(row.Regions, own.Region)
			}
			rows = append(rows, row)
		}
	}
	slices.SortStableFunc(rows, func(a, b holidayJSON) int { return strings.Compare(a.Day, b.Day) })
	return rows
}

func newHolidaysAddCmd(a *app) *cobra.Command {
	var region string
	var none bool
	c := a.leaf("add DAY [NAME] [--region REGION] [--none]", "Add a holiday of the team's own, or say that a day is none", needs("DAY", "[NAME]"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		day, err := parseDate("", args[0])
		if err != nil {
			return err
		}
		h := model.HolidayChange{Region: region, Day: day, Removed: none}
		if len(args) > 1 {
			h.Name = args[1]
		}
		if !none && h.Name == "" {
			return usagef("name", "A holiday needs a name, such as: watchbill people holidays add %s \"Company day\"", day)
		}
		if err := h.Check(); model.FieldOf(err) == "region" {
			return asUsage("region", err)
		} else if err != nil {
			return asUsage("", err)
		}
		ws, err := a.existing(ctx)
		if err != nil {
			return err
		}
		return a.done(ws.SaveHoliday(ctx, h))
	})
	c.Flags().StringVar(&region, "region", "", "only in this `REGION`, such as DE-BE (default for everybody)")
	c.Flags().BoolVar(&none, "none", false, "the day is no holiday, whatever the region's calendar says")
	c.Example = "  watchbill people holidays add 2026-12-24 \"Christmas Eve\" --region DE-BE\n  watchbill people holidays add 2027-03-08 --none --region DE-BE"
	return c
}

func newHolidaysEditCmd(a *app) *cobra.Command {
	var name, day, region string
	c := a.leaf("edit ID [--name NAME] [--day DAY] [--region REGION]", "Change a holiday of the team's own", needs("ID"), a.onID("holiday", func(ctx context.Context, ws *workspace.Workspace, id model.ID) error {
		calendar, err := ws.Holidays(ctx)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(calendar, func(h model.HolidayChange) bool { return h.ID == id })
		if i < 0 {
			return model.Errorf(model.NotFound, "id", "There is no holiday of the team's own with the id %d. Look at “watchbill people holidays list”.", id)
		}
		h := calendar[i]
		if name != "" {
			h.Name, h.Removed = name, false
		}
		if day != "" {
			if h.Day, err = parseDate("day", day); err != nil {
				return err
			}
		}
		if region != "" {
			h.Region = strings.TrimPrefix(region, "everybody")
		}
		if err := h.Check(); model.FieldOf(err) == "region" {
			return asUsage("region", err)
		} else if err != nil {
			return asUsage("", err)
		}
		return a.done(ws.SaveHoliday(ctx, h))
	}))
	c.Flags().StringVar(&name, "name", "", "the new `NAME`")
	c.Flags().StringVar(&day, "day", "", "another `DAY`")
	c.Flags().StringVar(&region, "region", "", "another `REGION`, such as DE-BE, or everybody")
	c.Long = "Change a holiday of the team's own, or a day that was said to be none. ID is in the first column of “watchbill people holidays list”."
	c.Example = "  watchbill people holidays edit 2 --name \"Company day\"\n  watchbill people holidays edit 2 --region everybody"
	return c
}

func newHolidaysDeleteCmd(a *app) *cobra.Command {
	c := a.leaf("delete ID", "Take a change of holidays back", needs("ID"), a.onID("holiday", func(ctx context.Context, ws *workspace.Workspace, id model.ID) error {
		return a.done(ws.DeleteHoliday(ctx, id))
	}))
	c.Example = "  watchbill people holidays delete 2"
	return c
}

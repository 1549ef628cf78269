package cli

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/workspace"
)

type loadJSON struct {
	Person       string  `json:"person"` // empty: the team
	Zone         string  `json:"zone"`
	Hours        float64 `json:"hours"`
	Share        float64 `json:"share,omitempty"` // of the days' time
	WeekendHours float64 `json:"weekend_hours"`
	Weekends     int     `json:"weekends"`
	NightHours   float64 `json:"night_hours"`
	Nights       int     `json:"nights"`
	HolidayHours float64 `json:"holiday_hours"`
	Holidays     int     `json:"holidays"`
	Shifts       int     `json:"shifts"`
}

type loadsJSON struct {
	From    string     `json:"from"`
	Until   string     `json:"until"` // included
	People  []loadJSON `json:"people"`
	Team    loadJSON   `json:"team"`
	Formula string     `json:"formula"`
}

func loadOf(p model.Person, l model.Load, share float64) loadJSON {
	return loadJSON{
		p.Name, p.Zone, l.Time.Hours(), share, l.Weekend.Hours(), l.Weekends, l.Night.Hours(), l.Nights, l.Holiday.Hours(), l.Holidays, l.Shifts,
	}
}

func newOncallLoadsCmd(a *app) *cobra.Command {
	var from, until, person, rotation string
	c := a.leaf("loads [--from DAY] [--until DAY] [--person NAME] [--rotation NAME]", "How much each person is on call: hours, weekends, nights, holidays, shifts", needs(), a.inFile(func(ctx context.Context, ws *workspace.Workspace, _ []string) error {
		today, err := ws.Today(ctx)
		if err != nil {
			return err
		}
		days, err := loadDays(from, until, today)
		if err != nil {
			return err
		}
		var only model.ID
		if rotation != "" {
			r, err := a.rotation(ctx, ws, []string{rotation})
			if err != nil {
				return err
			}
			only = r.ID
		}
		view, err := ws.Loads(ctx, days, only)
		if err != nil {
			return err
		}
		if person != "" {
			p, err := a.person(ctx, ws, person)
			if err != nil {
				return err
			}
			view = view.Of(p.ID)
		}
		return a.showLoads(view, person == "")
	}))
	fs := c.Flags()
	fs.StringVar(&from, "from", "", "first `DAY` (default twelve weeks before the last)")
	fs.StringVar(&until, "until", "", "last `DAY`, included; past or ahead (default yesterday, or twelve weeks from a first day ahead)")
	fs.StringVar(&person, "person", "", "only this `PERSON`")
	fs.StringVar(&rotation, "rotation", "", "only of this `ROTATION`")
	c.Long = "How much each person is on call, published duties only, in their own local time. Two duties at once count once. Days may lie in the past or ahead."
	c.Example = "  watchbill oncall loads\n  watchbill oncall loads --from 2026-01-01 --until 2026-12-31 --json\n  watchbill oncall loads --from 2026-11-23 --until 2027-02-14 --rotation payments"
	return c
}

// loadDays reads the days that loads are asked of: the twelve weeks up to yesterday unless said otherwise.
func loadDays(from, until string, today model.Date) (model.DayRange, error) {
	days := model.DayRange{Until: today}
	if until != "" {
		last, err := parseDate("until", until)
		if err != nil {
			return days, err
		}
		days.Until = last.AddDays(1)
	}
	days.From = days.Until.AddDays(-12 * 7)
	if from != "" {
		first, err := parseDate("from", from)
		if err != nil {
			return days, err
		}
		days.From = first
		if until == "" && !first.Before(today) {
			days.Until = first.AddDays(12 * 7)
		}
	}
	if !days.From.Before(days.Until) {
		return days, usagef("until", "The days end %s, before they start %s. Choose an earlier --from or a later --until.", days.Until.AddDays(-1), days.From)
	}
	return days, nil
}

func (a *app) showLoads(v workspace.LoadsView, team bool) error {
	t := newTable("Person", ">Hours", ">Of the time", ">Weekend h", ">Weekends", ">Night h", ">Nights", ">Holiday h", ">Holidays", ">Shifts")
	j := loadsJSON{v.Days.From.String(), v.Days.Until.AddDays(-1).String(), []loadJSON{}, loadOf(model.Person{}, v.Total, 0), workspace.LoadFormula(v.Night)}
	add := func(name, share string, l model.Load) {
		t.add(name, hoursText(l.Time), share, hoursText(l.Weekend), fmt.Sprint(l.Weekends), hoursText(l.Night), fmt.Sprint(l.Nights), hoursText(l.Holiday), fmt.Sprint(l.Holidays), fmt.Sprint(l.Shifts))
	}
	for _, p := range v.People {
		j.People = append(j.People, loadOf(p.Person, p.Load, p.Share))
		add(p.Person.Name, model.FormatPercent(p.Share), p.Load)
	}
	if team && len(v.People) > 1 {
		add("all", "", v.Total)
	}
	if t.empty() {
		return a.showTable(j, t, "Nobody was in the team in those days.")
	}
	return a.show(j, func(w io.Writer) error {
		if err := printf(w, "%s – %s\n", j.From, j.Until); err != nil {
			return err
		}
		if err := t.write(w); err != nil {
			return err
		}
		return printf(w, "%s\n", strings.ReplaceAll(j.Formula, ". ", ".\n"))
	})
}

// hoursText writes a time in hours with at most two decimals.
func hoursText(d time.Duration) string {
	return model.FormatQuantity(float64(int(d.Hours()*100+0.5)) / 100)
}

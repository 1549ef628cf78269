package cli

import (
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"watchbill/calendar"
	"watchbill/model"
)

func newCalendarInspectCmd(a *app) *cobra.Command {
	var zone, from, to string
	c := a.leaf("inspect FILE [--zone ZONE] [--from DAY] [--to DAY]", "Show what Watchbill reads in a calendar file", needs("FILE"), func(_ *cobra.Command, args []string) error {
		window, err := a.inspectWindow(zone, from, to)
		if err != nil {
			return err
		}
		in, err := a.readInput(args[0])
		if err != nil {
			return err
		}
		defer in.Close()
		cal, err := calendar.Read(in, window)
		if err != nil {
			return named(args[0], err)
		}
		if len(cal.Warnings) > 0 {
			a.look()
		}
		return a.show(calendar.Inspect(cal), func(w io.Writer) error { return printInspection(w, cal, window) })
	})
	fs := c.Flags()
	fs.StringVar(&zone, "zone", "UTC", "the `ZONE` of the days, and of times and whole days that name none")
	fs.StringVar(&from, "from", "", "first `DAY` (default a year ago)")
	fs.StringVar(&to, "to", "", "the `DAY` after the last one (default in two years)")
	c.Long = "Show the events that overlap the days asked for, repeating ones worked out, sorted by start. Whatever could not be read is listed with its line and the reason, and the exit code is then 3. No team's file is opened."
	c.Example = "  watchbill calendar inspect holidays.ics --zone Europe/Berlin --from 2026-12-01 --to 2027-01-01\n  watchbill calendar inspect team.ics.gz --json"
	return c
}

// inspectWindow reads the zone and the days that the flags name.
func (a *app) inspectWindow(zone, from, to string) (calendar.Window, error) {
	loc, err := model.Zone(zone)
	if err != nil {
		return calendar.Window{}, asUsage("zone", err)
	}
	now, err := a.clock()
	if err != nil {
		return calendar.Window{}, err
	}
	w := calendar.DefaultWindow(now(), loc)
	for _, bound := range []struct {
		flag, day string
		at        *time.Time
	}{{"from", from, &w.From}, {"to", to, &w.To}} {
		if bound.day == "" {
			continue
		}
		d, err := parseDate(bound.flag, bound.day)
		if err != nil {
			return calendar.Window{}, err
		}
		*bound.at = d.Start(loc)
	}
	if !w.From.Before(w.To) {
		return calendar.Window{}, usagef("to", "--to: %s is not after %s. The day after the last one is wanted.", w.To.Format(time.DateOnly), w.From.Format(time.DateOnly))
	}
	return w, nil
}

func printInspection(w io.Writer, cal calendar.Calendar, window calendar.Window) error {
	t := newTable("Start", "End", "Title", "Status", "UID")
	for _, o := range cal.Events {
		start, end := minute(o.Start.In(window.Zone)), minute(o.End.In(window.Zone))
		if o.AllDay {
			start, end = o.Start.In(window.Zone).Format(time.DateOnly), o.End.In(window.Zone).AddDate(0, 0, -1).Format(time.DateOnly)
		}
		t.add(start, end, o.Summary, string(o.Status), o.UID)
	}
	if t.empty() {
		if err := printf(w, "No event overlaps %s to %s.\n", window.From.Format(time.DateOnly), window.To.Format(time.DateOnly)); err != nil {
			return err
		}
	} else if err := t.write(w); err != nil {
		return err
	}
	if len(cal.Warnings) == 0 {
		return nil
	}
	if err := printf(w, "\n%s:\n", model.Count(len(cal.Warnings), "warning", "warnings")); err != nil {
		return err
	}
	for _, x := range cal.Warnings {
		name := ""
		if x.Event != "" {
			name = fmt.Sprintf(" %q", x.Event)
		}
		if err := printf(w, "line %d%s: %s\n", x.Line, name, x.Reason); err != nil {
			return err
		}
	}
	return nil
}

// maxLintFile is one byte more than the linter takes, so that it can say that a file is too large.
const maxLintFile = 10<<20 + 1

type lintJSON struct {
	Findings []calendar.Finding `json:"findings"`
}

func newCalendarLintCmd(a *app) *cobra.Command {
	c := a.leaf("lint FILE", "Find what calendar programs would stumble over in a file", needs("FILE"), func(_ *cobra.Command, args []string) error {
		in, err := a.readInput(args[0])
		if err != nil {
			return err
		}
		defer in.Close()
		file, err := io.ReadAll(io.LimitReader(in, maxLintFile))
		if err != nil {
			return model.Errorf(model.Unavailable, "file", "%s could not be read to its end: %v.", inputName(args[0]), err)
		}
		findings := calendar.Lint(file)
		if len(findings) > 0 {
			a.look()
		}
		for _, f := range findings {
			if f.Rule == "no-calendar" {
				a.code = exitFailed
			}
		}
		return a.show(lintJSON{append([]calendar.Finding{}, findings...)}, func(w io.Writer) error {
			if len(findings) == 0 {
				return printf(w, "%s is clean.\n", inputName(args[0]))
			}
			for _, f := range findings {
				if err := printf(w, "line %d: %s: %s\n", f.Line, f.Rule, f.Message); err != nil {
					return err
				}
			}
			return nil
		})
	})
	c.Long = "Check a calendar file against RFC 5545 and 7986 and against what calendar programs are known to stumble over: long lines, line ends, missing or repeated properties, values of the wrong kind, zones without a definition. The exit code is 0 when the file is clean, 3 with findings, and 1 when it is no calendar at all. No team's file is opened."
	c.Example = "  watchbill calendar lint payments.ics\n  curl -s https://example.org/team.ics | watchbill calendar lint -"
	return c
}

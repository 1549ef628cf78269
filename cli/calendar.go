package cli

import (
	"io"

	"github.com/spf13/cobra"

	"watchbill/calendar"
	"watchbill/model"
)

func newCalendarCmd(a *app) *cobra.Command {
	return a.group("calendar", "Calendars for Google, Outlook, Apple, Thunderbird and khal: files, feeds, publishing, a server",
		newCalendarExportCmd(a), newCalendarFeedsCmd(a), newCalendarTargetsCmd(a), newCalendarPublishCmd(a), newCalendarLinksCmd(a),
		newCalendarServeCmd(a), newCalendarSourcesCmd(a), newCalendarZonesCmd(a), newCalendarInspectCmd(a), newCalendarLintCmd(a))
}

type exportJSON struct {
	File   string `json:"file"`
	Name   string `json:"name"`
	Events int    `json:"events"`
}

func newCalendarExportCmd(a *app) *cobra.Command {
	var f feedFlags
	var kept, out string
	var all bool
	c := a.leaf("export (--rotation NAME [--role NAME] | --person NAME | --all | --feed NAME) --out FILE", "Write published shifts as a calendar file (.ics)", needs(), func(cmd *cobra.Command, _ []string) error {
		ctx := cmd.Context()
		if out == "-" && a.json {
			return usagef("out", "--out - and --json both want standard output. Choose one.")
		}
		ws, err := a.existing(ctx)
		if err != nil {
			return err
		}
		var which model.Feed
		if kept != "" {
			if which, err = a.keptFeed(ctx, ws, kept); err != nil {
				return err
			}
		}
		if err := f.apply(cmd, a, ws, &which); err != nil {
			return err
		}
		feed, err := ws.FeedCalendar(ctx, which)
		if err != nil {
			return err
		}
		data, err := calendar.Encode(feed)
		if err != nil {
			return err
		}
		if err := a.writeOutput(out, func(w io.Writer) error { _, err := w.Write(data); return err }); err != nil {
			return err
		}
		if len(feed.Events) == 0 {
			a.note("Nothing of it is published yet, so the calendar is empty. Publish a draft with “watchbill rota publish”.")
		}
		if a.json {
			return a.show(exportJSON{out, feed.Name, len(feed.Events)}, nil)
		}
		a.wrote(out, model.Count(len(feed.Events), "shift", "shifts"))
		return nil
	})
	f.register(c)
	fs := c.Flags()
	fs.BoolVar(&all, "all", false, "the shifts of all rotations")
	fs.StringVar(&kept, "feed", "", "a `FEED` with its settings, as “watchbill calendar feeds” lists it")
	fs.StringVar(&out, "out", "", "`FILE` to write; - for standard output")
	c.MarkFlagsOneRequired("rotation", "person", "all", "feed")
	c.MarkFlagsMutuallyExclusive("all", "rotation")
	c.MarkFlagsMutuallyExclusive("all", "person")
	_ = c.MarkFlagRequired("out")
	c.Long = "Write published shifts as a calendar file. On one day the same data gives the same bytes, and a shift keeps its event when somebody else takes it, so importing or serving the file again updates calendars instead of doubling entries."
	c.Example = "  watchbill calendar export --rotation Payments --out payments.ics\n  watchbill calendar export --rotation Payments --role primary --ahead 90 --title \"{person} ({role})\" --out primary.ics\n  watchbill calendar export --person ana --alarm 30 --busy --out - | khal import --batch /dev/stdin"
	return c
}

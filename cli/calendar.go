package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"watchbill/calendar"
	"watchbill/model"
	"watchbill/workspace"
)

func newCalendarCmd(a *app) *cobra.Command {
	return a.group("calendar", "Calendar files for Google, Outlook, Apple, Thunderbird and khal", newCalendarExportCmd(a), newCalendarInspectCmd(a), newCalendarLintCmd(a))
}

type exportJSON struct {
	File   string `json:"file"`
	Name   string `json:"name"`
	Events int    `json:"events"`
}

func newCalendarExportCmd(a *app) *cobra.Command {
	var rotation, person, out string
	c := a.leaf("export (--rotation NAME | --person NAME) --out FILE", "Write published shifts as a calendar file (.ics)", needs(), func(cmd *cobra.Command, _ []string) error {
		ctx := cmd.Context()
		if out == "-" && a.json {
			return usagef("out", "--out - and --json both want standard output. Choose one.")
		}
		ws, err := a.existing(ctx)
		if err != nil {
			return err
		}
		feed, err := a.feed(ctx, ws, rotation, person)
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
	fs := c.Flags()
	fs.StringVar(&rotation, "rotation", "", "the `ROTATION` whose shifts to write; every role and person")
	fs.StringVar(&person, "person", "", "the `PERSON` whose shifts to write; with --rotation only those of that rotation")
	fs.StringVar(&out, "out", "", "`FILE` to write; - for standard output")
	c.MarkFlagsOneRequired("rotation", "person")
	_ = c.MarkFlagRequired("out")
	c.Long = "Write published shifts as a calendar file. The same data gives the same bytes, and a shift keeps its event when somebody else takes it, so importing or serving the file again updates calendars instead of doubling entries."
	c.Example = "  watchbill calendar export --rotation Payments --out payments.ics\n  watchbill calendar export --person ana --out - | khal import --batch /dev/stdin"
	return c
}

func (a *app) feed(ctx context.Context, ws *workspace.Workspace, rotation, person string) (calendar.Feed, error) {
	var only model.Rotation
	var err error
	if rotation != "" {
		if only, err = a.rotation(ctx, ws, []string{rotation}); err != nil {
			return calendar.Feed{}, err
		}
	}
	if person == "" {
		return ws.RotationFeed(ctx, only)
	}
	p, err := a.person(ctx, ws, person)
	if err != nil {
		return calendar.Feed{}, err
	}
	return ws.PersonFeed(ctx, p, only.ID)
}

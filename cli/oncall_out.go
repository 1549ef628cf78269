package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/workspace"
)

type textJSON struct {
	Text string `json:"text"`
}

func newOncallTextCmd(a *app) *cobra.Command {
	var week bool
	c := a.leaf("text [--week]", "Who is on call now and next, as lines for a chat or a mail", needs(), a.inFile(func(ctx context.Context, ws *workspace.Workspace, _ []string) error {
		if week {
			text, err := ws.WeekText(ctx)
			if err != nil {
				return err
			}
			return a.show(textJSON{text}, func(w io.Writer) error { _, err := io.WriteString(w, text); return err })
		}
		now, err := ws.OnCall(ctx, ws.Now())
		if err != nil {
			return err
		}
		text := workspace.ChatText(now, ws.Now())
		return a.show(textJSON{text}, func(w io.Writer) error { _, err := io.WriteString(w, text); return err })
	}))
	c.Flags().BoolVar(&week, "week", false, "every shift until the end of the week")
	c.Example = "  watchbill oncall text\n  watchbill oncall text --week | mail -s \"On call this week\" team@example.org"
	return c
}

// newRotaOutCmd makes a command that writes the published rota ahead in some form.
func newRotaOutCmd(a *app, use, short, example string, form func(ws *workspace.Workspace, ctx context.Context, weeks int) ([]byte, error)) *cobra.Command {
	var weeks int
	var out string
	c := a.leaf(use+" [--weeks 12] --out FILE", short, needs(), func(cmd *cobra.Command, _ []string) error {
		ctx := cmd.Context()
		if out == "-" && a.json {
			return usagef("out", "--out - and --json both want standard output. Choose one.")
		}
		ws, err := a.existing(ctx)
		if err != nil {
			return err
		}
		data, err := form(ws, ctx, weeks)
		if err != nil {
			return err
		}
		if err := a.writeOutput(out, func(w io.Writer) error { _, err := w.Write(data); return err }); err != nil {
			return err
		}
		if a.json {
			return a.show(writtenJSON{out, len(data)}, nil)
		}
		a.wrote(out, model.Count(weeks, "week", "weeks"))
		return nil
	})
	fs := c.Flags()
	fs.IntVar(&weeks, "weeks", 12, "how many `WEEKS` ahead")
	fs.StringVar(&out, "out", "", "`FILE` to write; - for standard output")
	_ = c.MarkFlagRequired("out")
	c.Example = example
	return c
}

type writtenJSON struct {
	File  string `json:"file"`
	Bytes int    `json:"bytes"`
}

func newOncallCSVCmd(a *app) *cobra.Command {
	return newRotaOutCmd(a, "csv", "The published rota ahead as CSV, a row a shift", "  watchbill oncall csv --weeks 26 --out rota.csv", (*workspace.Workspace).RotaCSV)
}

func newOncallPageCmd(a *app) *cobra.Command {
	return newRotaOutCmd(a, "page", "The published rota ahead as one page of HTML, to publish beside a calendar", "  watchbill oncall page --out ~/site/oncall.html", (*workspace.Workspace).RotaPage)
}

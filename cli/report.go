package cli

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"watchbill/chart/pen"
	"watchbill/model"
	"watchbill/report"
	"watchbill/workspace"
)

func newReportCmd(a *app) *cobra.Command {
	c := a.group("report", "Reports as PDF or PNG: on call, loads and pay, toil, capacity, the team on one page",
		newReportOnCallCmd(a), newReportRotaCmd(a), newReportPayCmd(a), newReportToilCmd(a), newReportCapacityCmd(a), newReportTeamCmd(a))
	c.Long = "Reports as PDF or PNG, to send on as they are. Names may be in any script: letters that Watchbill's own font lacks come from the\n" +
		"fonts of this computer. Where none has them, � stands in their place; the command says what to install, and the exit code is 3."
	return c
}

// reportFlags say where a report goes.
type reportFlags struct {
	out  string
	page int
	dpi  int
}

func (f *reportFlags) register(c *cobra.Command) {
	fs := c.Flags()
	fs.StringVar(&f.out, "out", "", "`FILE`.pdf or .png to write; - for PDF on standard output")
	fs.IntVar(&f.page, "page", 1, "the `PAGE` a .png shows")
	fs.IntVar(&f.dpi, "dpi", 150, "`DOTS` to the inch of a .png")
	_ = c.MarkFlagRequired("out")
}

// check refuses what cannot be written before anything is read.
func (f *reportFlags) check(a *app) error {
	switch ext := strings.ToLower(filepath.Ext(strings.TrimSuffix(f.out, ".gz"))); {
	case f.out == "-" && a.json:
		return usagef("out", "--out - and --json both want standard output. Choose one.")
	case f.out != "-" && ext != ".pdf" && ext != ".png":
		return usagef("out", "--out: %s ends in neither .pdf nor .png, the two forms of a report.", f.out)
	case f.dpi < 36 || f.dpi > 600:
		return usagef("dpi", "--dpi: %d is not possible. Choose 36 to 600.", f.dpi)
	}
	return nil
}

type reportJSON struct {
	File     string   `json:"file"`
	Pages    int      `json:"pages"`
	Warnings []string `json:"warnings,omitempty"`
}

func (a *app) writeReport(f *reportFlags, doc report.Doc) error {
	pages := report.Build(doc)
	png := strings.HasSuffix(strings.ToLower(strings.TrimSuffix(f.out, ".gz")), ".png")
	if png && (f.page < 1 || f.page > pages.Count()) {
		return usagef("page", "--page: there is no page %d. The report has %s.", f.page, model.Count(pages.Count(), "page", "pages"))
	}
	err := a.writeOutput(f.out, func(w io.Writer) error {
		if png {
			return pages.PNG(w, f.page, f.dpi)
		}
		return pages.WritePDF(w)
	})
	if err != nil {
		return err
	}
	advice := pen.Advice(pages.Lacking())
	if advice != "" {
		a.look()
	}
	if a.json {
		return a.show(reportJSON{f.out, pages.Count(), warnings(advice)}, nil)
	}
	what := model.Count(pages.Count(), "page", "pages")
	if png {
		what = fmt.Sprintf("page %d of %d", f.page, pages.Count())
	}
	a.wrote(f.out, what)
	if advice != "" {
		a.note("%s", advice)
	}
	return nil
}

// warnings is a list of what there is to say.
func warnings(sentences ...string) []string {
	return slices.DeleteFunc(sentences, func(s string) bool { return s == "" })
}

func newReportOnCallCmd(a *app) *cobra.Command {
	var f reportFlags
	var rotation, month string
	c := a.leaf("oncall --out FILE.pdf|.png [--rotation NAME] [--month 2026-11]", "Who is on call in a month, gaps, and who carries how much", needs(), func(cmd *cobra.Command, _ []string) error {
		ctx := cmd.Context()
		if err := f.check(a); err != nil {
			return err
		}
		ws, day, err := a.existingMonth(ctx, month)
		if err != nil {
			return err
		}
		var only []model.Rotation
		if rotation != "" {
			r, err := a.rotation(ctx, ws, []string{rotation})
			if err != nil {
				return err
			}
			only = append(only, r)
		}
		o, err := ws.OnCallReport(ctx, day, only...)
		if err != nil {
			return err
		}
		return a.writeReport(&f, o.Doc())
	})
	f.register(c)
	c.Flags().StringVar(&rotation, "rotation", "", "only this `ROTATION`")
	c.Flags().StringVar(&month, "month", "", "the `MONTH`, such as 2026-11 (default this one)")
	c.Example = "  watchbill report oncall --rotation Payments --month 2026-10 --out october.pdf"
	return c
}

// existingMonth opens the file and reads a month, this one where none was given.
func (a *app) existingMonth(ctx context.Context, month string) (ws *workspace.Workspace, day model.Date, err error) {
	if month != "" {
		if day, err = model.ParseDate(month + "-01"); err != nil {
			return nil, day, usagef("month", "--month: %q is no month. Write it as 2026-11.", month)
		}
	}
	if ws, err = a.existing(ctx); err != nil {
		return nil, day, err
	}
	if month == "" {
		day, err = ws.Today(ctx)
	}
	return ws, day, err
}

func newReportPayCmd(a *app) *cobra.Command {
	var f reportFlags
	var month string
	c := a.leaf("pay --out FILE.pdf|.png [--month 2026-11]", "Who is on call how much in a month, by kind of hour, and what it pays", needs(), func(cmd *cobra.Command, _ []string) error {
		ctx := cmd.Context()
		if err := f.check(a); err != nil {
			return err
		}
		ws, day, err := a.existingMonth(ctx, month)
		if err != nil {
			return err
		}
		r, err := ws.PayReport(ctx, day)
		if err != nil {
			return err
		}
		return a.writeReport(&f, r.Doc())
	})
	f.register(c)
	c.Flags().StringVar(&month, "month", "", "the `MONTH`, such as 2026-11 (default this one)")
	c.Example = "  watchbill report pay --month 2026-10 --out october.pdf"
	return c
}

func newReportToilCmd(a *app) *cobra.Command {
	var f reportFlags
	var p periodFlags
	var people bool
	c := a.leaf("toil --out FILE.pdf|.png [--weeks 13]", "Toil against the cap, the trend, and where it goes", needs(), func(cmd *cobra.Command, _ []string) error {
		ctx := cmd.Context()
		if err := f.check(a); err != nil {
			return err
		}
		ws, err := a.existing(ctx)
		if err != nil {
			return err
		}
		today, err := ws.Today(ctx)
		if err != nil {
			return err
		}
		period, err := p.period(cmd, today)
		if err != nil {
			return err
		}
		t, err := ws.ToilReport(ctx, period, people)
		if err != nil {
			return err
		}
		return a.writeReport(&f, t.Doc())
	})
	f.register(c)
	p.register(c)
	c.Flags().Lookup("weeks").DefValue = "13"
	p.weeks = 13
	c.Flags().BoolVar(&people, "people", false, "each person's share, too")
	c.Example = "  watchbill report toil --out toil.pdf\n  watchbill report toil --from 2026-07-01 --to 2026-09-30 --out q3.pdf"
	return c
}

func newReportCapacityCmd(a *app) *cobra.Command {
	var f reportFlags
	var days int
	c := a.leaf("capacity [RESOURCE] --out FILE.pdf|.png [--days 180]", "What to order when, for one resource or all", needs("[RESOURCE]"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		if err := f.check(a); err != nil {
			return err
		}
		look, err := outlook(days, "")
		if err != nil {
			return err
		}
		ws, err := a.existing(ctx)
		if err != nil {
			return err
		}
		var only []model.Resource
		if len(args) > 0 {
			r, err := a.resource(ctx, ws, args[0])
			if err != nil {
				return err
			}
			only = append(only, r)
		}
		c, err := ws.CapacityReport(ctx, look, only...)
		if err != nil {
			return err
		}
		return a.writeReport(&f, c.Doc())
	})
	f.register(c)
	c.Flags().IntVar(&days, "days", 180, "how many `DAYS` to look ahead")
	c.Example = "  watchbill report capacity --out capacity.pdf\n  watchbill report capacity db-payments --out disk.png"
	return c
}

func newReportTeamCmd(a *app) *cobra.Command {
	var f reportFlags
	var reader string
	c := a.leaf("team --out FILE.pdf|.png [--for READER]", "Where the team stands: on call, toil, capacity, decisions", needs(), func(cmd *cobra.Command, _ []string) error {
		ctx := cmd.Context()
		if err := f.check(a); err != nil {
			return err
		}
		ws, err := a.existing(ctx)
		if err != nil {
			return err
		}
		s, err := ws.TeamReport(ctx)
		if err != nil {
			return err
		}
		s.For = reader
		return a.writeReport(&f, s.Doc())
	})
	f.register(c)
	c.Flags().StringVar(&reader, "for", "", "`WHO` it is for, such as \"the Director of Payments\"")
	c.Example = "  watchbill report team --out team.pdf --for \"the Director of Payments\""
	return c
}

package cli

import (
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"watchbill/chart"
	"watchbill/chart/pen"
	"watchbill/model"
	"watchbill/workspace"
)

// Sizes of charts written as images, in logical pixels; the file has twice as many.
const (
	chartWidth  = 960
	chartHeight = 480
	chartScale  = 2
)

func newToilChartCmd(a *app) *cobra.Command {
	var f periodFlags
	var out string
	var trend, dark bool
	c := a.leaf("chart --out FILE.png [--trend]", "Draw toil against the cap as an image", needs(), func(cmd *cobra.Command, _ []string) error {
		if err := pngOnly(out); err != nil {
			return err
		}
		view, err := a.toilView(cmd, &f)
		if err != nil {
			return err
		}
		if len(view.People) == 0 {
			return model.Errorf(model.NotFound, "toil", "There is nobody to draw toil for. Add people and log toil first.")
		}
		palette := chart.Screen(dark)
		c, height := toilPicture(view, trend, palette)
		return a.writeChart(out, c, height, palette)
	})
	f.register(c)
	c.Flags().StringVar(&out, "out", "", "`FILE`.png to write; - for standard output")
	c.Flags().BoolVar(&trend, "trend", false, "the team's share week by week instead of each person's")
	c.Flags().BoolVar(&dark, "dark", false, "in the dark colours")
	_ = c.MarkFlagRequired("out")
	c.Example = "  watchbill toil chart --out toil.png\n  watchbill toil chart --trend --out trend.png"
	return c
}

// toilPicture is the chart under a heading that says what it shows, so that it can stand in a mail.
func toilPicture(view workspace.ToilView, trend bool, palette chart.Palette) (c chart.Titled, height float64) {
	if trend {
		c = chart.Titled{Title: "Toil week by week, " + view.Team.Name, About: "% of the hours the team worked each week", Chart: workspace.ToilTrend(view)}
		return c, chartHeight
	}
	bars := workspace.ToilBars(view)
	c = chart.Titled{Title: "Toil by person, " + view.Team.Name, About: "% of the hours each worked, " + view.Days(), Chart: bars}
	return c, c.Head(palette) + bars.Height(palette)
}

// writeChart writes a chart as PNG.
func (a *app) writeChart(out string, c chart.Chart, height float64, palette chart.Palette) error {
	if a.json && out == "-" {
		return usagef("out", "--out - and --json both want standard output. Choose one.")
	}
	err := a.writeOutput(out, func(w io.Writer) error { return chart.WritePNG(w, c, chartWidth, height, chartScale, palette) })
	if err != nil {
		return err
	}
	return a.wroteFile(out, "a chart", pen.Advice(chart.Lacking(c, chartWidth, height, palette)))
}

// wroteFile says what was written where, and what to look at.
func (a *app) wroteFile(out, what string, advice ...string) error {
	said := warnings(advice...)
	if len(said) > 0 {
		a.look()
	}
	if a.json {
		return a.show(fileJSON{out, said}, nil)
	}
	a.wrote(out, what)
	for _, sentence := range said {
		a.note("%s", sentence)
	}
	return nil
}

type fileJSON struct {
	File     string   `json:"file"`
	Warnings []string `json:"warnings,omitempty"`
}

func pngOnly(out string) error {
	if ext := strings.ToLower(filepath.Ext(out)); out != "-" && ext != ".png" {
		return usagef("out", "--out: %s does not end in .png, and a chart is written as PNG only.", out)
	}
	return nil
}

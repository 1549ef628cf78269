package cli

import (
	"github.com/spf13/cobra"

	"watchbill/chart"
	"watchbill/model"
	"watchbill/workspace"
)

func newCapacityChartCmd(a *app) *cobra.Command {
	var out, method string
	var days int
	var dark bool
	c := a.leaf("chart RESOURCE --out FILE.png [--days 180]", "Draw a resource's past, forecast and limit as an image", needs("RESOURCE"), func(cmd *cobra.Command, args []string) error {
		if err := pngOnly(out); err != nil {
			return err
		}
		view, now, err := a.resourceView(cmd.Context(), args[0], days, method)
		if err != nil {
			return err
		}
		if len(view.Series.Values) == 0 {
			return model.Errorf(model.NotFound, "samples", "%s: %s", view.Resource.Name, view.Problem)
		}
		c := chart.Titled{Title: view.Resource.Name, About: view.Say(now), Chart: workspace.CapacityChart(view, now, true)}
		return a.writeChart(out, c, chartHeight, chart.Screen(dark))
	})
	fs := c.Flags()
	fs.StringVar(&out, "out", "", "`FILE`.png to write; - for standard output")
	fs.StringVar(&method, "method", "", "pin a `METHOD` for this look, such as ols")
	fs.IntVar(&days, "days", 180, "how many `DAYS` to look ahead")
	fs.BoolVar(&dark, "dark", false, "in the dark colours")
	_ = c.MarkFlagRequired("out")
	c.Example = "  watchbill capacity chart db-payments --out disk.png"
	return c
}

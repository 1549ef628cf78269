package cli

import (
	"context"
	"io"
	"time"

	"github.com/spf13/cobra"

	"watchbill/model"
	"watchbill/workspace"
)

type forecastJSON struct {
	resourceJSON
	Step   string      `json:"step"` // day or hour
	Advice string      `json:"advice"`
	Basis  []string    `json:"basis"` // why the forecast is as it is
	Growth *growthJSON `json:"growth"`
	Points []pointJSON `json:"points"`
}

type growthJSON struct {
	PerDay  float64 `json:"per_day"`
	Lower   float64 `json:"lower"` // 80 %
	Upper   float64 `json:"upper"`
	Percent float64 `json:"percent"` // over the horizon
}

type pointJSON struct {
	Time string  `json:"time"`
	Mean float64 `json:"mean"`
	P10  float64 `json:"p10"`
	P90  float64 `json:"p90"`
}

func newCapacityForecastCmd(a *app) *cobra.Command {
	var days int
	var method string
	c := a.leaf("forecast RESOURCE [--days 180] [--method NAME]", "Forecast one resource: when it is full, and when to order", needs("RESOURCE"), func(cmd *cobra.Command, args []string) error {
		view, now, err := a.resourceView(cmd.Context(), args[0], days, method)
		if err != nil {
			return err
		}
		if view.Result == nil {
			return model.Errorf(model.Invalid, "samples", "%s: %s", view.Resource.Name, view.Problem)
		}
		j := forecastJSON{resourceJSON: resourceOf(view, now), Step: view.Step, Advice: view.Advice(now), Basis: view.Basis(), Points: []pointJSON{}}
		if urgent(view, now) {
			a.look()
		}
		r, outer := view.Result, view.Result.Band(0.8)
		if mid, low, high, ok := view.GrowthPerDay(); ok {
			j.Growth = &growthJSON{mid, low, high, r.Growth.Percent}
		}
		t := newTable("Date", ">Expected", ">P10", ">P90")
		every := max(1, (len(r.Mean)+12)/13)
		for i, m := range r.Mean {
			at := r.History.TimeOfLead(i + 1)
			j.Points = append(j.Points, pointJSON{stamp(at), m, outer.Lower[i], outer.Upper[i]})
			if (i+1)%every == 0 || i == len(r.Mean)-1 {
				t.add(minute(at), model.FormatQuantity(m), model.FormatQuantity(outer.Lower[i]), model.FormatQuantity(outer.Upper[i]))
			}
		}
		return a.show(j, func(w io.Writer) error {
			if err := printf(w, "%s\n", view.MailText(now)); err != nil {
				return err
			}
			return t.write(w)
		})
	})
	c.Flags().IntVar(&days, "days", 180, "how many `DAYS` to look ahead")
	c.Flags().StringVar(&method, "method", "", "pin a `METHOD` for this look, such as ols; auto lets the past choose")
	c.Example = "  watchbill capacity forecast db-payments\n  watchbill capacity forecast db-payments --days 365 --json"
	return c
}

// resourceView opens the file and forecasts a resource.
func (a *app) resourceView(ctx context.Context, name string, days int, method string) (workspace.CapacityView, time.Time, error) {
	look, err := outlook(days, method)
	if err != nil {
		return workspace.CapacityView{}, time.Time{}, err
	}
	ws, err := a.existing(ctx)
	if err != nil {
		return workspace.CapacityView{}, time.Time{}, err
	}
	r, err := a.resource(ctx, ws, name)
	if err != nil {
		return workspace.CapacityView{}, time.Time{}, err
	}
	v, err := ws.ResourceView(ctx, r, look)
	return v, ws.Now(), err
}

package cli

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"watchbill/forecasting"
	"watchbill/model"
	"watchbill/workspace"
)

func newCapacityCmd(a *app) *cobra.Command {
	return a.group("capacity", "Capacity: resources, their samples, forecasts and order dates",
		newCapacityListCmd(a), newCapacityAddCmd(a), newCapacityEditCmd(a), newCapacityDeleteCmd(a),
		newCapacityImportCmd(a), newCapacityForecastCmd(a), newCapacityChartCmd(a))
}

// resource finds a resource by id, name or the beginning of its name.
func (a *app) resource(ctx context.Context, ws *workspace.Workspace, name string) (model.Resource, error) {
	all, err := ws.Resources(ctx)
	if err != nil {
		return model.Resource{}, err
	}
	if r, ok := byID(all, name, func(r model.Resource) model.ID { return r.ID }); ok {
		return r, nil
	}
	if len(all) == 0 {
		return model.Resource{}, model.Errorf(model.NotFound, "resource", "There is no resource yet. Add one with “watchbill capacity import FILE.csv --resource NAME --limit 2000 --unit GiB”.")
	}
	return workspace.ResourceNamed(all, name)
}

// openResource opens the file and finds the resource that a command is about.
func (a *app) openResource(ctx context.Context, name string) (*workspace.Workspace, model.Resource, error) {
	ws, err := a.existing(ctx)
	if err != nil {
		return nil, model.Resource{}, err
	}
	r, err := a.resource(ctx, ws, name)
	return ws, r, err
}

type resourceJSON struct {
	ID       model.ID `json:"id"`
	Name     string   `json:"name"`
	Unit     string   `json:"unit"`
	Limit    *float64 `json:"limit"` // null: none set
	LeadDays int      `json:"lead_days"`
	Daily    string   `json:"daily"`
	Owner    string   `json:"owner"`
	Samples  int      `json:"samples"`
	Last     string   `json:"last_sample"`
	Now      *float64 `json:"now"`
	Headroom *float64 `json:"headroom"` // in the resource's unit
	State    string   `json:"state"`    // at limit, order overdue, order soon, watch, fine, samples end, no limit, no forecast, no samples
	P10      string   `json:"full_p10"` // dates; empty: not within the horizon
	P50      string   `json:"full_p50"`
	P90      string   `json:"full_p90"`
	OrderBy  string   `json:"order_by"` // P10 less the lead time
	Overdue  bool     `json:"overdue"`
	Problem  string   `json:"problem"` // why there is no forecast
}

func resourceOf(v workspace.CapacityView, now time.Time) resourceJSON {
	r := v.Resource
	j := resourceJSON{
		ID: r.ID, Name: r.Name, Unit: r.Unit, LeadDays: r.LeadDays, Daily: string(r.Daily), Owner: v.Owner, Samples: v.Samples,
		Last: stamp(v.Last), State: string(v.Standing(now)), Overdue: v.Overdue, Problem: v.Problem,
	}
	if !v.Old {
		j.P10, j.P50, j.P90 = day(v.Earliest), day(v.Full), day(v.Latest)
	}
	if r.HasLimit() {
		j.Limit = &r.Limit
	}
	if v.Samples > 0 {
		j.Now = &v.Now
	}
	if units, _, ok := v.Headroom(); ok {
		j.Headroom = &units
	}
	if r.LeadDays > 0 && !v.Old {
		j.OrderBy = day(v.OrderBy)
	}
	return j
}

// day writes a moment as an ISO date, with the hour for those of hourly series, "" when it is not within the horizon.
func day(m workspace.Moment) string {
	switch {
	case !m.Known:
		return ""
	case m.Hour() != 0:
		return m.Format("2006-01-02T15:04")
	default:
		return m.Format("2006-01-02")
	}
}

func newCapacityListCmd(a *app) *cobra.Command {
	var days int
	c := a.leaf("list [--days 180]", "List the resources, the most urgent first", needs(), func(cmd *cobra.Command, _ []string) error {
		ctx := cmd.Context()
		look, err := outlook(days, "")
		if err != nil {
			return err
		}
		ws, err := a.existing(ctx)
		if err != nil {
			return err
		}
		views, err := ws.Capacity(ctx, look)
		if err != nil {
			return err
		}
		t := newTable(">ID", "Resource", ">Now", ">Limit", "Unit", ">In use", "Full P50", "P10 to P90", "Order by", "State")
		rows := make([]resourceJSON, 0, len(views))
		for _, v := range views {
			j := resourceOf(v, ws.Now())
			rows = append(rows, j)
			if urgent(v, ws.Now()) {
				a.look()
			}
			t.add(idText(j.ID), j.Name, number(j.Now), number(j.Limit), j.Unit, inUse(v), j.P50, span(j.P10, j.P90), j.OrderBy, stateOf(v, ws.Now()))
		}
		return a.showTable(rows, t, "There is no resource yet. Add one with “watchbill capacity import FILE.csv --resource NAME --limit 2000 --unit GiB”.")
	})
	c.Flags().IntVar(&days, "days", 180, "how many `DAYS` to look ahead")
	c.Long = "List the resources, the most urgent first, with the day each is likely full (P50), the range of that day (P10 to P90) and the day to order by (P10 less the lead time). The exit code is 3 where a resource is full or an order is overdue."
	c.Example = "  watchbill capacity list\n  watchbill capacity list --days 365 --json"
	return c
}

func number(v *float64) string {
	if v == nil {
		return ""
	}
	return model.FormatQuantity(*v)
}

func inUse(v workspace.CapacityView) string {
	if _, share, ok := v.Headroom(); ok {
		return model.FormatPercent(1 - share)
	}
	return ""
}

func span(from, to string) string {
	switch {
	case from == "":
		return ""
	case to == "":
		return from + " to later"
	default:
		return from + " to " + to
	}
}

// stateOf says what a resource asks for, with the earliest month for what is fine but not for ever.
func stateOf(v workspace.CapacityView, now time.Time) string {
	standing := v.Standing(now)
	if standing == workspace.Fine && v.Earliest.Known {
		return "fine, full at the earliest in " + v.Earliest.Format("Jan 2006")
	}
	return string(standing)
}

// urgent reports whether a resource makes the exit code 3.
func urgent(v workspace.CapacityView, now time.Time) bool {
	s := v.Standing(now)
	return s == workspace.AtLimit || s == workspace.OrderOverdue
}

func outlook(days int, method string) (workspace.Outlook, error) {
	if days < 1 || days > forecasting.MaxHorizon {
		return workspace.Outlook{}, usagef("days", "--days: %d is not possible. Look 1 to %d days ahead.", days, forecasting.MaxHorizon)
	}
	return workspace.Outlook{Days: days, Method: method}, checkMethod(method)
}

// checkMethod refuses a name that is no method of forecasting.
func checkMethod(name string) error {
	if name == "auto" || forecasting.Method(name).Known() {
		return nil
	}
	methods := names(forecasting.Methods(), func(m forecasting.Method) string { return string(m) })
	return usagef("method", "--method: there is no method %q. Choose auto, or one of %s.", name, strings.Join(methods, ", "))
}

// resourceFlags are the flags that say what a resource is.
type resourceFlags struct {
	name, unit, limit, daily, method, owner string
	lead                                    int
}

func (f *resourceFlags) register(c *cobra.Command) {
	fs := c.Flags()
	fs.StringVar(&f.unit, "unit", "", "`UNIT` of the samples and the limit, such as GiB or %")
	fs.StringVar(&f.limit, "limit", "", "the `VALUE` at which it is full, or none")
	fs.IntVar(&f.lead, "lead", 0, "lead time in `DAYS` from order to use")
	fs.StringVar(&f.daily, "daily", "max", "`HOW` a day's samples become its value: max, p95, mean or last")
	fs.StringVar(&f.method, "method", "", "forecast `METHOD` to use always (default chosen by how each did on the past)")
	fs.StringVar(&f.owner, "owner", "", "the `PERSON` who looks after it, or nobody")
}

func (f *resourceFlags) apply(cmd *cobra.Command, r *model.Resource, people []model.Person) error {
	given := cmd.Flags().Changed
	if given("name") {
		r.Name = f.name
	}
	if given("unit") {
		r.Unit = strings.TrimSpace(f.unit)
	}
	if given("limit") {
		limit, err := parseLimit(f.limit)
		if err != nil {
			return err
		}
		r.Limit = limit
	}
	if given("lead") {
		r.LeadDays = f.lead
	}
	if given("daily") || r.Daily == "" {
		r.Daily = model.Daily(f.daily)
	}
	if given("method") {
		if err := checkMethod(f.method); err != nil {
			return err
		}
		if f.method == "auto" {
			f.method = ""
		}
		r.Method = f.method
	}
	if given("owner") {
		r.Owner = 0
		if f.owner != unstaffed && f.owner != "" {
			p, err := personIn(people, f.owner)
			if err != nil {
				return err
			}
			r.Owner = p.ID
		}
	}
	return nil
}

func parseLimit(s string) (float64, error) {
	if s == "" || s == "none" {
		return math.NaN(), nil
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", ""), 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, usagef("limit", "--limit: %q is no number. Write it as 2000 or 99.5, in the resource's unit, or none.", s)
	}
	return v, nil
}

func newCapacityAddCmd(a *app) *cobra.Command {
	var f resourceFlags
	c := a.leaf("add NAME [--limit 2000] [--unit GiB] [--lead DAYS]", "Add a resource; its samples are imported afterwards", needs("NAME"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		r := model.Resource{Name: args[0], Limit: math.NaN()}
		ws, err := a.open(ctx)
		if err != nil {
			return err
		}
		people, err := ws.AllPeople(ctx)
		if err != nil {
			return err
		}
		if err := f.apply(cmd, &r, people); err != nil {
			return err
		}
		return a.done(ws.SaveResource(ctx, r))
	})
	f.register(c)
	c.Example = "  watchbill capacity add \"db-payments disk\" --limit 2000 --unit GiB --lead 56 --owner chidi"
	return c
}

func newCapacityEditCmd(a *app) *cobra.Command {
	var f resourceFlags
	c := a.leaf("edit RESOURCE [--name NAME] [--limit VALUE] [--lead DAYS] …", "Change a resource", needs("RESOURCE"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, r, err := a.openResource(ctx, args[0])
		if err != nil {
			return err
		}
		people, err := ws.AllPeople(ctx)
		if err != nil {
			return err
		}
		if err := f.apply(cmd, &r, people); err != nil {
			return err
		}
		return a.done(ws.SaveResource(ctx, r))
	})
	f.register(c)
	c.Flags().StringVar(&f.name, "name", "", "the new `NAME`")
	c.Example = "  watchbill capacity edit db-payments --limit 2500 --lead 42"
	return c
}

func newCapacityDeleteCmd(a *app) *cobra.Command {
	var yes bool
	c := a.leaf("delete RESOURCE --yes", "Delete a resource with its samples", needs("RESOURCE"), func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		ws, r, err := a.openResource(ctx, args[0])
		if err != nil {
			return err
		}
		samples, err := ws.Reader().Samples(ctx, r.ID)
		if err != nil {
			return err
		}
		impact := fmt.Sprintf("%s goes with %s. It can be undone.", r.Name, model.Count(len(samples), "sample", "samples"))
		if err := confirm(yes, impact); err != nil {
			return err
		}
		return a.done(ws.DeleteResource(ctx, r))
	})
	c.Flags().BoolVar(&yes, "yes", false, "do it; without, only what would go along is said")
	c.Example = "  watchbill capacity delete ci-runners --yes"
	return c
}

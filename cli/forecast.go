package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"watchbill/forecasting"
	"watchbill/forecasting/batch"
	"watchbill/model"
)

// The commands of this file need no team's file: they read series as CSV and write forecasts as CSV.

func newForecastCmd(a *app) *cobra.Command {
	return a.group("forecast", "Forecast files of many series, with no team's file", newForecastBatchCmd(a), newForecastCrossingCmd(a))
}

// forecastFlags are those that both commands share.
type forecastFlags struct {
	in, out, step string
	horizon       int
	seed          uint64
}

func (f *forecastFlags) add(c *cobra.Command) {
	fs := c.Flags()
	fs.StringVar(&f.in, "in", "", "`FILE` of series, one a row; - for standard input")
	fs.StringVar(&f.out, "out", "", "`FILE` for the forecasts as CSV; - for standard output")
	fs.StringVar(&f.step, "step", "24h", "`TIME` from one value to the next: 1h, 24h, 168h, or 1d, 1w")
	fs.IntVar(&f.horizon, "horizon", 0, "`STEPS` to look ahead")
	fs.Uint64Var(&f.seed, "seed", 1, "`NUMBER` that the simulated futures start from; the same one gives the same answer")
	for _, name := range []string{"in", "out", "horizon"} {
		_ = c.MarkFlagRequired(name)
	}
}

func newForecastBatchCmd(a *app) *cobra.Command {
	var f forecastFlags
	var level float64
	c := a.leaf("batch --in FILE --step 24h --horizon N --out OUT.csv", "Forecast every series of a file", needs(), func(cmd *cobra.Command, _ []string) error {
		if !(level > 0 && level < 100) {
			return usagef("level", "--level: %g is not possible. Give the band more than 0 and less than 100 %%.", level)
		}
		return a.forecastFile(cmd, f, batch.Options{Level: level / 100}, batch.Forecast)
	})
	f.add(c)
	c.Flags().Float64Var(&level, "level", 95, "`PERCENT` of values that the band is to hold")
	c.Long = "Forecast every series of a file with the method that did best on its own past. Rows are id,v1,v2,… without a header; an empty value is missing. " +
		"What comes out is " + batch.ForecastHeader + ", a row for each step ahead.\n\n" +
		"Exit code 3: some series could not be forecast; they have no rows, and are named."
	c.Example = "  watchbill forecast batch --in disks.csv --step 24h --horizon 90 --out forecasts.csv\n  watchbill forecast batch --in hourly.csv.gz --step 1h --horizon 48 --level 80 --out -"
	return c
}

func newForecastCrossingCmd(a *app) *cobra.Command {
	var f forecastFlags
	smooth := 1
	c := a.leaf("crossing --in FILE --step 24h --horizon N --out OUT.csv", "Say when every series of a file reaches its capacity", needs(), func(cmd *cobra.Command, _ []string) error {
		if smooth < 1 {
			return usagef("smooth", "--smooth: %d is not possible. Give 1 for the value itself, or the number of steps to take the mean of.", smooth)
		}
		return a.forecastFile(cmd, f, batch.Options{Smooth: smooth}, batch.Crossing)
	})
	f.add(c)
	c.Flags().IntVar(&smooth, "smooth", 1, "the mean of the last `STEPS` must reach the capacity")
	c.Long = "Say when every series of a file first reaches its capacity. Rows are id,capacity,v1,v2,… without a header; an empty value is missing. " +
		"What comes out is " + batch.CrossingHeader + ": steps from the end of the series by which 10, 50 and 90 % of simulated futures are there, one more than the horizon meaning not within it, and the share that is there at all.\n\n" +
		"Exit code 3: some series could not be forecast; they have no rows, and are named."
	c.Example = "  watchbill forecast crossing --in disks.csv --step 24h --horizon 90 --smooth 7 --out dates.csv"
	return c
}

// forecastFileJSON is what a run did; the forecasts themselves are in the file.
type forecastFileJSON struct {
	Series   int                   `json:"series"`
	Failures []forecastFailureJSON `json:"failures"`
	Out      string                `json:"out"`
}

type forecastFailureJSON struct {
	Row   int    `json:"row"`
	ID    string `json:"id"`
	Error string `json:"error"`
}

// forecastJob is batch.Forecast or batch.Crossing.
type forecastJob func(ctx context.Context, in io.Reader, out io.Writer, o batch.Options) (batch.Summary, error)

// forecastFile runs a job from file to file.
func (a *app) forecastFile(cmd *cobra.Command, f forecastFlags, o batch.Options, job forecastJob) error {
	step, err := parseStep(f.step)
	if err != nil {
		return err
	}
	if a.json && f.out == "-" {
		return usagef("out", "--out -: the forecasts and --json cannot both go to standard output. Give --out a file, or leave out --json.")
	}
	o.Step, o.Horizon, o.Seed, o.Progress = step, f.horizon, f.seed, a.forecasting()
	if err := o.Check(); err != nil {
		return forecastUsage(err)
	}
	in, err := a.readInput(f.in)
	if err != nil {
		return err
	}
	defer in.Close()
	var summary batch.Summary
	var failed error
	err = a.writeOutput(f.out, func(w io.Writer) error {
		summary, failed = job(cmd.Context(), in, w, o)
		return failed
	})
	switch {
	case failed != nil:
		return fmt.Errorf("%s: %w", inputName(f.in), failed)
	case err != nil:
		return err
	}
	return a.forecastDone(summary, f.out)
}

// forecastDone says what came of it, and names the series that could not be forecast.
func (a *app) forecastDone(s batch.Summary, out string) error {
	j := forecastFileJSON{Series: s.Series - len(s.Failures), Failures: []forecastFailureJSON{}, Out: out}
	for _, f := range s.Failures {
		a.note("Row %d, series %q: %v.", f.Row, f.ID, strings.TrimSuffix(f.Err.Error(), "."))
		j.Failures = append(j.Failures, forecastFailureJSON{Row: f.Row, ID: f.ID, Error: f.Err.Error()})
	}
	if len(s.Failures) > 0 {
		a.look()
	}
	if a.json {
		return a.show(j, nil)
	}
	text := "forecasts of " + model.Thousands(j.Series) + " series"
	if n := len(s.Failures); n > 0 {
		text += ", " + model.Thousands(n) + " not forecast"
	}
	a.wrote(out, text)
	return nil
}

// forecasting returns a progress function that writes a line a second at most to standard error.
func (a *app) forecasting() func(batch.Progress) {
	last := a.env.Now()
	return func(p batch.Progress) {
		if now := a.env.Now(); now.Sub(last) >= time.Second {
			last = now
			a.note("%s series done", model.Thousands(p.Series))
		}
	}
}

// forecastUsage says which flag is wrong.
func forecastUsage(err error) error {
	var wrong *forecasting.Error
	if !errors.As(err, &wrong) {
		return err
	}
	flag := strings.ToLower(wrong.Field)
	if wrong.Field == "Levels" {
		flag = "level"
	}
	return usagef(flag, "--%s: %s.", flag, wrong.Message)
}

// parseStep reads 1h, 24h or 168h, and 1d or 1w.
func parseStep(text string) (time.Duration, error) {
	units := map[string]time.Duration{"d": forecasting.Day, "w": forecasting.Week}
	for suffix, unit := range units {
		if n, err := strconv.Atoi(strings.TrimSuffix(text, suffix)); err == nil && strings.HasSuffix(text, suffix) && n > 0 && n < 1000 {
			return time.Duration(n) * unit, nil
		}
	}
	step, err := time.ParseDuration(text)
	if err != nil || step <= 0 {
		return 0, usagef("step", "--step: %q is not a time from one value to the next. Write, for example, 1h, 24h or 168h.", text)
	}
	return step, nil
}

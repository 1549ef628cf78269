// Package batch forecasts files of many series: rows in, rows out, on all
// cores, in the order of the input.
//
// Input rows are `id,v1,v2,…` for [Forecast] and `id,capacity,v1,v2,…` for
// [Crossing], without a header, of any length; an empty value is a missing
// step. A series that cannot be forecast gets no rows and is reported with its
// id, and the others go on.
//
// It may import the standard library and package forecasting.
package batch

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"runtime"
	"strconv"
	"sync"
	"time"

	"watchbill/forecasting"
)

// Options of a run.
type Options struct {
	Step    time.Duration // of all series
	Horizon int           // steps ahead
	Level   float64       // coverage of the band, 0.95 when 0; for Forecast
	Smooth  int           // steps whose mean counts against the capacity; for Crossing
	Seed    uint64        // each series has a seed of its own from this and its id
	Workers int           // 0: one per core

	// Progress is called after each series, from one goroutine; nil: not.
	Progress func(Progress)
}

// Progress of a run.
type Progress struct {
	Series int // done, those that failed included
	Failed int // of these
}

// Failure is a series that could not be forecast.
type Failure struct {
	ID  string
	Row int // from 1
	Err error
}

func (f Failure) Error() string { return fmt.Sprintf("row %d, %s: %v", f.Row, f.ID, f.Err) }

// Summary of a run.
type Summary struct {
	Series   int
	Failures []Failure // in the order of the input
}

// Headers of the output.
const (
	ForecastHeader = "id,lead,mean,lower,upper"
	CrossingHeader = "id,p10,p50,p90,probability"
)

// Forecast writes mean and band of each series by lead. It fails with a
// *forecasting.Error for an option out of range, with another error when input
// or output does, and with the context's error when that is done.
func Forecast(ctx context.Context, in io.Reader, out io.Writer, o Options) (Summary, error) {
	if o.Level == 0 {
		o.Level = 0.95
	}
	return run(ctx, in, out, o, ForecastHeader, 0, forecastRows)
}

// Crossing writes when each series first reaches its capacity, in steps from
// its end; horizon + 1 is "not within the horizon".
func Crossing(ctx context.Context, in io.Reader, out io.Writer, o Options) (Summary, error) {
	return run(ctx, in, out, o, CrossingHeader, 1, crossingRows)
}

// Check says what is wrong with the options as a *forecasting.Error, or nil.
// Forecast and Crossing call it before they read.
func (o Options) Check() error {
	if o.Step <= 0 {
		return &forecasting.Error{Code: forecasting.CodeOption, Field: "Step", Message: "the step must be longer than zero, such as 1h, 24h or 168h"}
	}
	options := forecasting.Options{Horizon: o.Horizon, Smooth: o.Smooth}
	if o.Level != 0 {
		options.Levels = []float64{o.Level}
	}
	return options.Check()
}

func forecastRows(row row, o Options) ([]byte, error) {
	result, err := forecasting.Forecast(
		forecasting.Series{Step: o.Step, Values: row.values},
		forecasting.Options{Horizon: o.Horizon, Levels: []float64{o.Level}, Seed: row.seed(o)})
	if err != nil {
		return nil, err
	}
	id := field(row.id)
	band := result.Bands[0]
	text := make([]byte, 0, o.Horizon*(len(id)+64))
	for k, mean := range result.Mean {
		text = append(text, id...)
		text = append(text, ',')
		text = strconv.AppendInt(text, int64(k+1), 10)
		text = appendNumber(text, mean)
		text = appendNumber(text, band.Lower[k])
		text = appendNumber(text, band.Upper[k])
		text = append(text, '\n')
	}
	return text, nil
}

func crossingRows(row row, o Options) ([]byte, error) {
	result, err := forecasting.Forecast(
		forecasting.Series{Step: o.Step, Values: row.values},
		forecasting.Options{Horizon: o.Horizon, Smooth: o.Smooth, Capacity: forecasting.Constant(row.leading[0]), Seed: row.seed(o)})
	if err != nil {
		return nil, err
	}
	c := result.Full
	text := append([]byte(field(row.id)), ',')
	for _, lead := range [...]int{c.P10, c.P50, c.P90} {
		text = strconv.AppendInt(text, int64(lead), 10)
		text = append(text, ',')
	}
	text = strconv.AppendFloat(text, c.Probability, 'g', -1, 64)
	return append(text, '\n'), nil
}

func appendNumber(text []byte, v float64) []byte {
	return strconv.AppendFloat(append(text, ','), v, 'g', -1, 64)
}

// seed of a series depends on nothing but the run's seed and the id, so that
// rows may be added and moved without changing others.
func (r row) seed(o Options) uint64 {
	hash := fnv.New64a()
	io.WriteString(hash, r.id)
	return o.Seed ^ hash.Sum64()
}

// job is a row under way; answer is filled when done is closed.
type job struct {
	row    row
	err    error
	answer []byte
	done   chan struct{}
}

// run reads, works and writes at the same time. At most a few rows per worker
// are in memory.
func run(ctx context.Context, in io.Reader, out io.Writer, o Options, header string, leading int, work func(row, Options) ([]byte, error)) (Summary, error) {
	if err := o.Check(); err != nil {
		return Summary{}, err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	workers := o.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	todo, ordered := make(chan *job), make(chan *job, 4*workers)
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for j := range todo {
				if j.err == nil {
					j.answer, j.err = work(j.row, o)
				}
				close(j.done)
			}
		})
	}
	source := newSource(in, leading)
	var readErr error
	group.Go(func() {
		defer close(ordered)
		defer close(todo)
		readErr = source.each(ctx, func(r row, err error) {
			j := &job{row: r, err: err, done: make(chan struct{})}
			select {
			case ordered <- j:
				todo <- j
			case <-ctx.Done():
			}
		})
	})
	summary, err := collect(ctx, ordered, out, header, o.Progress)
	stop()
	for range ordered { // let the reader go
	}
	group.Wait()
	switch {
	case err != nil:
		return summary, err
	case readErr != nil:
		return summary, readErr
	case summary.Series == 0:
		return summary, errors.New("read series: the input has no rows")
	default:
		return summary, nil
	}
}

// collect writes the answers in the order of the input.
func collect(ctx context.Context, ordered <-chan *job, out io.Writer, header string, progress func(Progress)) (Summary, error) {
	var summary Summary
	if _, err := io.WriteString(out, header+"\n"); err != nil {
		return summary, fmt.Errorf("write forecasts: %w", err)
	}
	for j := range ordered {
		select {
		case <-j.done:
		case <-ctx.Done():
		}
		if err := ctx.Err(); err != nil {
			return summary, fmt.Errorf("forecast stopped after %d series: %w", summary.Series, err)
		}
		summary.Series++
		if j.err != nil {
			summary.Failures = append(summary.Failures, Failure{ID: j.row.id, Row: j.row.number, Err: j.err})
		} else if _, err := out.Write(j.answer); err != nil {
			return summary, fmt.Errorf("write forecasts: %w", err)
		}
		if progress != nil {
			progress(Progress{Series: summary.Series, Failed: len(summary.Failures)})
		}
	}
	if err := ctx.Err(); err != nil {
		return summary, fmt.Errorf("forecast stopped after %d series: %w", summary.Series, err)
	}
	return summary, nil
}

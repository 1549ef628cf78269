package batch_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"watchbill/forecasting"
	"watchbill/forecasting/batch"
)

func daily(horizon int) batch.Options {
	return batch.Options{Step: forecasting.Day, Horizon: horizon, Seed: 1}
}

func TestForecastWritesEachLead(t *testing.T) {
	var out bytes.Buffer
	summary, err := batch.Forecast(t.Context(), strings.NewReader("flat,5,5,5,5,5,5,5,5\n\"a,b\",1\n"), &out, daily(2))
	if err != nil {
		t.Fatal(err)
	}
	want := "id,lead,mean,lower,upper\nflat,1,5,5,5\nflat,2,5,5,5\n\"a,b\",1,1,1,1\n\"a,b\",2,1,1,1\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if summary.Series != 2 || len(summary.Failures) != 0 {
		t.Errorf("summary: got %+v, want 2 series and no failure", summary)
	}
}

func TestForecastReportsBadSeriesAndGoesOn(t *testing.T) {
	in := "\ufeffgood,1,,3\r\nempty\nallmissing,,,\ntypo,1,x\n\nlast,2,2\n"
	var out bytes.Buffer
	summary, err := batch.Forecast(t.Context(), strings.NewReader(in), &out, daily(1))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range summary.Failures {
		got = append(got, fmt.Sprintf("%d %s", f.Row, f.ID))
	}
	if diff := cmp.Diff([]string{"2 empty", "3 allmissing", "4 typo"}, got); diff != "" {
		t.Errorf("failures (-want +got):\n%s", diff)
	}
	if !strings.Contains(summary.Failures[2].Error(), `column 3: "x" is not a number`) {
		t.Errorf("message does not say where: %v", summary.Failures[2])
	}
	for _, id := range []string{"good,1,", "last,1,"} {
		if !strings.Contains(out.String(), "\n"+id) {
			t.Errorf("no row for %q in:\n%s", id, out.String())
		}
	}
}

func TestCrossingWritesDatesAndProbability(t *testing.T) {
	in := "never,100" + strings.Repeat(",5", 60) + "\nnow,5" + strings.Repeat(",5", 60) + "\nbad,,1,2\n"
	var out bytes.Buffer
	summary, err := batch.Crossing(t.Context(), strings.NewReader(in), &out, daily(30))
	if err != nil {
		t.Fatal(err)
	}
	want := "id,p10,p50,p90,probability\nnever,31,31,31,0\nnow,1,1,1,1\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if len(summary.Failures) != 1 || summary.Failures[0].ID != "bad" {
		t.Errorf("failures: got %v, want that of bad", summary.Failures)
	}
}

// TestOrderAndWorkers: the output does not depend on how many work at it.
func TestOrderAndWorkers(t *testing.T) {
	var in strings.Builder
	for i := range 40 {
		fmt.Fprintf(&in, "s%d,%d", i, 80)
		for k := range 30 + i {
			fmt.Fprintf(&in, ",%d", (k*k+i)%17+k)
		}
		in.WriteString("\n")
	}
	var outputs []string
	for _, workers := range []int{1, 7} {
		o := daily(10)
		o.Workers = workers
		calls := 0
		o.Progress = func(p batch.Progress) { calls = p.Series }
		var out bytes.Buffer
		if _, err := batch.Crossing(t.Context(), strings.NewReader(in.String()), &out, o); err != nil {
			t.Fatal(err)
		}
		if calls != 40 {
			t.Errorf("progress ended at %d of 40", calls)
		}
		outputs = append(outputs, out.String())
	}
	if diff := cmp.Diff(outputs[0], outputs[1]); diff != "" {
		t.Errorf("one worker and seven differ:\n%s", diff)
	}
}

func TestStops(t *testing.T) {
	t.Run("when the context is done", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		o := daily(5)
		o.Progress = func(p batch.Progress) {
			if p.Series == 3 {
				cancel()
			}
		}
		_, err := batch.Forecast(ctx, endless{}, io.Discard, o)
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got %v, want that it was cancelled", err)
		}
	})
	t.Run("when the output fails", func(t *testing.T) {
		_, err := batch.Forecast(t.Context(), endless{}, &full{room: 200}, daily(5))
		if !errors.Is(err, errFull) {
			t.Errorf("got %v, want %v", err, errFull)
		}
	})
	t.Run("when the input is broken", func(t *testing.T) {
		_, err := batch.Forecast(t.Context(), strings.NewReader("a,1\nb,\"2\n"), io.Discard, daily(5))
		if err == nil || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("got %v, want an error that names line 2", err)
		}
	})
	t.Run("when the input is empty", func(t *testing.T) {
		if _, err := batch.Forecast(t.Context(), strings.NewReader(""), io.Discard, daily(5)); err == nil {
			t.Error("no rows are no error")
		}
	})
}

func TestOptionsAreCheckedFirst(t *testing.T) {
	for name, o := range map[string]batch.Options{
		"Step":    {Horizon: 1},
		"Horizon": {Step: forecasting.Day},
		"Levels":  {Step: forecasting.Day, Horizon: 1, Level: 95},
		"Smooth":  {Step: forecasting.Day, Horizon: 1, Smooth: -1},
	} {
		_, err := batch.Forecast(t.Context(), endless{}, io.Discard, o)
		var mine *forecasting.Error
		if !errors.As(err, &mine) || mine.Field != name {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// endless is an input that never ends.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	return copy(p, "s,1,2,3\n"), nil
}

var errFull = errors.New("disk full")

type full struct{ room int }

func (f *full) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func ExampleForecast() {
	in := strings.NewReader("disk,50,51,52,53,54,55,56,57,58,59\n")
	var out strings.Builder
	summary, err := batch.Forecast(context.Background(), in, &out, batch.Options{Step: forecasting.Day, Horizon: 2, Seed: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(summary.Series, "series,", strings.Count(out.String(), "\n"), "lines")
	// Output: 1 series, 3 lines
}

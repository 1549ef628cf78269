package workspace

import (
	"math"
	"testing"
	"time"

	"watchbill/model"
)

func TestForecastsAreMadeOnce(t *testing.T) {
	var f forecasts
	v := CapacityView{Resource: model.Resource{ID: 1, Name: "disk", Limit: 900, Daily: model.DailyMax}}
	samples := make([]model.Sample, 60)
	for i := range samples {
		samples[i] = model.Sample{At: time.Date(2026, 1, 1+i, 0, 0, 0, 0, time.UTC), Value: 100 + 5*float64(i) + float64(i%7)}
	}
	ask := func(v CapacityView, samples []model.Sample, look Outlook) CapacityView {
		t.Helper()
		got, err := f.of(v, samples, look, time.UTC)
		if err != nil || got.Result == nil {
			t.Fatalf("no forecast: %v %s", err, got.Problem)
		}
		return got
	}
	first := ask(v, samples, Outlook{})
	if again := ask(v, samples, Outlook{}); again.Result != first.Result {
		t.Error("the same question was forecast twice")
	}
	higher, unlimited, renamed := v, v, v
	higher.Resource.Limit, unlimited.Resource.Limit, renamed.Resource.Name = 1000, math.NaN(), "ssd"
	changed := append(samples[:len(samples)-1:len(samples)-1], model.Sample{At: samples[59].At, Value: 500})
	for name, got := range map[string]CapacityView{
		"another limit":   ask(higher, samples, Outlook{}),
		"no limit":        ask(unlimited, samples, Outlook{}),
		"another name":    ask(renamed, samples, Outlook{}),
		"another horizon": ask(v, samples, Outlook{Days: 30}),
		"another method":  ask(v, samples, Outlook{Method: "ols"}),
		"another sample":  ask(v, changed, Outlook{}),
	} {
		if got.Result == first.Result {
			t.Errorf("%s: the forecast of another question was given", name)
		}
	}
	if got := ask(renamed, samples, Outlook{}).Resource.Name; got != "ssd" {
		t.Errorf("the view is of %s, want ssd", got)
	}
}

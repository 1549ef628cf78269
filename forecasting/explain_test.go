package forecasting_test

import (
	"math"
	"strings"
	"testing"

	"watchbill/forecasting"
)

// textOf joins the sentences about a topic.
func textOf(r forecasting.Result, topic forecasting.Topic) string {
	var texts []string
	for _, reason := range r.Reasons {
		if reason.Topic == topic {
			texts = append(texts, reason.Text)
		}
	}
	return strings.Join(texts, " ")
}

func TestReasonsSayWhatWasDone(t *testing.T) {
	gap := made(180, func(d float64) float64 { return 100 + d/2 + week(d) })
	gap.Values[50] = math.NaN()
	for name, test := range map[string]struct {
		series  forecasting.Series
		options forecasting.Options
		topic   forecasting.Topic
		want    string
	}{
		"pinned":       {textbook(), forecasting.Options{Horizon: 30, Method: forecasting.OLS}, forecasting.AboutMethod, "The method is pinned: straight line."},
		"growth":       {textbook(), forecasting.Options{Horizon: 90, Method: forecasting.OLS}, forecasting.AboutGrowth, "from 59 to 149 in 90 steps, 1 a step"},
		"date":         {textbook(), forecasting.Options{Horizon: 90, Method: forecasting.OLS, Capacity: forecasting.Constant(80)}, forecasting.AboutLimit, "likely to be reached in 21 steps"},
		"no date":      {textbook(), forecasting.Options{Horizon: 10, Method: forecasting.OLS, Capacity: forecasting.Constant(80)}, forecasting.AboutLimit, "not reached within 10 steps in at least nine of ten"},
		"already":      {textbook(), forecasting.Options{Horizon: 10, Capacity: forecasting.Constant(55)}, forecasting.AboutLimit, "already reached"},
		"gap":          {gap, forecasting.Options{Horizon: 30}, forecasting.AboutCleaning, "1 step without a value filled"},
		"season":       {gap, forecasting.Options{Horizon: 30}, forecasting.AboutSeason, "A pattern of 7 steps"},
		"trial":        {gap, forecasting.Options{Horizon: 30}, forecasting.AboutTrial, "On 14 past origins"},
		"short past":   {made(3, week), forecasting.Options{Horizon: 2}, forecasting.AboutTrial, "too short to test"},
		"far":          {made(30, week), forecasting.Options{Horizon: 60}, forecasting.AboutMethod, "longer than the past"},
		"event":        {textbook(), forecasting.Options{Horizon: 9, Events: []forecasting.Event{{Name: "launch", From: 2, Scale: 0.2}}}, forecasting.AboutWhatIf, "The event launch is counted from step 2 on."},
		"extra growth": {textbook(), forecasting.Options{Horizon: 9, ExtraGrowth: 0.2}, forecasting.AboutWhatIf, "20 % more"},
	} {
		t.Run(name, func(t *testing.T) {
			r := cross(t, test.series, test.options)
			if got := textOf(r, test.topic); !strings.Contains(got, test.want) {
				t.Errorf("got %q, want %q in it", got, test.want)
			}
		})
	}
}

// TestEveryMethodHasAName: what can be pinned can be shown.
func TestEveryMethodHasAName(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range append(forecasting.Methods(), forecasting.Auto) {
		if !m.Known() || m.Name() == "" || seen[m.Name()] {
			t.Errorf("%q: known %v, name %q", m, m.Known(), m.Name())
		}
		seen[m.Name()] = true
	}
	if forecasting.Method("prophecy").Known() {
		t.Error("an unknown method is known")
	}
}

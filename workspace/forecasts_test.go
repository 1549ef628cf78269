package workspace

import (
	"errors"
	"math"
	"testing"
	"time"

	"watchbill/model"
	"watchbill/storage"
)

func TestForecastsAreMadeOnce(t *testing.T) {
	var f forecasts
	count := 0
	ask := func(question string, err error) {
		t.Helper()
		v, got := f.of(question, func() (CapacityView, error) {
			count++
			return CapacityView{Step: question}, err
		})
		if v.Step != question || !errors.Is(got, err) {
			t.Errorf("asked %s: got the view of %s and %v, want %v", question, v.Step, got, err)
		}
	}
	broken := errors.New("the disk is gone")
	for _, step := range []struct {
		question string
		err      error
		made     int // so far
	}{
		{"a", nil, 1}, {"a", nil, 1}, {"b", nil, 2}, {"a", nil, 2}, {"c", broken, 3}, {"c", broken, 4}, {"c", nil, 5}, {"c", nil, 5},
	} {
		ask(step.question, step.err)
		if count != step.made {
			t.Errorf("after %s (%v) %d were made, want %d", step.question, step.err, count, step.made)
		}
	}
}

// Everything that changes a forecast makes another question.
func TestQuestionsDiffer(t *testing.T) {
	r := model.Resource{ID: 1, Name: "disk", Limit: 900, Daily: model.DailyMax}
	batches := []storage.Batch{{ID: 4, Samples: 60}}
	higher, unlimited, mean, pinned := r, r, r, r
	higher.Limit, unlimited.Limit, mean.Daily, pinned.Method = 1000, math.NaN(), model.DailyMean, "ols"
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	for name, q := range map[string]string{
		"first":         question(r, batches, Outlook{}, time.UTC),
		"higher limit":  question(higher, batches, Outlook{}, time.UTC),
		"no limit":      question(unlimited, batches, Outlook{}, time.UTC),
		"mean of a day": question(mean, batches, Outlook{}, time.UTC),
		"pinned":        question(pinned, batches, Outlook{}, time.UTC),
		"new import":    question(r, append(batches, storage.Batch{ID: 5}), Outlook{}, time.UTC),
		"no import":     question(r, nil, Outlook{}, time.UTC),
		"horizon":       question(r, batches, Outlook{Days: 30}, time.UTC),
		"method":        question(r, batches, Outlook{Method: "ols"}, time.UTC),
		"zone":          question(r, batches, Outlook{}, berlin),
	} {
		if other, ok := seen[q]; ok {
			t.Errorf("%s and %s ask the same", name, other)
		}
		seen[q] = name
	}
}

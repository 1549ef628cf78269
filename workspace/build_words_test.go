package workspace

import (
	"testing"
	"time"

	"watchbill/model"
)

func TestWordsNameDates(t *testing.T) {
	var p BuildPlan
	for i := range 10 {
		s := time.Date(2027, 2, 11+7*i, 10, 0, 0, 0, berlin)
		p.Turns = append(p.Turns, model.Turn{Index: i, Interval: model.Interval{Start: s, End: s.AddDate(0, 0, 7)}})
	}
	for text, want := range map[string]string{
		"Weeks 0–2 need 6 people, 5 are there": "Weeks of 11–25 Feb need 6 people, 5 are there",
		"weeks 2–3 and 9 can be covered":       "weeks of 25 Feb–4 Mar and 15 Apr can be covered",
		"give up one week of rest":             "give up one week of rest",
		"in week 4 nobody is there":            "in week of 11 Mar nobody is there",
		"weeks 40–50 are beyond":               "weeks 40–50 are beyond",
	} {
		if got := p.Words(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

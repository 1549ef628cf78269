package model

import "testing"

func TestTitleOfAFeedIsNeverEmpty(t *testing.T) {
	words := map[string]string{"rotation": "Payments", "role": "primary", "person": "Ana Souza", "first": ""}
	for wording, want := range map[string]string{
		"":                       "Payments primary: Ana Souza",
		"  ":                     "Payments primary: Ana Souza",
		"{first}":                "Payments primary: Ana Souza",
		"{person} on {rotation}": "Ana Souza on Payments",
	} {
		if got := (Feed{Title: wording}).TitleOf(words); got != want {
			t.Errorf("%q: got %q, want %q", wording, got, want)
		}
	}
}

package model

import (
	"testing"
	"time"
)

func TestRestWords(t *testing.T) {
	const day = 24 * time.Hour
	for _, tt := range []struct {
		before, after time.Duration
		want          string
	}{
		{14 * day, 28 * day, "rests 14 d before and 28 d after"},
		{-1, 2 * day, "rests 2 d after"},
		{-1, -1, "has no other duty"},
		{7 * day, 0, "rests 7 d before and goes straight on to the next duty"},
		{0, 0, "goes straight on from the duty before and to the next duty"},
	} {
		if got := restWords(tt.before, tt.after); got != tt.want {
			t.Errorf("restWords(%v, %v): got %q, want %q", tt.before, tt.after, got, tt.want)
		}
	}
}

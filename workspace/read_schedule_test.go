package workspace

import "testing"

func TestCommonWords(t *testing.T) {
	for _, tt := range []struct {
		names []string
		want  string
	}{
		{[]string{"Payments primary", "Payments secondary"}, "Payments"},
		{[]string{"Ledger batch"}, "Ledger batch"},
		{[]string{"A", "B"}, ""},
		{nil, ""},
		{[]string{"Search on call", "Search on call"}, "Search on call"},
	} {
		if got := commonWords(tt.names); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.names, got, tt.want)
		}
	}
}

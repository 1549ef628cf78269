package workspace

import (
	"testing"

	"watchbill/model"
)

func TestGrowthSaysWhatItIsCountedIn(t *testing.T) {
	for _, tt := range []struct {
		unit           string
		mid, low, high float64
		want           string
	}{
		{"GiB", 4.06, 3.5, 4.6, "Growth: 4.06 GiB a day (3.5 to 4.6 in eight of ten futures)."},
		{"", 0.5, 0, 1, "Growth: 0.5 a day (0 to 1 in eight of ten futures)."},
		{"%", 0.0098, -0.01, 0.03, "Growth: 0.294 percentage points in 30 days (-0.3 to 0.9 in eight of ten futures)."},
		{"Gbit/s", 0.05, 0.04, 0.2, "Growth: 0.05 Gbit/s a day (0.04 to 0.2 in eight of ten futures)."},
	} {
		v := CapacityView{Resource: model.Resource{Unit: tt.unit}}
		if got := v.growthWords(tt.mid, tt.low, tt.high); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.unit, got, tt.want)
		}
	}
}

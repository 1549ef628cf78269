package today

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"watchbill/model"
	"watchbill/ui/pages/desktest"
	"watchbill/workspace"
)

// kinds writes needs as letters: c capacity, g gap, s swap.
func kinds(letters string) []workspace.Need {
	var out []workspace.Need
	for _, l := range letters {
		out = append(out, workspace.Need{Kind: map[rune]workspace.NeedKind{'c': workspace.NeedCapacity, 'g': workspace.NeedCover, 's': workspace.NeedSwap}[l]})
	}
	return out
}

func TestManyOfOneKindHideNoOther(t *testing.T) {
	for all, want := range map[string]string{
		"":             "",
		"ccc":          "ccc",
		"cccccccc":     "cccccc",
		"ccccccccgs":   "ccccgs",
		"ccccgggggsss": "ccggss",
		"gccccccccc":   "gccccc",
	} {
		if diff := cmp.Diff(kinds(want), firstNeeds(kinds(all), 6)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", all, diff)
		}
	}
}

// Nine resources are at their limit: six stand on the page, all when asked for.
func TestAllNeedsCanBeShown(t *testing.T) {
	b, _, _, _ := withRota(t)
	ctx := context.Background()
	for i := range 9 {
		r := model.Resource{Name: fmt.Sprint("disk ", i), Limit: 10, Daily: model.DailyMax}
		var samples []model.Sample
		for day := range 30 {
			samples = append(samples, model.Sample{At: desktest.Now.AddDate(0, 0, day-30), Value: 12})
		}
		if _, _, err := b.WS.ImportSamples(ctx, r, "metrics.csv", samples); err != nil {
			t.Fatal(err)
		}
	}
	b.Visit("today", "")
	if got := strings.Count(b.Words(), "is at its limit"); got > 6 {
		t.Errorf("%d resources are listed at first, want six at most", got)
	}
	b.Tap("needs.all")
	if got := strings.Count(b.Words(), "is at its limit"); got != 9 {
		t.Errorf("%d resources are listed when all are asked for, want 9", got)
	}
}

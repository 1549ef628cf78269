package rostering_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"watchbill/rostering"
)

// shared is where the acceptance instances lie when the project stands beside
// them; they are not part of the project.
const shared = "../../shared/data/rota"

func TestSharedInstances(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join(shared, "*.json"))
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var want struct {
			Format   string `json:"format"`
			Expected struct {
				Status     string  `json:"status"`
				SumSq      float64 `json:"sum_sq"`
				MinChanges int     `json:"min_changes"`
				Holiday    float64 `json:"holiday_sum_sq"`
			} `json:"expected"`
		}
		if err := json.Unmarshal(data, &want); err != nil {
			t.Fatal(err)
		}
		if want.Format == "watchbill-swap/1" {
			continue
		}
		t.Run(filepath.Base(f), func(t *testing.T) {
			got := solveFile(t, f)
			if string(got.Status) != want.Expected.Status || got.SumSq != want.Expected.SumSq {
				t.Fatalf("got %s with Σ load² %g, want %s with %g", got.Status, got.SumSq, want.Expected.Status, want.Expected.SumSq)
			}
			if got.Changes != nil && *got.Changes != want.Expected.MinChanges {
				t.Errorf("got %d changes, want %d", *got.Changes, want.Expected.MinChanges)
			}
			for id, v := range got.Categories {
				if v != want.Expected.Holiday {
					t.Errorf("category %s: got Σ count² %g, want %g", id, v, want.Expected.Holiday)
				}
			}
		})
	}
}

func solveFile(t *testing.T, path string) *rostering.Result {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	in, err := rostering.ReadInstance(file)
	if err != nil {
		t.Fatal(err)
	}
	got, err := rostering.Solve(context.Background(), in, rostering.Options{Limit: 20 * time.Second, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

package workspace

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"watchbill/model"
)

func TestReminders(t *testing.T) {
	for text, want := range map[string][]int{
		"": nil, "none": nil, "30": {30}, "1440, 30": {1440, 30}, "1 day, 30 min": {1440, 30}, "2h,1w , 0": {120, 10080, 0}, "1 Day": {1440},
	} {
		got, err := ParseReminders(text)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: got %v, %v; want %v", text, got, err, want)
		}
		if again, err := ParseReminders(FormatReminders(got)); err != nil || !slices.Equal(again, got) {
			t.Errorf("%q: written as %q it reads as %v, %v", text, FormatReminders(got), again, err)
		}
	}
	for _, text := range []string{"soon", "-5", "1 month", "5 5", "99999999999"} {
		if got, err := ParseReminders(text); model.FieldOf(err) != "alarm" {
			t.Errorf("%q: got %v, %v", text, got, err)
		}
	}
}

func TestHeaders(t *testing.T) {
	got, err := ParseHeaders("Authorization: Bearer {secret}\n\n X-Visibility :team:all \n")
	want := []model.Header{{Name: "Authorization", Value: "Bearer {secret}"}, {Name: "X-Visibility", Value: "team:all"}}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
	if again, err := ParseHeaders(FormatHeaders(got)); err != nil || !slices.Equal(again, got) {
		t.Errorf("written and read again: got %v, %v", again, err)
	}
	if _, err := ParseHeaders("nonsense"); model.FieldOf(err) != "header" {
		t.Errorf("without a colon: got %v", err)
	}
}

func TestTryTarget(t *testing.T) {
	ctx := context.Background()
	w := mustOpen(t)
	path := filepath.Join(t.TempDir(), "oncall.ics")
	target := model.Target{Name: "site", FeedID: 1, Kind: model.ToFolder, Address: path}
	for _, step := range []struct{ stands, says string }{
		{"", "Nothing stands there yet"},
		{"<html>", "is no calendar"},
		{string(holidayFile("20261201|1|Birthday|")), "1 event that Watchbill did not write"},
		{string(holidayFile()), "replaced whole, with 0 shifts"},
	} {
		if step.stands != "" {
			if err := os.WriteFile(path, []byte(step.stands), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := w.TryTarget(ctx, target, ""); err != nil || !strings.Contains(got, step.says) {
			t.Errorf("got %q, %v; want %q", got, err, step.says)
		}
	}
	away := target
	away.Address = filepath.Join(filepath.Dir(path), "drive", "oncall.ics")
	if _, err := w.TryTarget(ctx, away, ""); err == nil || !strings.Contains(err.Error(), "is not there. Is its drive connected?") {
		t.Errorf("in a folder that is not there: got %v", err)
	}
	target.Kind, target.Address, target.User = model.ToWebDAV, "https://cloud.example.org/oncall.ics", "ana"
	if _, err := w.TryTarget(ctx, target, ""); model.FieldOf(err) != "secret" {
		t.Errorf("without a password: got %v", fmt.Sprint(err))
	}
}

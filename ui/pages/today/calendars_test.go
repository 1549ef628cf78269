package today

import (
	"context"
	"path/filepath"
	"testing"

	"watchbill/model"
)

// A calendar that cannot be read leads to where it is set up: there is nothing to publish.
func TestACalendarThatCannotBeReadLeadsToTheSettings(t *testing.T) {
	b, away, _, _ := withRota(t)
	ctx := context.Background()
	done, _, err := b.WS.SaveSource(ctx, model.Source{Name: "Team leave", Kind: model.SourceOff}, filepath.Join(t.TempDir(), "gone.ics"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.WS.RefreshSource(ctx, done.ID); err == nil {
		t.Fatal("a file that is not there was read")
	}
	needs, err := b.WS.Needs(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for i, n := range needs {
		if n.Title == "Calendar Team leave could not be read" {
			b.Page().(*Page).follow(needs[i])
		}
	}
	if got := away["settings"].arg; got != "calendars" {
		t.Errorf("it leads to the settings' section %q, want calendars; what needs somebody is %+v", got, needs)
	}
}

package people

import (
	"context"
	"fmt"
	"testing"
	"time"

	"watchbill/model"
	"watchbill/ui/pages/desktest"
)

// Time off of an afternoon stays an afternoon when its note is changed, and becomes whole days on other days.
func TestHoursOfADayStayWhenTheNoteIsChanged(t *testing.T) {
	b, p := open(t, "Ana")
	ctx := context.Background()
	ana := p.data.rows[0].person
	afternoon := model.Interval{Start: time.Date(2026, 12, 4, 12, 0, 0, 0, time.UTC), End: time.Date(2026, 12, 4, 16, 0, 0, 0, time.UTC)}
	done, err := b.WS.SaveTimeOff(ctx, model.TimeOff{PersonID: ana.ID, Interval: afternoon, Kind: "training"})
	if err != nil {
		t.Fatal(err)
	}
	stored := func() model.TimeOff {
		t.Helper()
		all, err := b.WS.Reader().TimeOff(ctx, p.data.team.ID, model.Interval{Start: afternoon.Start.AddDate(0, 0, -1), End: afternoon.End.AddDate(0, 0, 5)})
		if err != nil || len(all) != 1 {
			t.Fatalf("got %+v, %v; want one time off", all, err)
		}
		return all[0]
	}
	edit := fmt.Sprintf("off.%d.edit", done.ID)
	b.Tap(edit)
	if !b.Shows("From 13:00 to 17:00") {
		t.Errorf("the form does not say which hours it is:\n%s", b.Words())
	}
	b.Write("note", "in Hamburg")
	b.Tap("off.save")
	if got := stored(); !got.Start.Equal(afternoon.Start) || !got.End.Equal(afternoon.End) || got.AllDay || got.Note != "in Hamburg" {
		t.Errorf("got %+v, want the afternoon with its note", got)
	}
	b.Tap(edit)
	b.Write("off.until", "2026-12-05")
	b.Tap("off.save")
	if got := stored(); !got.AllDay || got.End.Sub(got.Start) != 48*time.Hour {
		t.Errorf("got %+v, want two whole days", got)
	}
}

// What is over can be seen, changed and deleted like what is to come.
func TestTimeOffThatIsOverCanBeDeleted(t *testing.T) {
	b, p := open(t, "Ana")
	ctx := context.Background()
	start := desktest.Now.AddDate(0, -2, 0).Truncate(24 * time.Hour)
	off := model.TimeOff{PersonID: p.data.rows[0].person.ID, Interval: model.Interval{Start: start, End: start.AddDate(0, 0, 3)}, Kind: "sick"}
	done, err := b.WS.SaveTimeOff(ctx, off)
	if err != nil {
		t.Fatal(err)
	}
	id := fmt.Sprintf("off.%d.delete", done.ID)
	if b.Has(id) {
		t.Error("what is over is listed unasked")
	}
	b.Tap("people.over")
	b.Tap(id)
	if b.Has("people.over") || len(p.data.rows[0].over) != 0 {
		t.Errorf("it is still there: %+v", p.data.rows[0].over)
	}
	if _, err := b.WS.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if !b.Has(id) {
		t.Error("undo did not bring it back into the list")
	}
}

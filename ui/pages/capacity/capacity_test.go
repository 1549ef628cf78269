package capacity

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/widgets"
)

var (
	none   = math.NaN()
	wide   = fyne.NewSize(1280, 800)
	narrow = fyne.NewSize(1000, 640)
)

func line(n int, from, step float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = from + step*float64(i)
	}
	return out
}

var today = now.Truncate(24 * time.Hour)

func resource(name string, limit float64, lead int) model.Resource {
	return model.Resource{Name: name, Unit: "GiB", Limit: limit, LeadDays: lead, Daily: model.DailyMax}
}

func TestEmptyPageOffersTheFirstSteps(t *testing.T) {
	f := open(t, wide).at("")
	f.says("Nothing is measured yet", "Choose a file…", "Add resource…", "Open sample team")
	f.drawn("empty")
	f.press("empty.add")
	f.write("resource.name", "disk")
	f.press("resource.save")
	if got := f.names(); got != "disk" {
		t.Errorf("resources: got %q, want disk", got)
	}
	f.says("No samples yet", "Import a CSV…")
}

func TestTextbookLine(t *testing.T) {
	f := open(t, wide)
	id := f.add(resource("textbook", 80, 14), today.AddDate(0, 0, -1), line(10, 50, 1)...)
	f.at(fmt.Sprint(id))
	f.says("8 Dec", "2026, P50", "order by 24 Nov", "21", "GiB, 26 %", "59 of 80 in use", "An order takes 14 days, so it has to leave by Tue 24 Nov.", "1 GiB a day")
	f.drawn("textbook")
	f.press("capacity.table")
	f.says("Full by then", "60.00", "Wed 18 Nov")
	f.Escape()
	if f.asTable {
		t.Error("Esc left the table open")
	}
}

func TestHonestStates(t *testing.T) {
	for _, c := range []struct {
		name   string
		limit  float64
		years  int
		values []float64
		want   []string
	}{
		{"no limit", none, 0, line(40, 50, 1), []string{"no limit set", "Set the limit…"}},
		{"no samples", 80, 0, nil, []string{"no samples", "No samples yet", "A forecast needs a week"}},
		{"too few points", 80, 0, line(3, 50, 1), []string{"no forecast yet", "at least 7 days with samples", "There are 3 days so far"}},
		{"over the limit", 80, 0, line(40, 50, 1), []string{"at its limit", "at or above its limit of 80 GiB: 89 GiB", "111 % in use", "order now"}},
		{"samples end", 200, 8, line(40, 50, 1), []string{"samples end 18 Nov 2018", "import newer samples"}},
		{"flat", 80, 0, line(40, 50, 0), []string{"fine, 62 % in use", "not in 6 mo", "nothing to order yet"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for i, size := range []fyne.Size{wide, narrow} {
				f := open(t, size)
				f.add(resource("disk", c.limit, 14), today.AddDate(-c.years, 0, 0), c.values...)
				f.at("")
				f.says(c.want...)
				f.drawn(fmt.Sprintf("%s-%d", strings.ReplaceAll(c.name, " ", "-"), i))
			}
		})
	}
}

func TestLongestNamesFit(t *testing.T) {
	f := open(t, narrow)
	r := resource(strings.Repeat("warehouse-replica-", 6)+" disk", 1e9, 14)
	r.Unit = "connections per second"
	f.add(r, today, line(40, 5e8, 1e7)...)
	old := resource(strings.Repeat("elb-request-count-", 6), 100, 14)
	f.add(old, today.AddDate(-8, 0, 0), line(40, 50, 1)...)
	f.at("")
	for i := range f.shown {
		f.choose(i)
		f.drawn(fmt.Sprintf("long-%d", i))
		if got, most := f.window.Canvas().Content().MinSize().Width, narrow.Width; got > most {
			t.Errorf("with %s selected the page asks for %.0f, want at most %.0f", f.shown[i].Resource.Name, got, most)
		}
	}
}

func TestFilterAndOrderKeepTheSelection(t *testing.T) {
	f := open(t, wide)
	f.add(resource("alpha disk", none, 0), today, line(10, 5, 0)...)
	id := f.add(resource("beta memory", 80, 0), today, line(10, 50, 1)...)
	f.at("")
	if got := f.shown[0].Resource.Name; got != "beta memory" || f.chosen != id {
		t.Errorf("first of the soonest: got %q, want beta memory, selected", got)
	}
	f.sort.Choose(1)
	f.narrow()
	if got := f.shown[0].Resource.Name; got != "alpha disk" || f.chosen != id {
		t.Errorf("first by name: got %q and selected %d, want alpha disk and %d", got, f.chosen, id)
	}
	f.filter.SetText("alp")
	if len(f.shown) != 1 || f.shown[0].Resource.Name != "alpha disk" {
		t.Errorf("filtered by alp: got %d resources, want alpha disk alone", len(f.shown))
	}
	f.filter.SetText("nothing like it")
	f.says("No resource fits the filter")
	f.press("capacity.show-all")
	if len(f.shown) != 2 {
		t.Errorf("after showing all: got %d, want 2", len(f.shown))
	}
}

func TestPinnedMethodIsStoredAndUndone(t *testing.T) {
	f := open(t, wide)
	f.add(resource("disk", 80, 0), today, line(10, 50, 1)...)
	f.at("")
	stored := func() string {
		all, err := f.ws.Resources(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return all[0].Method
	}
	f.pin(methodIndex("ols"))
	if got := stored(); got != "ols" {
		t.Errorf("stored method: got %q, want ols", got)
	}
	f.says("The method is pinned: straight line.")
	f.pin(methodIndex("calendar")) // needs a year and a half
	f.says("choose automatic", "Use automatic")
	f.press("capacity.notice.auto")
	if got := stored(); got != "" {
		t.Errorf("stored method after automatic: got %q, want none", got)
	}
	if _, err := f.ws.Undo(context.Background()); err != nil {
		t.Fatal(err)
	}
	if got := stored(); got != "calendar" {
		t.Errorf("stored method after undo: got %q, want calendar", got)
	}
}

func TestEditRefusesAndSaves(t *testing.T) {
	f := open(t, wide)
	id := f.add(resource("disk", 80, 0), today, line(10, 50, 1)...)
	f.at("")
	f.edit(f.shown[0].Resource)
	f.write("resource.limit", "99,5")
	f.press("resource.save")
	f.says("is no number. Write it as 2000 or 99.5")
	f.write("resource.limit", "1,200")
	f.write("resource.lead", "many")
	f.press("resource.save")
	f.says("is no number of days")
	f.write("resource.lead", "28")
	f.press("resource.save")
	r := f.resource(id)
	if r.Limit != 1200 || r.LeadDays != 28 {
		t.Errorf("saved: got limit %v and lead %d, want 1200 and 28", r.Limit, r.LeadDays)
	}
}

func TestDeleteSaysWhatGoes(t *testing.T) {
	f := open(t, wide)
	f.add(resource("disk", 80, 0), today, line(10, 50, 1)...)
	f.at("")
	f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	f.says("Delete disk?", "disk goes with 10 samples. It can be undone.")
	f.press("delete-resource.do")
	if got := f.names(); got != "" {
		t.Errorf("resources: got %q, want none", got)
	}
	f.says("Nothing is measured yet")
}

func TestLookingAYearAheadReadsAnew(t *testing.T) {
	f := open(t, wide)
	f.add(resource("disk", 300, 0), today, line(40, 50, 0.8)...)
	f.at("")
	if got := f.fullWords(f.shown[0]); got != "not in 6 mo" {
		t.Errorf("in half a year: got %q", got)
	}
	f.span.Choose(2)
	f.look(2)
	if got := f.fullWords(f.shown[0]); !strings.Contains(got, "2027") {
		t.Errorf("in a year: got %q, want a day of 2027", got)
	}
}

func TestKeysWalkThePicture(t *testing.T) {
	f := open(t, wide)
	f.add(resource("disk", 80, 0), today, line(40, 30, 1)...)
	f.at("")
	f.drawn("walk") // lays the picture out
	key := func(name fyne.KeyName) { f.picture.key(&fyne.KeyEvent{Name: name}) }
	place := func() float64 { return f.picture.at }
	key(fyne.KeyLeft)
	first := place()
	key(fyne.KeyRight)
	key(fyne.KeyRight)
	if !(first > 0 && place() > first) {
		t.Errorf("marks: got %v, then %v two days later, want both in the picture, the second to the right", first, place())
	}
	key(fyne.KeyEnd)
	end := place()
	key(fyne.KeyRight)
	if place() != end {
		t.Errorf("right of the end: got %v, want to stay at %v", place(), end)
	}
	before := f.picture.to.Sub(f.picture.from)
	f.picture.zoom(fyne.NewPos(400, 100), 1)
	if got := f.picture.to.Sub(f.picture.from); got >= before {
		t.Errorf("after zooming in: got %v, want less than %v", got, before)
	}
	from := f.picture.from
	f.picture.drag(50)
	if !f.picture.from.Before(from) {
		t.Error("a drag to the right did not show earlier days")
	}
}

func TestExportsAreWritten(t *testing.T) {
	f := open(t, wide)
	f.add(resource("db/payments disk", 80, 14), today, line(40, 30, 1)...)
	f.at("")
	for _, c := range []struct {
		name, head string
		do         func()
	}{{"one.pdf", "%PDF", f.exportPDF}, {"all.pdf", "%PDF", f.exportAll}, {"chart.png", "\x89PNG", f.exportPNG}} {
		f.bench.SaveTo = filepath.Join(t.TempDir(), c.name)
		c.do()
		got, err := os.ReadFile(f.bench.SaveTo)
		if err != nil || !bytes.HasPrefix(got, []byte(c.head)) {
			t.Errorf("%s: got %d bytes, %v, want a file that begins with %q", c.name, len(got), err, c.head)
		}
	}
	f.bench.SaveTo = filepath.Join(t.TempDir(), "missing", "x.pdf")
	f.exportPDF()
	f.says("missing", "does not exist", "choose another")
}

func TestCopies(t *testing.T) {
	f := open(t, wide)
	f.add(resource("disk", 80, 14), today.AddDate(0, 0, -1), line(10, 50, 1)...)
	f.at("")
	clipboard := fyne.CurrentApp().Clipboard()
	f.press("capacity.mail")
	if got := clipboard.Content(); !strings.Contains(got, "most likely reaches its limit of 80 GiB on Tue 8 Dec") || !strings.Contains(got, "Headroom") {
		t.Errorf("mail: got %q", got)
	}
	f.press("capacity.copy-numbers")
	if got := clipboard.Content(); !strings.Contains(got, "2026-11-08\t50\t") || !strings.Contains(got, "full by then") {
		t.Errorf("numbers: got %.200q", got)
	}
}

func TestThePastIsShown(t *testing.T) {
	f := open(t, wide)
	f.add(resource("disk", 200, 14), today, line(60, 50, 1)...)
	f.at("")
	f.press("capacity.past")
	f.says("How did the forecast of disk do?", "Forecast made on", "What it is made of")
	f.drawn("past")
	if d, ok := f.find("past.chart").(*widgets.Chart); !ok || d == nil {
		t.Error("there is no picture of an earlier forecast")
	}
}

package build

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"github.com/google/go-cmp/cmp"

	"watchbill/model"
	"watchbill/rostering/verify"
	"watchbill/ui/widgets"
)

// press does what a click on the named control of a part of the page does.
func press(t *testing.T, under fyne.CanvasObject, id string) {
	t.Helper()
	o, ok := find(under, id).(fyne.Tappable)
	if !ok {
		t.Fatalf("there is no %s", id)
	}
	o.Tapped(&fyne.PointEvent{})
}

// find returns the widget with a name under an object, or nil.
func find(o fyne.CanvasObject, id string) fyne.CanvasObject {
	if named, ok := o.(widgets.Identified); ok && named.ID() == id {
		return o
	}
	var parts []fyne.CanvasObject
	switch x := o.(type) {
	case *fyne.Container:
		parts = x.Objects
	case *container.Scroll:
		parts = []fyne.CanvasObject{x.Content}
	case interface{ Parts() []fyne.CanvasObject }:
		parts = x.Parts()
	}
	for _, part := range parts {
		if found := find(part, id); found != nil {
			return found
		}
	}
	return nil
}

// saver answers where to write.
type saver struct{ path string }

func (s saver) Open([]string, func(string)) {}

func (s saver) Save(_ string, chosen func(string)) { chosen(s.path) }

func TestWhatIsExportedPassesTheVerifier(t *testing.T) {
	p, _, _ := mustPage(t)
	path := filepath.Join(t.TempDir(), "rota.json")
	p.desk.Files = saver{path}
	p.export()
	instance, err := os.Open(strings.TrimSuffix(path, ".json") + ".instance.json")
	if err != nil {
		t.Fatal(err)
	}
	defer instance.Close()
	solution, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer solution.Close()
	report, err := verify.Check(instance, solution)
	if err != nil || report.ExitCode() != 0 {
		t.Errorf("got %v:\n%s", err, report.Text())
	}
}

func TestSteppersAndCriteriaAskAnew(t *testing.T) {
	p, _, _ := mustPage(t)
	press(t, p.left, "build.rest.more")
	press(t, p.left, "build.history.less")
	press(t, p.left, "build.holiday.more")
	press(t, p.left, "build.add-holidays")
	press(t, p.left, "build.add-nights")
	press(t, p.left, "build.up-nights")
	press(t, p.left, "build.weeks.less")
	want := p.data.stored
	want.RestTurns++
	want.HistoryWeeks, want.HolidayFactor, want.Criteria = 13, 2, []string{model.CriterionNights, model.CriterionHolidays}
	if !cmp.Equal(p.rules, want) || p.weeks != 25 || p.plan.Rules.RestTurns != want.RestTurns || p.result == nil {
		t.Errorf("rules: %s", cmp.Diff(p.rules, want))
	}
	press(t, p.left, "build.off-nights")
	if got := p.rules.Criteria; !slices.Equal(got, []string{model.CriterionHolidays}) {
		t.Errorf("criteria: got %v", got)
	}
	press(t, p.left, "build.history.more")
	press(t, p.left, "build.history.more")
	if p.rules.HistoryWeeks != 39 {
		t.Errorf("history: got %d weeks, want 39", p.rules.HistoryWeeks)
	}
}

func TestTheKeyboardStaysOnTheStepper(t *testing.T) {
	p, _, s := mustPage(t)
	s.Canvas().Focus(find(p.left, "build.weeks.less").(fyne.Focusable))
	for range 3 {
		s.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	}
	named, ok := s.Canvas().Focused().(widgets.Identified)
	if !ok || named.ID() != "build.weeks.less" || p.weeks != 23 {
		t.Errorf("focus: got %v, %d weeks; want the same button and 23", s.Canvas().Focused(), p.weeks)
	}
}

func TestWaysOutCanBeTried(t *testing.T) {
	p, _, _ := mustPage(t)
	p.change(func(b *model.BuildRules) { b.RestTurns = 6 })
	if p.result.Rota != nil {
		t.Fatal("with six turns of rest: got a rota")
	}
	if !strings.Contains(p.plan.WayOut(p.result.WaysOut[0]), "of rest") {
		t.Fatalf("ways out: got %+v", p.result.WaysOut)
	}
	press(t, p.whatIf, "build.way.0")
	if p.result.Rota == nil {
		t.Errorf("after trying it, rest %d: got no rota", p.rules.RestTurns)
	}
}

func TestPinByClickAndUnpin(t *testing.T) {
	p, ws, s := mustPage(t)
	who := p.result.Rota[2][0]
	press(t, p.middle, "build.duty.2.0")
	if s.Canvas().Overlays().Top() == nil {
		t.Fatal("no menu")
	}
	s.Canvas().Overlays().Top().Hide()
	p.pin(p.plan.Rotation.Roles[0].ID, p.plan.Person(who), 2)
	pins, err := ws.Pins(context.Background(), p.data.rotation.ID)
	if err != nil || len(pins) != 1 || len(p.plan.Pins) != 1 || p.result.Rota[2][0] != who {
		t.Fatalf("pins: got %v, %v, %v", pins, err, p.plan.Pins)
	}
	p.unpin(pins[0].ID)
	if len(p.plan.Pins) != 0 || p.result == nil {
		t.Error("the pin is still in the plan")
	}
}

func TestRepairByTheDialogue(t *testing.T) {
	p, ws, s := mustPage(t)
	ctx := context.Background()
	shifts, err := ws.Reader().RotationShifts(ctx, p.data.rotation.ID, model.Published, model.Interval{})
	if err != nil {
		t.Fatal(err)
	}
	var ill model.Shift
	for _, x := range shifts {
		if x.Start.After(now.AddDate(0, 0, 14)) && x.PersonID != 0 {
			ill = x
			break
		}
	}
	if _, err := ws.SaveTimeOff(ctx, model.TimeOff{PersonID: ill.PersonID, Kind: "sick", Interval: model.Interval{Start: ill.Start, End: ill.Start.Add(72 * time.Hour)}}); err != nil {
		t.Fatal(err)
	}
	p.repair()
	top := s.Canvas().Overlays().Top()
	if top == nil {
		t.Fatal("no dialogue")
	}
	for _, place := range widgets.Locate(s.Canvas()) {
		if place.ID == "repair.do" {
			test.TapCanvas(s.Canvas(), fyne.NewPos(float32(place.X), float32(place.Y)))
		}
	}
	after, err := ws.Reader().Shift(ctx, ill.ID)
	if err != nil || after.PersonID == ill.PersonID || after.PersonID == 0 {
		t.Errorf("got %+v, %v; want somebody else on the shift", after, err)
	}
}

func TestCompareKeepsARota(t *testing.T) {
	p, _, s := mustPage(t)
	p.compare()
	for _, place := range widgets.Locate(s.Canvas()) {
		if place.ID == "compare.keep" {
			test.TapCanvas(s.Canvas(), fyne.NewPos(float32(place.X), float32(place.Y)))
		}
	}
	if p.kept == nil || p.kept.result != p.result {
		t.Error("the rota was not kept to compare with")
	}
}

func TestThePictureUsesTheWidthThereIs(t *testing.T) {
	for width, want := range map[float32]int{264: 5, 544: 14, 1232: 34, 4000: 52} {
		if got := fits(width); got != want {
			t.Errorf("%v: got %d turns, want %d", width, got, want)
		}
	}
}

func TestPageFitsTheSmallestWindow(t *testing.T) {
	p, _, _ := mustPage(t)
	p.desk.Shell.Canvas()
	if got := p.Content().MinSize(); got.Width > 1000-176 || got.Height > 640-100 {
		t.Errorf("least size: got %v", got)
	}
}

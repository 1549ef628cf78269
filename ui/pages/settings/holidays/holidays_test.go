package holidays_test

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/pages/desktest"
	"watchbill/ui/pages/settings"
	"watchbill/ui/shell"
)

var ctx = context.Background()

// open is the section in a window over a file with the people of three regions.
func open(t *testing.T) *desktest.Bench {
	t.Helper()
	b := desktest.New(t, map[string]func(*desk.Desk) shell.Page{"settings": func(d *desk.Desk) shell.Page { return settings.New(d) }})
	b.Window.Resize(fyne.NewSize(1280, 1400)) // what is scrolled out of sight cannot be tapped
	for name, region := range map[string]string{"Ana Souza": "BR", "Ben Okafor": "DE-BE", "Dana Kowalska": "DE-BE", "Eun-ji Park": ""} {
		if _, err := b.WS.SavePerson(ctx, model.Person{Name: name, Zone: "Europe/Berlin", WeekMinutes: 2400, Region: region}); err != nil {
			t.Fatal(err)
		}
	}
	b.Visit("settings", "holidays")
	return b
}

func shows(t *testing.T, b *desktest.Bench, all ...string) {
	t.Helper()
	for _, want := range all {
		if !b.Shows(want) {
			t.Errorf("it does not say %q:\n%s", want, b.Words())
		}
	}
}

func changes(t *testing.T, b *desktest.Bench) model.HolidayCalendar {
	t.Helper()
	all, err := b.WS.Holidays(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestTheRegionOfMostPeopleIsShown(t *testing.T) {
	b := open(t)
	shows(t, b, "Germany, Berlin, 2 people", "Sun 8 Mar", "Frauentag", "2026")
	b.Tap("holidays.forward")
	shows(t, b, "2027", "Mon 8 Mar")
	b.Tap("holidays.region")
	b.Press(fyne.KeyDown, fyne.KeyReturn)
	shows(t, b, "Brazil, 1 person", "Tiradentes")
}

func TestADayIsTakenOutAndPutBack(t *testing.T) {
	b := open(t)
	b.Tap("holidays.out.2026-03-08")
	want := model.HolidayCalendar{{TeamID: 1, Region: "DE-BE", Day: model.Date{Year: 2026, Month: 3, Day: 8}, Removed: true}}
	if diff := cmp.Diff(want, changes(t, b), cmpopts.IgnoreFields(model.HolidayChange{}, "ID")); diff != "" {
		t.Errorf("the changes (-want +got):\n%s", diff)
	}
	shows(t, b, "taken out, for DE-BE", "9 days; 1 taken out")
	b.Tap("holidays.back.2026-03-08")
	if got := changes(t, b); len(got) != 0 {
		t.Errorf("after putting it back the changes are %+v", got)
	}
}

func TestADayOfTheTeamsOwnIsAddedAndDeleted(t *testing.T) {
	b := open(t)
	b.Tap("holidays.add")
	b.Write("holiday.name", " ")
	b.Tap("holiday.save")
	shows(t, b, "needs a name")
	b.Write("holiday.name", "Company day")
	b.Tap("holiday.save")
	want := model.HolidayCalendar{{TeamID: 1, Region: "DE-BE", Day: model.Date{Year: 2026, Month: 11, Day: 18}, Name: "Company day"}}
	if diff := cmp.Diff(want, changes(t, b), cmpopts.IgnoreFields(model.HolidayChange{}, "ID")); diff != "" {
		t.Errorf("the changes (-want +got):\n%s", diff)
	}
	shows(t, b, "own day, for DE-BE", "1 of the team's own")
	b.Tap("holidays.delete.2026-11-18")
	if got := changes(t, b); len(got) != 0 {
		t.Errorf("after deleting it the changes are %+v", got)
	}
	if _, err := b.WS.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	shows(t, b, "Company day")
}

func TestAFreezeIsAddedChangedAndDeleted(t *testing.T) {
	b := open(t)
	shows(t, b, "None from today on")
	b.Tap("freezes.add")
	b.Write("freeze.name", "Black Friday")
	b.Write("freeze.from-time", "six")
	b.Tap("freeze.save")
	shows(t, b, "“six” is no time of day")
	b.Write("freeze.from-time", "18:00")
	b.Tap("freeze.save")
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	freezes := func() []model.Freeze {
		all, err := b.WS.Freezes(ctx, model.Interval{})
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	got := freezes()
	if len(got) != 1 || !got[0].Start.Equal(time.Date(2026, 11, 18, 18, 0, 0, 0, berlin)) || !got[0].End.Equal(time.Date(2026, 11, 19, 0, 0, 0, 0, berlin)) || got[0].AllDay {
		t.Fatalf("the freezes are %+v", got)
	}
	shows(t, b, "Black Friday", "begins in 7 h 18 min")

	b.Tap("freeze.0.edit")
	b.Write("freeze.from-time", " ")
	b.Tap("freeze.save")
	if got := freezes(); !got[0].AllDay || !got[0].Start.Equal(time.Date(2026, 11, 18, 0, 0, 0, 0, berlin)) {
		t.Errorf("without times it is %+v, want the whole day", got[0])
	}
	shows(t, b, "18 Nov · now")

	b.Tap("freeze.0.edit")
	other := freezes()[0]
	other.Name = "Cyber week"
	if _, err := b.WS.SaveFreeze(ctx, other); err != nil {
		t.Fatal(err)
	}
	b.Write("freeze.name", "Mine")
	b.Tap("freeze.save")
	shows(t, b, "was changed or deleted while this form was open")
	b.Press(fyne.KeyEscape)
	shows(t, b, "Press Esc again")
	b.Press(fyne.KeyEscape)
	b.Tap("freeze.0.delete")
	if got := freezes(); len(got) != 0 {
		t.Errorf("the freezes are %+v", got)
	}
}

func TestWithoutATeam(t *testing.T) {
	b := desktest.New(t, map[string]func(*desk.Desk) shell.Page{"settings": func(d *desk.Desk) shell.Page { return settings.New(d) }})
	b.Visit("settings", "holidays")
	shows(t, b, "No day of 2026 holds for everybody", "None from today on")
}

// A freeze that is over is out of the way until it is asked for, and can then be changed and deleted.
func TestAFreezeThatIsOver(t *testing.T) {
	b := open(t)
	ctx := context.Background()
	over := model.Interval{Start: desktest.Now.AddDate(0, -2, 0), End: desktest.Now.AddDate(0, -1, 0)}
	if _, err := b.WS.SaveFreeze(ctx, model.Freeze{Name: "Summer sale", Interval: over}); err != nil {
		t.Fatal(err)
	}
	b.Visit("settings", "holidays")
	if b.Shows("Summer sale") {
		t.Error("what is over is listed unasked")
	}
	b.Tap("freezes.past")
	shows(t, b, "Summer sale", "over")
	b.Tap("freeze.0.delete")
	if got, err := b.WS.Freezes(ctx, model.Interval{}); err != nil || len(got) != 0 {
		t.Errorf("the freezes are %+v, %v; want none", got, err)
	}
}

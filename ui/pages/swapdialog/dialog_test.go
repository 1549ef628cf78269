package swapdialog

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/pages/desktest"
	"watchbill/ui/shell"
	"watchbill/workspace"
)

// blank is a page that shows nothing: the dialogues open over any.
type blank struct{}

func (blank) Title() string                        { return "blank" }
func (blank) Content() fyne.CanvasObject           { return nil }
func (blank) Load(context.Context) (func(), error) { return nil, nil }
func (blank) Stale(workspace.Change) bool          { return false }

// team is a window over five people who take weekly turns as the primary of one rotation, for fifteen weeks from Mon 16 Nov on.
type team struct {
	*desktest.Bench
	t      *testing.T
	people []model.ID
	shifts []model.Shift
}

const longName = "Maximiliane-Eleonore von und zu Hohenlohe-Schillingsfürst the Third of Her Name"

func newTeam(t *testing.T) *team {
	t.Helper()
	x := &team{Bench: desktest.New(t, map[string]func(*desk.Desk) shell.Page{"blank": func(*desk.Desk) shell.Page { return blank{} }}), t: t}
	x.people, x.shifts = x.Turns(15, "Ana Souza", "Ben Okafor", "Chidi Eze", "Dana Kowalska", longName)
	x.Visit("blank", "")
	return x
}

// holder is who has a shift now.
func (x *team) holder(s model.Shift) model.ID {
	x.t.Helper()
	now, err := x.WS.Reader().Shift(context.Background(), s.ID)
	if err != nil {
		x.t.Fatal(err)
	}
	return now.PersonID
}

func (x *team) swaps() workspace.SwapList {
	x.t.Helper()
	list, err := x.WS.Swaps(context.Background())
	if err != nil {
		x.t.Fatal(err)
	}
	return list
}

func (x *team) mustShow(words ...string) {
	x.t.Helper()
	for _, w := range words {
		if !x.Shows(w) {
			x.t.Fatalf("%q is missing:\n%s", w, x.Words())
		}
	}
}

func TestTheBestSwapIsMadeWithEnter(t *testing.T) {
	x := newTeam(t)
	s := x.shifts[5] // Ana's second
	Find(x.Desk, s.ID)
	x.mustShow("Find the best swap for Ana, 21–28 Dec", "all rules kept", "Now, published", "After option 1", "Σ load²")
	best, err := x.WS.SuggestSwaps(context.Background(), workspace.SwapMove{Shift: s.ID}, model.SuggestOptions{MayBend: true})
	if err != nil {
		t.Fatal(err)
	}
	x.Press(fyne.KeyReturn)
	if got, want := x.holder(s), best.List[0].Handovers[0].To; got != want {
		t.Errorf("person %d has the shift, want %d", got, want)
	}
	if x.Has("find.apply") {
		t.Error("the dialogue is still open")
	}
}

func TestAnotherWayIsChosenWithTheArrows(t *testing.T) {
	x := newTeam(t)
	s := x.shifts[5]
	Find(x.Desk, s.ID)
	x.Tap("find.kind.2") // covers
	x.mustShow("Ben covers, nothing back")
	covers, err := x.WS.SuggestSwaps(context.Background(), workspace.SwapMove{Shift: s.ID}, model.SuggestOptions{MayBend: true, Kinds: []model.SwapKind{model.SwapCover}})
	if err != nil || len(covers.List) < 2 {
		t.Fatalf("covers: %d, %v; want two or more", len(covers.List), err)
	}
	x.Tap("find.option.1")
	x.Press(fyne.KeyDown)
	x.mustShow("After option 2", "Cover now")
	x.Tap("find.apply")
	if got, want := x.holder(s), covers.List[1].Handovers[0].To; got != want {
		t.Errorf("person %d has the shift, want %d of the second way", got, want)
	}
}

func TestAskingFirstMakesARequest(t *testing.T) {
	x := newTeam(t)
	s := x.shifts[5]
	Find(x.Desk, s.ID)
	x.Tap("find.copy")
	if got := fyne.CurrentApp().Clipboard().Content(); !strings.Contains(got, "could you take Payments primary, 21–28 Dec from Ana") {
		t.Errorf("the message is %q", got)
	}
	x.Tap("find.ask")
	if got := x.holder(s); got != s.PersonID {
		t.Errorf("person %d has the shift already", got)
	}
	list := x.swaps()
	if len(list.Open) != 1 || list.Open[0].PersonID != s.PersonID || len(list.Open[0].Waiting()) == 0 {
		t.Errorf("open: got %+v, want a request of Ana's that waits for somebody", list.Open)
	}
}

func TestOnlyAPartOfAShiftChangesHands(t *testing.T) {
	x := newTeam(t)
	s := x.shifts[5]
	Cover(x.Desk, s.ID)
	x.Tap("find.part")
	x.Write("part.from.date", "2026-12-24")
	x.Write("part.from.time", "18:00")
	x.Write("part.until.date", "2026-12-20") // before it begins
	x.Tap("part.use")
	x.mustShow("The part ends before it begins. Choose a later end.")
	x.Write("part.until.date", "2026-12-25")
	x.Write("part.until.time", "18:00")
	x.Tap("part.use")
	x.mustShow("Thu 24 Dec 18:00 – Fri 25 Dec 18:00")
	x.Tap("find.apply")
	parts, err := x.WS.Reader().RotationShifts(context.Background(), s.RotationID, model.Published, s.Interval)
	if err != nil || len(parts) != 3 {
		t.Fatalf("%d parts, %v; want three", len(parts), err)
	}
	if parts[0].PersonID != s.PersonID || parts[1].PersonID == s.PersonID || parts[2].PersonID != s.PersonID || parts[1].Duration() != 24*time.Hour {
		t.Errorf("the parts are %+v", parts)
	}
}

func TestOfAShiftUnderWayTheRestChangesHands(t *testing.T) {
	x := newTeam(t)
	s := x.shifts[0]
	Cover(x.Desk, s.ID)
	x.mustShow("Wed 18 Nov 10:42 – Mon 23 Nov 09:00", "Cover now")
	x.Tap("find.apply")
	parts, err := x.WS.Reader().RotationShifts(context.Background(), s.RotationID, model.Published, s.Interval)
	if err != nil || len(parts) != 2 || parts[0].PersonID != s.PersonID || parts[1].PersonID == s.PersonID {
		t.Errorf("the parts are %+v, %v; want the rest somebody else's", parts, err)
	}
	Ask(x.Desk, s.ID)
	if x.Has("ask.send") {
		t.Error("a part that is over by then is asked about")
	}
}

func TestWhoCannotTakeAShiftIsSaidWithTheReason(t *testing.T) {
	x := newTeam(t)
	s := x.shifts[5]
	off := model.TimeOff{PersonID: x.people[1], AllDay: true, Interval: s.Interval}
	if _, err := x.WS.SaveTimeOff(context.Background(), off); err != nil {
		t.Fatal(err)
	}
	Find(x.Desk, s.ID)
	x.mustShow("Cannot take it", "1 person, why")
}

func TestRulesAreBentOnlyWhereThatIsAllowed(t *testing.T) {
	x := newTeam(t)
	s := x.shifts[5]
	for i, who := range x.people[1:] { // everybody wishes to be free then
		w := model.Wish{PersonID: who, Kind: model.Avoid, From: model.Date{Year: 2026, Month: 12, Day: 21}, Until: model.Date{Year: 2026, Month: 12, Day: 27}}
		if _, err := x.WS.SaveWish(context.Background(), w); err != nil {
			t.Fatal(i, err)
		}
	}
	Find(x.Desk, s.ID)
	x.mustShow("bends 1 rule", "Swap now, bend 1 rule")
	x.Tap("find.bend")
	x.mustShow("There is no way", "Let rules be bent")
}

func TestIllnessCoversEverythingInOneStep(t *testing.T) {
	x := newTeam(t)
	under, next := x.shifts[0], x.shifts[5]
	Illness(x.Desk, 0)
	x.mustShow("Choose who is ill.")
	x.Press(fyne.KeyEscape)
	Illness(x.Desk, x.people[0])
	x.Write("ill.until", "2026-12-22")
	x.mustShow("takes Payments primary", "a part: the shift is Mon 21 Dec 09:00", "Cover 2 duties")
	x.Tap("ill.apply")
	parts, err := x.WS.Reader().RotationShifts(context.Background(), under.RotationID, model.Published, model.Interval{Start: desktest.Now.Add(time.Hour), End: under.End})
	if err != nil || len(parts) != 1 || parts[0].PersonID == under.PersonID {
		t.Errorf("the rest of the shift under way is %+v, %v; want it somebody else's", parts, err)
	}
	if got := x.holder(next); got == next.PersonID {
		t.Error("the shift on the last day is still theirs")
	}
	off, err := x.WS.Reader().TimeOff(context.Background(), 1, model.Interval{})
	if err != nil || len(off) != 1 || off[0].Kind != "sick" {
		t.Errorf("time off: got %+v, %v; want the illness", off, err)
	}
	if _, err := x.WS.Undo(context.Background()); err != nil {
		t.Fatal(err)
	}
	if got := x.holder(next); got != next.PersonID {
		t.Errorf("after undo person %d has the shift, want %d", got, next.PersonID)
	}
}

// The manager chooses somebody else for one duty, sees why, and that is what is applied; another person or day forgets it.
func TestIllnessLetsTheManagerChoose(t *testing.T) {
	x := newTeam(t)
	next := x.shifts[5]
	Illness(x.Desk, x.people[0])
	x.Write("ill.until", "2026-12-22")
	plan, err := x.WS.PlanIllness(context.Background(), x.people[0], time.Date(2026, 12, 23, 0, 0, 0, 0, time.UTC))
	if err != nil || len(plan.Covers) != 2 || len(plan.Covers[1].Others) < 2 {
		t.Fatalf("plan: got %+v, %v; want two covers and a choice for the second", plan.Covers, err)
	}
	var other model.Person
	for _, o := range plan.Covers[1].Others {
		if to := o.Handovers[0].To; to != plan.Covers[1].To {
			other = plan.People[to]
		}
	}
	choose := func() {
		t.Helper()
		x.Tap("ill.choose.1")
		x.Write("covers.find", other.First())
		x.Press(fyne.KeyReturn)
		x.mustShow("chosen", other.First()+" takes")
	}
	choose()
	x.Write("ill.until", "2026-12-23")
	if x.Shows("chosen") {
		t.Errorf("another day did not forget the choice:\n%s", x.Words())
	}
	x.Write("ill.until", "2026-12-22")
	choose()
	x.Tap("ill.apply")
	part, err := x.WS.Reader().RotationShifts(context.Background(), next.RotationID, model.Published, model.Interval{Start: next.Start, End: next.Start.Add(time.Hour)})
	if err != nil || len(part) != 1 || part[0].PersonID != other.ID {
		t.Errorf("the second duty: got %+v, %v; want it %s’s", part, err, other.Name)
	}
}

func TestSomebodyWithoutDutiesNeedsNoCover(t *testing.T) {
	x := newTeam(t)
	Illness(x.Desk, x.people[3])
	x.Write("ill.until", "2026-11-19")
	x.mustShow("Dana has no duty in that time. There is nothing to cover.", "Enter the time off")
	x.Write("ill.until", "2026-11-02")
	x.mustShow("is over already")
}

func TestAskNamesPeopleOrTheShiftWanted(t *testing.T) {
	x := newTeam(t)
	s := x.shifts[5]
	Ask(x.Desk, s.ID)
	x.mustShow("Ask who takes Ana’s shift, 21–28 Dec", "then it does at once.")
	x.Tap("ask.offer.1")
	x.Tap("ask.send")
	x.mustShow("Tick at least one person to ask, or ask everybody.")
	x.Tap("ask.person.Ben Okafor")
	x.Write("ask.note", "my parents visit")
	x.Tap("ask.send")
	list := x.swaps()
	if len(list.Open) != 1 || list.Open[0].Note != "my parents visit" || list.Open[0].Legs[0].To != x.people[1] {
		t.Fatalf("open: got %+v, want a request to Ben", list.Open)
	}
	Ask(x.Desk, s.ID)
	x.Tap("ask.send")
	x.mustShow("There is a swap of this shift already")
	x.Press(fyne.KeyEscape)

	Ask(x.Desk, x.shifts[10].ID)
	x.Tap("ask.want.2")
	x.Tap("ask.send")
	x.mustShow("Choose the shift to exchange for, or ask for cover.")
	x.Tap("ask.back")
	x.Tap("option.0")
	x.Tap("ask.send")
	if list = x.swaps(); len(list.Open) != 2 || list.Open[1].Kind != model.SwapExchange {
		t.Errorf("open: got %+v, want an exchange as the second", list.Open)
	}
}

func TestAShiftIsFoundByNameAndDay(t *testing.T) {
	x := newTeam(t)
	FindAny(x.Desk)
	x.Write("shifts.find", "ana thu 24 dec")
	x.Press(fyne.KeyReturn)
	x.mustShow("Find the best swap for Ana, 21–28 Dec")
}

func TestNothingPublishedIsSaid(t *testing.T) {
	b := desktest.New(t, map[string]func(*desk.Desk) shell.Page{"blank": func(*desk.Desk) shell.Page { return blank{} }})
	b.Visit("blank", "")
	for _, open := range []func(*desk.Desk){FindAny, AskAny, func(d *desk.Desk) { Illness(d, 0) }} {
		open(b.Desk)
		if n := len(b.Canvas().Overlays().List()); n != 0 {
			t.Errorf("%d dialogues are open over nothing", n)
		}
	}
	if !b.Shows("Nobody is in the team yet.") {
		t.Errorf("it does not say why:\n%s", b.Words())
	}
}

func TestDialoguesFitASmallWindow(t *testing.T) {
	x := newTeam(t)
	x.Window.Resize(fyne.NewSize(1000, 640))
	for name, open := range map[string]func(){
		"find": func() { Find(x.Desk, x.shifts[4].ID) }, "ask": func() { Ask(x.Desk, x.shifts[4].ID) }, "illness": func() { Illness(x.Desk, x.people[4]) },
	} {
		open()
		for _, id := range map[string][]string{"find": {"find.apply", "find.ask", "find.part"}, "ask": {"ask.send"}, "illness": {"ill.apply"}}[name] {
			if !x.Has(id) {
				t.Errorf("%s: %s cannot be reached", name, id)
			}
		}
		x.Press(fyne.KeyEscape)
	}
	if got := fmt.Sprint(x.Canvas().Overlays().List()); got != "[]" {
		t.Errorf("still open: %s", got)
	}
}

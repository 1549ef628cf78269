//go:build journey

package journey

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"watchbill/model"
	"watchbill/workspace"
)

// event is what a calendar says of one shift.
type event struct {
	sequence int
	summary  string
}

// calendar exports all shifts in another process and returns their events by UID.
func (w *Window) calendar() map[string]event {
	w.t.Helper()
	text := strings.ReplaceAll(w.Command("calendar", "export", "--all", "--out", "-"), "\r\n ", "")
	events := map[string]event{}
	for _, part := range strings.Split(text, "BEGIN:VEVENT")[1:] {
		var uid string
		var e event
		for _, line := range strings.Split(part, "\r\n") {
			name, value, _ := strings.Cut(line, ":")
			switch name {
			case "UID":
				uid = value
			case "SUMMARY":
				e.summary = value
			case "SEQUENCE":
				n, err := strconv.Atoi(value)
				if err != nil {
					w.fail("%v", err)
				}
				e.sequence = n
			}
		}
		events[uid] = e
	}
	return events
}

// changedEvents compares two exports: the same events, of which some say something else with the next sequence.
func changedEvents(t *testing.T, before, after map[string]event) (uids []string) {
	t.Helper()
	if len(before) == 0 || len(before) != len(after) {
		t.Errorf("%d events before, %d after; want as many", len(before), len(after))
	}
	for uid, was := range before {
		is, ok := after[uid]
		switch {
		case !ok:
			t.Errorf("the event %s is gone", uid)
		case is == was:
		case is.summary == was.summary || is.sequence != was.sequence+1:
			t.Errorf("the event %s was %+v and is %+v; want another name and the next sequence", uid, was, is)
		default:
			uids = append(uids, uid)
		}
	}
	slices.Sort(uids)
	return uids
}

// findShift writes into the finder of shifts what only one has: its duty, its holder and a day in its middle.
func (w *Window) findShift(team *workspace.Workspace, r model.Rotation, s model.Shift) {
	w.t.Helper()
	role, _ := r.Role(s.RoleID)
	words := strings.Fields(personOf(w.t, team, s.PersonID).Name)
	w.Type(fmt.Sprintf("%s %s %s %s", strings.ToLower(r.Name), role.Name, strings.ToLower(words[0]), s.Start.AddDate(0, 0, 2).Format("2 January")))
	w.Key("Return")
}

// asked is the open request that gives a shift away.
func asked(t *testing.T, team *workspace.Workspace, s model.Shift) model.ID {
	t.Helper()
	list, err := team.Swaps(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range list.Open {
		if v.Legs[0].UID == s.UID {
			return v.ID
		}
	}
	t.Fatalf("nobody asks for the shift %d: %+v", s.ID, list.Open)
	return 0
}

// A swap that somebody asks for: requested, accepted, approved, and the calendar changes by exactly its two events.
func TestSwapFromRequestToTheCalendar(t *testing.T) {
	w := openSample(t, "--page", "swaps")
	team := w.Team()
	r := rotation(t, team, "Payments")
	a, _ := swappable(t, team, r)
	best, err := team.SuggestSwaps(t.Context(), workspace.SwapMove{Shift: a.ID}, model.SuggestOptions{Kinds: []model.SwapKind{model.SwapExchange}})
	if err != nil || len(best.List) == 0 {
		t.Fatalf("exchanges for %v: %v, %v", a, best, err)
	}
	b := best.List[0].Handovers[1].Shift
	before := w.calendar()

	w.Command("swap", "rule", "--approval", "manager")
	w.Click("swaps.find")
	w.Until("choose a shift")
	w.findShift(team, r, a)
	w.Until("dialog find-swap")
	w.Click("find.kind.1")
	w.Until("found ")
	w.Click("find.ask")
	w.Until("toast Swap requested")
	if got := holders(t, team, a, b); got != [2]model.ID{a.PersonID, b.PersonID} {
		t.Errorf("a request has changed hands already: %v", got)
	}
	id := asked(t, team, a)
	w.Click("swaps.tab.1")
	w.Click(fmt.Sprintf("swap.%d.accept", id))
	w.Until("toast Swap accepted")
	w.Click("swaps.tab.0")
	w.Click(fmt.Sprintf("swap.%d", id))
	w.Fill("swap.note", "fine with me")
	w.Click("swap.approve")
	w.Until("toast Swapped")
	if got, want := holders(t, team, a, b), [2]model.ID{b.PersonID, a.PersonID}; got != want {
		t.Errorf("the shifts are of %v, want %v", got, want)
	}
	swapped := w.calendar()
	if got, want := changedEvents(t, before, swapped), slices.Sorted(slices.Values([]string{a.UID, b.UID})); !slices.Equal(got, want) {
		t.Errorf("the events %v changed, want %v", got, want)
	}
	w.Key("ctrl+z")
	w.Until("toast ")
	undone := w.calendar()
	changedEvents(t, swapped, undone) // taking it back is news to subscribers, too
	for _, uid := range []string{a.UID, b.UID} {
		if got, want := undone[uid], (event{before[uid].sequence + 2, before[uid].summary}); got != want {
			t.Errorf("after undo the event %s is %+v, want %+v", uid, got, want)
		}
	}
}

// In the morning of an illness: from the person, covers for everything until the day after their next shift begins, and back with one key.
func TestIllnessIsCoveredAndTakenBack(t *testing.T) {
	w := openSample(t, "--page", "people")
	team := w.Team()
	a, _ := swappable(t, team, rotation(t, team, "Payments"))
	who := personOf(t, team, a.PersonID)
	until := a.Start.AddDate(0, 0, 1)
	own := func() (n int) { // duties between now and then
		for _, r := range []string{"Payments", "Ledger batch"} {
			for _, s := range published(t, team, rotation(t, team, r), model.Interval{Start: team.Now().Add(time.Hour), End: until}) {
				if s.PersonID == who.ID {
					n++
				}
			}
		}
		return n
	}
	before := own()
	w.Menu("people.row." + who.Name)
	w.Click("menu.2")
	w.Until("dialog illness")
	w.Until("planned ")
	w.Fill("ill.until", until.Format(time.DateOnly))
	w.Until("planned ")
	w.Click("ill.apply")
	w.Until("closed illness")
	w.Until("toast ")
	if got := own(); before == 0 || got != 0 {
		t.Errorf("%s has %d duties until %v, had %d; want none", who.Name, got, until, before)
	}
	w.Key("ctrl+z")
	w.Until("toast ")
	if got := own(); got != before {
		t.Errorf("after undo %s has %d duties, want %d", who.Name, got, before)
	}
	off, err := team.Reader().TimeOff(t.Context(), 1, model.Interval{Start: team.Now(), End: until})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range off {
		if o.PersonID == who.ID && o.Kind == "sick" {
			t.Errorf("after undo the time off is still there: %+v", o)
		}
	}
}

// The best swap by keyboard alone, from any page: a name and a day, Down to the second way, Enter.
func TestFindTheBestSwapByKeyboard(t *testing.T) {
	w := openSample(t, "--page", "toil")
	team := w.Team()
	r := rotation(t, team, "Payments")
	a, _ := swappable(t, team, r)
	found, err := team.SuggestSwaps(t.Context(), workspace.SwapMove{Shift: a.ID}, model.SuggestOptions{MayBend: true})
	if err != nil || len(found.List) < 2 {
		t.Fatalf("ways for %v: %v, %v", a, found, err)
	}
	w.Key("ctrl+k")
	w.Until("palette")
	w.Type("find the best swap")
	w.Key("Return")
	w.Until("choose a shift")
	w.findShift(team, r, a)
	w.Until("dialog find-swap")
	w.Key("Down")
	w.Key("Return")
	w.Until("closed find-swap")
	second := found.List[1].Handovers[0]
	if got := holders(t, team, a, a)[0]; got != second.To {
		t.Errorf("person %d has the shift, want %d as in the second way", got, second.To)
	}
}

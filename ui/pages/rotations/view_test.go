package rotations

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"watchbill/model"
	"watchbill/ui/pages/desktest"
	"watchbill/ui/timeline"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

func TestJumpGoesToADateAndToWhatMatters(t *testing.T) {
	b, p, _ := withDraft(t)
	p.key('g')
	b.Write("jump.date", "2027-03-15")
	b.Tap("jump.show")
	if at := time.Date(2027, 3, 15, 0, 0, 0, 0, p.data.zone); at.Before(p.from) || !at.Before(p.to) {
		t.Errorf("the window is %s – %s", p.from, p.to)
	}
	b.Tap("rotations.span")
	b.Tap("jump.draft")
	if at := p.data.plans[p.data.rotations[0].ID].Window.Start; at.Before(p.from) || !at.Before(p.to) {
		t.Errorf("the draft is not in sight: %s – %s", p.from, p.to)
	}
}

// The zone that is looked through changes days and words, and only where there is another.
func TestZoneOfThePicture(t *testing.T) {
	b, p, r := withTeam(t)
	p.local = time.FixedZone("Lima", -5*3600)
	p.sayWindow()
	if got := len(p.zones()); got != 2 {
		t.Fatalf("zones: got %d, want the team's and this computer's", got)
	}
	b.Visit("rotations", "")
	if !b.Has("rotations.zone") {
		t.Fatal("there is no way to the other zone")
	}
	p.key('z')
	if p.data.zone != p.local || !strings.Contains(b.Words(), "Times in this computer’s zone") {
		t.Errorf("zone: got %v\n%s", p.data.zone, b.Words())
	}
	if _, err := b.WS.Reassign(context.Background(), shifts(t, b, r, model.Published)[0].ID, 0); err != nil {
		t.Fatal(err)
	}
	if p.data.zone != p.local {
		t.Error("a reload went back to the team's zone")
	}
	p.key('z')
	if p.data.zone.String() != "Europe/Berlin" {
		t.Errorf("zone: got %v, want the team's again", p.data.zone)
	}
}

func TestPrintSavesThePeriodInSight(t *testing.T) {
	b, p, _ := withTeam(t)
	b.SaveTo = filepath.Join(t.TempDir(), "rota.pdf")
	p.print()
	b.Write("print.until", "2026-11-01")
	b.Tap("print.do")
	if !b.Shows("The last day is before the first") {
		t.Fatalf("a period that ends before it begins:\n%s", b.Words())
	}
	b.Write("print.until", "2026-12-13")
	b.Tap("print.paper.1")
	b.Tap("print.do")
	data, err := os.ReadFile(b.SaveTo)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(data), "%PDF") || b.Asked != "rota-16-nov-13-dec-2026.pdf" {
		t.Errorf("%d bytes under the name %q", len(data), b.Asked)
	}
}

func TestBandsAreFreezesAndHolidaysOfMost(t *testing.T) {
	b, p, _ := withTeam(t)
	ctx := context.Background()
	day := func(d int) time.Time { return time.Date(2026, 12, d, 0, 0, 0, 0, p.data.zone) }
	if _, err := b.WS.SaveFreeze(ctx, model.Freeze{Name: "Year end", Interval: model.Interval{Start: day(18), End: day(31)}, AllDay: true}); err != nil {
		t.Fatal(err)
	}
	people, err := b.WS.People(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range people[:3] {
		x.Region = "DE-BE"
		if _, err := b.WS.SavePerson(ctx, x); err != nil {
			t.Fatal(err)
		}
	}
	var names []string
	for _, band := range p.bands() {
		if band.Start.Before(p.to) && band.End.After(p.from) {
			names = append(names, band.Name)
		}
	}
	got := strings.Join(names, ", ")
	if !strings.Contains(got, "Year end") || strings.Count(got, ",") < 3 {
		t.Errorf("bands: got %q, want the freeze, two days of Christmas and New Year", got)
	}
}

func TestTimeOffFromTheMenu(t *testing.T) {
	b, p, r := withTeam(t)
	s := shifts(t, b, r, model.Published)[0]
	choose(t, p.menuAt(timeline.Place{ID: shiftBlock(s), At: s.Start}), "Time off for Ana…")
	b.Write("off.until", "2026-11-24")
	b.Tap("off.save")
	off, err := b.WS.Reader().TimeOff(context.Background(), r.TeamID, model.Interval{})
	if err != nil {
		t.Fatal(err)
	}
	if len(off) != 1 || off[0].PersonID != s.PersonID || off[0].Duration() != 48*time.Hour {
		t.Errorf("time off: got %+v, want two days of Ana's", off)
	}
	if _, ok := p.data.absence(s); !ok {
		t.Error("the shift is not marked")
	}
}

func TestMenusFitTheirPlace(t *testing.T) {
	b, p, r := withTeam(t)
	all := shifts(t, b, r, model.Published)
	words := func(items []widgets.MenuItem) string {
		var out []string
		for _, i := range items {
			if i.Reason == "" && !i.Rule {
				out = append(out, i.Text)
			}
		}
		return strings.Join(out, ", ")
	}
	at := timeline.Place{ID: shiftBlock(all[0]), Row: "role-1", At: all[0].Start}
	if got := words(p.menuAt(at)); !strings.HasPrefix(got, "Swap…, Cover…, Find cover…, Ask people…, Reassign…, Take off, Split here…, Split at a time…, Override…, Time off for Ana…, Ana is ill…, Who is on call") {
		t.Errorf("a shift: %s", got)
	}
	if got := words(p.menuAt(timeline.Place{Row: rowOf(all[0].PersonID), At: desktest.Now.AddDate(0, 0, -3)})); !strings.HasPrefix(got, "Time off for Ana…, Ana is ill…, Show Ana on the People page, Who was on call Sun 15 Nov") {
		t.Errorf("a person's row: %s", got)
	}
	if got := words(p.menuAt(timeline.Place{Row: "role-1", At: desktest.Now.AddDate(0, 0, 3)})); !strings.HasPrefix(got, "Override…, Who is on call") {
		t.Errorf("free ground: %s", got)
	}
}

// choose runs the item of a menu with a text.
func choose(t *testing.T, items []widgets.MenuItem, text string) {
	t.Helper()
	for _, i := range items {
		if i.Text == text {
			if i.Reason != "" {
				t.Fatalf("%s cannot be chosen: %s", text, i.Reason)
			}
			i.Do()
			return
		}
	}
	t.Fatalf("there is no %q in the menu", text)
}

// A swap that waits is marked on its shift, and stands among what is open.
func TestWaitingSwapIsMarked(t *testing.T) {
	b, p, r := withTeam(t)
	all := shifts(t, b, r, model.Published)
	s := all[0]
	part := model.Interval{Start: s.Start.AddDate(0, 0, 4), End: s.Start.AddDate(0, 0, 6)}
	_, err := b.WS.RequestSwap(context.Background(), workspace.SwapAsk{Person: s.PersonID, Moves: []workspace.SwapMove{{Shift: s.ID, Part: part, To: r.People()[3]}}})
	if err != nil {
		t.Fatal(err)
	}
	marks := p.swapMarks(p.shift(shiftBlock(s)))
	if len(marks) != 1 || marks[0].Text != "Žofie" || !marks[0].Start.Equal(part.Start) {
		t.Errorf("marks: got %+v", marks)
	}
	if !b.Shows("waits for") {
		t.Errorf("the open things show:\n%s", b.Words())
	}
}

func TestPeopleCountWhatIsInSight(t *testing.T) {
	b, p, _ := withDraft(t)
	b.Tap("rotations.zoom.0") // this week: nothing is published yet
	if g := p.peopleGroup(false); g.Rows[0].Count != "0" || !strings.HasSuffix(g.Caption, "number: shifts 16–22 Nov") {
		t.Errorf("a week: got %s under %q", g.Rows[0].Count, g.Caption)
	}
	b.Tap("rotations.zoom.2")
	if g := p.peopleGroup(false); g.Rows[0].Count != "2" {
		t.Errorf("8 weeks: got %s, want Ana's two shifts", g.Rows[0].Count)
	}
	drafts := 0
	for _, row := range p.peopleGroup(true).Rows {
		for _, block := range row.Blocks {
			if block.Kind == timeline.Draft {
				drafts++
			}
		}
	}
	if drafts != 6 {
		t.Errorf("rows by person show %d drafts, want the six that differ of twelve", drafts)
	}
}

// A row has a lane for drafts only while some of them are in sight, however the window is moved.
func TestLanesOfDraftsFollowTheWindow(t *testing.T) {
	_, p, _ := withDraft(t)
	drafts := func() int {
		n := 0
		for _, r := range p.rotationGroup(p.data.rotations[0]).Rows {
			for _, x := range r.Blocks {
				if x.Kind == timeline.Draft {
					n++
				}
			}
		}
		return n
	}
	start := p.data.plans[p.data.rotations[0].ID].Window.Start
	p.line.SetWindow(start.AddDate(0, 0, -70), start.AddDate(0, 0, -14))
	p.moved(p.line.Window())
	if n := drafts(); n != 0 || p.laned != "" {
		t.Errorf("%d drafts have a lane long before they begin; drawn for %q", n, p.laned)
	}
	p.line.SetWindow(start.AddDate(0, 0, -7), start.AddDate(0, 0, 49))
	p.moved(p.line.Window())
	if drafts() == 0 || p.laned == "" {
		t.Errorf("the drafts in sight have no lane; drawn for %q", p.laned)
	}
}

// What can be done with a rotation is one line of the menu each, however many rotations there are.
func TestMenuAsksWhichRotation(t *testing.T) {
	b, p, r := withTeam(t)
	lines := len(p.moreItems())
	second := r
	second.ID, second.Name = r.ID+1000, "Second"
	p.data.rotations = append(p.data.rotations, second)
	if got := len(p.moreItems()); got != lines {
		t.Errorf("%d lines with two rotations, %d with one", got, lines)
	}
	var asked model.ID
	p.askRotation("Edit", func(r model.Rotation) { asked = r.ID })
	b.Tap("which-rotation.1")
	if asked != second.ID {
		t.Errorf("got rotation %d, want %d", asked, second.ID)
	}
}

func TestQuestionMarkOnTheTimelineOpensTheHelp(t *testing.T) {
	b, p, _ := withTeam(t)
	p.key('?')
	if !b.Has("help.close") {
		t.Error("? did not open the help")
	}
}

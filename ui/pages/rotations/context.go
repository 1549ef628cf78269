package rotations

import (
	"fmt"
	"strings"

	"watchbill/model"
	"watchbill/ui/pages/swapdialog"
	"watchbill/ui/theme"
	"watchbill/ui/timeline"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// context is the menu of a place on the timeline: what can be done with what lies there.
func (p *Page) context(at timeline.Place) {
	widgets.ShowMenu(p.desk.Shell.Canvas(), at.Absolute, p.menuAt(at))
}

func (p *Page) menuAt(at timeline.Place) []widgets.MenuItem {
	if several, _ := p.severalChosen(); several {
		return p.menuOfMany()
	}
	if s, ok := p.find(at.ID); ok {
		return p.menuOfShift(s, at)
	}
	if o, _, ok := p.overrideOf(at.ID); ok {
		return p.menuOfOverride(o)
	}
	if person, ok := p.data.byID[personOf(at.Row)]; ok {
		return p.menuOfPerson(person, at)
	}
	return p.menuOfGround(at)
}

func (p *Page) menuOfMany() []widgets.MenuItem {
	n := len(p.several())
	return []widgets.MenuItem{
		{Text: fmt.Sprintf("Reassign all %d shifts…", n), Keys: "R", Icon: theme.IconPerson, Do: p.reassignMany},
		{Text: fmt.Sprintf("Take the people off all %d", n), Keys: "Del", Icon: theme.IconClose, Do: p.clearMany},
	}
}

func (p *Page) menuOfShift(s model.Shift, at timeline.Place) []widgets.MenuItem {
	id := shiftBlock(s)
	items := []widgets.MenuItem{
		{Text: "Swap…", Icon: theme.IconSwap, Reason: p.cannotSwap(s), Do: func() { p.chooseSwap(s) }},
		{Text: "Cover…", Note: "all of it or a part", Keys: "C", Icon: theme.IconCover, Reason: p.cannotCover(s), Do: func() { p.cover(s) }},
		{Text: "Find cover…", Keys: "F", Icon: theme.IconSearch, Reason: p.over(s), Do: func() { p.findCover(s) }},
		{Text: "Ask people…", Icon: theme.IconPeople, Reason: p.cannotAsk(s), Do: func() { swapdialog.Ask(p.desk, s.ID) }},
		{Text: "Reassign…", Keys: "R", Icon: theme.IconPerson, Reason: p.frozen(s), Do: func() { p.reassign(s) }},
		{Text: "Take off", Note: "leave it with nobody", Keys: "Del", Icon: theme.IconClose, Reason: p.cannotClear(s), Do: func() { p.clear([]string{id}) }},
		{Rule: true},
		{Text: "Split here…", Note: "on the timeline", Keys: "X", Icon: theme.IconSplit, Reason: p.cannotSplit(s), Do: func() { p.splitByLine(s) }},
		{Text: "Split at a time…", Icon: theme.IconClock, Reason: p.cannotSplit(s), Do: func() { p.split(s) }},
		{Text: "Join with the part after it", Icon: theme.IconTimeline, Reason: short(p.cannotMerge(s), "nothing of the same turn follows"), Do: func() { p.merge(s) }},
		{Text: "Override…", Keys: "O", Icon: theme.IconPlus, Reason: p.cannotCover(s), Do: func() { p.newOverride(s.RoleID, at.At) }},
		{Rule: true},
	}
	if x, ok := p.data.byID[s.PersonID]; ok {
		items = append(items, widgets.MenuItem{Text: "Time off for " + x.First() + "…", Icon: theme.IconCalendar, Do: func() { p.newTimeOff(s) }}, p.illItem(x))
	}
	items = append(items, p.whoItem(at)...)
	return append(items, widgets.MenuItem{Text: "Copy times", Icon: theme.IconCopy, Do: func() { p.copyTimes(s) }})
}

func (p *Page) illItem(x model.Person) widgets.MenuItem {
	return widgets.MenuItem{Text: x.First() + " is ill…", Note: "covers for all duties", Icon: theme.IconCover, Do: func() { swapdialog.Illness(p.desk, x.ID) }}
}

// whoItem offers who was on call at the place's moment.
func (p *Page) whoItem(at timeline.Place) []widgets.MenuItem {
	if at.At.IsZero() {
		return nil
	}
	word := "Who is on call "
	if at.At.Before(p.data.now) {
		word = "Who was on call "
	}
	return []widgets.MenuItem{{Text: word + model.FormatTime(at.At.In(p.data.zone), p.data.now) + "…", Icon: theme.IconHistory, Do: func() { p.whoWas(at.At) }}}
}

func (p *Page) menuOfOverride(o workspace.OverrideView) []widgets.MenuItem {
	over := ""
	if !o.End.After(p.data.now) {
		over = "it is over"
	}
	again := over
	if again == "" && o.Kind == model.OverrideAdd {
		again = besideStays
	}
	return []widgets.MenuItem{
		{Text: "Edit…", Note: "times, who, note", Keys: "E", Icon: theme.IconEdit, Reason: over, Do: func() { p.editOverride(o.Override) }},
		{Text: "Take back", Note: "whoever stood there stands there again", Keys: "Del", Icon: theme.IconUndo, Reason: over, Do: func() { p.removeOverride(o.ID) }},
		{Text: "Override this part…", Keys: "O", Icon: theme.IconCover, Reason: again, Do: func() { p.override(overAgain(o.Override), "Override this part?") }},
		{Text: "All overrides…", Icon: theme.IconTable, Do: p.listOverrides},
	}
}

func (p *Page) menuOfPerson(x model.Person, at timeline.Place) []widgets.MenuItem {
	day := at.At
	if day.IsZero() {
		day = p.data.now
	}
	return append([]widgets.MenuItem{
		{Text: "Time off for " + x.First() + "…", Icon: theme.IconCalendar, Do: func() { p.timeOff(x, model.Interval{Start: day, End: day.Add(1)}) }},
		p.illItem(x),
		{Text: "Show " + x.First() + " on the People page", Icon: theme.IconPeople, Do: func() { p.showPerson(x) }},
	}, p.whoItem(at)...)
}

func (p *Page) menuOfGround(at timeline.Place) []widgets.MenuItem {
	var role model.ID
	if _, err := fmt.Sscanf(at.Row, "role-%d", &role); err != nil {
		role = 0
	}
	items := append([]widgets.MenuItem{
		{Text: "Override…", Note: "put somebody in", Keys: "O", Icon: theme.IconCover, Do: func() { p.newOverride(role, at.At) }},
	}, p.whoItem(at)...)
	return append(items,
		widgets.MenuItem{Rule: true},
		widgets.MenuItem{Text: "Draft in order…", Icon: theme.IconEdit, Do: func() { p.buildDraft(0) }},
		widgets.MenuItem{Text: "Jump to date…", Keys: "G", Icon: theme.IconCalendar, Do: p.jump},
		widgets.MenuItem{Text: "Print…", Keys: "Ctrl+P", Icon: theme.IconReport, Do: p.print})
}

// copyTimes puts a shift into the clipboard, with the times of each zone concerned, ready for a chat.
func (p *Page) copyTimes(s model.Shift) {
	r, role := p.place(s)
	lines := []string{fmt.Sprintf("%s, %s %s", p.fullName(s.PersonID), r.Name, role.Name), p.spanIn(s.Interval, r.Zone)}
	if x, ok := p.data.byID[s.PersonID]; ok && x.Zone != r.Zone {
		lines = append(lines, p.spanIn(s.Interval, x.Zone))
	}
	p.desk.Copy(strings.Join(lines, "\n"), "The shift’s times are")
}

// short is a menu's way to give a reason in a few words, empty where there is none.
func short(reason, words string) string {
	if reason == "" {
		return ""
	}
	return words
}

package rotations

import (
	"watchbill/model"
	"watchbill/ui/shell"
	"watchbill/ui/timeline"
	"watchbill/workspace"
)

// Commands are what the palette offers here.
func (p *Page) Commands() []shell.Command {
	var all []shell.Command
	for _, part := range [][]shell.Command{p.shiftCommands(), p.overrideCommands(), p.draftCommands(), p.viewCommands(), p.rotationCommands()} {
		for _, c := range part {
			c.Group = "Rotations"
			all = append(all, c)
		}
	}
	return all
}

func (p *Page) some() (bool, string) { return len(p.data.rotations) > 0, "there is no rotation yet" }

// aboutShift is a command about the shift that is selected, where nothing speaks against it.
func (p *Page) aboutShift(id, title, words, keys string, why func(model.Shift) string, run func(model.Shift)) shell.Command {
	return shell.Command{
		ID: id, Title: title, Words: words, Shortcut: keys,
		Enabled: func() (bool, string) {
			s, ok := p.data.shiftByID[p.chosen]
			if !ok {
				return false, "select a shift first"
			}
			reason := why(s)
			return reason == "", reason
		},
		Run: func() { run(p.data.shiftByID[p.chosen]) },
	}
}

func (p *Page) shiftCommands() []shell.Command {
	return []shell.Command{
		p.aboutShift("rotations.swap", "Swap the selected shift…", "exchange", "", p.cannotSwap, p.chooseSwap),
		p.aboutShift("rotations.swap-line", "Swap the selected shift on the timeline", "exchange arrows", "S", p.cannotSwap, p.swapByLine),
		p.aboutShift("rotations.reassign", "Reassign the selected shift…", "give take", "R", p.frozen, p.reassign),
		p.aboutShift("rotations.cover", "Cover the selected shift, or a part of it…", "override replace from until", "C", p.cannotCover, p.cover),
		p.aboutShift("rotations.find-cover", "Find cover for the selected shift…", "who can ill sick", "F", p.over, p.findCover),
		p.aboutShift("rotations.split", "Split the selected shift…", "cut divide halves", "", p.cannotSplit, p.split),
		p.aboutShift("rotations.split-line", "Split the selected shift on the timeline", "cut line", "X", p.cannotSplit, p.splitByLine),
		p.aboutShift("rotations.merge", "Join the selected shift with the part after it", "merge", "", p.cannotMerge, p.merge),
		p.aboutShift("rotations.clear", "Take the person off the selected shift", "unstaffed", "Del", p.cannotClear, func(s model.Shift) { p.clear([]string{shiftBlock(s)}) }),
		p.aboutShift("rotations.copy", "Copy the selected shift's times", "clipboard chat", "", nothingAgainst, p.copyTimes),
		p.aboutShift("rotations.time-off", "Time off for the shift's person…", "away leave sick", "", p.nobodyThere, p.newTimeOff),
		{ID: "rotations.many", Title: "Reassign all selected shifts…", Words: "several range", Enabled: p.severalChosen, Run: p.reassignMany},
		{ID: "rotations.many-off", Title: "Take the people off all selected shifts", Words: "several range", Enabled: p.severalChosen, Run: p.clearMany},
	}
}

func (p *Page) overrideCommands() []shell.Command {
	return []shell.Command{
		{ID: "rotations.override", Title: "Override who is on call…", Words: "replace add remove", Shortcut: "O", Enabled: p.some, Run: p.overrideHere},
		p.aboutOverride("rotations.override-edit", "Edit the selected override…", "change times who note", "E", func(o workspace.OverrideView) { p.editOverride(o.Override) }),
		p.aboutOverride("rotations.override-remove", "Take the selected override back", "end remove", "", func(o workspace.OverrideView) { p.removeOverride(o.ID) }),
		{ID: "rotations.overrides", Title: "All overrides…", Words: "list take back", Enabled: p.some, Run: p.listOverrides},
		{ID: "rotations.who-was", Title: "Who was on call…", Words: "history why at past", Enabled: p.some, Run: func() { p.whoWas(p.data.now) }},
	}
}

// overrideHere asks for an override of the selected shift's role, or of any.
func (p *Page) overrideHere() {
	s := p.data.shiftByID[p.chosen]
	p.newOverride(s.RoleID, s.Start)
}

func nothingAgainst(model.Shift) string { return "" }

func (p *Page) draftCommands() []shell.Command {
	draft := func() (bool, string) { return p.changes() > 0, "there is no draft that changes anything" }
	return []shell.Command{
		{ID: "rotations.draft", Title: "Draft in the order of people…", Words: "rota generate", Enabled: p.some, Run: func() { p.buildDraft(0) }},
		{ID: "rotations.build", Title: "Build the fairest rota…", Words: "generate proof", Enabled: p.some, Run: p.buildFair},
		{ID: "rotations.repair", Title: "Repair the published rota…", Words: "ill sick cover fewest changes", Enabled: p.some, Run: p.repair},
		{ID: "rotations.compare", Title: "Compare the draft with what is published", Words: "differences changes who hours", Shortcut: "D", Enabled: draft, Run: p.toggleCompare},
		{ID: "rotations.publish", Title: "Publish the draft…", Enabled: draft, Run: p.publish},
		{ID: "rotations.discard", Title: "Discard the draft", Enabled: func() (bool, string) { return p.hasDraft(), "there is no draft" }, Run: p.discard},
	}
}

func (p *Page) viewCommands() []shell.Command {
	out := []shell.Command{
		{ID: "rotations.today", Title: "Show today on the timeline", Enabled: p.some, Run: p.toToday},
		{ID: "rotations.jump", Title: "Jump to a date…", Words: "calendar go", Shortcut: "G", Enabled: p.some, Run: p.jump},
		{ID: "rotations.zone", Title: "Show times in the next zone", Words: "timezone clock", Shortcut: "Z", Enabled: func() (bool, string) {
			return len(p.zones()) > 1, "team, rotations and this computer have one clock"
		}, Run: p.nextZone},
		{ID: "rotations.roles", Title: "Rows by role", Enabled: p.some, Run: func() { p.showRows(0) }},
		{ID: "rotations.people", Title: "Rows by person", Enabled: p.some, Run: func() { p.showRows(1) }},
	}
	for i, z := range timeline.Zooms {
		out = append(out, shell.Command{ID: "rotations.zoom." + z.String(), Title: "Zoom: " + z.String(), Enabled: p.some, Run: func() { p.zooms.Choose(i); p.zoom(i) }})
	}
	return out
}

func (p *Page) rotationCommands() []shell.Command {
	return []shell.Command{
		{ID: "rotations.add", Title: "Add a rotation…", Run: p.New},
		{ID: "rotations.edit", Title: "Edit a rotation…", Words: "people order turns roles change", Enabled: p.some, Run: func() { p.askRotation("Edit", p.editRotation) }},
		{ID: "rotations.delete", Title: "Delete a rotation…", Words: "remove", Enabled: p.some, Run: func() { p.askRotation("Delete", p.deleteRotation) }},
		{ID: "rotations.import", Title: "Import a schedule…", Words: "ical csv pagerduty", Run: p.importFile},
		{ID: "rotations.export", Title: "Export a calendar…", Words: "ical ics", Enabled: p.some, Run: p.exportCalendar},
		{ID: "rotations.print", Title: "Print the rota…", Words: "pdf paper wall", Shortcut: "Ctrl+P", Enabled: p.some, Run: p.print},
	}
}

// key acts on a letter that the timeline has no use for.
func (p *Page) key(r rune) {
	s, chosen := p.data.shiftByID[p.chosen]
	switch r {
	case 'g', 'G', 'j', 'J':
		p.jump()
	case 'd', 'D':
		if p.changes() > 0 {
			p.toggleCompare()
		}
	case 'z', 'Z':
		p.nextZone()
	case 'r', 'R':
		if several, _ := p.severalChosen(); several {
			p.reassignMany()
		} else if chosen {
			p.reassign(s)
		}
	case 'o', 'O':
		p.overrideHere()
	case 'e', 'E':
		if o, reason := p.chosenOverride(); reason == "" {
			p.editOverride(o.Override)
		}
	case 'c', 'C':
		if chosen {
			p.cover(s)
		}
	case 'f', 'F':
		if chosen {
			p.findCover(s)
		}
	default: // "?" and what else the window knows
		if window := p.desk.Shell.Canvas().OnTypedRune(); window != nil {
			window(r)
		}
	}
}

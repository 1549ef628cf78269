package rotations

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/shell"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// pieceBlock names what is drawn of a duty: all that is left of a shift has the shift's name, each piece of an override its own.
func pieceBlock(s model.Shift) string {
	if s.Override == 0 {
		return shiftBlock(s)
	}
	return fmt.Sprintf("override-%d-%d", s.Override, s.Start.Unix())
}

// overrideOf finds the override that a block shows, with the piece it made.
func (p *Page) overrideOf(block string) (workspace.OverrideView, model.Shift, bool) {
	for _, s := range p.data.duties {
		if s.Override == 0 || pieceBlock(s) != block {
			continue
		}
		for _, o := range p.data.overrides {
			if o.ID == s.Override {
				return o, s, true
			}
		}
	}
	return workspace.OverrideView{}, model.Shift{}, false
}

// whose says under an override's piece for whom it stands in.
func (p *Page) whose(o model.Override) string {
	switch {
	case o.Kind == model.OverrideAdd:
		return "added"
	case o.OutID != 0:
		return "for " + p.name(o.OutID)
	}
	for _, s := range p.data.shifts {
		if s.RoleID == o.RoleID && s.State == model.Published && s.Overlaps(o.Interval) && s.PersonID != 0 {
			return "for " + p.name(s.PersonID)
		}
	}
	return "override"
}

// newOverride asks for an override of a place on the timeline, or of now.
func (p *Page) newOverride(role model.ID, at time.Time) {
	if at.IsZero() || at.Before(p.data.now) {
		at = p.data.now
	}
	start := at.Truncate(time.Hour).Add(time.Hour)
	p.override(model.Override{RoleID: role, Kind: model.OverrideReplace, Interval: model.Interval{Start: start, End: start.Add(4 * time.Hour)}}, "Override who is on call?")
}

// cover asks who covers a shift, or a part of it.
func (p *Page) cover(s model.Shift) {
	if why := p.cannotCover(s); why != "" {
		p.desk.Say(why)
		return
	}
	i := s.Interval
	if !i.Start.After(p.data.now) { // only its rest
		i.Start = p.data.now.Truncate(15 * time.Minute).Add(15 * time.Minute)
	}
	o := model.Override{RotationID: s.RotationID, RoleID: s.RoleID, Kind: model.OverrideReplace, OutID: s.PersonID, Interval: i}
	if s.PersonID == 0 {
		o.Kind = model.OverrideAdd
	}
	p.override(o, "Who covers for "+p.name(s.PersonID)+"?")
}

// detailOverride is the side of one override.
func (p *Page) detailOverride(o workspace.OverrideView, piece model.Shift) fyne.CanvasObject {
	person, staffed := p.data.byID[piece.PersonID]
	name := widgets.Col(0, widgets.Ellipsis(widgets.Heading(p.fullName(piece.PersonID))), widgets.Ellipsis(widgets.Caption(o.Rotation.Name+" · "+o.Role.Name)))
	who := widgets.Row(theme.Gap3, widgets.Grow(name))
	if staffed {
		who = widgets.Row(theme.Gap3, widgets.NewBigTile(person.Colour, person.Initials()), widgets.Grow(name))
	}
	body := widgets.Col(theme.Gap3, who, widgets.Row(theme.Gap1, widgets.IconBadge(widgets.Info, theme.IconCover, "override"), widgets.Badge(widgets.Neutral, o.State), widgets.Grow()),
		p.times(piece, o.Rotation, person, staffed))
	facts := widgets.Col(0, widgets.KeyValue("What", widgets.BodyPara(o.Words)), widgets.KeyValue("Length", widgets.BodyPara(p.length(piece))))
	if o.Note != "" {
		facts.Add(widgets.KeyValue("Note", widgets.BodyPara(o.Note)))
	}
	facts.Add(widgets.KeyValue("Made", widgets.BodyPara(model.FormatTime(o.Created.In(p.data.zone), p.data.now))))
	body.Add(facts)
	back := widgets.NewButton("Take back", func() { p.removeOverride(o.ID) }).WithIcon(theme.IconUndo).WithHint("whoever stood there stands there again").WithID("override.remove")
	again := widgets.NewButton("Override…", func() { p.override(overAgain(o.Override), "Override this part?") }).WithIcon(theme.IconCover).WithID("override.again")
	if o.Kind == model.OverrideAdd {
		again.DisableBecause(besideStays)
	}
	edit := widgets.NewButton("Edit…", func() { p.editOverride(o.Override) }).WithIcon(theme.IconEdit).WithHint("its times, who comes in, what it does, its note").WithID("override.edit")
	if !o.End.After(p.data.now) {
		body.Add(widgets.CaptionPara("This override is over. What happened is a fact and stays."))
	} else {
		body.Add(widgets.Grid(2, theme.Gap2, edit, back, again))
	}
	if piece.ID != 0 {
		body.Add(p.history(piece.ID))
	}
	return widgets.Col(0, p.sideHead("Override"), widgets.HRule(), widgets.Grow(widgets.Scroll(widgets.PadAll(theme.Gap3, body))), widgets.HRule(), p.openThings())
}

// besideStays is why another override is not begun over somebody who was added.
const besideStays = "who was added beside stays under other overrides; edit this one"

// overAgain is the start of another override of the same part.
func overAgain(o model.Override) model.Override {
	return model.Override{RotationID: o.RotationID, RoleID: o.RoleID, Kind: model.OverrideReplace, Interval: o.Interval}
}

// editOverride asks what changes of an override.
func (p *Page) editOverride(o model.Override) { p.override(o, "Edit the override") }

// chosenOverride is the override selected last, or the reason why there is none that can be changed.
func (p *Page) chosenOverride() (o workspace.OverrideView, reason string) {
	ok := false
	if n := len(p.picked); n > 0 {
		o, _, ok = p.overrideOf(p.picked[n-1])
	}
	switch {
	case !ok:
		return o, "select an override first"
	case !o.End.After(p.data.now):
		return o, "the override is over"
	}
	return o, ""
}

// aboutOverride is a command about the override that is selected.
func (p *Page) aboutOverride(id, title, words, keys string, run func(workspace.OverrideView)) shell.Command {
	return shell.Command{
		ID: id, Title: title, Words: words, Shortcut: keys,
		Enabled: func() (bool, string) {
			_, reason := p.chosenOverride()
			return reason == "", reason
		},
		Run: func() {
			if o, reason := p.chosenOverride(); reason == "" {
				run(o)
			}
		},
	}
}

func (p *Page) removeOverride(id model.ID) {
	p.desk.Change(func(ctx context.Context) (workspace.Done, error) { return p.desk.WS.RemoveOverride(ctx, id) }, nil, nil)
}

// listOverrides shows all overrides that are not over, to go to or take back.
func (p *Page) listOverrides() {
	p.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		all, err := p.desk.WS.Overrides(ctx, model.Interval{Start: p.data.now, End: p.data.now.AddDate(3, 0, 0)})
		return func() { p.showOverrides(all) }, err
	}, nil)
}

func (p *Page) showOverrides(all []workspace.OverrideView) {
	d := &widgets.Dialog{ID: "overrides", Title: "Overrides", Sub: "Those that are not over, the next first", Width: 760, Height: 420, CancelLabel: "Close"}
	var table *widgets.Table
	add := widgets.NewButton("New override…", func() { d.Close(); p.newOverride(0, time.Time{}) }).WithIcon(theme.IconPlus).WithID("overrides.add")
	edit := widgets.NewButton("Edit…", func() { d.Close(); p.editOverride(all[table.Selected()].Override) }).WithIcon(theme.IconEdit).WithID("overrides.edit")
	edit.DisableBecause("choose an override")
	d.Helpers = []fyne.CanvasObject{add, edit}
	if len(all) == 0 {
		d.Helpers = []fyne.CanvasObject{add}
		d.Body = widgets.PadAll(theme.Gap4, widgets.BodyPara("Nothing lies over the published rota. An override puts somebody in for an hour, a day or a week, without changing whose turn it is."))
		p.desk.Shell.Open(d)
		return
	}
	table = widgets.NewTable([]widgets.Column{{Title: "Rotation", Share: 3}, {Title: "When", Share: 5}, {Title: "What", Share: 4}, {Title: "Note", Share: 2}},
		theme.RowHeight, func(row, column int) widgets.Cell { return p.overrideCell(all[row], column) }).
		WithID("overrides.table").RowID(func(i int) string { return fmt.Sprintf("overrides.row.%d", i) })
	table.SetLength(len(all))
	back := widgets.NewButton("Take back", func() {
		p.desk.Submit(d, nil, func(ctx context.Context) (workspace.Done, error) {
			return p.desk.WS.RemoveOverride(ctx, all[table.Selected()].ID)
		})
	}).WithIcon(theme.IconUndo).WithID("overrides.remove")
	show := func(row int) { d.Close(); p.showOverride(all[row]) }
	d.Main = widgets.NewButton("Show on the timeline", func() { show(table.Selected()) }).Primary().WithID("overrides.show")
	d.Alternative = back
	back.DisableBecause("choose an override")
	d.Main.DisableBecause("choose an override")
	table.OnSelected(func(int) { back.Enable(); edit.Enable(); d.Main.Enable() }).OnOpened(show)
	d.Body = table
	p.desk.Shell.Open(d)
}

func (p *Page) overrideCell(o workspace.OverrideView, column int) widgets.Cell {
	switch column {
	case 0:
		return widgets.Cell{Text: o.Rotation.Name + ", " + o.Role.Name}
	case 1:
		return widgets.Cell{Text: p.spanIn(o.Interval, o.Rotation.Zone)}
	case 2:
		return widgets.Cell{Text: o.Words}
	}
	return widgets.Cell{Text: o.Note, Ink: theme.Text2}
}

// showOverride brings an override into sight and selects the first piece it made.
func (p *Page) showOverride(o workspace.OverrideView) {
	p.lookAt(o.Start, 0)
	for _, s := range p.data.duties {
		if s.Override == o.ID {
			block := pieceBlock(s)
			p.line.SetSelected(block)
			p.line.Reveal(block)
			p.selected([]string{block})
			return
		}
	}
}

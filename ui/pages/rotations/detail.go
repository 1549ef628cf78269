package rotations

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/pages/swapdialog"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// shift returns the shift of a block.
func (p *Page) shift(block string) model.Shift {
	s, _ := p.find(block)
	return s
}

func (p *Page) find(block string) (model.Shift, bool) {
	s, ok := p.data.shiftByID[id(block)]
	return s, ok
}

// selected follows the timeline's selection.
func (p *Page) selected(ids []string) {
	p.picked = ids
	p.choose()
	p.refreshSide()
	p.openAside()
	p.desk.Shell.Dress()
	if p.chosen != 0 {
		p.desk.Shell.Log().Event(fmt.Sprintf("selected %d", p.chosen))
	}
}

// choose finds the shift that was selected last.
func (p *Page) choose() {
	p.chosen = 0
	if n := len(p.picked); n > 0 {
		if s, ok := p.find(p.picked[n-1]); ok {
			p.chosen = s.ID
		}
	}
}

// refreshSide shows in the side what is selected, the comparison, or an overview.
func (p *Page) refreshSide() {
	s, ok := p.data.shiftByID[p.chosen]
	several, _ := p.severalChosen()
	if n := len(p.picked); n > 0 {
		if o, piece, ok := p.overrideOf(p.picked[n-1]); ok {
			p.showSide(p.detailOverride(o, piece))
			return
		}
	}
	switch {
	case several:
		p.showSide(p.many())
	case ok:
		p.showSide(p.detail(s))
	case p.comparing:
		p.showSide(p.comparison())
	default:
		p.showSide(p.overview())
	}
}

// overview is the side panel while nothing is selected.
func (p *Page) overview() fyne.CanvasObject {
	head := widgets.Fixed(0, 35, widgets.Pad(0, theme.Gap3, 0, theme.Gap3, widgets.Row(theme.Gap2, widgets.Bold("Rotations"), widgets.Grow())))
	col := widgets.Col(theme.Gap3)
	for _, r := range p.data.rotations {
		col.Add(p.rotationCard(r))
	}
	col.Add(widgets.CaptionPara("Select a shift to see its times and rest. Drag it onto another to swap, onto a person to give it away."))
	return widgets.Col(0, head, widgets.HRule(), widgets.Grow(widgets.Scroll(widgets.PadAll(theme.Gap3, col))), widgets.HRule(), p.openThings())
}

func (p *Page) rotationCard(r model.Rotation) fyne.CanvasObject {
	edit := widgets.NewIconButton(theme.IconEdit, "Edit "+r.Name, func() { p.editRotation(r) }).Quiet().WithID("rotations.edit." + r.Name)
	col := widgets.Col(2, widgets.Row(0, widgets.Grow(widgets.Ellipsis(widgets.Bold(r.Name))), edit), widgets.CaptionPara(r.Describe(p.data.now)),
		widgets.CaptionPara(model.Count(len(r.At(p.data.now).People()), "person takes turns", "people take turns")))
	if until := p.data.untilOf[r.ID]; until.IsZero() {
		col.Add(widgets.Note(widgets.Warn, "nothing published"))
	} else {
		col.Add(widgets.CaptionPara("published to " + model.FormatDate(until.In(p.data.zone), p.data.now)))
	}
	if plan, ok := p.data.plans[r.ID]; ok {
		changed, added := plan.Counts()
		col.Add(widgets.CaptionPara(fmt.Sprintf("draft: %s, %s, %d kept", model.Count(added, "new shift", "new shifts"), model.Count(changed, "changed", "changed"), plan.Unchanged)))
	}
	if why, ok := p.data.broken[r.ID]; ok {
		col.Add(widgets.CaptionPara(why).In(theme.Bad))
	}
	return col
}

// openThings lists gaps and people away while on call, each leading to its place.
func (p *Page) openThings() fyne.CanvasObject {
	col := widgets.Col(theme.Gap2, widgets.Bold("Open in the next 8 weeks"))
	add := func(icon theme.IconName, ink theme.Token, title, sub string, at time.Time, shift model.ID) {
		link := widgets.NewPlainLink(title, func() { p.lookAt(at, shift) }).Cut()
		col.Add(widgets.RowTop(theme.Gap2, widgets.Pad(1, 0, 0, 0, widgets.NewIcon(icon, 16, ink)), widgets.Grow(widgets.Fixed(1, 0, widgets.Col(0, link, widgets.CaptionPara(sub))))))
	}
	for _, a := range p.data.ahead.Away {
		r, role := p.place(a.Shift)
		when := workspace.Days(a.Part, p.data.byID[a.PersonID].Zone, p.data.now)
		add(theme.IconBad, theme.Bad, p.name(a.PersonID)+" is away", when+" · "+r.Name+" "+role.Name+", needs cover", a.Part.Start, a.Shift.ID)
	}
	for _, g := range p.data.ahead.Gaps {
		r, role := p.place(model.Shift{RotationID: g.RotationID, RoleID: g.RoleID})
		title := "Gap "
		if g.Unstaffed {
			title = "Unstaffed "
		}
		loc := desk.Zone(p.data.team)
		add(theme.IconBad, theme.Bad, title+model.FormatDate(g.Start.In(loc), p.data.now), fmt.Sprintf("%s %s, %s", r.Name, role.Name, hours(g.Duration())), g.Start, g.ShiftID)
	}
	for _, v := range p.data.swaps {
		var shift model.ID
		if len(v.Handovers) > 0 {
			shift = v.Handovers[0].Shift.ID
		}
		add(theme.IconSwap, theme.Accent, swapdialog.Plain(v.Title), v.Waits, v.Starts, shift)
	}
	if len(col.Objects) == 1 {
		col.Add(widgets.Note(widgets.Good, "no gap, nobody away while on call"))
	}
	room := min(190, 52+44*float32(len(col.Objects)-1)) // a few lie open, many scroll
	return widgets.Fixed(0, room, widgets.Scroll(widgets.PadAll(theme.Gap3, col)))
}

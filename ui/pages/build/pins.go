package build

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// place is a cell of the picture that answers to clicks. The same can be done by keyboard through the command that pins.
type place struct {
	widget.BaseWidget
	id      string
	content fyne.CanvasObject
	onTap   func(at fyne.Position)
}

func newPlace(id string, content fyne.CanvasObject, onTap func(at fyne.Position)) *place {
	c := &place{id: id, content: content, onTap: onTap}
	c.ExtendBaseWidget(c)
	return c
}

func (c *place) ID() string { return c.id }

func (c *place) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.content) }

func (c *place) Tapped(e *fyne.PointEvent) { c.onTap(e.AbsolutePosition) }

func (c *place) TappedSecondary(e *fyne.PointEvent) { c.onTap(e.AbsolutePosition) }

// tappable makes a duty's cell offer to pin it, once there is a rota.
func (p *Page) tappable(rota [][]string, t, role int, content fyne.CanvasObject) fyne.CanvasObject {
	if rota == nil || p.result == nil {
		return content
	}
	return newPlace(fmt.Sprintf("build.duty.%d.%d", t, role), content, func(at fyne.Position) { p.dutyMenu(rota, t, role, at) })
}

func (p *Page) dutyMenu(rota [][]string, t, role int, at fyne.Position) {
	turn, r := p.plan.Turns[t], p.plan.Rotation.Roles[role]
	who := p.plan.Person(rota[t][role])
	var items []widgets.MenuItem
	if pin, ok := p.plan.Pinned(t, r.ID); ok {
		items = append(items, widgets.MenuItem{Text: fmt.Sprintf("Take the pin of %s off", p.name(pin.PersonID)), Icon: theme.IconClose, Do: func() { p.unpin(pin.ID) }})
	} else {
		items = append(items, widgets.MenuItem{Text: fmt.Sprintf("Keep %s here in every rota", p.name(who)), Icon: theme.IconLock, Do: func() { p.pin(r.ID, who, t) }})
	}
	items = append(items, widgets.MenuItem{Text: "Pin somebody else…", Icon: theme.IconPerson, Do: func() { p.pinDialog(t, role) }})
	items = append(items, widgets.MenuItem{Rule: true}, widgets.MenuItem{Text: fmt.Sprintf("Why does %s have so much?", p.name(who)), Icon: theme.IconHelp, Do: func() {
		p.chosen = rota[t][role]
		p.drawRight()
	}})
	p.desk.Shell.Log().Event(fmt.Sprintf("menu of %s %s", turn.Start.Format("2006-01-02"), r.Name))
	widgets.ShowMenu(p.desk.Shell.Canvas(), at, items)
}

func (p *Page) pin(role, person model.ID, t int) {
	rotation, pin := p.plan.Rotation.ID, model.Pin{RoleID: role, PersonID: person, Slot: p.plan.Turns[t].Start}
	p.desk.Change(func(ctx context.Context) (workspace.Done, error) { return p.desk.WS.Pin(ctx, rotation, pin) }, nil, nil)
}

func (p *Page) unpin(id model.ID) {
	p.desk.Change(func(ctx context.Context) (workspace.Done, error) { return p.desk.WS.Unpin(ctx, id) }, nil, nil)
}

// addPin asks for a turn, a role and a person.
func (p *Page) addPin() {
	if len(p.plan.Turns) > 0 {
		p.pinDialog(0, 0)
	}
}

func (p *Page) pinDialog(t, role int) {
	people := p.members()
	var turns, roles []string
	for _, turn := range p.plan.Turns {
		turns = append(turns, turn.Start.Format("Mon 2 Jan 2006, 15:04"))
	}
	for _, r := range p.plan.Rotation.Roles {
		roles = append(roles, r.Name)
	}
	slot, what, who := widgets.NewSelect(turns, t, nil).WithID("pin.turn"), widgets.NewSelect(roles, role, nil).WithID("pin.role"), widgets.NewSelect(p.names(), 0, nil).WithID("pin.person")
	form := widgets.NewForm()
	form.Add("slot", "Turn from", slot, "").Add("role", "Role", what, "").Add("person", "Who", who, "")
	d := &widgets.Dialog{ID: "pin", Title: "Who has which turn in any case?", Sub: "Every rota that is built gives it to them, until the pin is taken off.", Body: widgets.PadAll(theme.Gap4, form.Content()), Width: 460}
	rotation := p.plan.Rotation
	starts := p.plan.Turns
	d.Main = widgets.NewButton("Pin", func() {
		p.desk.Submit(d, form, func(ctx context.Context) (workspace.Done, error) {
			return p.desk.WS.Pin(ctx, rotation.ID, model.Pin{RoleID: rotation.Roles[what.Chosen()].ID, PersonID: people[who.Chosen()].ID, Slot: starts[slot.Chosen()].Start})
		})
	}).Primary().WithID("pin.save")
	p.desk.Shell.Open(d)
}

// addPins lists the pins of the rotation on the left.
func (p *Page) addPins(col *fyne.Container) {
	col.Add(widgets.Row(0, widgets.Grow(widgets.Body("Pinned turns")), widgets.NewIconButton(theme.IconPlus, "Pin somebody to a turn…", p.addPin).Quiet().WithID("build.add-pin")))
	for _, pin := range p.data.pins {
		role, _ := p.data.rotation.Role(pin.RoleID)
		words := fmt.Sprintf("%s, %s from %s", p.name(pin.PersonID), role.Name, model.FormatDate(pin.Slot, p.data.now))
		col.Add(widgets.Row(0, widgets.Grow(widgets.Ellipsis(widgets.Caption(words))), widgets.NewIconButton(theme.IconClose, "Take the pin off", func() { p.unpin(pin.ID) }).
			Quiet().WithID(fmt.Sprintf("build.unpin.%d", pin.ID))))
	}
}

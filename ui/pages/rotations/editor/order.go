package editor

import (
	"slices"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
)

// order is the list of people of a role with ticks, which can be moved by dragging and by keyboard. Its rows stay the same objects
// while they move, so that the keyboard stays with the row that it moves.
type order struct {
	e       *editor
	hold    *hold
	content *fyne.Container
	places  []*place
}

// place is a row: somebody who takes turns, or could.
type place struct {
	*member
	in       bool
	row      *fyne.Container
	up, down *widgets.Button
	dates    fyne.CanvasObject // below the name, or nil
}

func newOrder(e *editor, h *hold) *order {
	o := &order{e: e, hold: h, content: widgets.Col(0)}
	for _, m := range h.members {
		o.append(m, true)
	}
	for _, x := range e.back.people {
		if x.Left.IsZero() && !slices.ContainsFunc(h.members, func(m *member) bool { return m.person == x.ID }) {
			o.append(&member{person: x.ID}, false)
		}
	}
	if len(o.places) == 0 {
		o.content.Add(widgets.CaptionPara("Nobody is in the team yet. The rotation can be saved now; add people afterwards."))
	}
	o.arrows()
	return o
}

func (o *order) append(m *member, in bool) {
	p := &place{member: m, in: in}
	p.row = widgets.Col(0)
	o.fill(p)
	o.places = append(o.places, p)
	o.content.Add(p.row)
}

// fill makes a row anew, with its dates where it has some.
func (o *order) fill(p *place) {
	name := o.e.back.first(p.person)
	check := widgets.NewCheck("", p.in, func(on bool) { o.tick(p, on) }).WithID("order.tick." + name)
	p.up = widgets.NewIconButton(theme.IconUp, "Earlier", func() { o.move(p, -1) }).Quiet().WithID("order.up." + name)
	p.down = widgets.NewIconButton(theme.IconDown, "Later", func() { o.move(p, 1) }).Quiet().WithID("order.down." + name)
	line := widgets.Row(theme.Gap2, newGrip(), check)
	if x, ok := o.e.back.byID[p.person]; ok {
		line.Add(widgets.NewTile(x.Colour, x.Initials()))
		line.Add(widgets.Grow(widgets.Ellipsis(widgets.Body(x.Name))))
		when := widgets.NewIconButton(theme.IconCalendar, "Joins or leaves on a day", func() { o.openDates(p) }).Quiet().WithID("order.dates." + name)
		when.EnableIf(reason(!p.in, "takes no turns"))
		line.Add(when)
	} else {
		line.Add(widgets.Grow(widgets.Body("Nobody").In(theme.Text2)))
	}
	line.Add(p.up)
	line.Add(p.down)
	drag := newDragRow("order.row."+name, widgets.Fixed(0, theme.RowHeight2, line), func(by int) { o.move(p, by) })
	p.row.Objects = []fyne.CanvasObject{drag}
	if p.dates == nil && (p.from != "" || p.until != "") {
		p.dates = o.dateFields(p)
	}
	if p.dates != nil && p.in {
		p.row.Add(p.dates)
	}
}

// dateFields are the days on which somebody joins and leaves.
func (o *order) dateFields(p *place) fyne.CanvasObject {
	name := o.e.back.first(p.person)
	from, until := o.e.newDateField("order.from."+name, &p.from), o.e.newDateField("order.until."+name, &p.until)
	clear := widgets.NewIconButton(theme.IconClose, "Without dates", func() { o.closeDates(p) }).Quiet().WithID("order.always." + name)
	caption := func(s string) fyne.CanvasObject { return widgets.Caption(s).In(theme.Text2) }
	return widgets.Pad(0, 0, theme.Gap2, 52, widgets.Row(theme.Gap2, caption("takes turns from"), widgets.Fixed(128, 0, from), caption("gone from"), widgets.Fixed(128, 0, until), clear, widgets.Grow()))
}

func (o *order) openDates(p *place) {
	if p.dates == nil {
		p.dates = o.dateFields(p)
	}
	o.again(p)
}

func (o *order) closeDates(p *place) {
	p.dates = nil
	o.e.texts = nil // the fields are gone; those of other rows told of their changes
	p.from, p.until = "", ""
	o.again(p)
	o.changed()
}

func (o *order) again(p *place) {
	o.fill(p)
	o.arrows()
	o.e.dialog.Refresh()
}

func (o *order) tick(p *place, on bool) {
	p.in = on
	if p.person == 0 && !on {
		at := slices.Index(o.places, p)
		o.places = slices.Delete(o.places, at, at+1)
		o.content.Remove(p.row)
	}
	o.changed()
}

// addNobody puts a turn of nobody after those who take part.
func (o *order) addNobody() {
	o.append(&member{}, true)
	last := o.places[len(o.places)-1]
	for range o.places {
		i := slices.Index(o.places, last)
		if i == 0 || o.places[i-1].in {
			break
		}
		o.swap(i, i-1)
	}
	o.arrows()
	o.changed()
	o.e.dialog.Refresh()
}

func (o *order) swap(i, j int) {
	o.places[i], o.places[j] = o.places[j], o.places[i]
	rows := o.content.Objects
	rows[i], rows[j] = rows[j], rows[i]
}

func (o *order) move(p *place, by int) {
	i := slices.Index(o.places, p)
	j := i + by
	if j < 0 || j >= len(o.places) {
		return
	}
	o.swap(i, j)
	o.arrows()
	o.content.Refresh()
	o.changed()
}

// arrows greys out what leads nowhere.
func (o *order) arrows() {
	for i, p := range o.places {
		p.up.EnableIf(reason(i == 0, "already first"))
		p.down.EnableIf(reason(i == len(o.places)-1, "already last"))
	}
}

// changed takes the order into the plan.
func (o *order) changed() {
	o.hold.members = nil
	for _, p := range o.places {
		if p.in {
			o.hold.members = append(o.hold.members, p.member)
		}
	}
	o.e.desk.Shell.Log().Event("order " + o.e.names(o.hold.people()))
	o.e.changed()
}

// people are who takes turns, in order.
func (h *hold) people() []model.ID {
	var out []model.ID
	for _, m := range h.members {
		out = append(out, m.person)
	}
	return out
}

package rotations

import (
	"fmt"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// difference is a line of the comparison with its rotation.
type difference struct {
	model.DraftLine
	rotation model.Rotation
}

// toggleCompare begins or ends the comparison of the drafts with what is published.
func (p *Page) toggleCompare() {
	if p.comparing {
		p.comparing = false
		p.refreshSide()
		p.openAside()
		p.desk.Shell.Dress()
		return
	}
	p.compare()
}

// compare lists who changes what in the side, and brings the first change into sight.
func (p *Page) compare() {
	lines := p.differences()
	if len(lines) == 0 {
		return
	}
	p.comparing = true
	p.desk.Shell.Log().Event("comparing")
	for _, layer := range []int{layerPublished, layerDraft} {
		if !p.shows(layer) {
			p.toggle(layer)
		}
	}
	p.line.SetSelected()
	p.picked, p.chosen = nil, 0
	first := lines[0].Shift.Start
	if inSight := slices.ContainsFunc(lines, func(d difference) bool { return d.Shift.Overlaps(p.uncovered()) }); !inSight {
		p.lookAt(first, 0)
	}
	p.refreshSide()
	p.openAside()
	p.desk.Shell.Dress()
}

// differences are the lines of all drafts, in order of time.
func (p *Page) differences() []difference {
	var out []difference
	for _, r := range p.data.rotations {
		for _, d := range p.data.compared[r.ID].Lines {
			out = append(out, difference{d, r})
		}
	}
	slices.SortStableFunc(out, func(a, b difference) int { return a.Shift.Start.Compare(b.Shift.Start) })
	return out
}

// effects are what all drafts together mean to each person, the greatest change first.
func (p *Page) effects() []model.DraftEffect {
	var out []model.DraftEffect
	for _, r := range p.data.rotations {
		for _, e := range p.data.compared[r.ID].Effects {
			i := slices.IndexFunc(out, func(x model.DraftEffect) bool { return x.Person == e.Person })
			if i < 0 {
				out = append(out, e)
				continue
			}
			out[i].Before, out[i].After = out[i].Before+e.Before, out[i].After+e.After
			out[i].Gains, out[i].Loses = out[i].Gains+e.Gains, out[i].Loses+e.Loses
		}
	}
	slices.SortStableFunc(out, func(a, b model.DraftEffect) int {
		return int((b.Difference().Abs() - a.Difference().Abs()) / time.Hour)
	})
	return out
}

// comparison is the side while drafts are compared: who changes what, and what it means to each in hours.
func (p *Page) comparison() fyne.CanvasObject {
	lines := p.differences()
	changed := slices.DeleteFunc(slices.Clone(lines), func(d difference) bool { return d.Kind == "new" })
	added := slices.DeleteFunc(slices.Clone(lines), func(d difference) bool { return d.Kind != "new" })
	effects := p.effects()

	body := widgets.Stack()
	show := func(i int) {
		p.comparePart = i
		switch i {
		case 0:
			body.Objects = []fyne.CanvasObject{p.changeList(changed, "The draft changes nobody's published shift.")}
		case 1:
			body.Objects = []fyne.CanvasObject{p.changeList(added, "The draft adds no shift.")}
		default:
			body.Objects = []fyne.CanvasObject{p.effectTable(effects)}
		}
		body.Refresh()
	}
	people := fmt.Sprintf("People %d", len(effects))
	if max(len(changed), len(added)) >= 100 { // a third number does not fit beside those
		people = "People"
	}
	parts := widgets.NewSegments([]string{
		fmt.Sprintf("Changed %d", len(changed)), fmt.Sprintf("New %d", len(added)), people,
	}, p.comparePart, show).WithID("compare.part")
	show(p.comparePart)

	publish := widgets.NewButton(fmt.Sprintf("Publish %s…", model.Count(p.changes(), "change", "changes")), p.publish).WithIcon(theme.IconUpload).WithID("compare.publish")
	head := p.sideHead("Draft against published")
	return widgets.Col(0, head, widgets.HRule(),
		widgets.Pad(theme.Gap2, theme.Gap3, theme.Gap2, theme.Gap3, parts), widgets.HRule(),
		widgets.Grow(body), widgets.HRule(),
		widgets.PadAll(theme.Gap3, widgets.Col(theme.Gap2, p.compared(), publish)))
}

// compared says what of each draft is compared; more than two drafts scroll.
func (p *Page) compared() fyne.CanvasObject {
	all := widgets.Col(theme.Gap1)
	for _, r := range p.data.rotations {
		c, ok := p.data.compared[r.ID]
		if !ok {
			continue
		}
		changed, added := c.Plan.Counts()
		all.Add(widgets.CaptionPara(fmt.Sprintf("%s, %s: %d changed, %d new, %d kept.", r.Name, p.daysOf(wholeDays(c.Plan.Window, p.data.zone)), changed, added, c.Plan.Unchanged)))
	}
	all.Add(widgets.CaptionPara("Nothing is published yet."))
	const most = 3
	if len(all.Objects) > most {
		return widgets.Fixed(0, comparedRoom, widgets.Scroll(widgets.Pad(0, theme.Gap3, 0, 0, all)))
	}
	return all
}

// comparedRoom is how high the words on more than two drafts are.
const comparedRoom = 96

// sideHead is the title of the side with its way out.
func (p *Page) sideHead(title string) fyne.CanvasObject {
	shut := widgets.NewIconButton(theme.IconClose, "Close (Esc)", func() { p.Escape() }).Quiet().WithID("side.close")
	return widgets.Fixed(0, 35, widgets.Pad(0, 4, 0, theme.Gap3, widgets.Row(theme.Gap2, widgets.Grow(widgets.Ellipsis(widgets.Bold(title))), shut)))
}

// changeList is a list of changes; choosing one shows it on the timeline.
func (p *Page) changeList(lines []difference, none string) fyne.CanvasObject {
	if len(lines) == 0 {
		return widgets.PadAll(theme.Gap3, widgets.CaptionPara(none))
	}
	list := widgets.NewList(changeHeight, newChangeRow, func(i int, o fyne.CanvasObject) { o.(*fyne.Container).Layout.(*changeRow).set(p, lines[i]) })
	list.RowID = func(i int) string { return fmt.Sprintf("compare.row.%d", i) }
	list.OnSelected = func(i int) { p.showChange(lines[i]) }
	list.SetLength(len(lines))
	return list
}

// showChange brings a change into sight and rings it, without leaving the comparison.
func (p *Page) showChange(d difference) {
	if !d.Shift.Overlaps(p.uncovered()) {
		p.line.JumpTo(d.Shift.Start)
		p.moved(p.line.Window())
	}
	block := shiftBlock(d.Shift)
	if d.Kind == "removed" {
		block = goneBlock(d.Shift)
	}
	p.line.SetSelected(block)
	p.line.Reveal(block)
	p.desk.Shell.Log().Event("compared " + block)
}

// uncovered is the part of the window that the side leaves free.
func (p *Page) uncovered() model.Interval {
	i := model.Interval{Start: p.from, End: p.to}
	if width := p.body.Size().Width; width > 0 && width < besideFrom {
		share := float64(sideWidth) / float64(width)
		i.End = i.End.Add(-time.Duration(share * float64(i.Duration())))
	}
	return i
}

// changeHeight is a row of two lines.
const changeHeight = 50

// changeRow shows one change: when and which role, then from whom to whom.
type changeRow struct {
	when, from, to *widgets.Text
	was, becomes   *widgets.Tile
	arrow          *widgets.Icon
}

func newChangeRow() fyne.CanvasObject {
	r := &changeRow{
		when: widgets.Caption("").Cut(), from: widgets.Body("").Cut(), to: widgets.Body("").Cut(),
		was: widgets.NewTile(0, ""), becomes: widgets.NewTile(0, ""), arrow: widgets.NewIcon(theme.IconArrowRight, 14, theme.Text3),
	}
	return &fyne.Container{Layout: r, Objects: []fyne.CanvasObject{r.when, r.was, r.from, r.arrow, r.becomes, r.to}}
}

func (r *changeRow) set(p *Page, d difference) {
	role, _ := d.rotation.Role(d.Shift.RoleID)
	when := p.daysOf(wholeDays(d.Shift.Interval, p.data.zone)) + ", " + role.Name
	if len(p.data.rotations) > 1 {
		when += " · " + d.rotation.Name
	}
	if d.Kind == "shortened" {
		when = "shortened: " + when
	}
	r.when.SetText(when)
	first := model.ID(0)
	words := make([]string, len(d.From))
	for i, id := range d.From {
		words[i] = p.name(id)
		if first == 0 {
			first = id
		}
	}
	r.person(p, r.was, r.from, first, workspace.And(words))
	r.person(p, r.becomes, r.to, d.To, p.name(d.To))
	if d.Kind == "new" {
		r.from.SetText("no shift yet")
		r.from.In(theme.Text3)
	}
}

func (r *changeRow) person(p *Page, tile *widgets.Tile, text *widgets.Text, id model.ID, words string) {
	x, ok := p.data.byID[id]
	tile.Hidden = !ok
	tile.Set(x.Colour, x.Initials())
	ink := theme.Text
	if !ok {
		ink = theme.Bad
	}
	text.SetText(words)
	text.In(ink)
}

// MinSize implements fyne.Layout.
func (r *changeRow) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, changeHeight-1) }

// Layout implements fyne.Layout.
func (r *changeRow) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	const left = theme.Gap3
	r.when.Move(fyne.NewPos(left, 6))
	r.when.Resize(fyne.NewSize(s.Width-2*left, 14))
	half := float32(int((s.Width - 2*left - 22) / 2))
	r.half(r.was, r.from, left, half)
	r.arrow.Move(fyne.NewPos(left+half+4, 27))
	r.arrow.Resize(fyne.NewSize(14, 14))
	r.half(r.becomes, r.to, left+half+22, half)
}

func (r *changeRow) half(tile *widgets.Tile, text *widgets.Text, x, width float32) {
	tile.Move(fyne.NewPos(x, 24))
	tile.Resize(fyne.NewSize(24, 20))
	if !tile.Hidden {
		x, width = x+30, width-30
	}
	text.Move(fyne.NewPos(x, 25))
	text.Resize(fyne.NewSize(max(1, width), 18))
}

// effectTable says in hours what the drafts mean to each.
func (p *Page) effectTable(effects []model.DraftEffect) fyne.CanvasObject {
	if len(effects) == 0 {
		return widgets.PadAll(theme.Gap3, widgets.CaptionPara("Nobody's hours change."))
	}
	table := widgets.NewTable([]widgets.Column{{Title: "Person", Share: 1}, {Title: "Before, h", Width: 58, Right: true}, {Title: "After, h", Width: 52, Right: true}, {Title: "+/–, h", Width: 52, Right: true}},
		theme.RowHeight, func(row, column int) widgets.Cell {
			e := effects[row]
			switch column {
			case 0:
				x := p.data.byID[e.Person]
				return widgets.Cell{Text: x.First(), Person: x.Colour, Initials: x.Initials()}
			case 1:
				return widgets.Cell{Text: bareHours(e.Before)}
			case 2:
				return widgets.Cell{Text: bareHours(e.After)}
			}
			return widgets.Cell{Text: signed(e.Difference()), Bold: true}
		}).WithID("compare.people").RowID(func(i int) string { return "compare.person." + p.name(effects[i].Person) })
	table.SetLength(len(effects))
	return table
}

func bareHours(d time.Duration) string { return model.FormatHours(int(d.Minutes() + 0.5)) }

// signed says a difference of hours with its sign, an en dash for minus.
func signed(d time.Duration) string {
	switch {
	case d > 0:
		return "+" + bareHours(d)
	case d < 0:
		return "–" + bareHours(-d)
	}
	return "0"
}

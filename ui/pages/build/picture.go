package build

import (
	"fmt"
	"math"
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

var utc = time.UTC

const (
	label  = 62 // width of the names of lines
	cell   = 32
	gap    = 2
	blocks = 2 // rows of turns on a page
)

// fits returns how many turns fit side by side in a width.
func fits(width float32) int {
	return min(52, max(5, int((width-label)/(cell+gap))))
}

// refit is the layout of the picture's place: it draws anew when another number of turns fits.
type refit struct{ p *Page }

func (r refit) MinSize(o []fyne.CanvasObject) fyne.Size {
	s := fyne.NewSize(label+5*(cell+gap), 0)
	for _, x := range o {
		s.Height = max(s.Height, x.MinSize().Height)
	}
	return s
}

func (r refit) Layout(o []fyne.CanvasObject, s fyne.Size) {
	for _, x := range o {
		x.Resize(s)
	}
	if n := fits(s.Width); n != r.p.perRow && s.Width > 0 {
		r.p.perRow = n
		fyne.Do(r.p.redraw)
	}
}

// drawMiddle shows the turns left to right: how hard each is, who has it in each role, and how many are away. rota is nil before the
// engine has one. Turns beyond a page are reached with the buttons.
func (p *Page) drawMiddle(rota [][]string) {
	turns := len(p.plan.Turns)
	p.drawn = rota
	perPage := blocks * p.perRow
	pages := max(1, (turns+perPage-1)/perPage)
	p.page = max(0, min(p.page, pages-1))
	col := widgets.Col(theme.Gap3)
	first, last := p.page*perPage, min(turns, (p.page+1)*perPage)
	for from := first; from < last; from += p.perRow {
		col.Add(p.block(rota, from, min(from+p.perRow, last)))
	}
	if pages > 1 {
		less := widgets.NewIconButton(theme.IconLeft, "Earlier turns", func() { p.turn(-1) }).WithID("build.earlier")
		more := widgets.NewIconButton(theme.IconRight, "Later turns", func() { p.turn(1) }).WithID("build.later")
		if p.page == 0 {
			less.DisableBecause("these are the first")
		}
		if p.page == pages-1 {
			more.DisableBecause("these are the last")
		}
		col.Add(widgets.Row(theme.Gap2, less, more, widgets.Grow(widgets.Ellipsis(widgets.Caption(fmt.Sprintf("turns %d–%d of %d", first+1, last, turns))))))
	}
	col.Add(widgets.CaptionPara("Left to right: turns. Grey ground stays as published, outlined is new, a lock is pinned; click one to pin it. Hard: what fairness pays for a turn, 0–3."))
	p.middle.Objects = []fyne.CanvasObject{col}
	p.middle.Refresh()
}

func (p *Page) turn(by int) {
	p.page += by
	p.redraw()
}

// redraw draws the picture and the what-ifs as they were, for another size.
func (p *Page) redraw() {
	if p.problem != "" || len(p.plan.Turns) == 0 {
		return
	}
	p.drawMiddle(p.drawn)
	if p.result != nil {
		p.drawWhatIf()
	}
}

// block is one row of turns with its lines.
func (p *Page) block(rota [][]string, from, to int) fyne.CanvasObject {
	line := func(name string, height float32, at func(t int) fyne.CanvasObject) fyne.CanvasObject {
		row := widgets.Row(gap, widgets.Fixed(label, 0, widgets.Ellipsis(widgets.Caption(name))))
		for t := from; t < to; t++ {
			row.Add(widgets.Fixed(cell, height, at(t)))
		}
		return row
	}
	col := widgets.Col(3, line("", 16, func(t int) fyne.CanvasObject { return p.month(t, from) }), line("starts", 16, p.start))
	if p.anyHoliday(from, to) {
		col.Add(line("holiday", 16, p.holiday))
	}
	col.Add(line("hard", 18, p.heat))
	for i, role := range p.plan.Rotation.Roles {
		col.Add(line(role.Name, cell, func(t int) fyne.CanvasObject { return p.tappable(rota, t, i, p.duty(rota, t, i, role.ID)) }))
	}
	col.Add(line("away", 16, func(t int) fyne.CanvasObject {
		n := p.plan.Away[t]
		if n == 0 {
			return widgets.Caption("·").Middle()
		}
		return widgets.NewText(fmt.Sprint(n), theme.TextCaption, n >= 3, theme.Text2).Middle()
	}))
	return col
}

// month names the month over its first turn of a row. The name may reach over the cells after it.
func (p *Page) month(t, from int) fyne.CanvasObject {
	s := p.plan.Turns[t].Start
	if t > from && p.plan.Turns[t-1].Start.Month() == s.Month() {
		return widgets.Caption("")
	}
	return widgets.NewText(s.Format("Jan"), theme.TextCaption, true, theme.Text)
}

func (p *Page) start(t int) fyne.CanvasObject {
	turn := p.plan.Turns[t]
	if turn.Duration() < 24*time.Hour {
		return widgets.Caption(turn.Start.Format("2/15")).Middle()
	}
	return widgets.Caption(turn.Start.Format("2")).Middle()
}

func (p *Page) anyHoliday(from, to int) bool {
	for t := from; t < to; t++ {
		if _, ok := p.plan.HoldsHoliday(t); ok {
			return true
		}
	}
	return false
}

// holiday names the public holiday of a turn, cut to the cell and whole on hover.
func (p *Page) holiday(t int) fyne.CanvasObject {
	h, ok := p.plan.HoldsHoliday(t)
	if !ok {
		return widgets.Caption("")
	}
	name := fmt.Sprintf("%s, %s", h.Name, h.Day.Start(utc).Format("2 Jan"))
	return widgets.Stack(widgets.NewRect(theme.AccentSoft, 0, 0), widgets.Pad(0, 1, 0, 2, widgets.Ellipsis(widgets.Caption(name).In(theme.Text2))))
}

// heat is how much fairness pays for a turn, from 0 to 3, with its digit.
func (p *Page) heat(t int) fyne.CanvasObject {
	n := p.hardness(t)
	tok := []theme.Token{theme.Heat0, theme.Heat1, theme.Heat2, theme.Heat3}[n]
	box := widgets.NewRect(tok, 0, 0)
	if n == 0 {
		return box
	}
	ink := theme.Text
	if n == 3 {
		ink = theme.OnHeat3
	}
	return widgets.Stack(box, widgets.NewText(fmt.Sprint(n), theme.TextCaption, n == 3, ink).Middle())
}

// hardness ranks a turn's price against the hardest turn.
func (p *Page) hardness(t int) int {
	if p.result == nil || len(p.result.Heat) == 0 {
		return 0
	}
	roles := len(p.plan.Rotation.Roles)
	at := func(t int) float64 {
		sum := 0.0
		for i := range roles {
			sum += p.result.Heat[t*roles+i]
		}
		return sum
	}
	most := 0.0
	for i := range p.plan.Turns {
		most = max(most, at(i))
	}
	if most < 0.5 { // nothing is hard when no duty costs anything
		return 0
	}
	return int(math.Ceil(3*at(t)/most - 1e-9))
}

// duty is one cell: the person's tile, outlined when the rota differs from what is published.
func (p *Page) duty(rota [][]string, t, i int, role model.ID) fyne.CanvasObject {
	if rota == nil {
		return widgets.NewBox(theme.Sunken, theme.Line, theme.RadiusControl)
	}
	who := p.plan.Person(rota[t][i])
	for _, x := range p.plan.People {
		if x.ID != who {
			continue
		}
		tile := fyne.CanvasObject(widgets.NewTile(x.Colour, x.Initials()))
		if _, ok := p.plan.Pinned(t, role); ok {
			lock := widgets.Col(0, widgets.Row(0, widgets.Grow(), widgets.NewIcon(theme.IconLock, 11, theme.Accent)))
			tile = widgets.Stack(tile, lock)
		}
		if before := p.plan.Published[role]; t < len(before) && before[t] == who {
			return widgets.Stack(widgets.NewBox(theme.Sunken, theme.Line2, theme.RadiusControl), widgets.Pad(6, 4, 6, 4, tile))
		}
		return widgets.Stack(widgets.NewBox(theme.Surface, theme.Accent, theme.RadiusControl), widgets.Pad(6, 4, 6, 4, tile))
	}
	return widgets.Stack(widgets.NewBox(theme.BadSoft, theme.Bad, theme.RadiusControl), widgets.Caption("–").Middle())
}

// since says from when duties count as carried over.
func (p *Page) since() string {
	return workspace.Days(model.Interval{Start: model.DateOf(p.plan.Since).Start(p.plan.Since.Location()), End: model.DateOf(p.plan.Window.End).Start(p.plan.Window.End.Location())}, p.plan.Rotation.Zone, p.data.now)
}

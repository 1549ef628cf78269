package widgets

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"watchbill/ui/theme"
)

// Column is one column of a table.
type Column struct {
	Title string
	Width float32 // in units; 0 takes a share of the free room
	Share float32 // of the free room when Width is 0; 0 counts as 1
	Right bool    // numbers, right-aligned
	// New and Fill put an object of the page's own into the column, such as a bar or a check box. Nil: the text of Cell.
	New  func() fyne.CanvasObject
	Fill func(row int, o fyne.CanvasObject)
}

// Cell is what a table shows in one place. Only Text is needed.
type Cell struct {
	Text     string
	Sub      string // a second line in a caption; use rows of theme.RowHeight2
	Bold     bool
	Ink      theme.Token    // of Text; Text if empty
	SubInk   theme.Token    // of Sub; Text3 if empty
	Icon     theme.IconName // before the text, in Ink
	Person   int            // colour number of the tile before the text; 0 for none
	Initials string         // on the tile
}

// Table is a header over dense rows with rules between them. It scrolls; header and rows share their columns.
type Table struct {
	part
	columns []Column
	cell    func(row, column int) Cell
	list    *List
	header  *fyne.Container
	layout  *columnLayout
}

const tableInset = theme.Gap3 // room left of the first and right of the last column

// NewTable is a table of rows of a height (theme.RowHeight, theme.RowHeight2); cell says what stands where.
func NewTable(columns []Column, rowHeight float32, cell func(row, column int) Cell) *Table {
	t := &Table{columns: columns, cell: cell, layout: &columnLayout{columns}}
	titles := make([]fyne.CanvasObject, len(columns))
	for i, c := range columns {
		title := Caption(c.Title).Cut()
		if c.Right {
			title.Right()
		}
		titles[i] = title
	}
	t.header = container.New(t.layout, titles...)
	t.list = NewList(rowHeight, t.newRow, t.fillRow)
	ruled := Col(0, Fixed(0, theme.RowHeight-1, t.header), HRule(), Grow(t.list))
	if !slices.ContainsFunc(columns, func(c Column) bool { return c.Title != "" }) {
		ruled = Col(0, Grow(t.list))
	}
	t.least, t.place = ruled.MinSize, fill(ruled)
	t.init(t, ruled)
	return t
}

// SetTitles changes what stands over the columns. Each column of a table that has titles keeps one.
func (t *Table) SetTitles(titles []string) {
	for i, title := range t.header.Objects {
		if text, ok := title.(*Text); ok {
			text.SetText(titles[i])
		}
	}
}

// Whole shows all rows without a scroller, for a few rows in a panel.
func (t *Table) Whole() *Table { t.list.Whole(); return t }

// WithID names the table for scripts.
func (t *Table) WithID(id string) *Table { t.list.id = id; return t }

// List is the list of the table's rows: its selection and callbacks.
func (t *Table) List() *List { return t.list }

// OnSelected sets what happens when the user chooses a row.
func (t *Table) OnSelected(f func(row int)) *Table { t.list.OnSelected = f; return t }

// OnOpened sets what happens on Enter, Space or a second tap.
func (t *Table) OnOpened(f func(row int)) *Table { t.list.OnOpened = f; return t }

// OnMenu sets what happens on a secondary tap, at a point of the window.
func (t *Table) OnMenu(f func(row int, at fyne.Position)) *Table { t.list.OnMenu = f; return t }

// RowID names the rows for scripts.
func (t *Table) RowID(f func(row int) string) *Table { t.list.RowID = f; return t }

// SetLength says how many rows there are and shows them anew.
func (t *Table) SetLength(n int) { t.list.SetLength(n); t.Refresh() }

// Select selects a row, or none with -1, without calling OnSelected.
func (t *Table) Select(row int) { t.list.Select(row) }

// Selected is the selected row, -1 for none.
func (t *Table) Selected() int { return t.list.Selected() }

func (t *Table) newRow() fyne.CanvasObject {
	cells := make([]fyne.CanvasObject, len(t.columns))
	for i, c := range t.columns {
		if c.New != nil {
			cells[i] = c.New()
		} else {
			cells[i] = newCellView(c.Right)
		}
	}
	return container.New(t.layout, cells...)
}

func (t *Table) fillRow(row int, o fyne.CanvasObject) {
	for i, cell := range o.(*fyne.Container).Objects {
		if c := t.columns[i]; c.Fill != nil {
			c.Fill(row, cell)
		} else if view, ok := cell.(*cellView); ok {
			view.set(t.cell(row, i))
		}
	}
}

// columnLayout lays cells in the table's columns.
type columnLayout struct{ columns []Column }

func (l *columnLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	w, h := 2*tableInset+float32(len(l.columns)-1)*theme.Gap3, float32(0)
	for i, c := range l.columns {
		if c.Width > 0 {
			w += c.Width
		} else {
			w += 40
		}
		h = max(h, o[i].MinSize().Height)
	}
	return fyne.NewSize(w, h)
}

func (l *columnLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	free, all := s.Width-2*tableInset-float32(len(l.columns)-1)*theme.Gap3, float32(0)
	for _, c := range l.columns {
		if c.Width > 0 {
			free -= c.Width
		} else {
			all += c.share()
		}
	}
	x := tableInset
	for i, c := range l.columns {
		w := c.Width
		if w == 0 {
			w = max(0, whole(free*c.share()/all))
		}
		h := o[i].MinSize().Height
		if _, ok := o[i].(*cellView); ok {
			h = s.Height
		}
		o[i].Move(fyne.NewPos(x, whole((s.Height-h)/2)))
		o[i].Resize(fyne.NewSize(w, h))
		x += w + theme.Gap3
	}
}

func (c Column) share() float32 {
	if c.Share > 0 {
		return c.Share
	}
	return 1
}

// cellView shows a Cell: tile, icon, one or two lines. Icons and tiles are made when first needed.
type cellView struct {
	part
	right     bool
	text, sub *Text
	icon      *Icon
	tile      *Tile
}

func newCellView(right bool) *cellView {
	v := &cellView{right: right, text: Body("").Cut(), sub: Caption("").Cut()}
	if right {
		v.text.Right()
		v.sub.Right()
	}
	v.least = fixed(24, 18)
	v.place = v.arrange
	v.init(v, v.text, v.sub)
	return v
}

func (v *cellView) set(c Cell) {
	v.text.SetText(c.Text)
	v.text.setBold(c.Bold)
	v.text.In(orToken(c.Ink, theme.Text))
	v.sub.SetText(c.Sub)
	v.sub.In(orToken(c.SubInk, theme.Text3))
	v.sub.Hidden = c.Sub == ""
	v.objects = []fyne.CanvasObject{v.text, v.sub}
	if c.Icon != "" {
		if v.icon == nil {
			v.icon = NewIcon(c.Icon, 14, orToken(c.Ink, theme.Text2))
		}
		v.icon.Set(c.Icon, orToken(c.Ink, theme.Text2))
		v.objects = append(v.objects, v.icon)
	}
	if c.Person > 0 {
		if v.tile == nil {
			v.tile = NewTile(c.Person, c.Initials)
		}
		v.tile.Set(c.Person, c.Initials)
		v.objects = append(v.objects, v.tile)
	}
	v.Refresh()
}

func orToken(tok, otherwise theme.Token) theme.Token {
	if tok == "" {
		return otherwise
	}
	return tok
}

func (v *cellView) has(o fyne.CanvasObject) bool {
	for _, x := range v.objects {
		if x == o {
			return true
		}
	}
	return false
}

func (v *cellView) arrange(s fyne.Size) {
	x := float32(0)
	if v.tile != nil && v.has(v.tile) {
		v.tile.Move(fyne.NewPos(0, whole((s.Height-20)/2)))
		v.tile.Resize(fyne.NewSize(24, 20))
		x += 32
	}
	top, gap := whole((s.Height-18)/2), float32(18)
	if !v.sub.Hidden {
		top = whole((s.Height - 30) / 2)
		gap = 17
	}
	if v.icon != nil && v.has(v.icon) {
		at := x
		if v.right { // the icon stands right before the number
			at = max(0, s.Width-ceil(v.text.width(v.text.full))-18)
		} else {
			x += 18
		}
		v.icon.Move(fyne.NewPos(at, top+2))
		v.icon.Resize(fyne.NewSize(14, 14))
	}
	v.text.Move(fyne.NewPos(x, top))
	v.text.Resize(fyne.NewSize(max(0, s.Width-x), 18))
	v.sub.Move(fyne.NewPos(x, top+gap))
	v.sub.Resize(fyne.NewSize(max(0, s.Width-x), 14))
}

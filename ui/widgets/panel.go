package widgets

import (
	"fyne.io/fyne/v2"

	"watchbill/ui/theme"
)

// Head is the title row of a panel.
type Head struct {
	Title   string
	Caption string              // period or formula
	Beside  []fyne.CanvasObject // after the title, such as a badge
	Right   []fyne.CanvasObject // at the right: one link, or a caption
}

// headTitle is the most room that a title takes from what stands beside it; longer ones are cut.
const headTitle = 320

func (h Head) row() fyne.CanvasObject {
	var title fyne.CanvasObject = Bold(h.Title)
	if title.MinSize().Width > headTitle {
		title = Fixed(headTitle, 0, Ellipsis(Bold(h.Title)))
	}
	row := Row(theme.Gap2, title)
	if h.Caption != "" {
		row.Add(Grow(Ellipsis(Caption(h.Caption))))
	}
	for _, o := range h.Beside {
		row.Add(o)
	}
	if h.Caption == "" {
		row.Add(Grow())
	}
	for _, o := range h.Right {
		row.Add(o)
	}
	return Fixed(0, theme.PanelHeadHeight, Pad(0, theme.Gap3, 0, theme.Gap3, row))
}

// Panel is a box with a title row and a body below it. Panels do not nest. The body reaches the edges: give text a Pad,
// and end full rows 4 px before the bottom, where the corners are round.
func Panel(head Head, body ...fyne.CanvasObject) *fyne.Container {
	c := Col(0, head.row(), HRule())
	for _, o := range body {
		c.Add(o)
	}
	return boxed(c)
}

// Card is a panel without a title row.
func Card(body fyne.CanvasObject) *fyne.Container { return boxed(body) }

func boxed(o fyne.CanvasObject) *fyne.Container {
	return Stack(NewBox(theme.Surface, theme.Line, theme.RadiusPanel), PadAll(1, o))
}

// FigureCell is one key figure: what it is and its period, the number with its unit, and what it means.
type FigureCell struct {
	Caption     string
	Value, Unit string
	Note        fyne.CanvasObject // a Caption or a Note
}

// FigureRow is a panel of key figures side by side, all of one width.
func FigureRow(cells ...FigureCell) *fyne.Container {
	row := RowFill(0)
	for i, c := range cells {
		if i > 0 {
			row.Add(VRule())
		}
		col := Col(0, Caption(c.Caption).Cut(), NewFigure(c.Value, c.Unit))
		if c.Note != nil {
			col.Add(c.Note)
		}
		row.Add(Grow(Fixed(1, 0, Pad(11, theme.Gap3, 11, theme.Gap4, col))))
	}
	return boxed(row)
}

// Banner is a line across the page or a dialogue that stays until what it says is over, with ways on at its right.
func Banner(tone Tone, words string, ways ...fyne.CanvasObject) fyne.CanvasObject {
	row := Row(theme.Gap2)
	if icon := tone.Icon(); icon != "" {
		row.Add(NewIcon(icon, 16, tone.ink()))
	}
	row.Add(Grow(NewPara(words, theme.TextCaption, theme.Text)))
	for _, w := range ways {
		row.Add(w)
	}
	return Stack(NewRect(tone.soft(), 0, 32).Rounded(theme.RadiusControl), Pad(6, theme.Gap3, 6, theme.Gap3, row))
}

// Problem is how a page says that something failed: what, where, and what to do, with the way to do it.
func Problem(what, todo string, ways ...fyne.CanvasObject) fyne.CanvasObject {
	row := Row(theme.Gap2)
	for _, w := range ways {
		row.Add(w)
	}
	row.Add(Grow())
	words := Col(theme.Gap1, Bold(what), BodyPara(todo).In(theme.Text2))
	if len(ways) > 0 {
		words.Add(Pad(theme.Gap2, 0, 0, 0, row))
	}
	return Card(PadAll(theme.Gap4, RowTop(theme.Gap3, Pad(1, 0, 0, 0, NewIcon(theme.IconBad, 18, theme.Bad)), Grow(words))))
}

// KeyValue is a row of a details pane: a caption of 84 and its value, which may wrap.
func KeyValue(key string, value fyne.CanvasObject) fyne.CanvasObject {
	return Pad(3, 0, 3, 0, RowTop(0, Fixed(84, 18, Caption(key)), Grow(value)))
}

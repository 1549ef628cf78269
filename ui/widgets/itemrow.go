package widgets

import (
	"fyne.io/fyne/v2"

	"watchbill/ui/theme"
)

// Item is what a row of a list of things shows: name, state, and at the right a small line over a value.
type Item struct {
	Title  string // bold
	Rest   string // after the title, in Text2
	Tone   Tone
	Note   string // below, with the tone's icon
	Value  string // at the right, below the line
	Series []float64
	Limit  float64 // of the series; NaN for none
	Near   bool    // the limit is close
}

// ItemRow shows an Item in a row of theme.ListRowHeight, for [NewList].
type ItemRow struct {
	part
	title, rest, note, value *Text
	icon                     *Icon
	line                     *Sparkline
}

// NewItemRow is an empty row.
func NewItemRow() *ItemRow {
	r := &ItemRow{
		title: Bold("").Cut(), rest: Body("").In(theme.Text2).Cut(), note: Caption("").Cut(), value: Caption("").In(theme.Text).Right(),
		icon: NewIcon(theme.IconGood, 12, theme.Text3), line: NewSparkline(64, 20, nil, 0, false),
	}
	r.least, r.place = fixed(160, theme.ListRowHeight-1), r.arrange
	r.init(r, r.title, r.rest, r.note, r.value, r.icon, r.line)
	return r
}

// Set shows an item.
func (r *ItemRow) Set(i Item) {
	r.title.SetText(i.Title)
	r.rest.SetText(i.Rest)
	r.note.SetText(i.Note)
	r.value.SetText(i.Value)
	ink := i.Tone.ink()
	if i.Tone == Neutral || i.Tone == Good {
		ink = theme.Text2
	}
	r.note.In(ink)
	r.icon.Hidden = i.Tone.Icon() == ""
	if !r.icon.Hidden {
		r.icon.Set(i.Tone.Icon(), ink)
	}
	r.line.Hidden = len(i.Series) == 0
	r.line.Set(i.Series, i.Limit, i.Near)
	r.Refresh()
}

// leastRest is the room under which the last word of a name is left out: an ellipsis alone says nothing.
const leastRest = 24

func (r *ItemRow) arrange(s fyne.Size) {
	const left, right = theme.Gap3, 76
	wide := s.Width - left - theme.Gap3
	if !r.line.Hidden || r.value.full != "" {
		wide -= right
	}
	title := min(ceil(r.title.width(r.title.full)), wide)
	r.title.Move(fyne.NewPos(left, 8))
	r.title.Resize(fyne.NewSize(title, 18))
	rest := wide - title - theme.Gap1
	r.rest.Hidden = rest < leastRest
	r.rest.Move(fyne.NewPos(left+title+theme.Gap1, 8))
	r.rest.Resize(fyne.NewSize(max(1, rest), 18))
	x := float32(left)
	if !r.icon.Hidden {
		r.icon.Move(fyne.NewPos(x, 28))
		r.icon.Resize(fyne.NewSize(12, 12))
		x += 16
	}
	r.note.Move(fyne.NewPos(x, 27))
	r.note.Resize(fyne.NewSize(max(1, wide-(x-left)), 14))
	edge := s.Width - theme.Gap3
	r.line.Move(fyne.NewPos(edge-64, 6))
	r.line.Resize(fyne.NewSize(64, 20))
	r.value.Move(fyne.NewPos(edge-right, 29))
	r.value.Resize(fyne.NewSize(right, 14))
}

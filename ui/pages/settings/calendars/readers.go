package calendars

import (
	"fyne.io/fyne/v2"

	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// readersPanel says which programs reach what, and how late each sees a change: mostly the answer to "why does a phone show last week?".
func (s *Section) readersPanel() fyne.CanvasObject {
	column := func(title string, all []workspace.Reader) fyne.CanvasObject {
		c := widgets.Col(theme.Gap2, widgets.Bold(title))
		for _, r := range all {
			c.Add(reader(r))
		}
		return widgets.PadAll(theme.Gap3, c)
	}
	return widgets.Panel(widgets.Head{Title: "Who sees a change, and when", Caption: "a phone that shows last week's rota is mostly one that has not looked again yet"},
		widgets.Columns(0, []float32{1, 1}, column("Published calendars", workspace.PublishedReaders()), column("Links to this computer", workspace.Readers(s.data.server.Base))))
}

// reader is what one program sees.
func reader(r workspace.Reader) fyne.CanvasObject {
	icon, ink := theme.IconGood, theme.Good
	if !r.Reaches {
		icon, ink = theme.IconBad, theme.Bad
	}
	return widgets.RowTop(6, widgets.Pad(2, 0, 0, 0, widgets.NewIcon(icon, 14, ink)), widgets.Grow(widgets.Col(0, widgets.BodyPara(r.Program), widgets.CaptionPara(r.Words))))
}

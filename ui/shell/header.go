package shell

import (
	"fyne.io/fyne/v2"

	"watchbill/ui/theme"
	"watchbill/ui/widgets"
)

// header is title, words and actions of the page, and its toolbar below.
type header struct {
	content *fyne.Container
	row     *fyne.Container
	tools   *fyne.Container
	back    *widgets.Button
}

func newHeader(s *Shell) *header {
	h := &header{row: widgets.Row(theme.Gap2), tools: widgets.Stack()}
	h.back = widgets.NewIconButton(theme.IconLeft, "Back (Alt+Left)", func() { s.leaveSubpage() }).WithID("back")
	top := widgets.Fixed(0, theme.HeaderHeight, bar(h.row))
	h.content = widgets.Col(0, top, h.tools)
	return h
}

// bar is a ground with a rule below.
func bar(content fyne.CanvasObject) fyne.CanvasObject {
	return widgets.On(theme.Surface, widgets.Col(0, widgets.Grow(widgets.Pad(0, theme.Gap4, 0, theme.Gap4, content)), widgets.HRule()))
}

func (h *header) show(p Page, under bool) {
	row := []fyne.CanvasObject{}
	if under {
		row = append(row, h.back)
	}
	row = append(row, widgets.Title(p.Title()))
	if sub, ok := p.(Subtitled); ok && sub.Sub() != "" {
		row = append(row, widgets.Grow(widgets.Pad(0, 0, 0, theme.Gap2, widgets.Ellipsis(widgets.Body(sub.Sub()).In(theme.Text2)))))
	} else {
		row = append(row, widgets.Grow())
	}
	if a, ok := p.(Actor); ok {
		row = append(row, a.Actions()...)
	}
	h.row.Objects = row
	h.tools.Objects = nil
	if t, ok := p.(Tooled); ok {
		if tools := t.Toolbar(); tools != nil {
			h.tools.Objects = []fyne.CanvasObject{widgets.Fixed(0, theme.ToolbarHeight, bar(tools))}
		}
	}
	h.content.Refresh()
}

// leaveSubpage goes back, or to the page this one lies under when it was opened first.
func (s *Shell) leaveSubpage() {
	if s.Back() {
		return
	}
	if parent, ok := parentOf(s.at.Page); ok {
		s.show(Route{Page: parent})
	}
}

package build

import (
	"fyne.io/fyne/v2"

	"watchbill/ui/widgets"
)

// refocus gives the keyboard back to the control with the same name after its part of the page was drawn anew.
func (p *Page) refocus(draw func()) {
	c := p.desk.Shell.Canvas()
	named, ok := c.Focused().(widgets.Identified)
	draw()
	if !ok || named.ID() == "" {
		return
	}
	if o, ok := find(p.left, named.ID()).(fyne.Focusable); ok {
		c.Focus(o)
	}
}

// find returns the widget with a name under an object, or nil.
func find(o fyne.CanvasObject, id string) fyne.CanvasObject {
	if named, ok := o.(widgets.Identified); ok && named.ID() == id {
		return o
	}
	var parts []fyne.CanvasObject
	switch x := o.(type) {
	case *fyne.Container:
		parts = x.Objects
	case interface{ Parts() []fyne.CanvasObject }:
		parts = x.Parts()
	}
	for _, part := range parts {
		if found := find(part, id); found != nil {
			return found
		}
	}
	return nil
}

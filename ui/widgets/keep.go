package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Keep remembers how far what is below an object is scrolled and which control has the keyboard. What it returns brings both back after
// the object was filled anew: with the same number of scrollers, and for a control with a name.
func Keep(c fyne.Canvas, under fyne.CanvasObject) (restore func()) {
	before, focused := scrollers(under), c.Focused()
	offsets := make([]fyne.Position, len(before))
	for i, s := range before {
		offsets[i] = s.Offset
	}
	return func() {
		if c.Overlays().Top() == nil && c.Focused() == focused {
			refocus(c, focused)
		}
		after := scrollers(under)
		if len(after) != len(offsets) {
			return
		}
		for i, s := range after {
			if s != before[i] && offsets[i] != (fyne.Position{}) {
				s.ScrollToOffset(offsets[i])
			}
		}
	}
}

func scrollers(o fyne.CanvasObject) []*container.Scroll {
	var all []*container.Scroll
	walk(o, fyne.Position{}, func(o fyne.CanvasObject, _ fyne.Position) bool {
		if s, ok := o.(*container.Scroll); ok {
			all = append(all, s)
		}
		return true
	})
	return all
}

// refocus gives the keyboard back to what had it, or to what stands there now under the same name.
func refocus(c fyne.Canvas, had fyne.Focusable) {
	if had == nil {
		return
	}
	old, ok := had.(fyne.CanvasObject)
	if !ok {
		return
	}
	root := c.Overlays().Top()
	if root == nil {
		root = c.Content()
	}
	name := ""
	if named, ok := had.(Identified); ok {
		name = named.ID()
	}
	found := had
	walk(root, fyne.Position{}, func(o fyne.CanvasObject, _ fyne.Position) bool {
		if o == old {
			found, name = had, "" // it is still there
			return false
		}
		if named, ok := o.(Identified); ok && name != "" && named.ID() == name {
			if f, ok := o.(fyne.Focusable); ok && found == had {
				found = f
			}
		}
		return true
	})
	c.Focus(found)
}

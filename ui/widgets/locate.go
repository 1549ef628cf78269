package widgets

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Identified is a widget scripts and the event log know by a name.
type Identified interface{ ID() string }

// composed is a widget that tells what it is made of; all widgets here are.
type composed interface{ Parts() []fyne.CanvasObject }

// Place is where a named widget is, in units from the top left of the window.
type Place struct {
	ID         string
	X, Y, W, H int
}

// String is the line of the event log: at ID, the middle of the widget, its width and height.
func (p Place) String() string { return fmt.Sprintf("at %s %d %d %d %d", p.ID, p.X, p.Y, p.W, p.H) }

// Locate finds the named widgets a user could reach now: in the top dialogue if one is open, else in the window's
// content. X and Y are the middle of each. What is scrolled out of sight is left out.
func Locate(c fyne.Canvas) []Place {
	top := c.Overlays().Top()
	if top == nil {
		top = c.Content()
	}
	if top == nil {
		return nil
	}
	var places []Place
	bottomRight := fyne.NewPos(c.Size().Width, c.Size().Height)
	locate(top, top.Position(), fyne.Position{}, bottomRight, &places)
	return places
}

func locate(o fyne.CanvasObject, at, clipFrom, clipTo fyne.Position, places *[]Place) {
	if o == nil || !o.Visible() {
		return
	}
	s := o.Size()
	if named, ok := o.(Identified); ok && named.ID() != "" {
		x, y := at.X+s.Width/2, at.Y+s.Height/2
		if x >= clipFrom.X && x < clipTo.X && y >= clipFrom.Y && y < clipTo.Y && s.Width > 0 && s.Height > 0 {
			*places = append(*places, Place{named.ID(), int(x), int(y), int(s.Width), int(s.Height)})
		}
	}
	if _, ok := o.(*container.Scroll); ok {
		clipFrom = fyne.NewPos(max(clipFrom.X, at.X), max(clipFrom.Y, at.Y))
		clipTo = fyne.NewPos(min(clipTo.X, at.X+s.Width), min(clipTo.Y, at.Y+s.Height))
	}
	for _, child := range childrenOf(o) {
		locate(child, at.Add(child.Position()), clipFrom, clipTo, places)
	}
}

func childrenOf(o fyne.CanvasObject) []fyne.CanvasObject {
	switch o := o.(type) {
	case *fyne.Container:
		return o.Objects
	case *container.Scroll:
		return []fyne.CanvasObject{o.Content}
	case *container.Clip:
		return []fyne.CanvasObject{o.Content}
	case *container.ThemeOverride:
		return []fyne.CanvasObject{o.Content}
	case composed:
		return o.Parts()
	}
	return nil
}

// walk visits an object and what it is made of, shown things only, as long as visit answers true.
func walk(o fyne.CanvasObject, at fyne.Position, visit func(o fyne.CanvasObject, at fyne.Position) bool) {
	if o == nil || !o.Visible() || !visit(o, at) {
		return
	}
	for _, child := range childrenOf(o) {
		walk(child, at.Add(child.Position()), visit)
	}
}

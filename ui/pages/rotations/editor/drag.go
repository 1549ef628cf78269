package editor

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"watchbill/ui/theme"
	"watchbill/ui/widgets"
)

// dragRow is a row that can be dragged up and down: it asks to be moved by one place whenever the pointer has passed half a row.
type dragRow struct {
	widget.BaseWidget
	id     string
	line   fyne.CanvasObject
	onMove func(by int)
	passed float32
}

var (
	_ fyne.Draggable     = (*dragRow)(nil)
	_ desktop.Cursorable = (*dragRow)(nil)
)

func newDragRow(id string, line fyne.CanvasObject, onMove func(by int)) *dragRow {
	d := &dragRow{id: id, line: line, onMove: onMove}
	d.ExtendBaseWidget(d)
	return d
}

// ID names the row for scripts.
func (d *dragRow) ID() string { return d.id }

// Parts are what the row shows.
func (d *dragRow) Parts() []fyne.CanvasObject { return []fyne.CanvasObject{d.line} }

// CreateRenderer implements fyne.Widget.
func (d *dragRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(d.line) }

// Cursor implements desktop.Cursorable.
func (d *dragRow) Cursor() desktop.Cursor { return desktop.PointerCursor }

// Dragged implements fyne.Draggable.
func (d *dragRow) Dragged(e *fyne.DragEvent) {
	d.passed += e.Dragged.DY
	for height := d.Size().Height; height > 0 && (d.passed > height/2 || d.passed < -height/2); {
		by := 1
		if d.passed < 0 {
			by = -1
		}
		d.passed -= float32(by) * height
		d.onMove(by)
	}
}

// DragEnd implements fyne.Draggable.
func (d *dragRow) DragEnd() { d.passed = 0 }

// newGrip shows that a row can be dragged.
func newGrip() fyne.CanvasObject {
	line := func() fyne.CanvasObject { return widgets.NewRect(theme.Line2, 10, 2) }
	return widgets.Col(2, line(), line(), line())
}

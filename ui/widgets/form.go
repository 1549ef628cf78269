package widgets

import (
	"fyne.io/fyne/v2"

	"watchbill/ui/theme"
)

// Form is rows of a label, a field and below it a hint, which gives way to what is wrong. Fields are known by name, so
// that an error that names its field lands under it.
type Form struct {
	rows  []*formRow
	names map[string]*formRow
	box   *fyne.Container
	label float32
}

const formLabel = 112

// longSelect is the width from which a choice takes the whole column.
const longSelect = 280

// NewForm is an empty form.
func NewForm() *Form {
	return &Form{names: map[string]*formRow{}, box: Col(theme.Gap3), label: formLabel}
}

// Content is the form to show.
func (f *Form) Content() fyne.CanvasObject { return f.box }

type formRow struct {
	field fyne.CanvasObject
	hint  string
	note  *Para
}

// Add puts a field under a label. Name is the field's name in errors and, unless the field has one, its ID for scripts.
// A hint says what belongs in it; "" for none.
func (f *Form) Add(name, label string, field fyne.CanvasObject, hint string) *Form {
	row := &formRow{field: field, hint: hint, note: NewPara(hint, theme.TextCaption, theme.Text3)}
	if hint == "" {
		row.note.Hide()
	}
	f.rows = append(f.rows, row)
	f.names[name] = row
	nameIt(field, name)
	line := RowTop(theme.Gap2, Fixed(f.label, theme.ControlHeight, Body(label).In(theme.Text2)), Grow(Col(theme.Gap1, fieldBox(field), row.note)))
	f.box.Add(line)
	return f
}

// Entry adds a text field and answers it.
func (f *Form) Entry(name, label, placeholder, hint string) *Entry {
	e := NewEntry(placeholder)
	f.Add(name, label, e, hint)
	return e
}

// fieldBox keeps small controls at their own width.
func fieldBox(field fyne.CanvasObject) fyne.CanvasObject {
	switch field := field.(type) {
	case *Entry, *DateField:
		return field
	case *Select:
		if field.MinSize().Width >= longSelect { // as wide as the fields above and below it
			return field
		}
	}
	return Fixed(0, max(theme.ControlHeight, ceil(field.MinSize().Height)), Row(0, field, Grow()))
}

func nameIt(field fyne.CanvasObject, name string) {
	named, ok := field.(Identified)
	if ok && named.ID() == "" {
		if p, ok := field.(interface{ setID(string) }); ok {
			p.setID(name)
		}
	}
}

// ShowError says what is wrong under the field of that name, marks it and gives it the keyboard. It reports whether the
// form has such a field; if not, show the error elsewhere.
func (f *Form) ShowError(name, message string) bool {
	row, ok := f.names[name]
	if !ok {
		return false
	}
	row.say(message, true)
	f.box.Refresh()
	if first := firstFocusable(row.field); first != nil {
		if c := canvasOf(row.field); c != nil {
			c.Focus(first)
		}
	}
	f.fit()
	return true
}

// ClearErrors takes all errors away.
func (f *Form) ClearErrors() {
	for _, row := range f.rows {
		row.say("", false)
	}
	f.box.Refresh()
}

// fit makes a dialogue that holds the form as high as it is now.
func (f *Form) fit() {
	if c := canvasOf(f.box); c != nil {
		if box, ok := c.Overlays().Top().(*dialogBox); ok {
			box.d.Refresh()
		}
	}
}

func (r *formRow) say(message string, wrong bool) {
	words, ink := r.hint, theme.Text3
	if wrong {
		words, ink = message, theme.Bad
	}
	r.note.ink = ink
	r.note.SetText(words)
	r.note.Hidden = words == ""
	if marked, ok := r.field.(interface{ SetWrong(bool) }); ok {
		marked.SetWrong(wrong)
	}
}

package settings

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// openForm is a form that stands on the page for long, while others may change the same things. A field that nobody wrote in follows
// what is stored; one that somebody wrote in stays. It can be saved when something is changed.
type openForm struct {
	desk   *desk.Desk
	form   *widgets.Form
	save   *widgets.Button
	notice *fyne.Container
	edited func() // asked after each change of a field

	fields []openField
	filled []string // what each field was last filled with; nil: not yet
	sent   []string // what the fields said when saving began; nil: nothing is being saved
}

// openField is one field: what it is called in a sentence, and its text.
type openField struct {
	label string
	get   func() string
	set   func(string)
}

// newOpenForm is an empty form. The owner sets edited before the first field is filled.
func newOpenForm(d *desk.Desk, action, id string, submit func()) *openForm {
	return &openForm{desk: d, form: widgets.NewForm(), notice: widgets.Col(0), edited: func() {}, save: widgets.NewButton(action, submit).Primary().WithID(id)}
}

// entry adds a text field; spoken is what it is called in a sentence.
func (o *openForm) entry(name, label, spoken, placeholder, hint, id string) *widgets.Entry {
	e := o.form.Entry(name, label, placeholder, hint).WithID(id)
	e.OnChanged = func(string) { o.edited() }
	e.OnSubmitted = func(string) { o.save.Press() }
	o.fields = append(o.fields, openField{spoken, e.Text, e.SetText})
	return e
}

// formWidth is the most room that a form takes: a field for "50" across the whole page says nothing about what belongs in it.
const formWidth = 600

// panel is the form in a box, with its notice and its button.
func (o *openForm) panel(head widgets.Head) fyne.CanvasObject {
	return widgets.Panel(head, widgets.PadAll(theme.Gap3, widgets.AtMost(formWidth, widgets.Col(theme.Gap3, o.form.Content(), o.notice, widgets.Row(theme.Gap2, o.save, widgets.Grow())))))
}

// follow fills the fields with what is stored now, and says which were changed elsewhere while somebody wrote in them.
func (o *openForm) follow(now []string) {
	var clashes []string
	for i, f := range o.fields {
		written := f.get()
		saved := o.sent != nil && written == o.sent[i] // “37,5 %” comes back as 37.5
		if o.filled != nil && !saved && written != o.filled[i] && written != now[i] {
			if now[i] != o.filled[i] {
				clashes = append(clashes, fmt.Sprintf("%s is now “%s”", f.label, now[i]))
			}
			continue
		}
		if written != now[i] {
			f.set(now[i])
		}
	}
	o.filled, o.sent = now, nil
	o.form.ClearErrors()
	o.say(widgets.Warn, "")
	if len(clashes) > 0 {
		o.say(widgets.Warn, "Changed elsewhere while you were writing: "+strings.Join(clashes, "; ")+". What you wrote is still in the field; saving puts it in the other's place.")
	}
}

// written reports whether a field differs from what it was filled with: only then its text is read, because it may show fewer digits
// than are stored.
func (o *openForm) written(i int) bool { return o.filled == nil || o.fields[i].get() != o.filled[i] }

// submit stores what was read from the fields, unless reading them failed.
func (o *openForm) submit(err error, store func(ctx context.Context) (workspace.Done, error)) {
	o.form.ClearErrors()
	o.say(widgets.Info, "")
	if err != nil {
		o.blame(err)
		return
	}
	o.sent = make([]string, len(o.fields))
	for i, f := range o.fields {
		o.sent[i] = f.get()
	}
	o.desk.Change(store, nil, o.blame)
}

// blame shows what is wrong beside its field, or above the button.
func (o *openForm) blame(err error) {
	o.sent = nil
	o.desk.Shell.Log().Event("problem " + err.Error())
	if !o.form.ShowError(model.FieldOf(err), err.Error()) {
		o.say(widgets.Bad, err.Error())
	}
}

func (o *openForm) say(tone widgets.Tone, words string) {
	o.notice.Objects, o.notice.Hidden = nil, words == ""
	if words != "" {
		o.notice.Objects = []fyne.CanvasObject{widgets.Banner(tone, words)}
	}
	o.notice.Refresh()
}

// saveWhen lets the form be saved when there is a team and something to save; a mistake is said when saving is tried.
func (o *openForm) saveWhen(team, changed bool) {
	switch {
	case !team:
		o.save.EnableIf("Save the team first")
	case !changed:
		o.save.EnableIf("Nothing is changed")
	default:
		o.save.EnableIf("")
	}
}

// number reads what people write: “37,5 %” is 37.5.
func number(text, unit string) (float64, error) {
	text = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(text), unit))
	return strconv.ParseFloat(strings.ReplaceAll(text, ",", "."), 64)
}

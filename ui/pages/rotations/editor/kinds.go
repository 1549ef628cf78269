package editor

import (
	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
)

// kinds are what a new rotation can start from, in the order of model.RuleKind.
var kinds = []struct{ id, title, sentence string }{
	{"weekly", "Weekly", "One person a week in each role, handing over at the same time on the same weekday."},
	{"daily", "Daily", "A day each. Shorter to bear, more handoffs."},
	{"sun", "Follow the sun", "Each place is on call by day there and hands over to the next: Sydney, Berlin, New York."},
	{"hours", "Business hours and nights", "One layer by day on weekdays, another one for nights and weekends, with people of their own."},
	{"weekends", "Weekdays and weekends", "Weekends go round apart from the weeks, so that everybody has their share of them."},
	{"own", "Own pattern", "Turns of several lengths that repeat, such as 4 days, then 3; or by hours or months."},
}

// kindStep asks for the name and the kind of rule.
func (e *editor) kindStep() fyne.CanvasObject {
	e.form = widgets.NewForm()
	name := e.form.Entry("name", "Name", "Payments", "")
	e.entry(name, &e.plan.name)
	rows := make([]fyne.CanvasObject, len(kinds))
	for i, k := range kinds {
		rows[i] = widgets.Pad(theme.Gap1, theme.Gap3, theme.Gap1, theme.Gap3, widgets.Col(0, widgets.Bold(k.title), widgets.CaptionPara(k.sentence)))
	}
	options := widgets.NewOptions().WithID("kind")
	options.RowID = func(i int) string { return "kind." + kinds[i].id }
	options.Set(rows, int(e.kind))
	options.OnChosen = e.chooseKind
	return widgets.Scroll(widgets.Pad(theme.Gap4, theme.Gap4, theme.Gap2, theme.Gap4, widgets.Col(theme.Gap3, e.form.Content(), options)))
}

// chooseKind starts anew with another kind; the name stays, and the list with its keyboard focus.
func (e *editor) chooseKind(i int) {
	e.start(model.RuleKind(i))
	e.strip.chosen = false
	e.fillSide()
	e.buttons()
	e.dialog.Refresh()
	e.changed()
}

// entry lets a field change a text of the plan.
func (e *editor) entry(field *widgets.Entry, text *string) {
	field.SetText(*text)
	field.OnChanged = func(s string) {
		*text = s
		e.changed()
	}
}

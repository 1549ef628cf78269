package editor

import (
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
)

// timesStep asks when turns hand over and when each layer is on call.
func (e *editor) timesStep() fyne.CanvasObject {
	e.form = widgets.NewForm()
	if !e.isNew() {
		e.entry(e.form.Entry("name", "Name", "Payments", ""), &e.plan.name)
	}
	hint := "Handoffs are clock times there, also when clocks change."
	if len(e.plan.layers) > 1 {
		hint = "The rotation is shown in it. Layers without a zone of their own count in it."
	}
	e.entry(e.form.Entry("zone", "Time zone", "Europe/Berlin", hint), &e.plan.zone)
	e.layerForm = widgets.NewForm()
	e.layerFields(e.plan.layers[e.layerAt])
	return widgets.Scroll(widgets.PadAll(theme.Gap4, widgets.Col(theme.Gap3, e.form.Content(), e.layerBar("times"), e.layerForm.Content())))
}

func (e *editor) layerFields(l *layer) {
	if len(e.plan.layers) > 1 {
		e.entry(e.layerForm.Entry("layer", "Layer’s name", "Nights", ""), &l.name)
		e.entry(e.layerForm.Entry("layer.zone", "Layer’s zone", e.plan.zone, "The clock that its handoffs and windows go by. Empty: the rotation’s."), &l.zone)
	}
	e.dateField("first", "First handoff", "rotation.first", &l.day, "Its weekday is the handoff day.")
	e.entry(e.layerForm.Entry("clock", "At", "09:00", ""), &l.clock)
	e.entry(e.layerForm.Entry("turns", "A turn lasts", "1 week", "Such as 1 week, 2 days, 12 hours, 1 month; or a cycle: 1 day, then 3 days."), &l.turns)
	e.entry(e.layerForm.Entry("windows", "On call", "always", "Empty: always. Else Mon-Fri 09:00-17:00, daily 22:00-06:00, Sat,Sun or Fri 17:00-Mon 09:00; several with ; between."), &l.windows)
	at := 0
	if l.byCalendar {
		at = 1
	}
	count := widgets.NewSegments([]string{"time on call", "the calendar"}, at, func(i int) { l.byCalendar = i == 1; e.changed() }).WithID("rotation.count")
	e.layerForm.Add("count", "Turns count by", count, "By time on call, nobody’s turn falls into hours that the layer is not on call. By the calendar, turns go on all the same.")
}

// dateField lets a date change a text of the plan.
func (e *editor) dateField(name, label, id string, text *string, hint string) *widgets.DateField {
	f := e.newDateField(id, text)
	e.layerForm.Add(name, label, f, hint)
	return f
}

func (e *editor) newDateField(id string, text *string) *widgets.DateField {
	var at time.Time
	if d, err := model.ParseDate(*text); err == nil {
		at = d.Start(time.UTC)
	}
	f := widgets.NewDateField(at, e.back.now.In(e.back.zoneOf(e.plan.zone))).WithID(id)
	f.OnChanged = func(time.Time) { *text = f.Text(); e.changed() }
	e.texts = append(e.texts, func() { *text = f.Text() })
	return f
}

// layerBar chooses the layer that is shown, and adds and removes layers where the step is about times.
func (e *editor) layerBar(id string) fyne.CanvasObject {
	row := widgets.Row(theme.Gap2)
	if n := len(e.plan.layers); n > 1 {
		names := make([]string, n)
		for i := range names {
			names[i] = e.layerName(i)
		}
		if n <= 4 {
			row.Add(widgets.NewSegments(names, e.layerAt, e.showLayer).WithID("rotation." + id + ".layer"))
		} else {
			row.Add(widgets.NewSelect(names, e.layerAt, e.showLayer).WithID("rotation." + id + ".layer"))
		}
	}
	row.Add(widgets.Grow())
	if id != "times" {
		return row
	}
	if len(e.plan.layers) > 1 {
		e.before = widgets.NewIconButton(theme.IconLeft, "Stand before: where clock changes lay two layers over each other, the first is on call", func() { e.moveLayer(-1) }).WithID("rotation.layer.before")
		e.after = widgets.NewIconButton(theme.IconRight, "Stand after", func() { e.moveLayer(1) }).WithID("rotation.layer.after")
		e.before.EnableIf(reason(e.layerAt == 0, "it stands first already"))
		e.after.EnableIf(reason(e.layerAt == len(e.plan.layers)-1, "it stands last already"))
		row.Add(e.before)
		row.Add(e.after)
		row.Add(widgets.NewIconButton(theme.IconTrash, "Remove the layer "+e.layerName(e.layerAt), e.removeLayer).WithID("rotation.layer.remove"))
	}
	row.Add(widgets.NewButton("Add layer", e.addLayer).WithIcon(theme.IconPlus).WithHint("other hours, another place, with people of its own").WithID("rotation.layer.add"))
	return row
}

// showLayer shows the part of the step that is about a layer.
func (e *editor) showLayer(i int) {
	e.keepTexts()
	e.layerAt = i
	e.fill()
	e.desk.Shell.Log().Event("layer " + e.layerName(i))
}

func (e *editor) addLayer() {
	e.keepTexts()
	if len(e.plan.layers) == 1 && tidy(e.plan.layers[0].name) == "" {
		e.plan.layers[0].name = "Layer 1"
	}
	e.plan.addLayer()
	e.layerAt = len(e.plan.layers) - 1
	e.plan.layers[e.layerAt].name = "Layer " + string(rune('0'+min(9, len(e.plan.layers))))
	e.fill()
	e.changed()
}

// moveLayer lets the layer that is shown stand one place earlier or later, and leaves the keyboard on the button that can go on.
func (e *editor) moveLayer(by int) {
	to := e.layerAt + by
	if to < 0 || to >= len(e.plan.layers) {
		return
	}
	e.keepTexts()
	e.plan.layers[e.layerAt], e.plan.layers[to] = e.plan.layers[to], e.plan.layers[e.layerAt]
	e.layerAt = to
	e.fill()
	on := e.before
	if by > 0 && !e.after.Disabled() || e.before.Disabled() {
		on = e.after
	}
	e.desk.Shell.Canvas().Focus(on)
	e.desk.Shell.Log().Event("layer " + e.layerName(to) + " to " + string(rune('1'+min(8, to))))
	e.changed()
}

func (e *editor) removeLayer() {
	e.plan.layers = append(e.plan.layers[:e.layerAt:e.layerAt], e.plan.layers[e.layerAt+1:]...)
	if len(e.plan.layers) == 1 && e.isNew() {
		e.plan.layers[0].name = ""
	}
	e.layerAt = max(0, e.layerAt-1)
	e.fill()
	e.changed()
}

// localText is a moment as date and clock.
func localText(t time.Time) (day, clock string) { return t.Format(time.DateOnly), t.Format("15:04") }

package editor

import (
	"time"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
)

// effectForm asks from when on a change counts. It stands beside every step.
type effectForm struct {
	content *fyne.Container
	fields  fyne.CanvasObject
	day     *widgets.DateField
	note    *widgets.Para // what is wrong
}

func newEffectForm(e *editor) *effectForm {
	f := &effectForm{content: widgets.Col(theme.Gap2), note: newNote()}
	loc := e.back.zoneOf(e.back.stored.Zone)
	if e.effect.version != 0 {
		f.content.Add(widgets.Bold("The version to come counts from"))
	} else {
		f.content.Add(widgets.Bold("The change counts from"))
		words := []string{"the next handoff, " + model.FormatTime(e.back.next.In(loc), e.back.now), "now on", "another moment"}
		f.content.Add(widgets.NewSelect(words, e.effect.mode, func(i int) { f.choose(e, i) }).WithID("rotation.effect"))
	}
	var at time.Time
	if d, err := model.ParseDate(e.effect.day); err == nil {
		at = d.Start(time.UTC)
	}
	f.day = widgets.NewDateField(at, e.back.now.In(loc)).WithID("rotation.from")
	f.day.OnChanged = func(time.Time) { e.effect.day = f.day.Text(); e.changed() }
	clock := widgets.NewEntry("09:00").WithID("rotation.from.clock")
	e.entry(clock, &e.effect.clock)
	f.fields = widgets.Row(theme.Gap2, widgets.Fixed(128, 0, f.day), widgets.Fixed(72, 0, clock), widgets.Grow())
	f.content.Add(f.fields)
	f.content.Add(f.note)
	f.content.Add(widgets.CaptionPara("Who is on call then stays until the handoff. Versions that come later stay as they are."))
	show(f.fields, e.effect.mode == atMoment)
	return f
}

func (f *effectForm) choose(e *editor, mode int) {
	e.effect.mode = mode
	say(f.note, "")
	show(f.fields, mode == atMoment)
	e.changed()
}

// newNote is a line for what is wrong, hidden until there is something.
func newNote() *widgets.Para {
	note := widgets.CaptionPara("").In(theme.Bad)
	note.Hide()
	return note
}

func say(note *widgets.Para, words string) {
	note.SetText(words)
	show(note, words != "")
}

package toil

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
)

// quickLine is the panel with the one line: what is written is read at once, and Enter saves it.
type quickLine struct {
	desk    *desk.Desk
	data    data
	preset  model.ID // who is meant when nobody is named
	saving  bool
	refused bool // Enter was refused and the line is as it was then
	entry   *widgets.Entry
	chips   *fyne.Container // what was understood
	habits  *fyne.Container // what to log again
	content fyne.CanvasObject
}

func newQuickLine(d *desk.Desk) *quickLine {
	q := &quickLine{desk: d, chips: container.New(&oneLine{flexible: -1, gap: theme.Gap1}), habits: container.New(&twoLines{gap: theme.Gap2})}
	q.entry = widgets.NewEntry("restart payout workers 20m @ana yesterday #payouts").Tall().WithHint("Enter saves").WithID("toil.line")
	q.entry.OnChanged = func(string) { q.read() }
	q.entry.OnSubmitted = q.save
	head := widgets.Head{Title: "Log toil", Caption: "one line: what, how long, who, when, #tag", Right: []fyne.CanvasObject{widgets.KeyCap("Ctrl T", theme.Surface)}}
	body := widgets.Col(0, q.entry, widgets.Pad(theme.Gap2, 0, theme.Gap2, 0, q.chips), widgets.HRule(), widgets.Pad(theme.Gap2, 0, 0, 0, q.habits))
	q.content = widgets.Panel(head, widgets.PadAll(theme.Gap3, body))
	return q
}

// show takes what was loaded. What is being written stays.
func (q *quickLine) show(d data) {
	q.data = d
	if !q.knows(q.preset) {
		q.preset = lastUsed(d.recent, d.people)
	}
	q.showAgain()
	if !q.refused { // what was said about the line stays
		q.read()
	}
}

func (q *quickLine) knows(id model.ID) bool {
	for _, p := range q.data.people {
		if p.ID == id {
			return true
		}
	}
	return false
}

// clear empties the line and reports whether there was something in it.
func (q *quickLine) clear() bool {
	if q.entry.Text() == "" {
		return false
	}
	q.entry.SetText("")
	return true
}

// example writes a first entry into the line, to be looked at and saved.
func (q *quickLine) example() { q.write("Restart payout workers 20m #payouts") }

// again writes an entry of a person into the line, as of today.
func (q *quickLine) again(o often, who model.ID) {
	if q.knows(who) {
		q.preset = who
	}
	q.write(o.line())
}

func (q *quickLine) write(line string) {
	q.entry.SetText(line)
	q.entry.Focus()
}

// read shows what the line was understood as.
func (q *quickLine) read() {
	q.refused = false
	q.entry.SetWrong(false)
	text := q.entry.Text()
	r := read(text, q.data.people, q.preset, q.data.today)
	if strings.TrimSpace(text) == "" || len(q.data.people) == 0 {
		words := "For " + r.person.First() + ", today, unless the line says otherwise: @name, yesterday, Mon or 2026-11-17."
		if r.person.ID == 0 {
			words = ""
		}
		q.showChips(0, fyne.MeasureText(words, theme.TextCaption, fyne.TextStyle{}).Width+2, widgets.Caption(words).Cut())
		return
	}
	if r.whoErr {
		r.missing = "who is “" + r.line.Who + "”?"
	}
	q.showReading(r, false)
}

// showReading shows chips for what was understood, and words for what is missing.
func (q *quickLine) showReading(r reading, refused bool) {
	icon, ink := widgets.NewIcon(theme.IconGood, 14, theme.Good), theme.Good
	switch {
	case r.missing != "" && refused:
		icon, ink = widgets.NewIcon(theme.IconBad, 14, theme.Bad), theme.Bad
	case r.missing != "":
		icon, ink = widgets.NewIcon(theme.IconWarn, 14, theme.Warn), theme.Warn
	}
	row, flexible, natural := []fyne.CanvasObject{widgets.Fixed(18, chipHeight, icon)}, -1, float32(0)
	if what := r.line.What; what != "" {
		task := chip("task", widgets.Body(what).Cut())
		flexible, natural = len(row), chipWidth("task", what)
		if r.missing != "" { // the words on what is missing need the room
			task = widgets.Fixed(min(natural, taskLeast), 0, task)
		}
		row = append(row, task)
	}
	if r.line.Minutes > 0 {
		row = append(row, chip("time", widgets.Body(model.FormatMinutes(r.line.Minutes))))
	}
	if r.person.ID != 0 {
		row = append(row, chip("", desk.Tile(r.person), widgets.Body(r.person.First())))
	}
	row = append(row, chip("on", widgets.Body(dayWords(r.line.Day, q.data.today))))
	if r.line.Tag != "" {
		row = append(row, chip("tag", widgets.Body(r.line.Tag)))
	}
	if r.missing != "" {
		flexible, natural = len(row), fyne.MeasureText(r.missing, theme.TextBody, fyne.TextStyle{}).Width+2
		row = append(row, widgets.Ellipsis(widgets.Body(r.missing).In(ink)))
	}
	q.showChips(flexible, natural, row...)
}

// taskLeast is how wide the task's chip may be beside words on what is missing.
const taskLeast = 150

func (q *quickLine) showChips(flexible int, natural float32, row ...fyne.CanvasObject) {
	q.chips.Layout = &oneLine{flexible: flexible, natural: natural, gap: theme.Gap1}
	q.chips.Objects = row
	q.chips.Refresh()
}

const chipHeight = 22

// chip is one thing that was understood: its name in a caption, and the value.
func chip(name string, value ...fyne.CanvasObject) fyne.CanvasObject {
	row := widgets.Row(theme.Gap1)
	if name != "" {
		row.Add(widgets.Caption(name).In(theme.Text2))
	}
	for i, o := range value {
		if i == len(value)-1 {
			o = widgets.Grow(o)
		}
		row.Add(o)
	}
	return widgets.Stack(widgets.NewRect(theme.AccentSoft, 0, chipHeight).Rounded(theme.RadiusControl), widgets.Pad(0, chipRoom, 0, chipRoom, row))
}

const chipRoom = 7

// chipWidth is how wide a chip of text would like to be, in units.
func chipWidth(name, value string) float32 {
	return fyne.MeasureText(name, theme.TextCaption, fyne.TextStyle{}).Width + fyne.MeasureText(value, theme.TextBody, fyne.TextStyle{}).Width + theme.Gap1 + 2*chipRoom + 2
}

// showAgain offers the most frequent entries of the last weeks.
func (q *quickLine) showAgain() {
	row := []fyne.CanvasObject{widgets.Caption("Again:")}
	for i, o := range habits(q.data.recent, q.data.today) {
		c := widgets.NewChip(o.what+" "+compact(o.minutes), false, nil).WithID("toil.again." + string(rune('0'+i)))
		c.OnChanged = func(bool) {
			c.Set(false) // it is a shortcut, not a switch
			q.write(o.line())
		}
		row = append(row, c)
	}
	if len(row) == 1 {
		row[0] = widgets.Caption("What you log often will be offered here, to log it again.")
	}
	q.habits.Objects = row
	q.habits.Refresh()
}

// save logs the line, or says what is missing.
func (q *quickLine) save(text string) {
	if strings.TrimSpace(text) == "" || len(q.data.people) == 0 || q.saving {
		return
	}
	if r := read(text, q.data.people, q.preset, q.data.today); r.missing != "" {
		q.refuse(r)
		return
	}
	q.saving = true
	q.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		entry, err := q.desk.WS.ToilLine(ctx, text, q.preset)
		if err == nil {
			_, err = q.desk.WS.LogToil(ctx, entry)
		}
		return func() { q.saved(text, entry.PersonID) }, err
	}, func(err error) {
		q.saving = false
		r := read(text, q.data.people, q.preset, q.data.today)
		r.missing = err.Error()
		q.refuse(r)
	})
}

// saved empties the line for the next entry of the same person.
func (q *quickLine) saved(text string, who model.ID) {
	q.saving, q.preset = false, who
	if q.entry.Text() == text {
		q.entry.SetText("")
	}
	q.read()
}

func (q *quickLine) refuse(r reading) {
	q.desk.Shell.Log().Event("problem " + r.missing)
	q.refused = true
	q.entry.SetWrong(true)
	q.showReading(r, true)
}

package editor

import (
	"fmt"
	"math"
	"slices"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
)

// fillSide shows beside the step who takes turns, where that is all there is to say, or in words what the rule does.
func (e *editor) fillSide() {
	col := widgets.Col(theme.Gap3)
	if e.effectForm != nil {
		col.Add(e.effectForm.content)
		col.Add(widgets.HRule())
	}
	if e.step() == stepKind && len(e.plan.layers) == 1 {
		col.Add(widgets.Bold("Who takes turns, in which order"))
		col.Add(newOrder(e, e.plan.layers[0].holds[e.plan.roles[0]]).content)
	}
	col.Add(e.words)
	e.fillWords()
	e.side.Objects = []fyne.CanvasObject{widgets.Scroll(widgets.PadAll(theme.Gap4, col))}
	e.side.Refresh()
}

// fillWords says what is wrong, or what the rule does and what a change means.
func (e *editor) fillWords() {
	e.words.Objects = nil
	switch {
	case len(e.wrong) > 0:
		e.words.Add(widgets.Bold(model.Count(len(e.wrong), "thing to put right", "things to put right")))
		for _, t := range e.wrong {
			e.words.Add(e.troubleLine(t))
		}
	case e.ready:
		e.words.Add(widgets.Bold("What the rule does"))
		for _, words := range e.describe() {
			e.words.Add(widgets.CaptionPara(words))
		}
		if e.step() != stepCheck {
			for _, o := range e.coverage() {
				e.words.Add(o)
			}
		}
		if !e.isNew() {
			e.words.Add(widgets.HRule())
			e.addImpact()
		}
		if e.step() != stepCheck {
			e.addWarnings(e.words)
		}
	}
	e.words.Refresh()
}

// troubleLine is a problem and the way to where it is.
func (e *editor) troubleLine(t trouble) fyne.CanvasObject {
	col := widgets.Col(2, widgets.Bullet(theme.IconBad, theme.Bad, t.words))
	if t.field == "from" {
		return col
	}
	where := stepNames[t.step]
	if t.layer >= 0 && len(e.plan.layers) > 1 {
		where += ", " + e.layerName(t.layer)
	}
	col.Add(widgets.Row(0, widgets.NewLink(where, func() { e.goToStep(t.step, t.layer) }).WithID("rotation.trouble."+t.field), widgets.Grow()))
	return col
}

// describe says the rule in words: when each layer hands over, and who holds the roles.
func (e *editor) describe() []string {
	var out []string
	for _, l := range e.shownVersion().Layers {
		words := upper(l.Describe(e.plan.zone)) + "."
		if l.Name != "" {
			words = "**" + l.Name + "**: " + words
		}
		out = append(out, words)
	}
	for _, x := range e.plan.roles {
		if after, same := e.plan.followed(x); same && after != nil {
			out = append(out, fmt.Sprintf("**%s** is whoever comes next after the %s and can; nobody holds both.", upper(x.name), after.name))
		}
	}
	return out
}

// shownVersion is the version that is changed, as it would be stored.
func (e *editor) shownVersion() model.Version {
	from := e.back.now
	if e.dated() {
		if at, bad := e.moment(); bad == nil && !at.IsZero() {
			from = at
		}
	}
	return e.preview.Rotation.At(from)
}

// coverage says how much of a usual week each role is covered.
func (e *editor) coverage() []fyne.CanvasObject {
	whole := ""
	var out []fyne.CanvasObject
	for _, w := range e.preview.Week {
		if math.Round(w.Hours) >= 167 {
			whole += ", " + w.Role
			continue
		}
		out = append(out, widgets.Note(widgets.Info, fmt.Sprintf("%s: %s of the 168 hours of a week", w.Role, model.FormatQuantity(math.Round(w.Hours)))))
	}
	if whole != "" {
		out = append([]fyne.CanvasObject{widgets.Bullet(theme.IconGood, theme.Good, "Covered every hour of the week: "+whole[2:])}, out...)
	}
	return out
}

// addImpact says what saving means for the shifts of the rule and for people.
func (e *editor) addImpact() {
	impact := e.preview.Impact
	e.words.Add(widgets.Bold("What changes"))
	if impact.Shifts == 0 {
		e.words.Add(widgets.CaptionPara("No shift changes."))
		return
	}
	verb := "change"
	if impact.Shifts == 1 {
		verb = "changes"
	}
	e.words.Add(widgets.CaptionPara(fmt.Sprintf("**%s of %s %s** until %s, against the rule as it stands.", model.Count(impact.Shifts, "shift", "shifts"),
		model.Count(len(impact.People), "person", "people"), verb, model.FormatDate(impact.Window.End.In(e.back.zoneOf(e.plan.zone)), e.back.now))))
	for _, p := range impact.People {
		x := e.back.byID[p.PersonID]
		by := (p.After - p.Before).Hours()
		sign := "+"
		if by < 0 {
			sign, by = "–", -by
		}
		name := e.back.first(p.PersonID)
		row := widgets.Row(theme.Gap2)
		if x.ID != 0 {
			row.Add(widgets.NewTile(x.Colour, x.Initials()))
		}
		row.Add(widgets.Grow(widgets.Ellipsis(widgets.Body(name))))
		row.Add(widgets.Body(sign + model.FormatQuantity(math.Round(by)) + " h").Right())
		e.words.Add(row)
	}
}

// addWarnings says what to look at before saving.
func (e *editor) addWarnings(to *fyne.Container) {
	if e.preview.Missing != "" {
		to.Add(widgets.Bullet(theme.IconBad, theme.Bad, e.preview.Missing))
	}
	for _, words := range e.preview.Impact.Warnings {
		to.Add(widgets.Bullet(theme.IconWarn, theme.Warn, words))
	}
	if len(e.preview.Impact.Warnings) > 0 && e.severalClocks() {
		one := widgets.NewButton("Let all layers go by "+model.CityOf(e.plan.zone)+"’s clock", e.oneClock).Small().WithID("rotation.clock")
		to.Add(widgets.Row(0, one, widgets.Grow()))
		to.Add(widgets.CaptionPara("No gap and no overlap then when clocks change; the hours elsewhere move by one for a part of the year."))
	}
}

// severalClocks reports whether layers count in zones of their own.
func (e *editor) severalClocks() bool {
	return slices.ContainsFunc(e.plan.layers, func(l *layer) bool { return tidy(l.zone) != "" && tidy(l.zone) != tidy(e.plan.zone) })
}

// oneClock writes the times of all layers in the rotation's zone.
func (e *editor) oneClock() {
	e.keepTexts()
	layers, _ := e.plan.modelLayers()
	zone := tidy(e.plan.zone)
	for i, l := range layers {
		moved, err := l.OnClock(zone, zone)
		if err != nil {
			return // a zone that is wrong is said already
		}
		shown := e.plan.layers[i]
		shown.zone, shown.day, shown.clock, shown.windows = "", moved.First.Date().String(), moved.First.Clock().String(), model.FormatWindows(moved.Windows)
	}
	e.fill()
	e.changed()
}

func upper(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

func (e *editor) layerName(i int) string {
	if name := tidy(e.plan.layers[i].name); name != "" {
		return name
	}
	return fmt.Sprintf("layer %d", i+1)
}

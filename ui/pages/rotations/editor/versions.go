package editor

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
)

// versionsStep lists how the rule changed and will change.
func (e *editor) versionsStep() fyne.CanvasObject {
	col := widgets.Col(theme.Gap3)
	r := e.back.stored
	for i, v := range slices.Backward(r.Versions) {
		if i < len(r.Versions)-1 {
			col.Add(widgets.HRule())
		}
		col.Add(e.versionRow(i, v))
	}
	if e.effect.version != 0 {
		col.Add(widgets.Row(0, widgets.NewButton("Change the rule in force instead", func() { e.load(r.At(e.back.now), 0) }).WithID("version.current"), widgets.Grow()))
	}
	return widgets.Scroll(widgets.PadAll(theme.Gap4, col))
}

func (e *editor) versionRow(i int, v model.Version) fyne.CanvasObject {
	r := e.back.stored
	loc := e.back.zoneOf(r.Zone)
	from := "From the beginning"
	if !v.From.IsZero() {
		from = "From " + model.FormatTime(v.From.In(loc), e.back.now)
	}
	head := widgets.Row(theme.Gap2, widgets.Bold(from))
	ahead := v.From.After(e.back.now)
	switch {
	case e.effect.taken[v.ID]:
		head.Add(widgets.Badge(widgets.Warn, "is taken back when saved"))
	case ahead:
		head.Add(widgets.Badge(widgets.Info, "to come"))
	case v.ID == r.At(e.back.now).ID:
		head.Add(widgets.Badge(widgets.Good, "in force"))
	default:
		head.Add(widgets.Badge(widgets.Neutral, "past"))
	}
	head.Add(widgets.Grow())
	if ahead {
		e.addVersionButtons(head, i, v)
	}
	col := widgets.Col(theme.Gap1, head)
	for _, words := range e.versionWords(i, v) {
		col.Add(widgets.CaptionPara(words))
	}
	return col
}

func (e *editor) addVersionButtons(head *fyne.Container, i int, v model.Version) {
	if e.effect.taken[v.ID] {
		head.Add(widgets.NewButton("Keep it", func() { e.take(v, false) }).Small().WithID(fmt.Sprintf("version.keep.%d", i)))
		return
	}
	edit := widgets.NewButton("Change…", func() { e.load(v, v.ID) }).Small().WithID(fmt.Sprintf("version.edit.%d", i))
	back := widgets.NewButton("Take back", func() { e.take(v, true) }).Small().Danger().WithID(fmt.Sprintf("version.remove.%d", i))
	if e.effect.version == v.ID {
		edit.DisableBecause("it is what you change now")
		back.DisableBecause("it is what you change now")
	}
	head.Add(edit)
	head.Add(back)
}

// take takes a version to come back, or keeps it after all.
func (e *editor) take(v model.Version, back bool) {
	e.effect.taken[v.ID] = back
	e.fill()
	e.changed()
}

// load shows another version for changing.
func (e *editor) load(v model.Version, version model.ID) {
	e.begin(planOf(e.back.stored, v))
	e.effect.version, e.effect.mode = version, atHandoff
	if version != 0 {
		e.effect.mode = atMoment
		e.effect.day, e.effect.clock = localText(v.From.In(e.back.zoneOf(e.back.stored.Zone)))
	}
	e.layerAt, e.roleAt = 0, 0
	e.effectForm = newEffectForm(e)
	e.goToStep(stepTimes, 0)
	e.changed()
}

// versionWords say what a version is, or how it differs from the one before.
func (e *editor) versionWords(i int, v model.Version) []string {
	r := e.back.stored
	if i == 0 {
		return append(layerWords(r, v), "Takes turns: "+e.names(v.People())+".")
	}
	before := r.Versions[i-1]
	var out []string
	was := layerWords(r, before)
	for _, words := range layerWords(r, v) {
		if !slices.Contains(was, words) {
			out = append(out, words)
		}
	}
	for _, l := range before.Layers {
		if _, kept := v.Layer(l.Name); !kept {
			out = append(out, "The layer "+l.Name+" ends.")
		}
	}
	joined, left := missing(v.People(), before.People()), missing(before.People(), v.People())
	if len(joined) > 0 {
		out = append(out, "Joins: "+e.names(joined)+".")
	}
	if len(left) > 0 {
		out = append(out, "Leaves: "+e.names(left)+".")
	}
	out = append(out, e.newDates(v, before)...)
	if len(out) == 0 {
		out = append(out, "Another order or other roles of the same people.")
	}
	return out
}

func layerWords(r model.Rotation, v model.Version) []string {
	var out []string
	for _, l := range v.Layers {
		words := upper(l.Describe(r.Zone)) + "."
		if l.Name != "" {
			words = "**" + l.Name + "**: " + words
		}
		out = append(out, words)
	}
	return out
}

// missing are those of a list who are not in another.
func missing(of, in []model.ID) []model.ID {
	return slices.DeleteFunc(slices.Clone(of), func(id model.ID) bool { return slices.Contains(in, id) })
}

func (e *editor) names(ids []model.ID) string {
	if len(ids) == 0 {
		return "nobody yet"
	}
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = e.back.first(id)
	}
	return strings.Join(out, ", ")
}

// newDates says who joins or leaves on a day by a version, and not by the one before.
func (e *editor) newDates(v, before model.Version) []string {
	was := map[model.Member]bool{}
	for _, m := range membersIn(before) {
		was[m] = true
	}
	var out []string
	say := func(m model.Member, verb string, day model.Date) {
		words := fmt.Sprintf("%s %s %s.", e.back.first(m.PersonID), verb, model.FormatDate(day.Start(e.back.now.Location()), e.back.now))
		if !day.IsZero() && !slices.Contains(out, words) {
			out = append(out, words)
		}
	}
	for _, m := range membersIn(v) {
		if !was[m] {
			say(m, "takes turns from", m.From)
			say(m, "is gone from", m.Until)
		}
	}
	return out
}

func membersIn(v model.Version) []model.Member {
	var out []model.Member
	for _, l := range v.Layers {
		for _, o := range l.Orders {
			out = append(out, o.Members...)
		}
	}
	return out
}

package editor

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"watchbill/ui/theme"
	"watchbill/ui/widgets"
)

// usualRoles are offered by a press; own says that people of their own hold them.
var usualRoles = []struct {
	name string
	own  bool
}{{"primary", true}, {"secondary", false}, {"shadow", false}, {"manager", true}}

// rolesStep asks which roles there are and who holds them.
func (e *editor) rolesStep() fyne.CanvasObject {
	col := widgets.Col(theme.Gap2, widgets.CaptionPara("The most important role first. A role that follows another is held by whoever comes next in that order and can: the secondary of one turn is the primary of the next, and nobody holds two at once."))
	e.note = newNote()
	col.Add(e.note)
	for i, x := range e.plan.roles {
		col.Add(e.roleRow(i, x))
	}
	more := widgets.Row(theme.Gap2)
	for _, u := range usualRoles {
		if !slices.ContainsFunc(e.plan.roles, func(x *role) bool { return tidy(x.name) == u.name }) {
			more.Add(widgets.NewButton(upper(u.name), func() { e.addRole(u.name, u.own) }).WithIcon(theme.IconPlus).WithID("role.add." + u.name))
		}
	}
	more.Add(widgets.NewButton("Own name", func() { e.addRole("", false) }).WithIcon(theme.IconPlus).WithID("role.add.own"))
	more.Add(widgets.Grow())
	col.Add(more)
	return widgets.Scroll(widgets.PadAll(theme.Gap4, col))
}

func (e *editor) roleRow(i int, x *role) fyne.CanvasObject {
	name := widgets.NewEntry("escalation").WithID(fmt.Sprintf("role.name.%d", i))
	e.entry(name, &x.name)
	up := widgets.NewIconButton(theme.IconUp, "More important", func() { e.moveRole(i, -1) }).Quiet().WithID(fmt.Sprintf("role.up.%d", i))
	down := widgets.NewIconButton(theme.IconDown, "Less important", func() { e.moveRole(i, 1) }).Quiet().WithID(fmt.Sprintf("role.down.%d", i))
	gone := widgets.NewIconButton(theme.IconTrash, "Remove the role", func() { e.removeRole(x) }).Quiet().WithID(fmt.Sprintf("role.remove.%d", i))
	up.EnableIf(reason(i == 0, "already first"))
	down.EnableIf(reason(i == len(e.plan.roles)-1, "already last"))
	gone.EnableIf(reason(len(e.plan.roles) == 1, "a rotation needs a role"))
	words, after, chosen := e.holders(x)
	choose := widgets.NewSelect(words, chosen, func(i int) {
		if i < len(after) {
			e.plan.follow(x, after[i])
			e.changed()
		}
	}).WithID(fmt.Sprintf("role.hold.%d", i))
	return widgets.Row(theme.Gap2, widgets.Fixed(180, 0, name), widgets.Grow(choose), up, down, gone)
}

func reason(not bool, why string) string {
	if not {
		return why
	}
	return ""
}

// holders are who can hold a role: people of its own, or who comes next after another.
func (e *editor) holders(x *role) (words []string, after []*role, chosen int) {
	words, after = []string{"people of its own, in order"}, []*role{nil}
	now, same := e.plan.followed(x)
	for _, o := range e.plan.roles {
		if o != x && !e.plan.leads(o, x) {
			words, after = append(words, "the next who can after "+o.name), append(after, o)
		}
	}
	if !same {
		return append(words, "not the same in all layers"), after, len(words)
	}
	return words, after, max(0, slices.Index(after, now))
}

func (e *editor) addRole(name string, own bool) {
	e.plan.add(name, own)
	e.fill()
	e.changed()
}

func (e *editor) removeRole(x *role) {
	e.plan.drop(x)
	e.fill()
	e.changed()
}

func (e *editor) moveRole(i, by int) {
	if j := i + by; j >= 0 && j < len(e.plan.roles) {
		e.plan.roles[i], e.plan.roles[j] = e.plan.roles[j], e.plan.roles[i]
		e.fill()
		e.changed()
	}
}

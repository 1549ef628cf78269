package editor

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"watchbill/ui/theme"
	"watchbill/ui/widgets"
)

// peopleStep asks who takes the turns of each layer and role, in order.
func (e *editor) peopleStep() fyne.CanvasObject {
	l, x := e.plan.layers[e.layerAt], e.plan.roles[e.roleAt]
	col := widgets.Col(theme.Gap3)
	if len(e.plan.layers) > 1 {
		col.Add(e.layerBar("people"))
	}
	head := widgets.Row(theme.Gap2)
	if len(e.plan.roles) > 1 {
		names := make([]string, len(e.plan.roles))
		for i, r := range e.plan.roles {
			names[i] = r.name
		}
		head.Add(widgets.NewSegments(names, e.roleAt, func(i int) { e.keepTexts(); e.roleAt = i; e.fill() }).WithID("rotation.people.role"))
	}
	head.Add(widgets.Grow(e.holdSelect(l, x)))
	col.Add(head)
	e.note = newNote()
	col.Add(e.note)
	switch h := l.holds[x]; {
	case h.none:
		col.Add(widgets.CaptionPara(fmt.Sprintf("Nobody of %s is %s: other layers have the role, or nobody does in its hours.", e.layerName(e.layerAt), x.name)))
	case h.after != nil:
		col.Add(widgets.CaptionPara(fmt.Sprintf("The %s is whoever comes next after the %s in that order and can: who has joined, is not away, and holds no other role then. Choose the people under %s.", x.name, h.after.name, h.after.name)))
	default:
		order := newOrder(e, h)
		col.Add(widgets.CaptionPara("Tick who takes part. Drag a row, or use its arrows, to change whose turn comes when. Adding somebody never moves who is on call today."))
		col.Add(order.content)
		col.Add(widgets.Row(0, widgets.NewButton("Add a turn of nobody", order.addNobody).WithIcon(theme.IconPlus).WithHint("left unstaffed on purpose, for others to cover").WithID("order.nobody"), widgets.Grow()))
	}
	return widgets.Scroll(widgets.PadAll(theme.Gap4, col))
}

// holdSelect chooses how a layer holds a role.
func (e *editor) holdSelect(l *layer, x *role) fyne.CanvasObject {
	words, after, _ := e.holders(x)
	words = words[:len(after)]
	h := l.holds[x]
	chosen := max(0, slices.Index(after, h.after))
	if len(e.plan.layers) > 1 {
		words = append(words, "not in this layer")
		if h.none {
			chosen = len(after)
		}
	}
	return widgets.NewSelect(words, chosen, func(i int) {
		h.none = i == len(after)
		if !h.none {
			h.after = after[i]
		}
		e.fill()
		e.changed()
	}).WithID("rotation.people.hold")
}

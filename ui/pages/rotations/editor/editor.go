package editor

import (
	"maps"
	"slices"

	"fyne.io/fyne/v2"

	"watchbill/model"
	"watchbill/ui/pages/desk"
	"watchbill/ui/theme"
	"watchbill/ui/widgets"
	"watchbill/workspace"
)

// step is a part of the dialogue: a step of the wizard, a tab of the editor.
type step int

const (
	stepKind step = iota
	stepTimes
	stepRoles
	stepPeople
	stepVersions
	stepCheck
)

var stepNames = map[step]string{stepKind: "Kind", stepTimes: "Times", stepRoles: "Roles", stepPeople: "People", stepVersions: "Versions", stepCheck: "Check"}

// editor is the open dialogue.
type editor struct {
	desk   *desk.Desk
	back   background
	plan   *plan
	kind   model.RuleKind
	effect effect

	steps   []step
	at      int      // of steps
	layerAt int      // the layer that is shown
	roleAt  int      // the role whose people are shown
	texts   []func() // take what stands in date fields into the plan

	dialog     *widgets.Dialog
	tabs       *widgets.Segments
	form       *widgets.Form // of the step that is shown, or nil
	layerForm  *widgets.Form // of the layer that is shown, or nil
	note       *widgets.Para // in steps without a form: what is wrong
	body, side *fyne.Container
	strip      *strip
	main, next *widgets.Button
	prev       *widgets.Button
	before     *widgets.Button // move the layer that is shown, where there are several
	after      *widgets.Button
	effectForm *effectForm
	words      *fyne.Container // in the side: what the rule does

	untouched string // the plan before anything was typed

	number  int // of the latest preview asked for
	preview workspace.RotationPreview
	wrong   []trouble
	ready   bool // a preview is there
}

func newEditor(d *desk.Desk, b background) *editor {
	e := &editor{desk: d, back: b, steps: []step{stepTimes, stepRoles, stepPeople, stepVersions, stepCheck}, effect: effect{taken: map[model.ID]bool{}}}
	if b.stored.ID == 0 {
		e.steps = []step{stepKind, stepTimes, stepRoles, stepPeople, stepCheck}
		e.start(model.WeeklyRule)
	} else {
		e.begin(planOf(b.stored, b.stored.At(b.now)))
		e.effect.day, e.effect.clock = localText(b.next.In(b.zoneOf(b.stored.Zone)))
	}
	e.body, e.side, e.words = widgets.Stack(), widgets.Stack(), widgets.Col(theme.Gap3)
	e.strip = newStrip(e)
	return e
}

// start begins a new rotation with a kind of rule, under the name that was typed.
func (e *editor) start(kind model.RuleKind) {
	name := ""
	if e.plan != nil {
		name = e.plan.name
	}
	r := model.StartRotation(kind, e.back.team, e.back.inTeam(), e.back.now)
	e.kind = kind
	e.begin(planOf(r, r.Versions[0]))
	e.plan.name, e.layerAt, e.roleAt = name, 0, 0
}

// begin shows a plan in which nothing was typed yet.
func (e *editor) begin(p *plan) { e.plan, e.untouched = p, p.text() }

// written is what closing would lose: all of the plan, where somebody changed something of it.
func (e *editor) written() string {
	e.keepTexts()
	text := e.plan.text()
	taken := slices.Contains(slices.Collect(maps.Values(e.effect.taken)), true)
	if text == e.untouched && !taken {
		return ""
	}
	return text
}

func (e *editor) isNew() bool { return e.back.stored.ID == 0 }

func (e *editor) show() {
	names := make([]string, len(e.steps))
	for i, s := range e.steps {
		names[i] = stepNames[s]
		if e.isNew() {
			names[i] = string(rune('1'+i)) + " " + names[i]
		}
	}
	e.tabs = widgets.NewSegments(names, 0, e.goTo).WithID("rotation.step")
	e.prev = widgets.NewButton("Back", func() { e.goTo(e.at - 1) }).WithIcon(theme.IconLeft).WithID("rotation.back")
	e.next = widgets.NewButton("Next", func() { e.goTo(e.at + 1) }).WithID("rotation.next")
	e.main = widgets.NewButton("", e.forward).Primary().WithID("rotation.save")
	if !e.isNew() && e.dated() {
		e.effectForm = newEffectForm(e)
	}
	e.dialog = &widgets.Dialog{
		ID: "rotation", Title: "How does the rotation turn?", Sub: "Nothing is saved before “Add rotation”. All of it can be changed later.",
		Top:  widgets.Row(theme.Gap2, e.tabs, widgets.Grow()),
		Body: widgets.Col(0, widgets.Grow(e.body), widgets.HRule(), e.strip.content), Effect: e.side,
		Helpers: []fyne.CanvasObject{e.prev}, Main: e.main, Alternative: e.next, Width: 1180, Height: 720, Written: e.written,
	}
	if !e.isNew() {
		e.dialog.Title, e.dialog.Sub = "Change "+e.back.stored.Name, e.stands()
	}
	e.fill()
	e.desk.Shell.Open(e.dialog)
	e.changed()
}

// stands says what a change leaves as it is.
func (e *editor) stands() string {
	if e.back.until.IsZero() {
		return "Nothing is published of it yet: the rule becomes what you say here."
	}
	return "What is published, to " + model.FormatDate(e.back.until.In(e.back.zoneOf(e.back.stored.Zone)), e.back.now) + ", stays until another rota is published. What is past stays for good."
}

// goTo shows a step.
func (e *editor) goTo(at int) {
	if at < 0 || at >= len(e.steps) {
		return
	}
	e.keepTexts()
	e.at = at
	e.tabs.Choose(at)
	e.fill()
	e.dialog.ShowProblem("")
	e.desk.Shell.Log().Event("step " + stepNames[e.steps[at]])
}

// goToStep shows a step by what it is, and a layer.
func (e *editor) goToStep(s step, layer int) {
	if layer >= 0 {
		e.layerAt = layer
	}
	e.goTo(max(0, slices.Index(e.steps, s)))
}

func (e *editor) step() step { return e.steps[e.at] }

// fill shows the step anew.
func (e *editor) fill() {
	e.texts, e.form, e.layerForm, e.note = nil, nil, nil, nil
	e.layerAt = min(e.layerAt, len(e.plan.layers)-1)
	e.roleAt = max(0, min(e.roleAt, len(e.plan.roles)-1))
	content := map[step]func() fyne.CanvasObject{
		stepKind: e.kindStep, stepTimes: e.timesStep, stepRoles: e.rolesStep, stepPeople: e.peopleStep, stepVersions: e.versionsStep, stepCheck: e.checkStep,
	}[e.step()]()
	e.body.Objects = []fyne.CanvasObject{content}
	e.fillSide()
	e.buttons()
	e.dialog.Refresh()
}

// keepTexts takes what stands in date fields into the plan.
func (e *editor) keepTexts() {
	for _, keep := range e.texts {
		keep()
	}
}

// short reports whether the rotation is usually done with the first step: it has one layer, and everything else a sensible start.
func (e *editor) short() bool { return len(e.plan.layers) == 1 && e.kind != model.OwnRule }

// forwards reports whether the main action leads to the next step.
func (e *editor) forwards() bool { return e.isNew() && !e.short() && e.at+1 < len(e.steps) }

// buttons names the actions of the step.
func (e *editor) buttons() {
	switch {
	case e.forwards():
		e.main.SetText("Next: " + stepNames[e.steps[e.at+1]])
	case e.isNew():
		e.main.SetText("Add rotation")
	default:
		e.main.SetText("Save rotation")
	}
	show(e.next, e.isNew() && !e.forwards() && e.at+1 < len(e.steps))
	if !e.next.Hidden {
		e.next.SetText("Next: " + stepNames[e.steps[e.at+1]])
	}
	show(e.prev, e.isNew() && e.at > 0)
}

func show(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

// forward is the main action: the next step, or saving.
func (e *editor) forward() {
	if e.forwards() {
		e.goTo(e.at + 1)
		return
	}
	e.save()
}

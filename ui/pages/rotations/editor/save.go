package editor

import (
	"context"
	"reflect"
	"slices"

	"watchbill/model"
	"watchbill/workspace"
)

// save stores the rotation in one step, or says what is wrong where it is.
func (e *editor) save() {
	r, _, wrong := e.rotation()
	if tidy(e.plan.name) == "" {
		wrong = append([]trouble{{step: e.steps[0], layer: -1, field: "name", words: "The rotation needs a name, such as Payments."}}, wrong...)
	}
	if len(wrong) > 0 {
		e.refuse(wrong[0])
		return
	}
	r.Name = tidy(e.plan.name)
	e.dialog.ShowProblem("")
	e.desk.Change(func(ctx context.Context) (workspace.Done, error) {
		if err := e.unchanged(ctx); err != nil {
			return workspace.Done{}, err
		}
		return e.desk.WS.SaveRotation(ctx, r)
	}, func(workspace.Done) { e.dialog.Close() }, func(err error) { e.refuse(e.troubleOf(err, -1)) })
}

// unchanged refuses to write over what somebody else changed of the rotation while the dialogue was open.
func (e *editor) unchanged(ctx context.Context) error {
	if e.isNew() {
		return nil
	}
	now, err := storedNow(ctx, e.desk, e.back.stored.ID)
	if err == nil && !reflect.DeepEqual(now, e.back.stored) {
		err = model.Errorf(model.Conflict, "", "%s was changed while this form was open. Close it, look at the change, and make yours again.", now.Name)
	}
	return err
}

// refuse shows a problem beside its field, in the step that has it.
func (e *editor) refuse(t trouble) {
	e.desk.Shell.Log().Event("problem " + t.words)
	if note := e.effectNote(); t.field == "from" && note != nil {
		say(note, t.words)
		e.dialog.Refresh()
		return
	}
	if t.field == "" || !slices.Contains(e.steps, t.step) {
		e.dialog.ShowProblem(t.words)
		return
	}
	if e.step() != t.step || t.layer >= 0 && t.layer != e.layerAt {
		e.goToStep(t.step, t.layer)
	}
	switch {
	case e.form != nil && e.form.ShowError(t.field, t.words):
	case e.layerForm != nil && e.layerForm.ShowError(t.field, t.words):
	case e.note != nil:
		say(e.note, t.words)
		e.dialog.Refresh()
	default:
		e.dialog.ShowProblem(t.words)
	}
}

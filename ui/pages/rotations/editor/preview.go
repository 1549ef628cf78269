package editor

import (
	"context"

	"watchbill/ui/widgets"
)

// changed works out anew what the rule does. What is no longer the newest is dropped.
func (e *editor) changed() {
	e.number++
	number := e.number
	r, from, wrong := e.rotation()
	if len(wrong) > 0 {
		e.wrong = wrong
		e.showPreview()
		return
	}
	e.desk.Shell.Do(func(ctx context.Context) (func(), error) {
		p, err := e.desk.WS.PreviewRotation(ctx, r, from)
		return func() {
			if number == e.number {
				e.preview, e.wrong, e.ready = p, nil, true
				e.showPreview()
			}
		}, err
	}, func(err error) {
		if number != e.number {
			return
		}
		e.wrong = nil
		for _, p := range problems(err) {
			e.wrong = append(e.wrong, e.troubleOf(p, -1))
		}
		e.showPreview()
	})
}

// showPreview shows what was worked out, in the strip, in the side, and in the last step.
func (e *editor) showPreview() {
	if len(e.wrong) == 0 {
		e.clearErrors()
	}
	e.strip.show()
	e.fillWords()
	if e.step() == stepCheck {
		e.body.Objects[0] = e.checkStep()
	}
	e.buttons()
	e.dialog.Refresh()
	e.desk.Shell.Log().Event("previewed")
}

// clearErrors takes away what was wrong beside the fields.
func (e *editor) clearErrors() {
	for _, f := range []*widgets.Form{e.form, e.layerForm} {
		if f != nil {
			f.ClearErrors()
		}
	}
	for _, note := range []*widgets.Para{e.note, e.effectNote()} {
		if note != nil {
			say(note, "")
		}
	}
}

func (e *editor) effectNote() *widgets.Para {
	if e.effectForm == nil {
		return nil
	}
	return e.effectForm.note
}
